/** What lives from `initialize` to `exit`. */
import {
	type CancellationToken,
	type Connection,
	ErrorCodes,
	type InitializeParams,
	LSPErrorCodes,
	ResponseError,
} from "vscode-languageserver";
import type { Workspace } from "../engine.ts";
import type { RuleLinks } from "../features/diagnostics.ts";
import type { ClientSupport } from "../features/support.ts";
import type { FileSystem } from "../file-system.ts";
import { type Options, pullsDiagnostics, readOptions, readSupport } from "./capabilities.ts";
import { type Analysed, type OpenDocument, OpenDocuments } from "./documents.ts";
import { ruleLinks } from "./rule-links.ts";
import { SettingsSource } from "./settings-source.ts";

export type Analysis = typeof import("./analysis.ts");

/** What a door knows about itself. */
export interface Platform {
	readonly version: string;
	/** Where the rule pages lie that are shipped with the server. */
	readonly rulePages?: string;
	/** The files around the documents, where the door has any. */
	readonly files?: FileSystem;
}

export class Session {
	readonly documents = new OpenDocuments();
	readonly settings: SettingsSource;
	readonly options: Options;
	readonly support: ClientSupport;
	readonly links: RuleLinks;
	readonly pulls: boolean;
	ended = false;
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
		this.settings = new SettingsSource(connection, params.capabilities, this.options.settings);
	}

	analysis(): Promise<Analysis> {
		this.#analysis ??= import("./analysis.ts");
		return this.#analysis;
	}

	/** All open documents as they are now, and the files around them. */
	workspace(analysis: Analysis): Workspace {
		this.#workspace ??= new analysis.Workspace(this.platform.files);
		for (const document of this.documents.all()) document.sync(this.#workspace);
		return this.#workspace;
	}
	/** The same, if any document was looked at yet. */
	get openWorkspace(): Workspace | undefined {
		return this.#workspace;
	}

	/** The newest version of a document, analysed; undefined when it was closed in the meantime. */
	async analyse(document: OpenDocument): Promise<{ analysed: Analysed; analysis: Analysis } | undefined> {
		const [settings, analysis] = await Promise.all([this.settings.for(document.uri), this.analysis()]);
		if (this.documents.get(document.uri) !== document) return undefined;
		return { analysed: document.analyse(analysis.Snapshot, settings, this.workspace(analysis)), analysis };
	}

	/**
	 * Answers a request about a document. Nothing that goes wrong in the answering gets any further:
	 * it is written to the log, and the answer is the fallback.
	 */
	async answer<T>(
		what: string,
		uri: string,
		token: CancellationToken,
		fallback: T,
		work: (analysed: Analysed, analysis: Analysis) => T,
	): Promise<T | ResponseError<void>> {
		if (this.ended) return new ResponseError(ErrorCodes.InvalidRequest, "The server is shutting down.");
		const cancelled = new ResponseError<void>(LSPErrorCodes.RequestCancelled, "Cancelled.");
		try {
			if (token.isCancellationRequested) return cancelled;
			const document = this.documents.get(uri);
			const ready = document && (await this.analyse(document));
			if (token.isCancellationRequested) return cancelled;
			return ready ? work(ready.analysed, ready.analysis) : fallback;
		} catch (error) {
			this.log(what, error);
			return fallback;
		}
	}

	/** Writes down a breakdown. */
	log(what: string, error: unknown): void {
		this.connection.console.error(
			`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
		);
	}
}
