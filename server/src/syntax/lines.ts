import type { SyntaxTree } from "./tree.ts";

/** Line starts of a text; Lua ends a line at LF, CR LF or CR. */
export class LineIndex {
	readonly #starts: number[] = [0];

	constructor(text: string) {
		for (let i = 0; i < text.length; i++) {
			const code = text.charCodeAt(i);
			if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) this.#starts.push(i + 1);
		}
	}

	/** Zero-based line of an offset. */
	lineAt(offset: number): number {
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (this.#starts[middle]! <= offset) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	/** Offset of the first character of a line; the last line's for anything beyond. */
	start(line: number): number {
		return this.#starts[Math.min(line, this.#starts.length - 1)]!;
	}

	get count(): number {
		return this.#starts.length;
	}
}

const known = new WeakMap<SyntaxTree, LineIndex>();

/** The lines of a parsed file. */
export function linesOf(tree: SyntaxTree): LineIndex {
	let lines = known.get(tree);
	if (!lines) {
		lines = new LineIndex(tree.text);
		known.set(tree, lines);
	}
	return lines;
}
