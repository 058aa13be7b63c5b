/** Taking code out of a file without taking comments along. */
import type { SyntaxTree } from "../syntax/tree.ts";
import type { Change } from "./change.ts";
import { styleOf } from "./style.ts";
import { change, commentsIn, indentAt, isBlankLine, lineEnd, lineStart, nextLine, tailOf } from "./text.ts";

/** Comments that move along with what they speak of, by where they begin; all others stay. */
export type Carried = ReadonlySet<number>;
export const NONE: Carried = new Set();

/** The comments inside of a range that must stay, as written. */
export function stayingComments(tree: SyntaxTree, from: number, to: number, carried: Carried = NONE): string[] {
	return commentsIn(tree, from, to)
		.filter((token) => !carried.has(token.from))
		.map((token) => tree.text.slice(token.from, token.to));
}

/**
 * Removes code that has its lines for itself. The comments inside of it and behind it stay, each on a line at its indentation;
 * without any, the lines go altogether.
 */
export function removeLines(tree: SyntaxTree, from: number, to: number, carried: Carried = NONE): Change[] {
	const [behind] = tailOf(tree, to).comments;
	if (behind && carried.has(behind.from)) return removeLines(tree, from, behind.to, carried);
	const inner = stayingComments(tree, from, to, carried);
	if (inner.length === 0 && !behind) return deleteLines(tree, from, to);
	const lineBreak = styleOf(tree).eol + indentAt(tree.text, from);
	const kept = inner.join(lineBreak);
	if (!behind) return [change(tree, from, to, kept)];
	return [change(tree, from, behind.from, inner.length > 0 ? kept + lineBreak : "")];
}

/** Deletes whole lines; where blank lines would then meet, those below go as well. */
function deleteLines(tree: SyntaxTree, from: number, to: number): Change[] {
	const { text } = tree;
	let start = lineStart(text, from);
	if (start === 0 && text.startsWith("\ufeff")) start = 1;
	let end = nextLine(text, to);
	const openAbove = start <= 1 || isBlankLine(text, start - 1);
	const below = skipBlank(text, end);
	if (below >= text.length) {
		// Nothing follows: the blank lines above go too, and the file ends as it did.
		const above = lastInk(text, start);
		const hadBreak = lineEnd(text, to) < text.length;
		if (above === 0) return [change(tree, start, text.length, "")];
		return [change(tree, hadBreak ? nextLine(text, above) : above, text.length, "")];
	}
	if (openAbove) end = below;
	return [change(tree, start, end, "")];
}

/** The start of the first line from `at` on that is not blank. */
function skipBlank(text: string, at: number): number {
	let line = at;
	while (line < text.length && isBlankLine(text, line)) line = nextLine(text, line);
	return line;
}

/** Behind the last character in front of `at` that is not white; 0 when there is none. */
function lastInk(text: string, at: number): number {
	let end = at;
	while (end > 0 && /[\s\ufeff]/.test(text.charAt(end - 1))) end--;
	return end;
}

/** Joins deletions that overlap. */
export function mergeDeletions(changes: readonly Change[]): Change[] {
	const merged: Change[] = [];
	for (const one of [...changes].sort((a, b) => a.start - b.start || a.end - b.end)) {
		const last = merged.at(-1);
		const overlaps = last && one.start < last.end && one.text === "" && last.text === "";
		if (overlaps) merged[merged.length - 1] = { ...last, end: Math.max(last.end, one.end) };
		else merged.push(one);
	}
	return merged;
}
