/** Diagnostics, published or pulled, and the status that goes with them. */
import type { CancellationToken, Diagnostic, DocumentDiagnosticReport } from "vscode-languageserver";
import type { Status } from "../features/status.ts";
import type { Analysed, OpenDocument } from "./documents.ts";
import type { Analysis, Session } from "./session.ts";
import { WatchedFiles } from "./watched-files.ts";

/** After the last change, other documents are looked at again this much later, in milliseconds. */
const OTHERS_WAIT = 200;

/** A publication on its way. */
interface Errand {
	done: boolean;
}

export class Reports {
	/** The publication of each document that is on its way. */
	readonly #underway = new Map<string, Errand>();
	/** What was published last of each document. */
	readonly #published = new Map<string, number>();
	readonly #status = new Map<string, string>();
	readonly #failed = new Set<string>();
	/** Made last: several requests for one version are answered with one piece of work. */
	#made?: { readonly id: number; readonly items: Diagnostic[] };
	#later?: ReturnType<typeof setTimeout>;
	readonly #watched: WatchedFiles;

	constructor(readonly session: Session) {
		this.#watched = new WatchedFiles(session.connection, session.params);
	}

	/** Publishes what is to be said of the newest version, where the client does not pull. However many changes come meanwhile, it is one. */
	schedule(document: OpenDocument): void {
		const { uri } = document;
		if (this.session.pulls || this.#underway.get(uri)?.done === false) return;
		const errand: Errand = { done: false };
		this.#underway.set(uri, errand);
		const failed = (error: unknown) => {
			errand.done = true;
			this.session.log("diagnostics", error);
		};
		const dropped = () => this.#underway.get(uri) !== errand;
		this.session
			.whenKnown({ document, needs: "findings", dropped, failed }, (analysed, analysis) => {
				errand.done = true;
				if (analysed) this.#publish(analysed, analysis);
			})
			.catch(failed);
	}

	/** Takes everything back that was said about a document. */
	close(uri: string): void {
		this.#underway.delete(uri);
		this.#published.delete(uri);
		this.#status.delete(uri);
		this.#made = undefined;
		if (!this.session.pulls) void this.session.connection.sendDiagnostics({ uri, diagnostics: [] });
	}

	/** Says everything anew after the settings changed. */
	refresh(): void {
		const { documents, connection, params } = this.session;
		// What is on its way goes by the old settings.
		this.#underway.clear();
		for (const document of documents.all()) this.schedule(document);
		if (this.session.pulls && params.capabilities.workspace?.diagnostics?.refreshSupport) {
			connection
				.sendRequest("workspace/diagnostic/refresh")
				.catch((error: unknown) => this.session.log("diagnostics", error));
		}
	}

	/**
	 * Looks after the other documents: what one file sets, another one may be judged by. That can wait until the person stops typing.
	 * Clients that pull do it by themselves.
	 */
	others(): void {
		clearTimeout(this.#later);
		if (this.session.pulls) return;
		this.#later = setTimeout(() => {
			const { workspace, documents } = this.session;
			if (!workspace) return;
			for (const document of documents.all()) if (document.mayBeOutdated(workspace)) this.schedule(document);
		}, OTHERS_WAIT);
	}

	/** Answers textDocument/diagnostic, whenever it was sent, with what holds for the newest version. */
	pull(uri: string, previous: string | undefined, token: CancellationToken): Promise<DocumentDiagnosticReport> {
		return this.session.answer<DocumentDiagnosticReport>(
			{ what: "textDocument/diagnostic", uri, needs: "findings", token, fallback: { kind: "full", items: [] } },
			(analysed, analysis) => {
				const resultId = String(analysed.id);
				if (resultId === previous) return { kind: "unchanged", resultId };
				const items = this.#diagnostics(analysed, analysis);
				this.#after(analysed, analysis);
				return { kind: "full", resultId, items };
			},
		);
	}

	#publish(analysed: Analysed, analysis: Analysis): void {
		const { uri } = analysed.snapshot;
		if (this.#published.get(uri) === analysed.id) return;
		this.#published.set(uri, analysed.id);
		const diagnostics = this.#diagnostics(analysed, analysis);
		void this.session.connection.sendDiagnostics({ uri, version: analysed.version, diagnostics });
		this.#after(analysed, analysis);
	}

	#diagnostics({ id, snapshot }: Analysed, analysis: Analysis): Diagnostic[] {
		if (this.#made?.id === id) return this.#made.items;
		const items = analysis.diagnostics(snapshot, this.session.support, this.session.links);
		this.#made = { id, items };
		return items;
	}

	/** Rules that broke down go to the log, once each; a new status goes to the client that wants it. */
	#after({ snapshot }: Analysed, analysis: Analysis): void {
		this.#watched.follow(snapshot.workspace);
		this.others();
		for (const { rule, error } of snapshot.failures) {
			if (this.#failed.has(rule)) continue;
			this.#failed.add(rule);
			this.session.log(`rule ${rule}`, error);
		}
		if (!this.session.options.status) return;
		const status: Status = analysis.statusOf(snapshot);
		const text = JSON.stringify(status);
		if (this.#status.get(snapshot.uri) === text) return;
		this.#status.set(snapshot.uri, text);
		void this.session.connection.sendNotification("prosody/statusChanged", status);
	}
}
