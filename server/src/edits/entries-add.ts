/** Adds entries to a table constructor the way its other entries are written. */
import type { TableValue } from "../config/value.ts";
import type { Change } from "./change.ts";
import { equals } from "./compare.ts";
import type { LuaInput } from "./input.ts";
import { type Entry, type Layout, layoutAt } from "./layout.ts";
import { print, printField, type Where } from "./print.ts";
import { replaceValue } from "./replace.ts";
import { styleOf } from "./style.ts";
import {
	asOne,
	change,
	commentsIn,
	indentAt,
	isFirstOnLine,
	isOneLine,
	isWhite,
	lineEnd,
	lineStart,
	tailOf,
} from "./text.ts";

/** Several entries stay on one line up to here. */
const LINE_LENGTH = 100;

/** One new entry: how to write it, and a comment (with its dashes) to follow it. */
export interface NewEntry {
	readonly print: (where: Where) => string;
	readonly comment?: string;
}

/** `{ "a" }` becomes `{ "a", "item" }`. Nothing when the list has the item already, or is not written out here. */
export function addToTable(table: TableValue, item: LuaInput): Change[] {
	return addAllToTable(table, [item]);
}

/** Adds several items in one go, without those the list has already. */
export function addAllToTable(table: TableValue, items: readonly LuaInput[]): Change[] {
	const layout = writtenLayout(table);
	if (!layout) return [];
	const missing = items.filter((item) => !table.items.some((one) => equals(one, item)));
	return addEntries(
		layout,
		missing.map((item) => ({ print: (where) => print(item, styleOf(layout.tree), where) })),
	);
}

/** `{ a = 1 }` becomes `{ a = 1, key = value }`; a field that is there already gets the new value. */
export function addField(table: TableValue, key: string, value: LuaInput): Change[] {
	const layout = writtenLayout(table);
	if (!layout) return [];
	const field = table.fields.get(key);
	if (field) return replaceValue(field.value, value);
	return addEntries(layout, [{ print: (where) => printField(key, value, styleOf(layout.tree), where) }]);
}

/** The layout of a table whose constructor is what the value was read from. */
export function writtenLayout(table: TableValue): Layout | undefined {
	return table.literal ? layoutAt(table.span.chunk.tree, table.span.start) : undefined;
}

/** Adds entries behind the last one. A comment is only written where entries have lines of their own. */
export function addEntries(layout: Layout, added: readonly NewEntry[]): Change[] {
	const last = layout.entries.at(-1);
	if (added.length === 0 || last?.spreads) return [];
	if (layout.oneLine) return last ? continueLine(layout, last, added, true) : fillEmpty(layout, added);
	if (!last) return addFirst(layout, added);
	const { text } = layout.tree;
	if (isFirstOnLine(text, last.from) || lineStart(text, last.from) === lineStart(text, layout.open.from)) {
		return addLines(layout, last, indentOfEntries(layout, last), added);
	}
	const room = LINE_LENGTH - (lineEnd(text, last.to) - lineStart(text, last.to));
	const printed = added.map((entry) => entry.print({ indent: indentAt(text, last.from), inside: true }));
	const fits = printed.every(isOneLine) && printed.join("; ").length < room && added.every((entry) => !entry.comment);
	return fits ? continueLine(layout, last, added, false) : addLines(layout, last, indentAt(text, last.from), added);
}

/** True when addEntries would write comments behind new entries. */
export function takesComments(layout: Layout): boolean {
	return !layout.oneLine;
}

function indentOfEntries(layout: Layout, last: Entry): string {
	const { text } = layout.tree;
	if (isFirstOnLine(text, last.from)) return indentAt(text, last.from);
	return indentAt(text, layout.open.from) + styleOf(layout.tree).indent;
}

function printAll(layout: Layout, added: readonly NewEntry[], gap: string, flat: boolean): string {
	const indent = indentAt(layout.tree.text, layout.close.from);
	const printed = added.map((entry) => entry.print({ indent, flat }));
	return printed.join(layout.separator + gap) + (layout.trailing ? layout.separator : "");
}

/** `{ "a", "b" }` → `{ "a", "b", "x" }`. */
function continueLine(layout: Layout, last: Entry, added: readonly NewEntry[], flat: boolean): Change[] {
	const gap = gapOf(layout);
	const at = last.separator?.to ?? last.to;
	const joint = (last.separator ? "" : layout.separator) + gap;
	return [change(layout.tree, at, at, joint + printAll(layout, added, gap, flat))];
}

/** The white space between a separator and the entry behind it. */
function gapOf(layout: Layout): string {
	const { text } = layout.tree;
	for (let at = layout.entries.length - 1; at > 0; at--) {
		const before = layout.entries[at - 1]!.separator;
		const gap = before && text.slice(before.to, layout.entries[at]!.from);
		if (gap !== undefined && /^[ \t]*$/.test(gap)) return gap;
	}
	return " ";
}

/** `{ }` → `{ "x" }`. */
function fillEmpty(layout: Layout, added: readonly NewEntry[]): Change[] {
	const { tree, open, close } = layout;
	const inside = tree.text.slice(open.to, close.from);
	const entries = printAll(layout, added, " ", true);
	if (!isWhite(inside))
		return [change(tree, close.from, close.from, /\s$/.test(inside) ? `${entries} ` : ` ${entries} `)];
	const space = inside !== "" || styleOf(tree).spaced ? " " : "";
	return [change(tree, open.to, close.from, space + entries + space)];
}

/** The first entry of a table on several lines, which holds nothing but comments. */
function addFirst(layout: Layout, added: readonly NewEntry[]): Change[] {
	const { tree, open, close } = layout;
	const { eol, indent: step } = styleOf(tree);
	const base = indentAt(tree.text, open.from);
	const comment = commentsIn(tree, open.to, close.from).findLast((one) => isFirstOnLine(tree.text, one.from));
	const indent = comment ? indentAt(tree.text, comment.from) : base + step;
	const lines = added.map((entry, index) => line(layout, entry, indent, index === added.length - 1));
	if (isFirstOnLine(tree.text, close.from)) {
		const at = lineStart(tree.text, close.from);
		return [change(tree, at, at, lines.map((one) => one + eol).join(""))];
	}
	return [change(tree, close.from, close.from, lines.map((one) => eol + one).join("") + eol + base)];
}

function line(layout: Layout, entry: NewEntry, indent: string, isLast: boolean): string {
	const separator = layout.trailing || !isLast ? layout.separator : "";
	return indent + entry.print({ indent, inside: true }) + separator + (entry.comment ? ` ${entry.comment}` : "");
}

/** New lines below the last entry and its comment. */
function addLines(layout: Layout, last: Entry, indent: string, added: readonly NewEntry[]): Change[] {
	const { tree } = layout;
	const { eol } = styleOf(tree);
	const end = last.separator?.to ?? last.to;
	const tail = tailOf(tree, end);
	const lines = added.map((entry, index) => eol + line(layout, entry, indent, index === added.length - 1)).join("");
	const joint = last.separator ? "" : layout.separator;
	// The closing brace, or nothing but a comment, stands behind the last entry on its line.
	const at = tail.code ? end : tail.end;
	const closing = tail.code && added.at(-1)?.comment ? eol + indentAt(tree.text, layout.open.from) : "";
	if (at === end) return [change(tree, at, at, joint + lines + closing)];
	const changes = [change(tree, at, at, lines)];
	return joint ? asOne(tree, [change(tree, last.to, last.to, joint), ...changes]) : changes;
}
