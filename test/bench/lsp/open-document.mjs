/** A document a server has open: what is asked about it, and how long the answers take, in milliseconds. */
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Typist } from "./typist.mjs";

/** A server that publishes may do so again; after so long without a publication it has said all it has to say. */
const QUIET = 600;
/** A burst: a keystroke every so many milliseconds. */
const INTERVAL = 30;
/** Request cancelled, content modified, server cancelled: overtaken by a change; to be asked again. */
const OVERTAKEN = [-32800, -32801, -32802];

export class OpenDocument {
	#version = 1;
	#diagnostics = [];

	/** What the last answers held: a fast empty answer is no feat. */
	found = { diagnostics: 0, hover: 0, completion: 0, symbols: 0, fixes: 0 };

	/**
	 * @param {import("./client.mjs").LspClient} client @param {import("../documents/documents.mjs").BenchDocument} document
	 * @param {any} capabilities of the server @param {number} limit of a single wait, in ms
	 */
	constructor(client, document, capabilities, limit) {
		this.client = client;
		this.document = document;
		this.limit = limit;
		this.uri = pathToFileURL(document.file).href;
		this.pulls = Boolean(capabilities.diagnosticProvider);
		this.identifier = capabilities.diagnosticProvider?.identifier;
		const sync = capabilities.textDocumentSync;
		this.incremental = (sync?.change ?? sync) === 2;
		this.typist = new Typist(document);
	}

	/** Opens it; until the first diagnostics. Every document has a mistake, so there is something to wait for. */
	async open() {
		const { client, document } = this;
		const publication = this.pulls ? undefined : this.#published((p) => p.diagnostics.length > 0);
		const from = performance.now();
		client.notify("textDocument/didOpen", {
			textDocument: { uri: this.uri, languageId: document.language, version: 1, text: document.text },
		});
		if (publication) return (await publication).at - from;
		for (;;) {
			const at = await this.#pull();
			if (this.found.diagnostics > 0 || at - from > this.limit) return at - from;
			await sleep(5);
		}
	}

	/** The next keystroke; until the diagnostics of that text. The next one is not typed before. */
	async type() {
		const from = performance.now();
		const version = this.#key();
		const at = this.pulls ? await this.#pull() : await this.#publicationOf(version);
		return at - from;
	}

	/** The next keystroke; until the outline of that text. Nothing a server puts off is in it. */
	async typeAndOutline() {
		const from = performance.now();
		this.#key();
		return (await this.#outline()) - from;
	}

	/** So many keystrokes without waiting; from the last one until its diagnostics. */
	async burst(keys) {
		await this.settle();
		for (let key = 1; key < keys; key++) {
			this.#key();
			// An editor pulls after every key and lets go of answers that were overtaken.
			if (this.pulls) this.#pullOnce().catch(() => {});
			await sleep(INTERVAL);
		}
		const from = performance.now();
		const version = this.#key();
		if (this.pulls) return (await this.#pull()) - from;
		const at = await this.#publicationOf(version);
		if (this.#versioned) return at - from;
		await this.settle(); // it does not say what it speaks of; the last word counts
		return this.client.publications.at(-1).at - from;
	}

	/** @param {"hover" | "completion" | "outline" | "codeAction"} what one request, on the text as it is */
	async ask(what) {
		const from = performance.now();
		const at = await {
			hover: this.#hover,
			completion: this.#complete,
			outline: this.#outline,
			codeAction: this.#fixes,
		}[what].call(this);
		return at - from;
	}

	/** Until the diagnostics of the text as it is; for servers that are pulled from. */
	async again() {
		const from = performance.now();
		return (await this.#pull()) - from;
	}

	/** Waits until a server that publishes has nothing to add. */
	async settle() {
		if (this.pulls) return;
		const from = performance.now();
		for (;;) {
			const quiet = performance.now() - Math.max(from, this.client.publications.at(-1)?.at ?? 0);
			if (quiet >= QUIET) return;
			await sleep(QUIET - quiet + 1);
		}
	}

	get #versioned() {
		return this.client.publications.every((p) => typeof p.version === "number");
	}

	#key() {
		const change = this.typist.next();
		const contentChanges = [this.incremental ? change : { text: this.typist.text() }];
		const version = ++this.#version;
		this.client.notify("textDocument/didChange", { textDocument: { uri: this.uri, version }, contentChanges });
		return version;
	}

	/** When the diagnostics of a version came; of any, from a server that does not say which. */
	async #publicationOf(version) {
		return (await this.#published((p) => (p.version ?? version) >= version)).at;
	}

	/** The next publication about this document that satisfies `accept`. */
	async #published(accept) {
		const publication = await this.client.published((p) => p.uri === this.uri && accept(p), this.limit);
		this.#keep(publication.diagnostics);
		return publication;
	}

	async #pull() {
		const { result, at } = await this.#untilCurrent(() => this.#pullOnce());
		if (result?.items) this.#keep(result.items);
		return at;
	}

	#pullOnce() {
		return this.#request("diagnostic", this.identifier && { identifier: this.identifier });
	}

	#keep(diagnostics) {
		this.#diagnostics = diagnostics;
		this.found.diagnostics = diagnostics.length;
	}

	async #hover() {
		const { result, at } = await this.#request("hover", { position: this.document.hoverAt });
		this.found.hover = Number(Boolean(result?.contents));
		return at;
	}

	async #complete() {
		const { result, at } = await this.#request("completion", {
			position: this.document.completeAt,
			context: { triggerKind: 1 },
		});
		this.found.completion = (result?.items ?? result ?? []).length;
		return at;
	}

	async #outline() {
		const { result, at } = await this.#untilCurrent(() => this.#request("documentSymbol"));
		this.found.symbols = count(result);
		return at;
	}

	async #fixes() {
		const [diagnostic] = this.#diagnostics;
		const context = { diagnostics: [diagnostic], triggerKind: 1 };
		const { result, at } = await this.#request("codeAction", { range: diagnostic.range, context });
		this.found.fixes = (result ?? []).length;
		return at;
	}

	#request(what, more) {
		return this.client.request(`textDocument/${what}`, { textDocument: { uri: this.uri }, ...more }, this.limit);
	}

	/** Asks again when the answer was overtaken by a change. */
	async #untilCurrent(ask) {
		const until = performance.now() + this.limit;
		for (;;) {
			try {
				return await ask();
			} catch (error) {
				if (!OVERTAKEN.includes(error.code) || performance.now() > until) throw error;
			}
		}
	}
}

/** @param {any[] | null | undefined} symbols */
function count(symbols) {
	return (symbols ?? []).reduce((sum, { children }) => sum + 1 + count(children), 0);
}
