/** Texts and numbers as they are written. */
import type * as lua from "luaparse";
import type { Span } from "../../syntax/tree.ts";
import { unknown, type Value } from "../value.ts";
import { isTooLarge, parseNumber } from "./number.ts";

export function stringLiteral(node: lua.StringLiteral, span: Span): Value {
	if (holdsPlaceholder(node.value)) return unknown(span, "a template puts a part of it in");
	if (node.value.includes("\ufffd") && !node.raw.includes("\ufffd"))
		return { ...unknown(span, "it holds bytes that are no text"), is: "string" };
	return { type: "string", value: node.value, span, literal: true };
}

const PAIRS = [
	["{{", "}}"],
	["{%", "%}"],
	["<%", "%>"],
] as const;

/** What template tools leave in a text; no host, address or path holds such a thing. */
function holdsPlaceholder(value: string): boolean {
	if (!/\{[{%]|<%|\$\{/.test(value)) return false;
	const lines = value.split(/[\n\r\u2028\u2029]/);
	return hasShellVariable(value) || PAIRS.some((pair) => lines.some((line) => holdsPair(line, pair)));
}

function holdsPair(line: string, [open, close]: readonly [string, string]): boolean {
	const from = line.indexOf(open);
	return from >= 0 && line.includes(close, from + open.length);
}

/** `${NAME}` and `${NAME:-value}`. */
function hasShellVariable(value: string): boolean {
	const last = value.lastIndexOf("}");
	for (const { 0: begin, index: from } of value.matchAll(/\$\{\w+(?:\}|:?[-=?+])/g)) {
		if (begin.endsWith("}") || from + begin.length <= last) return true;
	}
	return false;
}

export function numericLiteral(node: lua.NumericLiteral, span: Span): Value {
	// The text itself: the parser does not know every way to write a number.
	const read = parseNumber(span.text);
	if (read && !read.float && isTooLarge(read.value))
		return unknown(span, "it is too large a number to be told exactly");
	if (read) return { type: "number", ...read, span, literal: true };
	return { type: "number", value: node.value, float: true, span, literal: true };
}
