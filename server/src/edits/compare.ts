/** Tells whether a value is already what a verb would write. */
import type { TableValue, Value } from "../config/value.ts";
import { Kind } from "../syntax/token.ts";
import type { Span } from "../syntax/tree.ts";
import { isCode, isList, type LuaInput } from "./input.ts";
import { tokenIndex, tokensOf } from "./text.ts";

/** True when a value is known to equal the input. */
export function equals(value: Value, input: LuaInput): boolean {
	if (typeof input !== "object") {
		return (value.type === "string" || value.type === "number" || value.type === "boolean") && value.value === input;
	}
	if (isCode(input)) return value.span.text === input.lua;
	if (value.type !== "table" || value.open) return false;
	if (isList(input)) {
		return (
			value.fields.size === 0 &&
			value.items.length === input.length &&
			input.every((item, at) => equals(value.items[at]!, item))
		);
	}
	const entries = Object.entries(input);
	return (
		value.items.length === 0 &&
		value.fields.size === entries.length &&
		entries.every(([key, one]) => hasField(value, key, one))
	);
}

function hasField(table: TableValue, key: string, input: LuaInput): boolean {
	const field = table.fields.get(key);
	return field !== undefined && equals(field.value, input);
}

/** True for `60 * 60` and the like: nothing in it comes from elsewhere, so writing something else in its place loses nothing. */
export function isConstant(value: Value): boolean {
	return value.literal || (value.type !== "unknown" && !readsNames(value.span));
}

/** True when an expression reads a variable or calls a function, those that are allowed left aside. */
export function readsNames(span: Span, allowed: (name: string) => boolean = () => false): boolean {
	const { tree } = span.chunk;
	const tokens = tokensOf(tree);
	const first = tokenIndex(tree, span.start);
	for (let at = first; at < tokens.length && tokens[at]!.to <= span.end; at++) {
		const token = tokens[at]!;
		if (token.kind === Kind.Keyword && token.text === "function") return true;
		if (token.kind !== Kind.Name) continue;
		// A field's key is no variable, and what follows a point belongs to the name before it.
		const isKey = at > first && tokens[at + 1]?.text === "=" && /^[{,;]$/.test(tokens[at - 1]?.text ?? "");
		if (!isKey && !allowed(token.text)) return true;
	}
	return false;
}
