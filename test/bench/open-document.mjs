/** A document a server has open, and the hand that types in it. */
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

/** A server may publish an empty list before it has looked; that long we wait for a fuller one. */
const EMPTY_GRACE = 1500;

export class OpenDocument {
	#version = 1;
	#typed = 0;
	#erasing = false;

	/** What the last answers held: a fast empty answer is no feat. */
	found = { diagnostics: 0, hover: 0, completion: 0 };

	constructor(client, document, capabilities, limit) {
		this.client = client;
		this.document = document;
		this.limit = limit;
		this.uri = pathToFileURL(document.file).href;
		this.pulls = Boolean(capabilities.diagnosticProvider);
		this.identifier = capabilities.diagnosticProvider?.identifier;
		const sync = capabilities.textDocumentSync;
		this.incremental = (sync?.change ?? sync) === 2;
	}

	/** Opens it; milliseconds to the first diagnostics. Every document has a mistake, so there is something to wait for. */
	async open() {
		const { client, document } = this;
		const publication = this.pulls ? undefined : this.#firstPublication();
		const from = performance.now();
		client.notify("textDocument/didOpen", {
			textDocument: { uri: this.uri, languageId: document.language, version: 1, text: document.text },
		});
		if (this.pulls) return (await this.#pull()) - from;
		const { at, diagnostics } = await publication;
		this.found.diagnostics = diagnostics.length;
		return at - from;
	}

	/** Types the next character (or takes the last one back); milliseconds to the diagnostics of that text. */
	async type() {
		const { typing, typeAt, lines } = this.document;
		this.#erasing = this.#typed === typing.length || (this.#erasing && this.#typed > 0);
		const here = { line: typeAt.line, character: typeAt.character + this.#typed };
		const change = this.#erasing
			? { range: { start: { ...here, character: here.character - 1 }, end: here }, text: "" }
			: { range: { start: here, end: here }, text: typing[this.#typed] };
		this.#typed += this.#erasing ? -1 : 1;

		const version = ++this.#version;
		const whole = () => lines.with(typeAt.line, lines[typeAt.line] + typing.slice(0, this.#typed)).join("\n");
		const contentChanges = [this.incremental ? change : { text: whole() }];
		const answer = this.pulls
			? undefined
			: this.client.published((p) => p.uri === this.uri && (p.version ?? version) >= version, this.limit);
		const from = performance.now();
		this.client.notify("textDocument/didChange", { textDocument: { uri: this.uri, version }, contentChanges });
		return (this.pulls ? await this.#pull() : (await answer).at) - from;
	}

	/**
	 * One request at one place; milliseconds to its answer.
	 * @param {"hover" | "completion"} what @param {{ line: number, character: number }} position
	 */
	async ask(what, position) {
		const params = { textDocument: { uri: this.uri }, position };
		const from = performance.now();
		const { result, at } = await this.client.request(`textDocument/${what}`, params, this.limit);
		this.found[what] = what === "hover" ? Number(Boolean(result?.contents)) : (result?.items ?? result ?? []).length;
		return at - from;
	}

	/** Milliseconds to the diagnostics of the text as it is; for servers that are pulled from. */
	async again() {
		const from = performance.now();
		return (await this.#pull()) - from;
	}

	/** Pulls diagnostics, again when the server was overtaken by a change; when they came. */
	async #pull() {
		const until = performance.now() + this.limit;
		const params = { textDocument: { uri: this.uri }, ...(this.identifier && { identifier: this.identifier }) };
		for (;;) {
			try {
				const left = Math.max(1, until - performance.now());
				const { result, at } = await this.client.request("textDocument/diagnostic", params, left);
				if (result?.items) this.found.diagnostics = result.items.length;
				return at;
			} catch (error) {
				const overtaken = error.code === -32802 || error.code === -32801;
				if (!overtaken || performance.now() > until) throw error;
			}
		}
	}

	/** The first publication with something in it; an empty one counts when nothing follows it. */
	async #firstPublication() {
		const { client } = this;
		const filled = client.published((p) => p.uri === this.uri && p.diagnostics.length > 0, this.limit);
		filled.catch(() => {}); // it may lose the race below
		const any = await client.published((p) => p.uri === this.uri, this.limit);
		if (any.diagnostics.length > 0) return any;
		return Promise.race([filled, sleep(EMPTY_GRACE, any)]);
	}
}
