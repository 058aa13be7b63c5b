/** Offsets to LSP positions (UTF-16) and back. */
import type { Location, Position, Range } from "vscode-languageserver-types";
import type { Snapshot } from "../engine.ts";
import { type LineIndex, linesOf } from "../syntax/lines.ts";
import type { Span } from "../syntax/tree.ts";

/** What is needed to talk about places in a text. */
export interface Text {
	readonly text: string;
	readonly lines: LineIndex;
}

export function positionAt({ lines, text }: Text, offset: number): Position {
	const clamped = Math.max(0, Math.min(offset, text.length));
	const line = lines.lineAt(clamped);
	return { line, character: clamped - lines.start(line) };
}

export function rangeAt(text: Text, start: number, end: number): Range {
	return { start: positionAt(text, start), end: positionAt(text, Math.max(start, end)) };
}

/** The offset of a position; what lies behind the end of a line or of the text means that end. */
export function offsetAt({ lines, text }: Text, { line, character }: Position): number {
	if (line < 0) return 0;
	if (line >= lines.count) return text.length;
	const start = lines.start(line);
	return Math.min(start + Math.max(0, character), lineEnd({ lines, text }, line));
}

/** Where a line ends, before its line break. */
export function lineEnd({ lines, text }: Text, line: number): number {
	let end = line + 1 < lines.count ? lines.start(line + 1) : text.length;
	const start = lines.start(line);
	while (end > start && (text[end - 1] === "\n" || text[end - 1] === "\r")) end--;
	return end;
}

/** The text a span stands in: the snapshot's, or that of another file of the configuration. */
export function textOf(snapshot: Snapshot, span: Span): Text {
	const { tree } = span.chunk;
	return tree.uri === snapshot.uri ? snapshot : { text: tree.text, lines: linesOf(tree) };
}

export function rangeOfSpan(snapshot: Snapshot, span: Span): Range {
	return rangeAt(textOf(snapshot, span), span.start, span.end);
}

/** Whether a position is that of an offset, found out without making one. */
export function isPositionOf({ lines, text }: Text, { line, character }: Position, offset: number): boolean {
	return offset <= text.length && lines.start(line) + character === offset && lines.lineAt(offset) === line;
}

export function locationOf(snapshot: Snapshot, span: Span): Location {
	return { uri: span.file, range: rangeOfSpan(snapshot, span) };
}

/** The one-based number of the line a span begins on, for texts. */
export function lineNumber(snapshot: Snapshot, span: Span): number {
	return textOf(snapshot, span).lines.lineAt(span.start) + 1;
}
