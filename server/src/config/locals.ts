import type * as lua from "luaparse";
import type { Value } from "./value.ts";

/** Local variables of one block. */
export class Locals {
	readonly values = new Map<string, Value>();
	readonly functions = new Map<string, lua.FunctionDeclaration>();
	constructor(readonly outer?: Locals) {}

	find(name: string): Locals | undefined {
		if (this.values.has(name)) return this;
		return this.outer?.find(name);
	}
}
