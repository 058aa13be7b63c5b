/** A text that is written line by line, with places in it that lead elsewhere. */
import type { Span } from "../syntax/tree.ts";
import { nameFrom, type Target, targetOf } from "./places.ts";

/** A stretch of the text, in UTF-16 units, and where it leads. */
export interface Link extends Target {
	readonly start: number;
	readonly end: number;
}

/** A piece of a line: plain, or leading somewhere. */
export type Part = string | { readonly text: string; readonly to: Target };

/** What stands in front of the comment that tells where it comes from. */
export interface Row {
	/** Lua: a line, or several. */
	readonly code: readonly string[];
	/** Behind the first line. */
	readonly comment?: readonly Part[];
	/** Comments of their own below. */
	readonly notes?: readonly (readonly Part[])[];
}

/** Comments stand below each other as long as what is in front of them is no longer than this: beside the file there is little room. */
const WIDEST = 36;
/** How long a line with several words gets. */
const ROOM = 80;
export const STEP = "    ";

export class Page {
	readonly links: Link[] = [];
	readonly #lines: string[] = [];
	#length = 0;

	/** @param entry the URI of the file that others are named from */
	constructor(readonly entry: string) {}

	/** How many lines there are. */
	get height(): number {
		return this.#lines.length;
	}

	get text(): string {
		return this.#lines.map((line) => `${line}\n`).join("");
	}

	line(...parts: readonly Part[]): void {
		let text = "";
		for (const part of parts) {
			const piece = inLine(typeof part === "string" ? part : part.text);
			if (typeof part !== "string") {
				const start = this.#length + text.length;
				this.links.push({ start, end: start + piece.length, ...part.to });
			}
			text += piece;
		}
		const kept = text.trimEnd();
		this.#lines.push(kept);
		this.#length += kept.length + 1;
	}

	/** An empty line, unless there is one already. */
	gap(): void {
		if (this.#lines.length > 0 && this.#lines.at(-1) !== "") this.line();
	}

	comment(indent: string, ...parts: readonly Part[]): void {
		this.line(indent, "-- ", ...parts);
	}

	/** Rows whose comments stand below each other. */
	rows(indent: string, rows: readonly Row[]): void {
		const widths = rows.filter(({ comment }) => comment).map(({ code }) => code[0]!.length);
		const width = Math.max(0, ...widths.filter((one) => one <= WIDEST));
		for (const { code, comment, notes = [] } of rows) {
			const [first = "", ...rest] = code;
			if (comment) this.line(indent, first.padEnd(width), "  -- ", ...comment);
			else this.line(indent, first);
			for (const line of rest) this.line(indent, line);
			for (const note of notes) this.comment(`${indent}  `, ...note);
		}
	}

	/** Words one after the other, on as many lines as it takes. @param end what follows the last one */
	flow(indent: string, words: readonly Part[], end = ""): void {
		let parts: Part[] = [];
		let length = 0;
		for (const [index, word] of words.entries()) {
			const size = (typeof word === "string" ? word : word.text).length + 2;
			if (length + size > ROOM && parts.length > 0) {
				this.line(indent, ...parts);
				parts = [];
				length = 0;
			}
			parts.push(word, index < words.length - 1 ? ", " : end);
			length += size;
		}
		if (parts.length > 0) this.line(indent, ...parts);
	}

	/** `file:line`, leading there. */
	place(at: Span): Part {
		const to = targetOf(at);
		return { text: `${nameFrom(this.entry, to.uri)}:${to.line + 1}`, to };
	}
}

/** What a file says must not end the line it is quoted in, nor reach a terminal as a command to it. */
function inLine(text: string): string {
	return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}
