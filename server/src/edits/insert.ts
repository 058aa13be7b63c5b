/** Puts new statements where they belong, with the blank lines the file has between its own. */
import type { Scope } from "../config/model.ts";
import type { Chunk, Span, SyntaxTree } from "../syntax/tree.ts";
import type { Change } from "./change.ts";
import { addEntries, type NewEntry } from "./entries-add.ts";
import { layoutAt } from "./layout.ts";
import { type InTable, type Place, placeFor } from "./place.ts";
import { styleOf } from "./style.ts";
import { change, isBlankLine, isOneLine, lineStart, nextLine, tailOf, tokensOf } from "./text.ts";

export interface HowToInsert {
	/** Options to stand next to, if one of them is set. */
	readonly after?: readonly string[];
	/** Without such an option: above the first one instead of below the last. */
	readonly first?: boolean;
}

/**
 * Inserts a statement into a scope.
 * @param write gives the statement, its first line without indentation; for a table-form host its text becomes a field
 * @param comment with its dashes; goes behind the statement
 */
export function insertStatement(
	scope: Scope,
	write: (tree: SyntaxTree, indent: string, flat: boolean) => string,
	how: HowToInsert = {},
	comment?: string,
): Change[] {
	const place = placeFor(scope, how.after, how.first);
	if (!place) return [];
	if ("head" in place)
		return insertField(place, {
			print: ({ indent, flat }) => write(place.head.chunk.tree, indent, flat === true),
			comment,
		});
	const { semicolon } = styleOf(place.tree);
	const text = write(place.tree, place.indent, false) + (semicolon ? ";" : "");
	return insertText(place, comment ? `${text} ${comment}` : text);
}

function insertField({ head }: InTable, entry: NewEntry): Change[] {
	const { tree } = head.chunk;
	const open = optionsTable(tree, head);
	const layout = open === undefined ? undefined : layoutAt(tree, open);
	return layout ? addEntries(layout, [entry]) : [];
}

/** Where the options of `VirtualHost "x" { … }` begin. */
function optionsTable(tree: SyntaxTree, head: Span): number | undefined {
	return tokensOf(tree).find((token) => token.from >= head.start && token.to <= head.end && token.text === "{")?.from;
}

/** Inserts a text of one or more lines at a place; all lines but the first are indented already. */
export function insertText(place: Place, text: string): Change[] {
	const { tree, at, side, indent } = place;
	const { eol } = styleOf(tree);
	const source = tree.text;
	const body = indent + text;
	if (side === "before") {
		const above =
			at > 0 && lineStart(source, at) === at && source.charAt(at - 1) !== "\ufeff" && !isBlankLine(source, at - 1)
				? eol
				: "";
		return [change(tree, at, at, above + body + eol + eol)];
	}
	if (!place.anchor) return [atEndOfFile(tree, body)];
	const next = tailOf(tree, at).code;
	if (next) {
		// Two statements on one line: the new one goes between, on a line of its own.
		return [change(tree, at, next.from, eol + body + eol)];
	}
	const blank = needsBlank(place, text);
	const below = nextLine(source, at);
	const closed = below >= source.length || isBlankLine(source, below);
	return [change(tree, at, at, (blank ? eol + eol : eol) + body + (blank && !closed ? eol : ""))];
}

/** Behind everything: one blank line below comments, none in an empty file. */
export function atEndOfFile(tree: SyntaxTree, body: string): Change {
	const { eol } = styleOf(tree);
	const ink = tree.text.trimEnd().length;
	const end = tree.text.length;
	if (ink === 0 || tree.text === "\ufeff") return change(tree, end, end, body + eol);
	const ending = tree.text.slice(ink);
	const breaks = ending.split("\n").length - 1;
	const gap = breaks >= 2 ? "" : eol.repeat(2 - breaks);
	return change(tree, end, end, gap + body + (breaks > 0 ? eol : ""));
}

/** Whether a blank line goes between the anchor and the new statement: as the file does it between its own. */
function needsBlank(place: Place, text: string): boolean {
	const anchor = place.anchor!;
	const habit = habits(place.tree, anchor);
	const isBlock = (one: string): boolean => !isOneLine(one);
	if (isBlock(text) || isBlock(anchor.text.slice(0, anchor.codeEnd))) return habit.blocks;
	return !place.related && habit.lines;
}

interface Habits {
	/** Around statements of several lines. */
	readonly blocks: boolean;
	/** Between statements of one line. */
	readonly lines: boolean;
}

/** What a file has between its statements, of those with indentation and of those without. */
interface Gaps {
	blocks: number;
	blockGaps: number;
	lines: number;
	lineGaps: number;
}

const known = new WeakMap<SyntaxTree, ReadonlyMap<boolean, Gaps>>();

/** How the statements of a file, or those below one of its heads, are set apart. */
function habits(tree: SyntaxTree, anchor: Chunk): Habits {
	let gaps = known.get(tree);
	if (!gaps) {
		gaps = countGaps(tree);
		known.set(tree, gaps);
	}
	const { blocks, blockGaps, lines, lineGaps } = gaps.get(isIndented(anchor) || isHead(anchor))!;
	return { blocks: blocks === 0 ? !isHead(anchor) : blockGaps * 2 >= blocks, lines: lines > 0 && lineGaps * 2 > lines };
}

function countGaps(tree: SyntaxTree): Map<boolean, Gaps> {
	const none = (): Gaps => ({ blocks: 0, blockGaps: 0, lines: 0, lineGaps: 0 });
	const found = new Map([true, false].map((inHost) => [inHost, none()]));
	const chunks = tree.chunks.filter((chunk) => chunk.codeEnd > 0);
	for (const [index, chunk] of chunks.entries()) {
		const next = chunks[index + 1];
		if (!next || !isAssignment(next) || !(isAssignment(chunk) || isHead(chunk))) continue;
		const gaps = found.get(isIndented(next) || isHead(chunk))!;
		const gap = /\n[ \t]*\r?\n/.test(chunk.text.slice(chunk.codeEnd)) ? 1 : 0;
		const isBlock = !isOneLine(chunk.text.slice(0, chunk.codeEnd)) || !isOneLine(next.text.slice(0, next.codeEnd));
		gaps[isBlock ? "blocks" : "lines"]++;
		gaps[isBlock ? "blockGaps" : "lineGaps"] += gap;
	}
	return found;
}

function isAssignment(chunk: Chunk): boolean {
	return chunk.statements[0]?.type === "AssignmentStatement";
}

function isIndented(chunk: Chunk): boolean {
	const { text } = chunk.tree;
	return chunk.start > 0 && /[ \t]/.test(text.charAt(chunk.start - 1)) && lineStart(text, chunk.start) < chunk.start;
}

function isHead(chunk: Chunk): boolean {
	return /^(?:VirtualHost|Component|Host|host|component)\b/.test(chunk.text);
}
