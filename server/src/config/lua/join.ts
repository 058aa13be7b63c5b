/** Joining the states in which the branches of something undecided end. */
import { nil, unknown, type Value } from "../value.ts";
import type { State } from "./journal.ts";
import type { Run } from "./run.ts";
import type { Content, LuaTable } from "./table.ts";

/** Deeper than this, two tables count as different. */
const DEEPEST = 8;

/** Makes the present state what it is after one of several ways, nobody knows which; `{}` of them changed nothing. */
export function joinStates(run: Run, ways: readonly State[], reason: string, by: object): void {
	const [first] = ways;
	for (const [cells, touching] of gather(ways, ({ cells }) => cells)) {
		for (const [name, touched] of gather(touching, (names) => names)) {
			// Wherever it was left alone, it is what it is now.
			if (!first?.cells.get(cells)?.has(name)) touched.unshift(cells.get(name));
			else if (touched.length < ways.length) touched.push(cells.get(name));
			run.write(cells, name, joinValues(touched, reason));
		}
	}
	for (const [table, contents] of gather(ways, ({ tables }) => tables)) {
		if (contents.length < ways.length) contents.push(table.content);
		run.change(table, table.owner ?? by);
		table.content = joinContents(contents, reason);
	}
	for (const [slot, values] of gather(ways, ({ slots }) => slots)) {
		if (values.length < ways.length) values.push(slot.value);
		run.turn(slot, values.every((value) => value === values[0]) ? values[0] : undefined);
	}
}

/** What the ways have under each key; those without it are not asked again and again. */
function gather<Way, Key, Found>(
	ways: readonly Way[],
	map: (way: Way) => ReadonlyMap<Key, Found>,
): ReadonlyMap<Key, Found[]> {
	const all = new Map<Key, Found[]>();
	for (const way of ways) {
		for (const [key, found] of map(way)) {
			const list = all.get(key);
			if (list) list.push(found);
			else all.set(key, [found]);
		}
	}
	return all;
}

/** The value that is one of these; undefined when there is none in all of them. */
export function joinValues(values: readonly (Value | undefined)[], reason: string): Value | undefined {
	const [first] = values;
	if (values.every((value) => isSame(value, first))) return first;
	const known = values.find((value) => value !== undefined)!;
	const blind = values.find((value) => value?.type === "unknown");
	return unknown((blind ?? known).span, blind?.type === "unknown" ? blind.reason : reason);
}

/** The results of a call that is one of several; missing ones are nil. */
export function joinResults(results: readonly (readonly Value[])[], reason: string): Value[] {
	const longest = results.reduce((most, { length }) => Math.max(most, length), 0);
	const span = results.find(({ length }) => length > 0)?.[0]?.span;
	if (!span) return [];
	return Array.from({ length: longest }, (_, index) => {
		const values = results.map((result) => {
			const tail = result.at(-1);
			return result[index] ?? (tail?.type === "unknown" && tail.many ? tail : nil(span));
		});
		return joinValues(values, reason)!;
	});
}

/** How many pairs of values are compared before two tables count as different: shared parts of parts are met again and again. */
const MOST_PAIRS = 10_000;

/** Whether two values can be told apart by anyone. */
export function isSame(
	a: Value | undefined,
	b: Value | undefined,
	depth = 0,
	room: { pairs: number } = { pairs: MOST_PAIRS },
): boolean {
	if (a === b) return true;
	if (a === undefined || b === undefined) return (a ?? b)!.type === "nil";
	switch (a.type) {
		case "nil":
			return b.type === "nil";
		case "boolean":
		case "string":
			return b.type === a.type && a.value === b.value;
		case "number":
			return b.type === "number" && a.value === b.value && a.float === b.float;
		case "function":
			return b.type === "function" && a.callee === b.callee;
		case "reference":
			return b.type === "reference" && a.host === b.host && a.option === b.option;
		case "table":
			return b.type === "table" && (a.table === b.table || isSameContent(a.table, b.table, depth, room));
		case "unknown":
			return false;
	}
}

function isSameContent(a: LuaTable, b: LuaTable, depth: number, room: { pairs: number }): boolean {
	room.pairs -= a.size;
	if (room.pairs < 0 || depth >= DEEPEST || a.blur || b.blur || a.rest?.size || b.rest?.size) return false;
	if (a.list.length !== b.list.length || a.fields.size !== b.fields.size) return false;
	return (
		a.list.every((value, index) => isSame(value, b.list[index], depth + 1, room)) &&
		[...a.fields].every(([key, { value }]) => isSame(value, b.fields.get(key)?.value, depth + 1, room))
	);
}

/** What is the same in all; where something differs, the table is not known whole. */
function joinContents(contents: readonly Content[], reason: string): Content {
	const [first] = contents as [Content, ...Content[]];
	const sameLength = contents.every(({ list }) => list.length === first.list.length);
	let differs = !sameLength || contents.some((one) => !sameRest(one, first));
	const list: Value[] = [];
	for (const [index, value] of first.list.entries()) {
		const values = contents.map((content) => content.list[index]);
		if (!values.every((other) => isSame(other, value))) {
			// As many as before, only nobody knows which.
			if (!sameLength) break;
			list.push(joinValues(values, reason)!);
		} else list.push(value);
	}
	const named = new Map(first.named);
	for (const content of contents) {
		for (const key of content.named?.keys() ?? []) {
			const field = named.get(key);
			if (field && contents.every((one) => isSame(one.named?.get(key)?.value, field.value))) continue;
			named.delete(key);
			differs = true;
		}
	}
	const blur = contents.find((one) => one.blur)?.blur ?? (differs ? reason : undefined);
	const holes = list.filter(({ type }) => type === "nil").length;
	return { list, holes, named, rest: sameAll(contents) ? first.rest : undefined, blur };
}

function sameAll(contents: readonly Content[]): boolean {
	return contents.every((one) => sameRest(one, contents[0]!));
}

function sameRest(a: Content, b: Content): boolean {
	if ((a.rest?.size ?? 0) !== (b.rest?.size ?? 0)) return false;
	return [...(a.rest ?? [])].every(([key, { value }]) => isSame(value, b.rest?.get(key)?.value));
}
