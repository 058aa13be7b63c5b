/**
 * Where a new statement belongs, so that Prosody applies it to the scope it is meant for.
 *
 * A host's options stand between its head and the next one; the global ones above the first head. Everything is decided
 * by whole top-level statements (chunks): nothing is ever put inside an `if`, a function or a table.
 */
import type { Assignment, Scope, Section } from "../config/model.ts";
import type { Chunk, Span, SyntaxTree } from "../syntax/tree.ts";
import { rangeOf } from "../syntax/tree.ts";
import { blockAbove, endOfOwnComments } from "./comment-blocks.ts";
import { headBelow, headsOf } from "./heads.ts";
import { styleOf } from "./style.ts";
import { indentAt, isFirstOnLine, lineStart, tailOf } from "./text.ts";

/** Right behind a statement, or in front of a line. */
export interface Place {
	readonly tree: SyntaxTree;
	/** The end of a line, or the start of one. */
	readonly at: number;
	readonly side: "behind" | "before";
	/** The statement it follows. */
	readonly anchor?: Chunk;
	/** The option named by `after` was found. */
	readonly related: boolean;
	readonly indent: string;
}

/** A table-form host: its options are fields. */
export interface InTable {
	readonly head: Span;
}

/** Where a new option of a scope goes; undefined when there is no place that is surely right. */
export function placeFor(scope: Scope, after: readonly string[] = [], first = false): Place | InTable | undefined {
	return scope.kind === "global" ? globalPlace(scope, after, first) : hostPlace(scope, after);
}

function isReturn(chunk: Chunk): boolean {
	return chunk.statements.some((statement) => statement.type === "ReturnStatement");
}

export function codeEndOf(chunk: Chunk): number {
	return chunk.start + chunk.codeEnd;
}

function behind(chunk: Chunk, indent: string, related: boolean): Place {
	const { tree } = chunk;
	const end = tailOf(tree, codeEndOf(chunk));
	const at = related || end.code ? end.end : endOfOwnComments(chunk, end.end);
	return { tree, at, side: "behind", anchor: chunk, related, indent };
}

function before(tree: SyntaxTree, offset: number): Place {
	return { tree, at: blockAbove(tree, offset), side: "before", related: false, indent: "" };
}

/** Assignments that stand as statements in a section, with their chunk wholly in front of the next head. */
function anchorsOf(section: Section, tree: SyntaxTree, end: number): Assignment[] {
	return section.assignments.filter(({ nameSpan: { chunk } }) => chunk.tree === tree && codeEndOf(chunk) <= end);
}

function lastChunk(assignments: readonly Assignment[]): Chunk | undefined {
	return assignments
		.map((one) => one.nameSpan.chunk)
		.sort((a, b) => a.start - b.start)
		.at(-1);
}

function globalPlace(scope: Scope, after: readonly string[], first: boolean): Place | undefined {
	const tree = scope.config.trees[0];
	if (!tree) return undefined;
	const firstHead = headsOf(scope.config, tree)[0];
	const end = firstHead ? firstHead.chunk.start : tree.text.length;
	const anchors = scope.sections
		.filter((section) => section.form === "statements")
		.flatMap((section) => anchorsOf(section, tree, end));
	const related = lastChunk(anchors.filter((one) => after.includes(one.option)));
	if (related) return behind(related, indentOf(related), true);
	// Next to an option that an included file sets.
	const elsewhere = after
		.map((option) => scope.own.get(option)?.at)
		.find((at) => at?.section.head === undefined && at && !at.conditional);
	if (elsewhere && elsewhere.nameSpan.chunk.tree !== tree) return behind(elsewhere.nameSpan.chunk, "", true);
	const earliest = anchors[0]?.nameSpan.chunk;
	if (first && earliest) return before(tree, earliest.start);
	const last = lastChunk(anchors);
	if (last) return behind(last, indentOf(last), false);
	if (firstHead) return before(tree, firstHead.chunk.start);
	return withoutOptions(tree);
}

/** A file that sets nothing and has no host. */
function withoutOptions(tree: SyntaxTree): Place {
	const chunks = tree.chunks.filter((chunk) => chunk.codeEnd > 0);
	const first = chunks[0];
	if (!first) return { tree, at: tree.text.length, side: "behind", related: false, indent: "" };
	// What files read later set wins, as it does behind the options of any other file.
	if (first.statements.some((statement) => statement.type === "CallStatement") || isReturn(first))
		return before(tree, first.start);
	return behind(chunks.findLast((chunk) => !isReturn(chunk)) ?? first, "", false);
}

function indentOf(chunk: Chunk): string {
	const { text } = chunk.tree;
	return isFirstOnLine(text, chunk.start) ? indentAt(text, chunk.start) : "";
}

function hostPlace(scope: Scope, after: readonly string[]): Place | InTable | undefined {
	const sections = scope.sections.filter((section) => section.head);
	const open = sections.filter((section) => section.form === "statements" && isTopLevel(section.head!));
	const holds = (section: Section, options?: readonly string[]): boolean =>
		section.assignments.some((one) => !options || options.includes(one.option));
	const section = open.findLast((one) => holds(one, after)) ?? open.findLast((one) => holds(one)) ?? open.at(-1);
	if (!section) {
		const table = sections.findLast((one) => one.form === "table" && isTopLevel(one.head!));
		return table && { head: table.head! };
	}
	const head = section.head!;
	const { tree } = head.chunk;
	const next = headBelow(scope.config, tree, head.start);
	const anchors = anchorsOf(section, tree, next ? next.chunk.start : tree.text.length);
	const related = lastChunk(anchors.filter((one) => after.includes(one.option)));
	const anchor = related ?? lastChunk(anchors) ?? head.chunk;
	return behind(anchor, hostIndent(scope, tree, anchor === head.chunk ? undefined : anchor), related !== undefined);
}

/** A head inside of an `if`: what follows the `end` may belong to someone else. */
function isTopLevel(head: Span): boolean {
	return head.chunk.statements.some((statement) => {
		const [from] = rangeOf(statement);
		return statement.type === "CallStatement" && from === head.from;
	});
}

/** The indentation of a host's options: as its own, else as those of the other hosts, else one step. */
function hostIndent(scope: Scope, tree: SyntaxTree, anchor: Chunk | undefined): string {
	const { text } = tree;
	if (anchor && isFirstOnLine(text, anchor.start)) return indentAt(text, anchor.start);
	const seen = new Map<string, number>();
	for (const section of scope.config.sections) {
		if (!section.head || section.form === "table") continue;
		for (const { nameSpan } of section.assignments) {
			if (nameSpan.chunk.tree !== tree || nameSpan.from !== 0 || !isFirstOnLine(text, nameSpan.start)) continue;
			const indent = text.slice(lineStart(text, nameSpan.start), nameSpan.start);
			seen.set(indent, (seen.get(indent) ?? 0) + 1);
		}
	}
	const [most] = [...seen].sort((a, b) => b[1] - a[1]);
	return most ? most[0] : styleOf(tree).indent;
}
