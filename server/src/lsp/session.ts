/** What lives from `initialize` to `exit`. */
import {
	type CancellationToken,
	type Connection,
	type InitializeParams,
	LSPErrorCodes,
	ResponseError,
} from "vscode-languageserver";
import type { Workspace } from "../engine.ts";
import type { RuleLinks } from "../features/diagnostics.ts";
import type { ClientSupport } from "../features/support.ts";
import type { FileSystem } from "../file-system.ts";
import type { Settings } from "../settings.ts";
import { type Options, pullsDiagnostics, readOptions, readSupport } from "./capabilities.ts";
import { describe } from "./describe.ts";
import { type Analysed, type OpenDocument, OpenDocuments, type Surroundings } from "./documents.ts";
import type { Inbox } from "./inbox.ts";
import type { Needs } from "./needs.ts";
import { ruleLinks } from "./rule-links.ts";
import { Scheduler } from "./scheduler.ts";
import { SettingsSource } from "./settings-source.ts";

export type Analysis = typeof import("./analysis.ts");

/** Translated texts: the content of a `@vscode/l10n` bundle. */
export type Texts = Readonly<Record<string, string>>;

/** What a door knows about itself. */
export interface Platform {
	readonly version: string;
	/** What the connection reads goes through it. */
	readonly inbox: Inbox;
	/** Loads everything behind the connection; texts come first, since rules have their titles translated while they load. */
	loadAnalysis(texts: Texts | undefined): Promise<Analysis>;
	/** Where the rule pages lie that are shipped with the server. */
	readonly rulePages?: string;
	/** The files around the documents, where the door has any. */
	readonly files?: FileSystem;
	/** The editor works on this folder: its files may be read. */
	admit?(folder: string): void;
	/** The settings of a document, when these are the editor's: those of a settings file around it count as well. */
	settingsOf?(document: string, own: Settings, warn: (problem: string) => void): Settings;
}

/** The folders the editor has open. */
function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
	return workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
}

/** Something that takes knowing a document. */
export interface Errand {
	readonly document: OpenDocument;
	readonly needs: Needs;
	/** Asked before each unit: nobody wants it any more. */
	readonly dropped: () => boolean;
	readonly failed: (error: unknown) => void;
}

/** A request about a document. */
export interface Question<T> {
	/** The method, for the log. */
	readonly what: string;
	readonly uri: string;
	readonly needs: Needs;
	readonly token: CancellationToken;
	/** The answer when there is no such document, or when the work broke down. */
	readonly fallback: T;
}

export class Session {
	readonly documents = new OpenDocuments();
	readonly settings: SettingsSource;
	readonly options: Options;
	readonly support: ClientSupport;
	readonly links: RuleLinks;
	readonly pulls: boolean;
	readonly scheduler: Scheduler;
	#analysis?: Promise<Analysis>;
	#workspace?: Workspace;

	constructor(
		readonly connection: Connection,
		readonly params: InitializeParams,
		readonly platform: Platform,
	) {
		this.options = readOptions(params.initializationOptions);
		this.support = readSupport(params.capabilities, this.options);
		this.pulls = pullsDiagnostics(params.capabilities);
		this.links = ruleLinks(this.options.rulePages ?? platform.rulePages);
		this.settings = new SettingsSource(connection, params.capabilities, this.options.settings, platform);
		for (const folder of foldersOf(params)) platform.admit?.(folder);
		this.scheduler = new Scheduler(platform.inbox);
		platform.inbox.onArrival = () => this.scheduler.arrival();
	}

	/** Loaded when the first document needs it: a server that waits for one costs next to nothing. */
	analysis(): Promise<Analysis> {
		this.#analysis ??= this.platform.loadAnalysis(this.options.l10n);
		return this.#analysis;
	}

	/** The open documents and the files around them; undefined before any was looked at. */
	get workspace(): Workspace | undefined {
		return this.#workspace;
	}

	/**
	 * Works on a document until as much is known as is needed, unit by unit, and then calls back: in the same moment, so that
	 * no newer version can have come in between. Without a document that is open any more, there is nothing known.
	 */
	async whenKnown(
		{ document, needs, dropped, failed }: Errand,
		use: (analysed: Analysed | undefined, analysis: Analysis) => void,
	): Promise<void> {
		// Asked for first, so that the client answers while the rest loads.
		const asked = this.settings.for(document.uri);
		const [analysis, settings] = await Promise.all([this.analysis(), asked]);
		this.#workspace ??= new analysis.Workspace(this.platform.files);
		const around: Surroundings = { Snapshot: analysis.Snapshot, settings, workspace: this.#workspace };
		const step = (): boolean => {
			if (dropped()) return true;
			const isOpen = this.documents.get(document.uri) === document;
			const analysed = isOpen ? document.advance(needs, around) : undefined;
			if (isOpen && !analysed) return false;
			use(analysed, analysis);
			return true;
		};
		this.scheduler.add({
			urgent: needs !== "findings",
			step: () => {
				try {
					return step();
				} catch (error) {
					document.drop();
					failed(error);
					return true;
				}
			},
		});
	}

	/**
	 * Answers a request about a document. Nothing that goes wrong in the answering gets any further: it is written to the log,
	 * and the answer is the fallback. Only a {@link ResponseError} is passed on. Whoever cancels need not wait until the work is dropped.
	 */
	answer<T>(request: Question<T>, work: (analysed: Analysed, analysis: Analysis) => T): Promise<T> {
		const { what, uri, needs, token, fallback } = request;
		const document = this.documents.get(uri);
		if (!document) return Promise.resolve(fallback);
		return new Promise<T>((resolve, reject) => {
			const failed = (error: unknown) => {
				this.log(what, error);
				resolve(fallback);
			};
			const dropped = () => token.isCancellationRequested;
			const cancelled = () => reject(new ResponseError(LSPErrorCodes.RequestCancelled, "Cancelled."));
			if (dropped()) return cancelled();
			token.onCancellationRequested(cancelled);
			this.whenKnown({ document, needs, dropped, failed }, (analysed, analysis) => {
				if (!analysed) return resolve(fallback);
				try {
					resolve(work(analysed, analysis));
				} catch (error) {
					if (error instanceof ResponseError) reject(error);
					else failed(error);
				}
			}).catch(failed);
		});
	}

	/** Writes down a breakdown. */
	log(what: string, error: unknown): void {
		this.connection.console.error(`${what}: ${describe(error)}`);
	}
}
