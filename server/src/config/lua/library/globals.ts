/** The environment of Lua itself, as a configuration can reach it. */
import { number, text, unknown, type Value } from "../../value.ts";
import { callUnknown } from "../call.ts";
import { type Builtin, builtin, type CallSite } from "../function.ts";
import { LuaTable } from "../table.ts";
import { BASE_LIBRARY } from "./base.ts";
import { UnknownArgument, withArguments } from "./check.ts";
import { MATH_LIBRARY } from "./math.ts";
import { NOWHERE } from "./nowhere.ts";
import { STRING_LIBRARY } from "./string.ts";
import { TABLE_LIBRARY } from "./table.ts";

/** Libraries that speak to the world outside: what they give is never known. */
const OUTSIDE = ["io", "debug", "package", "coroutine", "utf8"];
/** What a starting Prosody has put there (util/startup.lua). */
const PROSODY = ["prosody", "hosts", "bare_sessions", "full_sessions", "arg"];

const PATHS = ["CFG_SOURCEDIR", "CFG_CONFIGDIR", "CFG_PLUGINDIR", "CFG_DATADIR"];

/** Names that one Lua has and another one has not, or not the same. */
const SOMETIMES = ["_VERSION", "unpack", "loadstring", "bit32", "module", "getfenv", "setfenv"];

/** `_G` of a fresh Lua. It may be changed, so each load gets its own. */
export function createGlobals(): LuaTable {
	const globals = new LuaTable();
	const put = (name: string, value: Value) => globals.set(text(name, NOWHERE), value);
	for (const [name, callee] of BASE_LIBRARY) put(name, functionValue(callee));
	put("string", library(STRING_LIBRARY).value(NOWHERE, false));
	put("table", library(TABLE_LIBRARY).value(NOWHERE, false));
	const math = library(MATH_LIBRARY, { pi: Math.PI, huge: Number.POSITIVE_INFINITY });
	for (const name of ["maxinteger", "mininteger"]) {
		math.set(text(name, NOWHERE), unknown(NOWHERE, "it is too large a number to be told exactly"));
	}
	put("math", math.value(NOWHERE, false));
	put("os", osLibrary());
	for (const name of OUTSIDE) put(name, hidden(`it comes from Lua's own ${name}`));
	for (const name of PROSODY) put(name, hidden(`it comes from Prosody's own ${name}`));
	for (const name of PATHS) put(name, unknown(NOWHERE, "it depends on how Prosody was installed"));
	put("log", functionValue(builtin("log", (args, site) => log(args, site))));
	for (const name of SOMETIMES) put(name, unknown(NOWHERE, "it depends on the Lua that runs Prosody"));
	put("_G", globals.value(NOWHERE, false));
	return globals;
}

/** Prosody's logger: `log { … }` with the equals sign forgotten calls it, and sets nothing. */
function log(args: readonly Value[], site: CallSite): readonly Value[] {
	site.frame.globals.calledNothing("log", args, site);
	return [];
}

/** A table nobody can look into. */
function hidden(reason: string): Value {
	const table = new LuaTable();
	table.blurWith(reason);
	return table.value(NOWHERE, false);
}

function functionValue(callee: Builtin): Value {
	return { type: "function", span: NOWHERE, literal: false, callee };
}

function library(functions: ReadonlyMap<string, Builtin>, constants: Readonly<Record<string, number>> = {}): LuaTable {
	const table = new LuaTable();
	for (const [name, callee] of functions) table.set(text(name, NOWHERE), functionValue(callee));
	for (const [name, value] of Object.entries(constants)) table.set(text(name, NOWHERE), number(value, true, NOWHERE));
	return table;
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
