import type { Span } from "../../syntax/tree.ts";
import type { LoadError } from "../model.ts";
import type { Value } from "../value.ts";

/** What Lua raises. Caught by `pcall`, else it ends the file. */
export class LuaError {
	constructor(
		readonly kind: LoadError["kind"],
		/** What to look at. */
		readonly at: Span,
		readonly message: string,
		readonly name?: string,
		/** Where the line is counted from, when that is not the beginning of `at`; null where the message has no line. */
		readonly line?: Span | null,
		/** The value that was raised, when it is not the message. */
		readonly value?: Value,
	) {}
}

/** The work a file may cause is used up: what the statement would have done is not known. */
export class Exhausted {
	constructor(
		readonly reason: string,
		/** True when Lua itself would give up here as well. */
		readonly ends = false,
		/** Set on the way out of a loop or a function that may go on forever: what stands behind it may never run. */
		public mayGoOn = false,
	) {}
}

/** A `break` or `goto` that may or may not happen: the loop around it cannot be followed turn by turn. */
export class Undecided {
	constructor(readonly reason: string) {}
}
