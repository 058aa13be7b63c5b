import type * as lua from "luaparse";
import type { Span } from "../../syntax/tree.ts";
import type { Value } from "../value.ts";
import type { Frame } from "./frame.ts";
import type { Run } from "./run.ts";

/** One call: what a function of Lua's library, or of Prosody's environment, may ask. */
export interface CallSite {
	readonly run: Run;
	readonly frame: Frame;
	/** The whole call. */
	readonly span: Span;
	/** Where Lua counts the line of the call from: its first token. */
	readonly line: Span;
	readonly node: lua.Expression;
	/** The arguments as written; there may be more or fewer of them than values. */
	readonly args: readonly lua.Expression[];
	/** True when the call is a statement of its own. */
	readonly statement: boolean;
	/** True for the call in `return f()`, which ends the function it stands in first. */
	readonly tail?: boolean;
	/** True where `pcall` calls: an error of the function names no place. */
	readonly unplaced?: boolean;
}

/** A function written in the configuration, with the variables it sees. */
export interface Closure {
	readonly kind: "closure";
	readonly node: lua.FunctionDeclaration;
	readonly frame: Frame;
}

/** A function that Lua or Prosody provides. */
export interface Builtin {
	readonly kind: "builtin";
	readonly name: string;
	readonly call: (args: readonly Value[], site: CallSite) => readonly Value[];
}

export type LuaFunction = Closure | Builtin;

export function builtin(name: string, call: Builtin["call"]): Builtin {
	return { kind: "builtin", name, call };
}
