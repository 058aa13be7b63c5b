/** Writes something else in the place of a value, or of any piece of text. */
import type { Value } from "../config/value.ts";
import { Kind } from "../syntax/token.ts";
import type { Span, SyntaxTree } from "../syntax/tree.ts";
import type { Change } from "./change.ts";
import { equals, isConstant } from "./compare.ts";
import type { LuaInput } from "./input.ts";
import { print } from "./print.ts";
import { stayingComments } from "./remove.ts";
import { styleOf } from "./style.ts";
import { aboveLine, change, indentAt, isOneLine, lineStart, nextLine, tailOf, tokenIndex, tokensOf } from "./text.ts";

/**
 * Gives a value that is written out another one: `"10kb/s"` becomes `"20kb/s"` in the same quotes.
 * Comments inside of a replaced table move above its line. Nothing when the value comes from somewhere else.
 */
export function replaceValue(value: Value, input: LuaInput): Change[] {
	// A name that stands for nothing (quotes forgotten) is as good as written out.
	if (!(isConstant(value) || value.type === "nil") || equals(value, input)) return [];
	const { tree } = value.span.chunk;
	const style = styleOf(tree);
	const indent = indentAt(tree.text, value.span.start);
	return replaceExpression(value.span, print(input, style, { indent, quote: quoteOf(value) }));
}

/** Replaces an expression, keeping comments inside of it and the column of the one behind it. */
export function replaceExpression(span: Span, text: string): Change[] {
	const { tree } = span.chunk;
	if (span.text === text) return [];
	const kept = aboveLine(tree, span.start, stayingComments(tree, span.start, span.end), styleOf(tree).eol);
	if (!kept) return [];
	return [...kept, change(tree, span.start, span.end, text), ...keepColumn(tree, span.start, span.end, text)];
}

/** Replaces a span by a text, unless it reads so already. */
export function replaceSpan(span: Span, text: string): Change[] {
	return span.text === text ? [] : [change(span.chunk.tree, span.start, span.end, text)];
}

/** Puts a text right in front of a span. */
export function insertBefore(span: Span, text: string): Change[] {
	return text === "" ? [] : [change(span.chunk.tree, span.start, span.start, text)];
}

/** Puts a text right behind a span. */
export function insertAfter(span: Span, text: string): Change[] {
	return text === "" ? [] : [change(span.chunk.tree, span.end, span.end, text)];
}

/** `"x"` becomes `{ "x" }`. Nothing for tables, and for what is not known to be a single value. */
export function wrapInList(value: Value): Change[] {
	if (value.type !== "string" && value.type !== "number" && value.type !== "boolean") return [];
	const { tree } = value.span.chunk;
	const { spaced, inline } = styleOf(tree);
	const space = spaced ? " " : "";
	const end = (inline.trailing ? inline.separator : "") + space;
	return [...insertBefore(value.span, `{${space}`), ...insertAfter(value.span, `${end}}`)];
}

function quoteOf(value: Value): '"' | "'" | undefined {
	if (value.type !== "string" || !value.literal) return undefined;
	const first = value.span.text.charAt(0);
	return first === '"' || first === "'" ? first : undefined;
}

/** Where the comments of neighbouring lines stand in one column, the one behind a replaced text stays in it. */
export function keepColumn(tree: SyntaxTree, start: number, end: number, text: string): Change[] {
	const { text: source } = tree;
	const tail = tailOf(tree, end);
	const [comment] = tail.comments;
	const grown = text.length - (end - start);
	if (!comment || tail.code || grown === 0 || !isOneLine(text) || !isOneLine(source.slice(start, end))) return [];
	const blanks = / *$/.exec(source.slice(end, comment.from))![0].length;
	if (blanks < 1 || !isAligned(tree, comment.from)) return [];
	const wanted = Math.max(1, blanks - grown);
	if (wanted === blanks) return [];
	return [change(tree, comment.from - blanks, comment.from, " ".repeat(wanted))];
}

/** True when the comment of the line above or below begins in the same column. */
function isAligned(tree: SyntaxTree, from: number): boolean {
	const { text } = tree;
	const start = lineStart(text, from);
	const column = from - start;
	const above = start > 0 ? lineStart(text, start - 1) : -1;
	const below = nextLine(text, from);
	return [above, below].some((line) => line >= 0 && line !== start && commentStartsAt(tree, line, column));
}

function commentStartsAt(tree: SyntaxTree, line: number, column: number): boolean {
	const token = tokensOf(tree)[tokenIndex(tree, line + column)];
	return (
		token?.kind === Kind.Comment &&
		token.from === line + column &&
		lineStart(tree.text, token.from) === line &&
		column > 0
	);
}
