/** Tables: the one kind of value that can change after it was made, and that several names can stand for. */
import type { Span } from "../../syntax/tree.ts";
import type { TableField, TableValue, Value } from "../value.ts";
import type { LuaFunction } from "./function.ts";

const NO_FIELDS: ReadonlyMap<string, TableField> = new Map();

/** A key that is neither a string nor a place of the list. */
export type OtherKey = number | boolean | LuaTable | LuaFunction;

/** What a table holds; a table is put back by giving it an earlier one. */
export interface Content {
	readonly list: Value[];
	/** How many nils are among them. */
	readonly holes: number;
	readonly named?: Map<string, TableField>;
	readonly rest?: Map<OtherKey, { key: Value; value: Value }>;
	readonly blur?: string;
}

export class LuaTable {
	/** Keys 1 to n. A nil may stand inside, never at the end. */
	#list: Value[];
	/** How many nils are among them. */
	#holes: number;
	#named?: Map<string, TableField>;
	#rest?: Map<OtherKey, { key: Value; value: Value }>;
	/** How many keys of the rest are whole numbers that a length could be counted up to. */
	#loose = 0;
	#blur?: string;

	/** What decides where the table itself does not; set by setmetatable. */
	meta?: LuaTable;

	/** Values that show what the table held when it was written down, as long as it holds that still. */
	#notes?: TableAt[];

	/** @param owner the file that made it, for those who keep what a file made */
	constructor(
		list: Value[] = [],
		named?: Map<string, TableField>,
		readonly owner?: object,
	) {
		while (list.at(-1)?.type === "nil") list.pop();
		this.#list = list;
		this.#holes = nilsIn(list);
		this.#named = named;
	}

	/** This table as a value. `literal`: it is written out at `span`. */
	value(span: Span, literal: boolean): TableValue {
		return new TableAt(this, span, literal);
	}

	/** This table as a value that goes on showing what the table holds now. */
	note(span: Span, literal: boolean): TableValue {
		const note = new TableAt(this, span, literal);
		this.#notes ??= [];
		this.#notes.push(note);
		return note;
	}

	/** To be called before the table changes. */
	beforeChange(): void {
		if (!this.#notes) return;
		const before = new LuaTable();
		before.content = this.content;
		for (const note of this.#notes) note.table = before;
		this.#notes = undefined;
	}

	get list(): readonly Value[] {
		return this.#list;
	}
	get holes(): boolean {
		return this.#holes > 0;
	}
	/** How much there is to copy. */
	get size(): number {
		return this.#list.length + (this.#named?.size ?? 0) + (this.#rest?.size ?? 0);
	}
	get fields(): ReadonlyMap<string, TableField> {
		return this.#named ?? NO_FIELDS;
	}
	get rest(): ReadonlyMap<OtherKey, { readonly key: Value; readonly value: Value }> | undefined {
		return this.#rest;
	}
	/** Why the table may hold more, or other things, than it shows; undefined when it is known whole. */
	get blur(): string | undefined {
		return this.#blur;
	}

	/** What stands under a key; undefined for nil. The key is neither nil nor unknown. */
	get(key: Value): Value | undefined {
		if (key.type === "string") return this.#named?.get(key.value)?.value;
		const plain = plainKey(key);
		if (typeof plain === "number" && Number.isInteger(plain) && plain >= 1 && plain <= this.#list.length) {
			const value = this.#list[plain - 1]!;
			return value.type === "nil" ? undefined : value;
		}
		return plain === undefined ? undefined : this.#rest?.get(plain)?.value;
	}

	set(key: Value, value: Value): void {
		if (key.type === "string") {
			if (value.type === "nil") this.#named?.delete(key.value);
			else {
				this.#named ??= new Map();
				this.#named.set(key.value, { key: key.value, keySpan: key.span, value });
			}
			return;
		}
		const plain = plainKey(key);
		if (plain === undefined) this.blurWith("one of its keys is not known");
		else if (typeof plain === "number" && Number.isInteger(plain) && plain >= 1 && plain <= this.#list.length + 1)
			this.#setItem(plain, value);
		else if (value.type === "nil") this.#forget(plain);
		else {
			this.#rest ??= new Map();
			if (isLoose(plain) && !this.#rest.has(plain)) this.#loose++;
			this.#rest.set(plain, { key, value });
		}
	}

	#forget(key: OtherKey): void {
		if (this.#rest?.delete(key) && isLoose(key)) this.#loose--;
	}

	#setItem(index: number, value: Value): void {
		const list = this.#list;
		if (index === list.length + 1) {
			this.#forget(index);
			if (value.type === "nil") return;
			list.push(value);
			for (let next = this.#rest?.get(list.length + 1); next; next = this.#rest?.get(list.length + 1)) {
				list.push(next.value);
				this.#forget(list.length);
			}
			return;
		}
		if (list[index - 1]!.type === "nil") this.#holes--;
		if (value.type === "nil") this.#holes++;
		list[index - 1] = value;
		this.#trim();
	}

	/** No nil at the end. */
	#trim(): void {
		for (; this.#list.at(-1)?.type === "nil"; this.#holes--) this.#list.pop();
	}

	/** Puts an item between others, as table.insert does. */
	insert(index: number, value: Value): void {
		this.#list.splice(index - 1, 0, value);
		if (value.type === "nil") this.#holes++;
	}

	/** Takes an item out, as table.remove does. */
	remove(index: number): Value | undefined {
		const [value] = this.#list.splice(index - 1, 1);
		if (value?.type === "nil") this.#holes--;
		return value;
	}

	/** The whole list in another order, as table.sort leaves it. */
	replaceList(list: Value[]): void {
		this.#list = list;
	}

	/** From here on the table is not known whole. */
	blurWith(reason: string): void {
		this.#blur ??= reason;
	}

	/** From here on nothing in the table is known. */
	lose(reason: string): void {
		this.content = { list: [], holes: 0, blur: this.#blur ?? reason };
	}

	/**
	 * The length Lua's `#` gives; undefined where a hole in the list makes that depend on Lua's inner workings.
	 */
	get length(): number | undefined {
		return this.holes || (this.#blur !== undefined && this.#list.length === 0) || this.#loose > 0
			? undefined
			: this.#list.length;
	}

	get content(): Content {
		return {
			list: [...this.#list],
			holes: this.#holes,
			named: this.#named && new Map(this.#named),
			rest: this.#rest && new Map(this.#rest),
			blur: this.#blur,
		};
	}
	set content({ list, holes, named, rest, blur }: Content) {
		this.#list = list;
		this.#holes = holes;
		this.#named = named;
		this.#rest = rest;
		this.#loose = 0;
		for (const key of rest?.keys() ?? []) if (isLoose(key)) this.#loose++;
		this.#blur = blur;
	}
}

function nilsIn(list: readonly Value[]): number {
	let count = 0;
	for (const { type } of list) if (type === "nil") count++;
	return count;
}

function isLoose(key: OtherKey): boolean {
	return typeof key === "number" && Number.isInteger(key) && key > 0;
}

/** The JavaScript value two equal keys have in common; undefined for a key that is not known. */
function plainKey(key: Value): OtherKey | undefined {
	switch (key.type) {
		case "number":
		case "boolean":
			return key.value;
		case "table":
			return key.table;
		case "function":
			return key.callee;
		default:
			return undefined;
	}
}

class TableAt implements TableValue {
	readonly type = "table";
	constructor(
		public table: LuaTable,
		readonly span: Span,
		readonly literal: boolean,
	) {}

	get items(): readonly Value[] {
		const { list, holes } = this.table;
		return holes ? list.filter(({ type }) => type !== "nil") : list;
	}
	get list(): readonly Value[] {
		const { list, holes } = this.table;
		return holes
			? list.slice(
					0,
					list.findIndex(({ type }) => type === "nil"),
				)
			: list;
	}
	get fields(): ReadonlyMap<string, TableField> {
		return this.table.fields;
	}
	get open(): boolean {
		return this.table.blur !== undefined || this.table.rest !== undefined;
	}
}
