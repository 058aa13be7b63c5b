/**
 * Lines and tokens of a file, in file offsets. Every verb finds its place with these, never with patterns over Lua,
 * which a string or a comment could mislead.
 */
import { isTrivia, Kind, type Token } from "../syntax/token.ts";
import { tokenize } from "../syntax/tokens.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import type { Change } from "./change.ts";

const cache = new WeakMap<SyntaxTree, readonly Token[]>();

/** All tokens of a file, comments included. */
export function tokensOf(tree: SyntaxTree): readonly Token[] {
	let tokens = cache.get(tree);
	if (!tokens) {
		tokens = tokenize(tree.text, isTemplate(tree));
		cache.set(tree, tokens);
	}
	return tokens;
}

/** True for a file that was read as a template: `{{ x }}` is one token there and no table in a table. */
function isTemplate(tree: SyntaxTree): boolean {
	return tree.chunks.some((chunk) => chunk.problems.some((problem) => problem.kind === "template-placeholder"));
}

/** The index of the first token that begins at or behind an offset. */
export function tokenIndex(tree: SyntaxTree, offset: number): number {
	const tokens = tokensOf(tree);
	let low = 0;
	let high = tokens.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (tokens[middle]!.from < offset) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** The last token in front of an offset that is no comment. */
export function codeBefore(tree: SyntaxTree, offset: number): Token | undefined {
	const tokens = tokensOf(tree);
	let at = tokenIndex(tree, offset) - 1;
	while (at >= 0 && isTrivia(tokens[at]!.kind)) at--;
	return tokens[at];
}

/** The first token at or behind an offset that is no comment. */
export function codeAfter(tree: SyntaxTree, offset: number): Token | undefined {
	const tokens = tokensOf(tree);
	let at = tokenIndex(tree, offset);
	while (at < tokens.length && isTrivia(tokens[at]!.kind)) at++;
	return tokens[at];
}

export function isComment(token: Token): boolean {
	return token.kind === Kind.Comment || token.kind === Kind.BlockComment;
}

/** The comments that lie wholly inside a range. */
export function commentsIn(tree: SyntaxTree, start: number, end: number): Token[] {
	const tokens = tokensOf(tree);
	const found: Token[] = [];
	for (let at = tokenIndex(tree, start); at < tokens.length && tokens[at]!.to <= end; at++) {
		if (isComment(tokens[at]!)) found.push(tokens[at]!);
	}
	return found;
}

/** True when a token (a long string, a block comment) reaches over an offset, so that nothing may be put there. */
export function isInsideToken(tree: SyntaxTree, offset: number): boolean {
	const token = tokensOf(tree)[tokenIndex(tree, offset) - 1];
	return token !== undefined && token.to > offset;
}

function isBreak(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return code === 10 || code === 13;
}

function isSpace(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	return code === 32 || code === 9;
}

export function lineStart(text: string, offset: number): number {
	let at = offset;
	while (at > 0 && !isBreak(text, at - 1)) at--;
	return at;
}

/** Where the line ends, in front of its line break. */
export function lineEnd(text: string, offset: number): number {
	let at = offset;
	while (at < text.length && !isBreak(text, at)) at++;
	return at;
}

/** Where the next line begins; the end of the text on the last line. */
export function nextLine(text: string, offset: number): number {
	const end = lineEnd(text, offset);
	if (end >= text.length) return end;
	return end + (text.startsWith("\r\n", end) ? 2 : 1);
}

/** The white space the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
	return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))![0];
}

/** Looks no further than the blanks: a line may be as long as the file. */
export function isFirstOnLine(text: string, offset: number): boolean {
	let at = offset;
	while (at > 0 && (isSpace(text, at - 1) || text.charCodeAt(at - 1) === 0xfeff)) at--;
	return at === 0 || isBreak(text, at - 1);
}

export function isBlankLine(text: string, offset: number): boolean {
	let [from, to] = [offset, offset];
	while (from > 0 && isSpace(text, from - 1)) from--;
	while (to < text.length && isSpace(text, to)) to++;
	return (from === 0 || isBreak(text, from - 1)) && (to === text.length || isBreak(text, to));
}

export function isOneLine(text: string): boolean {
	return !/[\r\n]/.test(text);
}

export function isWhite(text: string): boolean {
	return /^\s*$/.test(text);
}

/** What stands behind an offset on the same line. */
export interface Tail {
	/** Behind the comments of the line. */
	readonly end: number;
	readonly comments: readonly Token[];
	/** The next code of the line, if any. */
	readonly code?: Token;
}

/** Reads on from an offset to the end of its line; a block comment that begins on the line is taken whole. */
export function tailOf(tree: SyntaxTree, offset: number): Tail {
	const tokens = tokensOf(tree);
	const comments: Token[] = [];
	let end = offset;
	for (let at = tokenIndex(tree, offset); at < tokens.length; at++) {
		const token = tokens[at]!;
		if (!isOneLine(tree.text.slice(end, token.from))) break;
		if (!isTrivia(token.kind)) return { end, comments, code: token };
		comments.push(token);
		end = token.to;
	}
	return { end, comments };
}

export function change(tree: SyntaxTree, start: number, end: number, text: string): Change {
	return { file: tree.uri, start, end, text };
}

/**
 * Makes one change of several that only hold together: no other fix can then change what lies between them,
 * such as bring back a commented-out item behind a separator that goes.
 */
export function asOne(tree: SyntaxTree, changes: readonly Change[]): Change[] {
	const sorted = [...changes].sort((a, b) => a.start - b.start || a.end - b.end);
	const [first] = sorted;
	if (!first) return [];
	let text = "";
	let at = first.start;
	for (const one of sorted) {
		text += tree.text.slice(at, one.start) + one.text;
		at = Math.max(at, one.end);
	}
	return [change(tree, first.start, at, text)];
}

/** Puts comments on lines of their own above the line of an offset; nothing when no line can begin there. */
export function aboveLine(
	tree: SyntaxTree,
	offset: number,
	lines: readonly string[],
	eol: string,
): Change[] | undefined {
	if (lines.length === 0) return [];
	let start = lineStart(tree.text, offset);
	if (isInsideToken(tree, start)) return undefined;
	if (start === 0 && tree.text.startsWith("\ufeff")) start = 1;
	const indent = /^[ \t]*/.exec(tree.text.slice(start))![0];
	return [change(tree, start, start, lines.map((line) => indent + line + eol).join(""))];
}
