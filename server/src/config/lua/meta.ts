/** Metatables: what a table does instead of failing (lvm.c, ltm.c). */
import type { Span } from "../../syntax/tree.ts";
import { text, type Value } from "../value.ts";
import { callValue } from "./call.ts";
import { nth } from "./expression.ts";
import type { CallSite } from "./function.ts";
import { NOWHERE } from "./library/nowhere.ts";

/** How often `__index` leads from one table to the next. */
const MOST_STEPS = 100;

/** The metamethod of a value; undefined when there is none. */
export function metamethod(value: Value, event: string): Value | undefined {
	return value.type === "table" ? value.table.meta?.get(text(event, NOWHERE)) : undefined;
}

/** What `table[key]` gives where the table itself has nothing; undefined for nil. */
export function inherited(table: Value, key: Value, site: () => CallSite): Value | undefined {
	let base = table;
	for (let steps = 0; steps < MOST_STEPS; steps++) {
		const handler = metamethod(base, "__index");
		if (!handler) return undefined;
		if (handler.type !== "table") return nth(callValue(handler, [base, key], site()), 0, key.span);
		const own = handler.table.get(key);
		if (own) return own;
		base = handler;
	}
	return undefined;
}

const EVENTS: Readonly<Record<string, string>> = {
	"+": "__add",
	"-": "__sub",
	"*": "__mul",
	"/": "__div",
	"%": "__mod",
	"^": "__pow",
	"//": "__idiv",
	"&": "__band",
	"|": "__bor",
	"~": "__bxor",
	"<<": "__shl",
	">>": "__shr",
	"..": "__concat",
	"==": "__eq",
	"<": "__lt",
	"<=": "__le",
};

/** The result of an operator that one of the operands defines; undefined when neither does. */
export function operatorResult(
	operator: string,
	left: Value,
	right: Value,
	span: Span,
	site: () => CallSite,
): Value | undefined {
	const event = EVENTS[operator];
	if (event === undefined || (left.type !== "table" && right.type !== "table")) return undefined;
	const handler = metamethod(left, event) ?? metamethod(right, event);
	return handler && nth(callValue(handler, [left, right], site()), 0, span);
}
