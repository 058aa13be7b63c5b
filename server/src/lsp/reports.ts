/** Diagnostics, published or pulled, and the status that goes with them. */
import {
	type CancellationToken,
	type Diagnostic,
	type DocumentDiagnosticReport,
	DocumentDiagnosticReportKind,
} from "vscode-languageserver";
import type { Status } from "../features/status.ts";
import type { Analysed, OpenDocument } from "./documents.ts";
import type { Analysis, Session } from "./session.ts";
import { WatchedFiles } from "./watched-files.ts";

/** Diagnostics are never held back longer than this, in milliseconds. */
const LONGEST_WAIT = 20;
/** After the last change, other documents are looked at again this much later, in milliseconds. */
const OTHERS_WAIT = 200;

interface Pending {
	timer?: ReturnType<typeof setTimeout>;
	/** What was published last. */
	published?: number;
}

export class Reports {
	readonly #pending = new Map<string, Pending>();
	/** How long the last analysis of a document took, in milliseconds. */
	readonly #costs = new Map<string, number>();
	readonly #status = new Map<string, string>();
	readonly #failed = new Set<string>();

	#later?: ReturnType<typeof setTimeout>;
	readonly #watched: WatchedFiles;

	constructor(readonly session: Session) {
		this.#watched = new WatchedFiles(session.connection, session.params);
	}

	/**
	 * Publishes soon, where the client does not pull. A burst of changes is waited for as long as an analysis takes:
	 * on usual files that is next to nothing.
	 */
	schedule(document: OpenDocument): void {
		if (this.session.pulls) return;
		const pending = this.#pending.get(document.uri) ?? {};
		this.#pending.set(document.uri, pending);
		pending.timer ??= setTimeout(() => {
			pending.timer = undefined;
			this.#publish(document, pending).catch((error) => this.session.log("diagnostics", error));
		}, this.#wait(document.uri));
	}

	/** Takes everything back that was said about a document. */
	close(uri: string): void {
		clearTimeout(this.#pending.get(uri)?.timer);
		this.#pending.delete(uri);
		this.#status.delete(uri);
		this.#costs.delete(uri);
		if (!this.session.pulls) void this.session.connection.sendDiagnostics({ uri, diagnostics: [] });
	}

	/** Says everything anew after the settings changed. */
	refresh(): void {
		const { documents, connection, params } = this.session;
		for (const document of documents.all()) this.schedule(document);
		if (this.session.pulls && params.capabilities.workspace?.diagnostics?.refreshSupport) {
			connection.languages.diagnostics.refresh().catch((error: unknown) => this.session.log("diagnostics", error));
		}
	}

	/**
	 * Looks after the other documents: what one file sets, another one may be judged by. That can wait until the person stops typing.
	 * Clients that pull do it by themselves.
	 */
	others(): void {
		clearTimeout(this.#later);
		this.#later = setTimeout(() => {
			const workspace = this.session.openWorkspace;
			if (!workspace || this.session.pulls) return;
			for (const document of this.session.documents.all()) {
				if (document.isOutdated(workspace)) this.schedule(document);
			}
		}, OTHERS_WAIT);
	}

	async #publish(document: OpenDocument, pending: Pending): Promise<void> {
		const ready = await this.session.analyse(document);
		if (!ready || this.#pending.get(document.uri) !== pending) return;
		const { analysed, analysis } = ready;
		if (pending.published === analysed.id) return;
		const diagnostics = this.#diagnostics(analysed, analysis);
		pending.published = analysed.id;
		await this.session.connection.sendDiagnostics({ uri: document.uri, version: analysed.version, diagnostics });
		this.#after(analysed, analysis);
	}

	/** Answers textDocument/diagnostic. */
	async pull(uri: string, previous: string | undefined, token: CancellationToken) {
		const empty: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
		await this.#settle(uri);
		return this.session.answer<DocumentDiagnosticReport>(
			"textDocument/diagnostic",
			uri,
			token,
			empty,
			(analysed, analysis) => {
				const resultId = String(analysed.id);
				if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
				const items = this.#diagnostics(analysed, analysis);
				this.#after(analysed, analysis);
				return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
			},
		);
	}

	/**
	 * Where an analysis takes a while, requests that were sent for versions already outdated shall not cost one each:
	 * the changes that are on their way are let in first, and all of them are answered for the newest version.
	 */
	async #settle(uri: string): Promise<void> {
		const wait = this.#wait(uri);
		if (wait > 5) await new Promise((resolve) => setTimeout(resolve, wait));
	}

	#wait(uri: string): number {
		return Math.min(LONGEST_WAIT, this.#costs.get(uri) ?? 0);
	}

	#diagnostics({ snapshot }: Analysed, analysis: Analysis): Diagnostic[] {
		const start = performance.now();
		const found = analysis.diagnostics(snapshot, this.session.support, this.session.links);
		this.#costs.set(snapshot.uri, performance.now() - start);
		return found;
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
