/** Takes entries out of a table constructor; the comments beside and inside them stay. */
import type { TableValue, Value } from "../config/value.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import type { Change } from "./change.ts";
import { writtenLayout } from "./entries-add.ts";
import { type Entry, entryAt, type Layout, layoutAround } from "./layout.ts";
import { type Carried, mergeDeletions, removeLines, stayingComments } from "./remove.ts";
import { styleOf } from "./style.ts";
import { aboveLine, asOne, change, isFirstOnLine, isOneLine, isWhite, lineEnd, tailOf } from "./text.ts";

/** Takes one item out of a list. Its comment stays, on a line of its own where the item had one. */
export function removeItem(table: TableValue, item: Value): Change[] {
	return removeItems(table, [item]);
}

/** Takes several items out of a list in one go. */
export function removeItems(table: TableValue, items: readonly Value[]): Change[] {
	if (!writtenLayout(table)) return [];
	const byTable = new Map<number, { layout: Layout; at: Set<number> }>();
	for (const item of items) {
		const { tree } = item.span.chunk;
		const layout = layoutAround(tree, item.span.start);
		const index = layout ? entryAt(layout, item.span.start) : -1;
		// Items that came in by `append` stand in another table; those of a local variable are not this list's to remove.
		if (!layout || index < 0 || isLocal(item)) continue;
		const known = byTable.get(layout.open.from) ?? { layout, at: new Set() };
		known.at.add(index);
		byTable.set(layout.open.from, known);
	}
	return [...byTable.values()].flatMap(({ layout, at }) => removeEntries(layout, at));
}

/** Takes a field out of a table. */
export function removeField(table: TableValue, key: string): Change[] {
	const field = table.fields.get(key);
	if (!field || !writtenLayout(table)) return [];
	const layout = layoutAround(field.keySpan.chunk.tree, field.keySpan.start);
	// `["key"]`: the bracket does not nest as a table, but an appended table is another one.
	if (!layout) return [];
	const at = new Set(layout.entries.flatMap((entry, index) => (entry.key === key ? [index] : [])));
	return removeEntries(layout, at);
}

function isLocal(item: Value): boolean {
	return item.span.chunk.statements.some((statement) => statement.type === "LocalStatement");
}

/** A run of entries that share their lines with others, or one entry with a line of its own. */
interface Unit {
	readonly first: number;
	readonly last: number;
	readonly from: number;
	readonly to: number;
	readonly ownLine: boolean;
}

/** Takes entries out by their index. */
export function removeEntries(layout: Layout, gone: ReadonlySet<number>, carried?: Carried): Change[] {
	if (gone.size === 0) return [];
	const { tree, entries } = layout;
	const changes = unitsOf(layout, gone).flatMap((unit) => {
		return unit.ownLine ? removeLines(tree, unit.from, unit.to, carried) : removeInline(layout, unit, gone);
	});
	// A list that ends without a separator goes on doing so.
	const last = entries.findLastIndex((_, index) => !gone.has(index));
	const separator = entries[last]?.separator;
	if (separator && last < entries.length - 1 && !entries.at(-1)!.separator) {
		const before = changes.filter((one) => one.start < separator.from);
		const behind = changes.filter((one) => one.start >= separator.from);
		return [...mergeDeletions(before), ...asOne(tree, [change(tree, separator.from, separator.to, ""), ...behind])];
	}
	return mergeDeletions(changes);
}

function unitsOf(layout: Layout, gone: ReadonlySet<number>): Unit[] {
	const units: Unit[] = [];
	for (const index of [...gone].sort((a, b) => a - b)) {
		const entry = layout.entries[index];
		if (!entry) continue;
		const to = entry.separator?.to ?? entry.to;
		const ownLine = isFirstOnLine(layout.tree.text, entry.from) && !tailOf(layout.tree, to).code;
		const before = units.at(-1);
		const joins =
			before &&
			!before.ownLine &&
			!ownLine &&
			before.last === index - 1 &&
			isPlainGap(layout.tree, before.to, entry.from);
		if (joins) units[units.length - 1] = { ...before, last: index, to };
		else units.push({ first: index, last: index, from: entry.from, to, ownLine });
	}
	return units;
}

/** Only blanks, no line break and no comment. */
function isPlainGap(tree: SyntaxTree, from: number, to: number): boolean {
	const gap = tree.text.slice(from, to);
	return isWhite(gap) && isOneLine(gap);
}

function removeInline(layout: Layout, unit: Unit, gone: ReadonlySet<number>): Change[] {
	const { tree, entries } = layout;
	const { from, to } = unit;
	const kept = aboveLine(tree, from, stayingComments(tree, from, to), styleOf(tree).eol);
	if (!kept) return [];
	const next: Entry | undefined = entries[unit.last + 1];
	const before: Entry | undefined = entries[unit.first - 1];
	if (next && isPlainGap(tree, to, next.from)) return [...kept, change(tree, from, next.from, "")];
	const start = before && !gone.has(unit.first - 1) ? (before.separator?.to ?? before.to) : layout.open.to;
	// The first entry of the line that closes the table leaves the brace to the line above.
	const lineUp = isFirstOnLine(tree.text, from) && isWhite(tree.text.slice(start, from));
	const endsLine = isPlainGap(tree, start, from) && lineEnd(tree.text, to) === to;
	if (lineUp || endsLine || (before && isPlainGap(tree, start, from))) return [...kept, change(tree, start, to, "")];
	// The only entry: `{ "a" }` leaves `{ }`.
	const end = isPlainGap(tree, to, layout.close.from) && isPlainGap(tree, start, from) ? layout.close.from : to;
	return [...kept, change(tree, from, end, "")];
}
