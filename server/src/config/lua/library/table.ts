/** Lua's `table` library. */
import { nil, type Scalar, text, truthiness, unknown, type Value } from "../../value.ts";
import { callValue } from "../call.ts";
import { nth } from "../expression.ts";
import { type Builtin, builtin, type CallSite } from "../function.ts";
import { compare, printScalar } from "../operators.ts";
import { LONGEST_LIST, LONGEST_TEXT, MOST_RESULTS } from "../run.ts";
import { LuaTable } from "../table.ts";
import { type Arguments, UnknownArgument, withArguments } from "./check.ts";

/** What it takes to look at one entry, in the units of {@link Run.work}. */
const ENTRY = 10;

type Method = (args: Arguments, site: CallSite) => readonly Value[];

const METHODS: Readonly<Record<string, Method>> = {
	insert(args, { run, frame, span }) {
		const given = args.known(0);
		// A reference to an option has no list of its own: what is put in is lost with it.
		if (given.type === "reference") return [];
		const { table } = args.table(0);
		run.touch(table, frame.file);
		const length = table.length;
		if (length === undefined || table.blur !== undefined) {
			run.doubt();
			table.blurWith(table.blur ?? "a list with a gap has no certain length");
			return [];
		}
		if (args.count === 2) {
			table.set(indexAt(length + 1, span), args.any(1));
		} else if (args.count === 3) {
			const position = args.integer(1);
			if (position < 1 || position > length + 1) throw args.bad(1, "position out of bounds");
			if (args.any(2).type === "nil" && position === length + 1) return [];
			run.work(length - position);
			table.insert(position, args.any(2));
		} else throw args.error("wrong number of arguments to 'insert'");
		return [];
	},
	remove(args, { run, frame, span }) {
		const given = args.known(0);
		if (given.type === "reference") return [nil(span)];
		const { table } = args.table(0);
		const length = lengthOf(table, span);
		const position = args.has(1) ? args.integer(1) : length;
		if (
			args.has(1) &&
			length + 1 !== position &&
			(position < 1 || position > length + 1) &&
			!(length === 0 && position === 0)
		)
			throw args.bad(1, "position out of bounds");
		if (position < 1 || position > length) return [nil(span)];
		run.touch(table, frame.file);
		run.work(length - position);
		return [table.remove(position) ?? nil(span)];
	},
	concat(args, site) {
		const { span } = site;
		const given = args.known(0);
		if (given.type === "reference") return [text("", span)];
		const { table } = args.table(0);
		const separator = args.has(1) ? args.string(1) : "";
		const from = args.optInteger(2, 1);
		const to = args.has(3) ? args.integer(3) : lengthOf(table, span);
		let out = "";
		for (let i = from; i <= to; i++) {
			site.run.work(ENTRY);
			const item = table.get(indexAt(i, span)) ?? nil(span);
			if (item.type === "unknown") throw new UnknownArgument(item);
			if (item.type !== "string" && item.type !== "number")
				throw args.error(`invalid value (at index ${i}) in table for 'concat'`);
			const printed = printScalar(item as Scalar);
			if (printed === undefined)
				throw new UnknownArgument(unknown(span, "it is too large a number to be told exactly"));
			site.run.work(printed.length + separator.length);
			out += printed + (i < to ? separator : "");
			if (out.length > LONGEST_TEXT) throw new UnknownArgument(unknown(span, "it grows too long"));
		}
		return [text(out, span)];
	},
	unpack(args, site) {
		const { span } = site;
		const given = args.known(0);
		if (given.type === "reference") return [];
		const { table } = args.table(0);
		const from = args.optInteger(1, 1);
		const to = args.has(2) ? args.integer(2) : lengthOf(table, span);
		if (to - from > MOST_RESULTS) throw new UnknownArgument(unknown(span, "it is a long list of values"));
		site.run.work((to - from + 1) * ENTRY);
		return Array.from(
			{ length: Math.max(0, to - from + 1) },
			(_, i) => table.get(indexAt(from + i, span)) ?? nil(span),
		);
	},
	pack(args, { span, frame }) {
		const { count } = args;
		const table = new LuaTable([...args.values], undefined, frame.file);
		table.set({ type: "string", value: "n", span, literal: false }, indexAt(count, span));
		return [table.value(span, false)];
	},
	sort,
	move(args, { run, frame, span }) {
		const from = args.table(0);
		const [first, last, target] = [args.integer(1), args.integer(2), args.integer(3)];
		const to = args.has(4) ? args.table(4) : from;
		run.touch(to.table, frame.file);
		const reason = from.table.blur;
		if (reason !== undefined) {
			to.table.blurWith(reason);
			return [to];
		}
		const length = Math.max(0, last - first + 1);
		if (length > LONGEST_LIST) {
			to.table.blurWith("it is a long list of values");
			return [to];
		}
		run.work(length * ENTRY);
		const values = Array.from({ length }, (_, i) => from.table.get(indexAt(first + i, span)) ?? nil(span));
		for (const [i, value] of values.entries()) to.table.set(indexAt(target + i, span), value);
		return [to];
	},
};

function indexAt(value: number, span: Value["span"]): Value {
	return { type: "number", value, float: false, span, literal: false };
}

function lengthOf(table: LuaTable, span: Value["span"]): number {
	const length = table.blur === undefined ? table.length : undefined;
	if (length === undefined)
		throw new UnknownArgument(unknown(span, table.blur ?? "a list with a gap has no certain length"));
	return length;
}

function sort(args: Arguments, site: CallSite): readonly Value[] {
	const { run, frame, span } = site;
	const given = args.known(0);
	if (given.type === "reference") return [];
	const { table } = args.table(0);
	const by = args.any(1);
	run.touch(table, frame.file);
	const isLess = (a: Value, b: Value): boolean => {
		run.work(ENTRY);
		const result = by.type === "nil" ? compare("<", a, b, placeOf(site)) : nth(callValue(by, [a, b], site), 0, span);
		const truth = truthiness(result);
		if (truth === undefined) throw new UnknownArgument(unknown(span, (result as { reason: string }).reason));
		return truth;
	};
	try {
		lengthOf(table, span);
		const items = [...table.list];
		const sorted = items.sort((a, b) => (isLess(a, b) ? -1 : isLess(b, a) ? 1 : 0));
		// Lua's sort is not stable: equal items that can be told apart have no certain order.
		const unsure = sorted.some((item, i) => {
			const next = sorted[i + 1];
			return next && !isLess(item, next) && (next as { value?: unknown }).value !== (item as { value?: unknown }).value;
		});
		table.replaceList(sorted);
		if (unsure) table.blurWith("equal entries have no certain order");
	} catch (error) {
		if (!(error instanceof UnknownArgument)) throw error;
		run.doubt();
		table.blurWith(error.value.reason);
	}
	return [];
}

function placeOf({ span, line }: CallSite) {
	return { span, operator: line, describe: () => undefined, operand: () => line };
}

const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
	Object.entries(METHODS).map(([name, method]) => [
		name,
		builtin(name, (values, site) => {
			const open = values.at(-1);
			const [table] = values;
			// More arguments may follow than can be seen: the table is not known any more.
			if (open?.type === "unknown" && open.many && table?.type === "table") {
				site.run.touch(table.table, site.frame.file);
				table.table.blurWith(open.reason);
			}
			return withArguments(name, values, site, (args) => method(args, site));
		}),
	]),
);

export const TABLE_LIBRARY: ReadonlyMap<string, Builtin> = BUILTINS;
