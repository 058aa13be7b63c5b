import type { Chunk, SyntaxTree } from "./tree.ts";

/** Where the lines of a text begin; Lua ends a line at LF, CR LF or CR. */
export interface LineIndex {
	/** Zero-based line of an offset. */
	lineAt(offset: number): number;
	/** Offset of the first character of a line; the last line's for anything beyond. */
	start(line: number): number;
	readonly count: number;
}

/** The offset at which the next line begins; -1 when there is none. */
function nextLineStart(text: string, from: number): number {
	for (let i = from; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) return i + 1;
	}
	return -1;
}

/** Offsets in a text at which lines begin, the first one left out. */
function lineStarts(text: string): number[] {
	const starts: number[] = [];
	for (let at = nextLineStart(text, 0); at >= 0; at = nextLineStart(text, at)) starts.push(at);
	return starts;
}

/** The index of the last of ascending numbers that is not greater; -1 when all are. */
function lastUpTo(numbers: ArrayLike<number>, limit: number): number {
	let low = -1;
	let high = numbers.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (numbers[middle]! <= limit) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** Statements that are longer have a list of where their lines begin; in the others that is soon found out again. */
const LONG = 500;

/** Statements stay the same from edit to edit, and so do the lines in them. */
function linesIn(chunk: Chunk): readonly number[] | undefined {
	if (chunk.text.length > LONG) chunk.lineStarts ??= lineStarts(chunk.text);
	return chunk.lineStarts;
}

/** How many lines begin in a statement. */
function countIn(chunk: Chunk): number {
	chunk.lineBreaks ??= linesIn(chunk)?.length ?? countUpTo(chunk, chunk.text.length);
	return chunk.lineBreaks;
}

/** How many lines begin in a statement up to an offset in it. */
function countUpTo(chunk: Chunk, offset: number): number {
	const known = linesIn(chunk);
	if (known) return lastUpTo(known, offset) + 1;
	let count = 0;
	let at = nextLineStart(chunk.text, 0);
	for (; at >= 0 && at <= offset; at = nextLineStart(chunk.text, at)) count++;
	return count;
}

/** Where a line begins in a statement. @param index of those that begin in it */
function startIn(chunk: Chunk, index: number): number {
	const known = linesIn(chunk);
	if (known) return known[index]!;
	let at = 0;
	for (let left = index; left >= 0; left--) at = nextLineStart(chunk.text, at);
	return at;
}

/** The lines of a parsed file, put together from those of its statements. */
class TreeLines implements LineIndex {
	/** How many lines begin before each statement, the first line of the file left out. */
	readonly #before: Uint32Array;
	readonly #starts: Uint32Array;
	readonly #chunks: readonly Chunk[];
	readonly count: number;

	constructor({ chunks }: SyntaxTree) {
		this.#chunks = chunks;
		this.#before = new Uint32Array(chunks.length);
		this.#starts = new Uint32Array(chunks.length);
		let lines = 0;
		let start = 0;
		for (let index = 0; index < chunks.length; index++) {
			const chunk = chunks[index]!;
			this.#before[index] = lines;
			this.#starts[index] = start;
			lines += countIn(chunk);
			start += chunk.text.length;
		}
		this.count = lines + 1;
	}

	lineAt(offset: number): number {
		const index = Math.max(0, lastUpTo(this.#starts, offset));
		const chunk = this.#chunks[index];
		if (!chunk) return 0;
		return this.#before[index]! + countUpTo(chunk, offset - this.#starts[index]!);
	}

	start(line: number): number {
		if (line <= 0 || this.#chunks.length === 0) return 0;
		const wanted = Math.min(line, this.count - 1);
		if (wanted === 0) return 0;
		// The last statement before which fewer lines begin.
		const index = lastUpTo(this.#before, wanted - 1);
		return this.#starts[index]! + startIn(this.#chunks[index]!, wanted - 1 - this.#before[index]!);
	}
}

/** The lines of a text that is not parsed. */
export function linesOfText(text: string): LineIndex {
	const starts = [0, ...lineStarts(text)];
	return {
		lineAt: (offset) => Math.max(0, lastUpTo(starts, offset)),
		start: (line) => starts[Math.min(Math.max(0, line), starts.length - 1)]!,
		count: starts.length,
	};
}

const known = new WeakMap<SyntaxTree, LineIndex>();

/** The lines of a parsed file. */
export function linesOf(tree: SyntaxTree): LineIndex {
	let lines = known.get(tree);
	if (!lines) {
		lines = new TreeLines(tree);
		known.set(tree, lines);
	}
	return lines;
}
