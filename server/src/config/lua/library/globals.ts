/** The environment of Lua itself, as a configuration can reach it. */
import { number, text, unknown, type Value } from "../../value.ts";
import { callUnknown } from "../call.ts";
import { type Builtin, builtin } from "../function.ts";
import { LuaTable } from "../table.ts";
import { BASE_LIBRARY } from "./base.ts";
import { UnknownArgument, withArguments } from "./check.ts";
import { MATH_LIBRARY } from "./math.ts";
import { NOWHERE } from "./nowhere.ts";
import { STRING_LIBRARY } from "./string.ts";
import { TABLE_LIBRARY } from "./table.ts";

/** Libraries that speak to the world outside: what they give is never known. */
const OUTSIDE = ["io", "debug", "package", "coroutine", "utf8", "prosody"];

/** `_G` of a fresh Lua. It may be changed, so each load gets its own. */
export function createGlobals(): LuaTable {
	const globals = new LuaTable();
	const put = (name: string, value: Value) => globals.set(text(name, NOWHERE), value);
	for (const [name, callee] of BASE_LIBRARY) put(name, functionValue(callee));
	put("string", library(STRING_LIBRARY));
	put("table", library(TABLE_LIBRARY));
	put("math", library(MATH_LIBRARY, { pi: Math.PI, huge: Number.POSITIVE_INFINITY }));
	put("os", osLibrary());
	for (const name of OUTSIDE) put(name, unknown(NOWHERE, `it comes from Lua's own ${name}`));
	put("_VERSION", unknown(NOWHERE, "it depends on the Lua that runs Prosody"));
	put("_G", globals.value(NOWHERE, false));
	return globals;
}

function functionValue(callee: Builtin): Value {
	return { type: "function", span: NOWHERE, literal: false, callee };
}

function library(functions: ReadonlyMap<string, Builtin>, constants: Readonly<Record<string, number>> = {}): Value {
	const table = new LuaTable();
	for (const [name, callee] of functions) table.set(text(name, NOWHERE), functionValue(callee));
	for (const [name, value] of Object.entries(constants)) table.set(text(name, NOWHERE), number(value, true, NOWHERE));
	return table.value(NOWHERE, false);
}

const GETENV = builtin("getenv", (values, site) =>
	withArguments("getenv", values, site, (args) => {
		throw new UnknownArgument(environment(args.string(0), site.span));
	}).map((value) => (value.type === "unknown" ? unknown(value.span, value.reason) : value)),
);

/** The value of a variable of the environment, which only the server has. */
export function environment(variable: string, span: Value["span"]) {
	return unknown(span, `it comes from the environment variable ${variable}`);
}

function osLibrary(): Value {
	const table = new LuaTable();
	table.set(text("getenv", NOWHERE), functionValue(GETENV));
	for (const name of [
		"time",
		"date",
		"clock",
		"difftime",
		"execute",
		"exit",
		"remove",
		"rename",
		"setlocale",
		"tmpname",
	]) {
		const callee = builtin(name, (args, site) => callUnknown(args, site, `it is the result of os.${name}`));
		table.set(text(name, NOWHERE), functionValue(callee));
	}
	return table.value(NOWHERE, false);
}
