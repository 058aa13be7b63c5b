/**
 * What changed since a moment, so that it can be taken back: the branches of an undecided `if` each start from the same state,
 * and are joined afterwards.
 */
import type { Value } from "../value.ts";
import type { Content, LuaTable } from "./table.ts";

/** Variables or options by name. */
export type Cells = Map<string, Value>;
/** Something else that changes, such as the section that options are set in. */
export interface Slot {
	value: unknown;
}

/** The state of everything that was touched, at one moment. */
export class State {
	readonly cells = new Map<Cells, Map<string, Value | undefined>>();
	readonly tables = new Map<LuaTable, Content>();
	readonly slots = new Map<Slot, unknown>();

	#kept(cells: Cells): Map<string, Value | undefined> {
		const known = this.cells.get(cells);
		if (known) return known;
		const kept = new Map<string, Value | undefined>();
		this.cells.set(cells, kept);
		return kept;
	}

	keepCell(cells: Cells, name: string): void {
		const kept = this.#kept(cells);
		if (!kept.has(name)) kept.set(name, cells.get(name));
	}
	/** True when the table had to be copied. */
	keepTable(table: LuaTable): boolean {
		if (this.tables.has(table)) return false;
		this.tables.set(table, table.content);
		return true;
	}
	keepSlot(slot: Slot): void {
		if (!this.slots.has(slot)) this.slots.set(slot, slot.value);
	}

	/** The present state of everything this one speaks of. */
	now(): State {
		const now = new State();
		for (const [cells, names] of this.cells) for (const name of names.keys()) now.keepCell(cells, name);
		for (const table of this.tables.keys()) now.keepTable(table);
		for (const slot of this.slots.keys()) now.keepSlot(slot);
		return now;
	}

	/** Puts everything back as it was. */
	restore(): void {
		for (const [cells, names] of this.cells) {
			for (const [name, value] of names) {
				if (value === undefined) cells.delete(name);
				else cells.set(name, value);
			}
		}
		for (const [table, content] of this.tables) table.content = content;
		for (const [slot, value] of this.slots) slot.value = value;
	}

	/** Takes over what an inner journal kept, where this one has nothing older. */
	absorb(inner: State): void {
		for (const [cells, names] of inner.cells) {
			const kept = this.#kept(cells);
			for (const [name, value] of names) if (!kept.has(name)) kept.set(name, value);
		}
		for (const [table, content] of inner.tables) if (!this.tables.has(table)) this.tables.set(table, content);
		for (const [slot, value] of inner.slots) if (!this.slots.has(slot)) this.slots.set(slot, value);
	}
}
