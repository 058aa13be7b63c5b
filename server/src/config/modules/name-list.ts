/** Lists of modules, as Prosody reads them. */
import type { Span } from "../../syntax/tree.ts";
import type { StringValue, Value } from "../value.ts";
import { or, type Truth } from "./truth.ts";

export class NameList {
	constructor(
		/** The names it certainly holds, each with the first item that names it. */
		readonly names: ReadonlyMap<string, StringValue>,
		/** False when it may hold more names than that. */
		readonly whole: boolean,
	) {}

	has(name: string): Truth {
		return this.names.has(name) || (this.whole ? false : undefined);
	}
}

const EMPTY = new NameList(new Map(), true);
const UNKNOWN = new NameList(new Map(), false);

/**
 * As util.set reads `modules_enabled` and `modules_disabled`: through `ipairs`, which ends at the first nil. A text is a list without items
 * to it, and so is a table that has only named fields. Items that are no texts name no module. (At a list that is a number, true,
 * a function or a reference, and at an item that is true or a table, Prosody breaks down while it starts.)
 */
export function readList(value: Value | undefined): NameList {
	if (value?.type === "unknown") return UNKNOWN;
	if (value?.type !== "table") return EMPTY;
	// It may hold other items than it shows, and a nil among them.
	if (value.table.blur !== undefined) return UNKNOWN;
	const names = new Map<string, StringValue>();
	for (const item of value.list) {
		// It may be nil.
		if (item.type === "unknown") return new NameList(names, false);
		if (item.type === "string" && !names.has(item.value)) names.set(item.value, item);
	}
	return new NameList(names, true);
}

/** As `module:depends` reads `modules_disabled` (get_option_inherited_set): there, a text is a list of one item. */
export function readListOrName(value: Value | undefined): NameList {
	return value?.type === "string" ? new NameList(new Map([[value.value, value]]), true) : readList(value);
}

/** True when two options hold one and the same table, as when both were set from one variable. */
export function isSameTable(a: Value | undefined, b: Value | undefined): boolean {
	return a?.type === "table" && b?.type === "table" && a.table === b.table;
}

/** Modules that are disabled for those who ask for them with `module:depends`. */
export class DisabledModules {
	constructor(readonly lists: readonly NameList[]) {}

	has(name: string): Truth {
		let known: Truth = false;
		for (const list of this.lists) known = or(known, list.has(name));
		return known;
	}

	at(name: string): Span | undefined {
		return this.lists.find(({ names }) => names.has(name))?.names.get(name)?.span;
	}
}
