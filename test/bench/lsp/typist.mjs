/** The hand that types: writes a text character by character, erases it again, and so on. Most texts on the way do not parse. */

/** @typedef {import("../documents/documents.mjs").Position} Position */

export class Typist {
	/** Where each character that stands now was typed. @type {Position[]} */
	#typedAt = [];
	/** @type {Position} */
	#here;
	#erasing = false;

	/** @param {import("../documents/documents.mjs").BenchDocument} document */
	constructor({ typing, typeAt, text }) {
		this.typing = typing;
		this.#here = typeAt;
		this.lines = text.split("\n");
	}

	/** The next keystroke, as a change of the protocol. @returns {{ range: { start: Position, end: Position }, text: string }} */
	next() {
		if (this.#typedAt.length === this.typing.length) this.#erasing = true;
		if (this.#typedAt.length === 0) this.#erasing = false;
		const change = this.#erasing ? this.#erase() : this.#type();
		this.#apply(change);
		return change;
	}

	/** The text as it is now. */
	text() {
		return this.lines.join("\n");
	}

	#type() {
		const at = this.#here;
		const text = this.typing[this.#typedAt.length];
		this.#typedAt.push(at);
		this.#here = text === "\n" ? { line: at.line + 1, character: 0 } : { line: at.line, character: at.character + 1 };
		return { range: { start: at, end: at }, text };
	}

	#erase() {
		const end = this.#here;
		const start = this.#typedAt.pop();
		this.#here = start;
		return { range: { start, end }, text: "" };
	}

	#apply({ range: { start, end }, text }) {
		const before = this.lines[start.line].slice(0, start.character);
		const after = this.lines[end.line].slice(end.character);
		this.lines.splice(start.line, end.line - start.line + 1, ...(before + text + after).split("\n"));
	}
}
