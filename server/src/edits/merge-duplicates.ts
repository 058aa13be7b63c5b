/** Makes one list of several that set the same option, of which Prosody would only use the last. */
import type { Assignment, Setting } from "../config/model.ts";
import type { TableValue, Value } from "../config/value.ts";
import { Kind, type Token } from "../syntax/token.ts";
import { removeStatement } from "./assignments.ts";
import type { Change } from "./change.ts";
import { addEntries, type NewEntry, takesComments, writtenLayout } from "./entries-add.ts";
import type { Layout } from "./layout.ts";
import { tailOf } from "./text.ts";

interface List {
	readonly assignment: Assignment;
	readonly table: TableValue;
	readonly layout: Layout;
}

/**
 * Merges the plain lists that one scope gives an option: items of the others are added to the one that stays, and their
 * statements go. The last list stays, unless an earlier one is on several lines and longer: then the short one joins it.
 */
export function mergeDuplicates(setting: Setting): Change[] {
	const lists = readLists(setting);
	if (!lists || lists.length < 2) return [];
	const longest = lists.reduce((best, list) =>
		list.layout.entries.length >= best.layout.entries.length ? list : best,
	);
	const home = longest.layout.oneLine ? lists.at(-1)! : longest;
	const known = new Set(home.table.items.map(keyOf));
	const added: NewEntry[] = [];
	const removed: Change[] = [];
	for (const list of lists) {
		if (list === home) continue;
		const carried = new Set<number>();
		for (const item of list.table.items) {
			if (known.has(keyOf(item))) continue;
			known.add(keyOf(item));
			const comment = takesComments(home.layout) ? commentOf(list.layout, item) : undefined;
			if (comment) carried.add(comment.from);
			added.push({
				print: () => item.span.text,
				comment: comment && list.layout.tree.text.slice(comment.from, comment.to),
			});
		}
		const changes = removeStatement(list.assignment, carried);
		if (changes.length === 0) return [];
		removed.push(...changes);
	}
	const additions = addEntries(home.layout, added);
	if (added.length > 0 && additions.length === 0) return [];
	return [...removed, ...additions];
}

/** All lists of a setting; undefined when one of them is no plain list of values that are written out. */
function readLists(setting: Setting): List[] | undefined {
	const lists: List[] = [];
	for (const assignment of setting.assignments) {
		const { value, kind, conditional, section } = assignment;
		if (kind !== "set" || conditional || section.form === "table" || value.type !== "table") return undefined;
		const layout = writtenLayout(value);
		const plain =
			value.fields.size === 0 && !value.open && value.items.every((item) => item.literal && item.type === "string");
		if (!layout || !plain || layout.entries.length !== value.items.length) return undefined;
		lists.push({ assignment, table: value, layout });
	}
	return lists;
}

function keyOf(item: Value): string {
	return item.type === "string" ? item.value : item.span.text;
}

/** The comment on the line of an item, when the item has the line for itself. */
function commentOf(layout: Layout, item: Value): Token | undefined {
	const entry = layout.entries.find((one) => one.valueFrom === item.span.start);
	if (!entry || layout.oneLine) return undefined;
	const tail = tailOf(layout.tree, entry.separator?.to ?? entry.to);
	const [comment] = tail.comments;
	return comment?.kind === Kind.Comment && tail.comments.length === 1 && !tail.code ? comment : undefined;
}
