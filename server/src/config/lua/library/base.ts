/** Lua's basic functions. */
import { boolean, nil, number, text, truthiness, unknown, type Value } from "../../value.ts";
import { callUnknown, callValue } from "../call.ts";
import { LuaError } from "../errors.ts";
import { nth } from "../expression.ts";
import { type Builtin, builtin, type CallSite, type LuaFunction } from "../function.ts";
import { joinStates } from "../join.ts";
import { inherited, metamethod } from "../meta.ts";
import { parseNumber, printNumber } from "../number.ts";
import { areEqual, typeName } from "../operators.ts";
import type { LuaTable } from "../table.ts";
import { type Arguments, UnknownArgument, withArguments } from "./check.ts";
import { NOWHERE } from "./nowhere.ts";

type Method = (args: Arguments, site: CallSite) => readonly Value[];

const METHODS: Readonly<Record<string, Method>> = {
	type(args, { span }) {
		const value = args.given(0);
		if (value.type === "unknown") return [value.is ? text(value.is, span) : unknown(span, value.reason)];
		return [text(typeName(value), span)];
	},
	tostring: (args, { span }) => [text(printValue(args, 0), span)],
	tonumber,
	select(args, { span }) {
		const which = args.known(0);
		if (which.type === "string" && which.value === "#") return [number(args.count - 1, false, span)];
		const index = args.integer(0);
		if (index === 0 || index < -(args.count - 1)) throw args.bad(0, "index out of range");
		return index < 0 ? args.values.slice(index) : args.values.slice(Math.min(index, args.count));
	},
	rawget(args, { span }) {
		const [table, key] = [args.table(0), args.known(1)];
		if (table.table.blur) return [unknown(span, table.table.blur)];
		return [key.type === "nil" ? nil(span) : (table.table.get(key) ?? nil(span))];
	},
	rawset(args, { run, frame }) {
		const [table, key] = [args.table(0), args.known(1)];
		run.touch(table.table, frame.file);
		if (key.type === "nil") throw args.error("table index is nil");
		table.table.set(key, args.any(2));
		return [table];
	},
	rawequal(args, { span }) {
		const equal = areEqual(args.known(0), args.known(1));
		return [equal === undefined ? unknown(span, "it is only known when Prosody runs") : boolean(equal, span)];
	},
	rawlen(args, { span }) {
		const value = args.known(0);
		if (value.type === "string") return [number(new TextEncoder().encode(value.value).length, false, span)];
		const length = args.table(0).table.length;
		return [
			length === undefined ? unknown(span, "a list with a gap has no certain length") : number(length, false, span),
		];
	},
	setmetatable(args, { run, frame }) {
		const table = args.table(0);
		const meta = args.any(1);
		if (meta.type !== "nil" && meta.type !== "table" && meta.type !== "unknown") throw args.wrong(1, "nil or table");
		if (table.table.meta?.get(text("__metatable", NOWHERE))) throw args.error("cannot change a protected metatable");
		run.touch(table.table, frame.file);
		if (meta.type === "unknown") table.table.blurWith(meta.reason);
		table.table.meta = meta.type === "table" ? meta.table : undefined;
		return [table];
	},
	getmetatable(args, { span }) {
		const value = args.known(0);
		if (value.type === "string" || value.type === "reference") return [unknown(span, "it is a metatable")];
		const meta = value.type === "table" ? value.table.meta : undefined;
		if (!meta) return [nil(span)];
		return [meta.get(text("__metatable", NOWHERE)) ?? meta.value(span, false)];
	},
	pairs(args, { span }) {
		const value = args.given(0);
		if (value.type === "unknown") throw new UnknownArgument(value);
		if (value.type === "reference") throw new UnknownArgument(unknown(span, "it is a reference to an option"));
		// What is no table, the iterator complains of.
		const table = value;
		if (metamethod(table, "__pairs")) throw new UnknownArgument(unknown(span, "a metatable decides what it holds"));
		return [{ type: "function", span, literal: false, callee: NEXT }, table, nil(span)];
	},
	ipairs(args, { span }) {
		const value = args.given(0);
		if (value.type === "unknown") throw new UnknownArgument(value);
		return [{ type: "function", span, literal: false, callee: NEXT_ITEM }, value, number(0, false, span)];
	},
	error(args, site) {
		throw raised(args.any(0), args, site);
	},
	assert(args, site) {
		const value = args.given(0);
		const truth = truthiness(value);
		// A file that loads got past it.
		if (truth === undefined) site.run.doubt();
		if (truth !== false) return args.values;
		const message = args.values.length > 1 ? args.any(1) : text("assertion failed!", site.span);
		throw asError(message, site, site.unplaced ? null : site.line);
	},
	pcall: (args, site) => protectedCall(args.values[0] ?? nil(site.span), args.values.slice(1), undefined, site),
	xpcall: (args, site) => protectedCall(args.any(0), args.values.slice(2), args.any(1), site),
	print: () => [],
	collectgarbage: (_, { span }) => [unknown(span, "it is the result of collectgarbage")],
};

/** Longer texts are not read in another base than ten. */
const LONGEST_NUMBER = 10_000;

/** Functions whose result only a running Prosody knows. */
const OUTSIDE = ["require", "dofile", "load", "loadfile"];

const NEXT: Builtin = builtin("next", (values, site) =>
	withArguments("next", values, site, (args) => {
		const { table } = args.table(0);
		const key = args.known(1);
		if (table.blur) throw new UnknownArgument(unknown(site.span, table.blur));
		site.run.work(table.size * 10);
		const entries = entriesOf(table);
		const at = key.type === "nil" ? 0 : entries.findIndex(([one]) => areEqual(one, key)) + 1;
		if (at === 0 && key.type !== "nil") throw new LuaError("lua", site.span, "invalid key to 'next'", undefined, null);
		const entry = entries[at];
		if (entries.length - table.list.length > 1 && at >= table.list.length && entry)
			throw new UnknownArgument(unknown(site.span, "the order of a table's fields is not certain"));
		return entry ? [...entry] : [nil(site.span)];
	}),
);

const NEXT_ITEM: Builtin = builtin("ipairs_aux", (values, site) => {
	const [list, control] = [nth(values, 0, site.span), nth(values, 1, site.span)];
	const index = number((control.type === "number" ? control.value : 0) + 1, false, site.span);
	const value = itemOf(list, index, site);
	// What is not known may be nil, and end the list.
	if (value.type === "unknown" && !value.is) return [{ ...value, many: true }];
	return value.type === "nil" ? [nil(site.span)] : [index, value];
});

/** `list[i]` as ipairs reads it. */
function itemOf(list: Value, index: Value, site: CallSite): Value {
	const { span } = site;
	if (list.type === "table") {
		const { table } = list;
		const value = table.get(index) ?? (table.meta && inherited(list, index, () => site));
		return value ?? (table.blur === undefined ? nil(span) : unknown(span, table.blur));
	}
	if (list.type === "string") return nil(span);
	if (list.type === "unknown") return unknown(span, list.reason);
	const shown = index.type === "number" ? String(index.value) : "?";
	// The iterator is no Lua function: its errors name no place.
	if (list.type === "reference")
		throw new LuaError("method", span, `Unknown config option operation: '${shown}'`, shown, null);
	throw new LuaError("lua", span, `attempt to index a ${typeName(list)} value`, undefined, null);
}

export function isNext(callee: LuaFunction): boolean {
	return callee === NEXT;
}

/** Everything in a table: first the list, then what has no certain order. */
export function entriesOf(table: LuaTable): [Value, Value][] {
	const entries: [Value, Value][] = [];
	table.list.forEach((value, index) => {
		if (value.type !== "nil") entries.push([number(index + 1, false, value.span), value]);
	});
	for (const { key, keySpan, value } of table.fields.values()) entries.push([text(key, keySpan), value]);
	for (const { key, value } of table.rest?.values() ?? []) entries.push([key, value]);
	return entries;
}

/** What `tostring` says; addresses are not known. */
export function printValue(args: Arguments, index: number): string {
	const value = args.given(index);
	switch (value.type) {
		case "string":
			return value.value;
		case "number": {
			const printed = printNumber(value.value, value.float);
			if (printed !== undefined) return printed;
			break;
		}
		case "boolean":
			return String(value.value);
		case "nil":
			return "nil";
		case "table": {
			const handler = metamethod(value, "__tostring");
			const shown = handler && nth(callValue(handler, [value], args.site), 0, value.span);
			if (shown?.type === "string") return shown.value;
			break;
		}
		case "unknown":
			throw new UnknownArgument(value);
	}
	throw new UnknownArgument(unknown(args.site.span, "it is only known when Prosody runs"));
}

function tonumber(args: Arguments, { span }: CallSite): readonly Value[] {
	if (args.has(1)) {
		const base = args.integer(1);
		const value = args.known(0);
		if (value.type !== "string") throw args.wrong(0, "string");
		if (value.value.length > LONGEST_NUMBER) throw new UnknownArgument(unknown(span, "it is a long text"));
		if (base < 2 || base > 36) throw args.bad(1, "base out of range");
		const body = /^\s*(-?)([0-9a-zA-Z]+)\s*$/.exec(value.value);
		const digits = [...(body?.[2] ?? "")].map((digit) => Number.parseInt(digit, 36));
		if (!body || digits.some((digit) => digit >= base)) return [nil(span)];
		const result = digits.reduce((sum, digit) => sum * base + digit, 0);
		if (!Number.isSafeInteger(result))
			throw new UnknownArgument(unknown(span, "it is too large a number to be told exactly"));
		return [number(body[1] && result !== 0 ? -result : result, false, span)];
	}
	const value = args.given(0);
	if (value.type === "unknown") throw new UnknownArgument(value);
	if (value.type === "number") return [value];
	if (value.type !== "string") return [nil(span)];
	const parsed = parseNumber(args.string(0));
	if (parsed && !parsed.float && !Number.isSafeInteger(parsed.value))
		throw new UnknownArgument(unknown(span, "it is too large a number to be told exactly"));
	return [parsed ? number(parsed.value, parsed.float, span) : nil(span)];
}

/** What `error(value, level)` raises: a text gets the place put before it. */
function raised(value: Value, args: Arguments, site: CallSite): LuaError {
	const level = args.has(1) ? args.integer(1) : 1;
	if (level === 1) return asError(value, site, site.unplaced ? null : site.line);
	return asError(value, site, level === 2 ? (site.frame.calledFrom ?? null) : null);
}

function asError(value: Value, site: CallSite, line: LuaError["line"]): LuaError {
	const isText = value.type === "string";
	const message = isText ? value.value : `(error object is a ${typeName(value)} value)`;
	return new LuaError("lua", site.span, message, undefined, isText ? line : null, value);
}

/** `pcall`, and `xpcall` with its handler. */
function protectedCall(
	callee: Value,
	args: readonly Value[],
	handler: Value | undefined,
	site: CallSite,
): readonly Value[] {
	const { run, span, frame } = site;
	if (callee.type === "unknown") return callUnknown(args, site, callee.reason);
	const outer = run.mayRaise;
	run.mayRaise = false;
	run.guarded++;
	const journal = run.begin();
	const { uncertain, indirect, quiet } = run;
	try {
		// A function of the library called from here is called from no line.
		const unplaced = callee.type === "function" && callee.callee.kind === "builtin";
		const results = callValue(callee, args, { ...site, unplaced });
		if (!run.mayRaise) {
			run.commit(journal);
			return [boolean(true, span), ...results];
		}
		const reason = "it may have raised an error";
		const after = run.rollback(journal);
		const whole = run.begin();
		joinStates(run, [after, whole.now()], reason, frame.file);
		run.commit(whole);
		return [{ ...unknown(span, reason), many: true }];
	} catch (error) {
		if (!(error instanceof LuaError)) throw error;
		Object.assign(run, { uncertain, indirect, quiet });
		run.commit(journal);
		const message = error.value && error.line === null ? error.value : unknown(span, "it is an error message");
		const value = handler ? nth(callValue(handler, [message], site), 0, span) : message;
		return [boolean(false, span), value];
	} finally {
		run.guarded--;
		run.mayRaise = outer;
	}
}

const BUILTINS: ReadonlyMap<string, Builtin> = new Map([
	...Object.entries(METHODS).map(
		([name, method]) =>
			[name, builtin(name, (values, site) => withArguments(name, values, site, (args) => method(args, site)))] as const,
	),
	...OUTSIDE.map(
		(name) =>
			[name, builtin(name, (args, site) => callUnknown(args, site, `it is the result of Lua's own ${name}`))] as const,
	),
	["next", NEXT] as const,
]);

export const BASE_LIBRARY: ReadonlyMap<string, Builtin> = BUILTINS;
