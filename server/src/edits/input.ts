/** Lua written out by the caller, taken over as it is. */
export interface LuaCode {
	readonly lua: string;
	/** Keeps a LuaCode apart from a table with the one field `lua`. */
	readonly [verbatim]: true;
}

const verbatim = Symbol("verbatim Lua");

/** What a verb writes into the file: strings are quoted, arrays and objects become tables in the file's style. */
export type LuaInput = string | number | boolean | readonly LuaInput[] | { readonly [key: string]: LuaInput } | LuaCode;

/** Lua that is written as it stands: `code("10 * 1024 * 1024")`. */
export function code(lua: string): LuaCode {
	return { lua, [verbatim]: true };
}

export function isCode(input: LuaInput): input is LuaCode {
	return typeof input === "object" && verbatim in input;
}

export function isList(input: LuaInput): input is readonly LuaInput[] {
	return Array.isArray(input);
}
