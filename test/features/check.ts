/** Tests of features are data: a text with `|` where the cursor stands, or `⟦…⟧` around what must come out. */
import assert from "node:assert/strict";
import type { CompletionItem, Range, TextEdit, WorkspaceEdit } from "vscode-languageserver-types";
import { readSettings, Snapshot } from "../../server/src/engine.ts";
import { completion } from "../../server/src/features/completion.ts";
import { hover } from "../../server/src/features/hover.ts";
import { offsetAt, type Text } from "../../server/src/features/position.ts";
import { type ClientSupport, FULL_SUPPORT } from "../../server/src/features/support.ts";
import { linesOfText } from "../../server/src/syntax/lines.ts";

export const URI = "file:///etc/prosody/prosody.cfg.lua";

/** Everything but snippets, so that a test shows the text as it is inserted. */
export const PLAIN: ClientSupport = { ...FULL_SUPPORT, snippets: false, completionDefaults: false };

export function snapshotOf(text: string, settings: unknown = {}, uri = URI): Snapshot {
	return new Snapshot(uri, text, readSettings(settings));
}

/** Splits a text at its cursor. */
export function atCursor(marked: string): { text: string; offset: number } {
	const offset = marked.indexOf("|");
	assert.ok(offset >= 0 && offset === marked.lastIndexOf("|"), `one cursor is needed in ${JSON.stringify(marked)}`);
	return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

/** A text and the ranges marked in it. */
export function withRanges(marked: string): { text: string; ranges: [number, number][] } {
	let text = "";
	const ranges: [number, number][] = [];
	const open: number[] = [];
	for (const char of marked) {
		if (char === "⟦") open.push(text.length);
		else if (char === "⟧") ranges.push([open.pop()!, text.length]);
		else text += char;
	}
	return { text, ranges: ranges.sort((a, b) => a[0] - b[0] || b[1] - a[1]) };
}

/** Writes the marks of ranges into a text. */
export function mark(text: string, ranges: readonly Range[]): string {
	const source: Text = { text, lines: linesOfText(text) };
	let marked = text;
	const marks = ranges.flatMap(({ start, end }) => [
		[offsetAt(source, start), "⟦"] as const,
		[offsetAt(source, end), "⟧"] as const,
	]);
	for (const [offset, sign] of marks.sort((a, b) => b[0] - a[0]))
		marked = marked.slice(0, offset) + sign + marked.slice(offset);
	return marked;
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
	const source: Text = { text, lines: linesOfText(text) };
	const found = edits.map(({ range, newText }) => ({
		start: offsetAt(source, range.start),
		end: offsetAt(source, range.end),
		newText,
	}));
	let result = text;
	for (const { start, end, newText } of found.sort((a, b) => b.start - a.start)) {
		result = result.slice(0, start) + newText + result.slice(end);
	}
	return result;
}

/** Applies the part of an edit that belongs to the document of the tests. */
export function applyWorkspaceEdit(text: string, edit: WorkspaceEdit | undefined): string {
	assert.ok(edit, "no edit");
	const edits =
		edit.changes?.[URI] ?? edit.documentChanges?.flatMap((one) => ("edits" in one ? (one.edits as TextEdit[]) : []));
	return applyEdits(text, edits ?? []);
}

/** What a hover says, or nothing. */
export function hoverText(marked: string, settings: unknown = {}, support: ClientSupport = PLAIN): string {
	const { text, offset } = atCursor(marked);
	const snapshot = snapshotOf(text, settings);
	// As when somebody has looked at the underlined places already.
	void snapshot.findings;
	const answer = hover(snapshot, offset, support);
	if (!answer) return "";
	assert.ok(typeof answer.contents === "object" && "value" in answer.contents);
	return answer.contents.value;
}

export function completionsAt(
	marked: string,
	settings: unknown = {},
	support: ClientSupport = PLAIN,
): CompletionItem[] {
	const { text, offset } = atCursor(marked);
	const { items, itemDefaults } = completion(snapshotOf(text, settings), offset, support);
	const range = itemDefaults?.editRange as Range | undefined;
	// What a client does with defaults.
	if (range) for (const item of items) item.textEdit ??= { range, newText: item.textEditText ?? item.label };
	return items.sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
}

/** The text after an item was chosen. */
export function complete(
	marked: string,
	label: string,
	settings: unknown = {},
	support: ClientSupport = PLAIN,
): string {
	const { text } = atCursor(marked);
	const items = completionsAt(marked, settings, support);
	const item = items.find((one) => one.label === label);
	assert.ok(
		item,
		`${label} is not among: ${items
			.slice(0, 12)
			.map((one) => one.label)
			.join(", ")} (${items.length})`,
	);
	const edit = item.textEdit;
	assert.ok(edit && "range" in edit);
	assert.equal(edit.range.start.line, edit.range.end.line, "the range must stay on one line");
	const source: Text = { text, lines: linesOfText(text) };
	const { offset } = atCursor(marked);
	assert.ok(
		offsetAt(source, edit.range.start) <= offset && offset <= offsetAt(source, edit.range.end),
		"the range must hold the cursor",
	);
	return applyEdits(text, [edit, ...(item.additionalTextEdits ?? [])]);
}
