/**
 * Completion tests are tables: a text with `|` where the cursor stands, what a client shows there, best first, and the text after
 * one of them was chosen. Every place is looked at through the eyes of several clients, and with both kinds of line ends.
 */
import assert from "node:assert/strict";
import type { CompletionItem, CompletionList, Range } from "vscode-languageserver-types";
import { readSettings, Snapshot } from "../../../server/src/engine.ts";
import { completion } from "../../../server/src/features/completion.ts";
import { offsetAt, type Text } from "../../../server/src/features/position.ts";
import type { ClientSupport } from "../../../server/src/features/support.ts";
import { FULL_SUPPORT } from "../../../server/src/features/support.ts";
import type { FileSystem } from "../../../server/src/file-system.ts";
import { linesOfText } from "../../../server/src/syntax/lines.ts";
import { memoryFiles } from "../../support/files.ts";
import { applyEdits, atCursor, URI } from "../check.ts";

/** Says everything once for the whole list. */
export const SHARING: ClientSupport = {
	...FULL_SUPPORT,
	completionListDefaults: new Set(["commitCharacters", "editRange", "insertTextFormat", "data"]),
};
/** Knows no defaults of a list. */
export const EAGER: ClientSupport = { ...FULL_SUPPORT, completionDefaults: false };
/** Knows no snippets either, so that the text is the one that is inserted. */
export const PLAIN: ClientSupport = { ...EAGER, snippets: false };

export interface Expected {
	/** The first ones, in that order. */
	readonly first?: readonly string[];
	readonly has?: readonly string[];
	readonly not?: readonly string[];
	/** All of them, in order. */
	readonly all?: readonly string[];
	/** Label to the text after choosing it, without snippets. */
	readonly gives?: Readonly<Record<string, string>>;
	/** Label to the text after choosing it, where snippets are known. */
	readonly snippet?: Readonly<Record<string, string>>;
	/** Label to the words beside it. */
	readonly detail?: Readonly<Record<string, string>>;
	readonly version?: string;
	/** Files around the document. */
	readonly files?: Readonly<Record<string, string | null>>;
	readonly uri?: string;
}

interface View {
	readonly text: string;
	readonly offset: number;
	readonly list: CompletionList;
}

type Around = Pick<Expected, "version" | "files" | "uri">;

export function look(marked: string, support: ClientSupport, { version, files, uri = URI }: Around = {}): View {
	const { text, offset } = atCursor(marked);
	const around: FileSystem | undefined = files && memoryFiles(files);
	const snapshot = new Snapshot(uri, text, readSettings({ version }), undefined, around);
	return { text, offset, list: completion(snapshot, offset, support) };
}

/** An item with what the list says for all. */
export function whole(item: CompletionItem, { itemDefaults = {} }: CompletionList): CompletionItem {
	const range = itemDefaults.editRange as Range | undefined;
	const textEdit = item.textEdit ?? (range && { range, newText: item.textEditText ?? item.label });
	const insertTextFormat = item.insertTextFormat ?? itemDefaults.insertTextFormat;
	return { ...item, textEdit, insertTextFormat, data: item.data ?? (itemDefaults.data as unknown) };
}

/** What a client shows, best first: it matches letters in order, and sorts by `sortText`, then by label. */
export function shown({ text, offset, list }: View): CompletionItem[] {
	const source: Text = { text, lines: linesOfText(text) };
	const items = list.items.map((item) => whole(item, list));
	const matching = items.filter(({ textEdit, filterText, label }) => {
		assert.ok(textEdit && "range" in textEdit);
		return matches(text.slice(offsetAt(source, textEdit.range.start), offset), filterText ?? label);
	});
	const keyOf = ({ sortText, label }: CompletionItem) => `${sortText ?? label} ${label}`;
	return matching.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Whether all of what is typed is found in a label, in that order. */
export function matches(typed: string, label: string): boolean {
	let at = 0;
	for (const char of label.toLowerCase()) if (char === typed[at]?.toLowerCase()) at++;
	return at === typed.length;
}

/** The text after an item was chosen. */
export function choose(view: View, label: string): string {
	const { text, offset, list } = view;
	const item = list.items.find((one) => one.label === label);
	assert.ok(item, `${label} is not among ${labelsOf(view).slice(0, 15).join(", ")} (${list.items.length})`);
	const { textEdit, additionalTextEdits = [] } = whole(item, list);
	assert.ok(textEdit && "range" in textEdit);
	const { start, end } = textEdit.range;
	const source: Text = { text, lines: linesOfText(text) };
	assert.equal(start.line, end.line, "the range must stay on one line");
	assert.ok(offsetAt(source, start) <= offset && offset <= offsetAt(source, end), "the range must hold the cursor");
	return applyEdits(text, [textEdit, ...additionalTextEdits]);
}

export function labelsOf(view: View): string[] {
	return shown(view).map(({ label }) => label);
}

/** One place: a test of its own. */
export function place(marked: string, expected: Expected): void {
	const { version = "13.0" } = expected;
	it(`${marked.replace(/\r/g, "␍").replace(/\n/g, "⏎")} (${version})`, () => {
		checkLabels(look(marked, EAGER, expected), expected);
		for (const [label, text] of Object.entries(expected.gives ?? {})) checkText(marked, label, text, PLAIN, expected);
		for (const [label, text] of Object.entries(expected.snippet ?? {})) checkText(marked, label, text, EAGER, expected);
		checkWire(marked, expected);
	});
}

function checkLabels(view: View, { first, has, not, all, detail }: Expected): void {
	const found = labelsOf(view);
	if (all) assert.deepEqual(found, all);
	if (first) assert.deepEqual(found.slice(0, first.length), first, found.slice(0, 20).join(", "));
	for (const label of has ?? []) assert.ok(found.includes(label), `${label} is missing in ${found.slice(0, 20)}`);
	for (const label of not ?? []) assert.ok(!found.includes(label), `${label} has no place here`);
	for (const [label, words] of Object.entries(detail ?? {})) {
		assert.equal(view.list.items.find((item) => item.label === label)?.labelDetails?.description, words, label);
	}
	assert.equal(new Set(found).size, found.length, `twice: ${found.filter((one, at) => found.indexOf(one) < at)}`);
}

function checkText(marked: string, label: string, text: string, support: ClientSupport, around: Around): void {
	assert.equal(choose(look(marked, support, around), label), text);
	assert.equal(choose(look(marked, { ...support, ...sharing(support) }, around), label), text, "with defaults");
	const windows = (lf: string) => lf.replace(/\r?\n/g, "\r\n");
	// A client writes the line breaks of a snippet as the document has them.
	const inWindows = windows(choose(look(windows(marked), support, around), label));
	assert.equal(inWindows, windows(text), "CRLF");
}

function sharing({ snippets }: ClientSupport): ClientSupport {
	return { ...SHARING, snippets };
}

/** What travels is small, and says the same to every client. */
function checkWire(marked: string, around: Around): void {
	const small = look(marked, SHARING, around);
	assert.deepEqual(labelsOf(small), labelsOf(look(marked, EAGER, around)));
	for (const item of small.list.items) {
		assert.equal(item.documentation, undefined, "documentation comes later");
		assert.equal(item.textEdit, undefined, "the range is said once");
		assert.notEqual(item.textEditText, item.label, "the label is the text where nothing else is said");
		assert.ok(item.sortText!.length <= 3, item.sortText);
	}
}

/** Places where nothing is offered. */
export function silent(marked: string, around: Around = {}): void {
	it(`nothing: ${marked.replace(/\n/g, "⏎")}`, () => assert.deepEqual(labelsOf(look(marked, EAGER, around)), []));
}
