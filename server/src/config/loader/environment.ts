/** The names that Prosody puts into the environment of a configuration file (core/configmanager.lua). */
import type { Builtin } from "../lua/function.ts";
import { FILE_READERS } from "../lua-globals.ts";
import { atLeast, type Series } from "../version.ts";
import { HOST_FUNCTIONS } from "./host-functions.ts";
import { INCLUDE_FUNCTIONS } from "./include.ts";
import { READERS } from "./readers.ts";

const PROVIDED: ReadonlyMap<string, Builtin> = new Map(
	[...HOST_FUNCTIONS, ...INCLUDE_FUNCTIONS, ...READERS].map((callee) => [callee.name, callee]),
);

/** True for a name that is no option: assigning to it changes the environment. */
export function isDefined(name: string, series: Series): boolean {
	if (FILE_READERS.has(name)) return atLeast(series, "13.0");
	return name === "__currenthost" || PROVIDED.has(name);
}

export function provided(name: string): Builtin | undefined {
	return PROVIDED.get(name);
}
