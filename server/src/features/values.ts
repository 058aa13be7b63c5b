/** Values as short Lua text. */
import type { TableValue, Value } from "../config/value.ts";
import { isSecret } from "../reports/secret.ts";

/** Longest text that is shown of a value. */
const LONGEST = 60;

/** What a value is, in Lua; undefined when it is not known. */
export function shortValue(value: Value): string | undefined {
	const text = print(value, LONGEST);
	return text === undefined ? undefined : text.length > LONGEST ? text.slice(0, LONGEST - 1).trimEnd() + "…" : text;
}

/** How many values inside of one are looked at: a table may hold another one twice, which holds another one twice … */
const MOST_VALUES = 200;
/** Deeper inside, nothing is left of the room. */
const DEEPEST = LONGEST / 2;

function print(value: Value, room: number, budget = { left: MOST_VALUES }, depth = 0): string | undefined {
	switch (value.type) {
		case "nil":
			return "nil";
		case "boolean":
		case "number":
			return String(value.value);
		case "string":
			return quote(value.value.slice(0, 2 * room));
		case "function":
			return "function";
		case "unknown":
			return undefined;
		case "table": {
			const parts: string[] = [];
			let length = 4;
			for (const { key, item } of entries(value)) {
				if (budget.left-- <= 0 || depth > DEEPEST) return `{ ${[...parts, "…"].join(", ")} }`;
				const name = key === undefined ? "" : `${key} = `;
				const hidden = key !== undefined && isSecret(key);
				const part = name + (hidden ? "…" : (print(item, room, budget, depth + 1) ?? "?"));
				length += part.length + 2;
				if (length > room && parts.length > 0) return `{ ${parts.join(", ")}, … }`;
				parts.push(part);
			}
			return parts.length === 0 ? "{ }" : `{ ${parts.join(", ")} }`;
		}
	}
}

function* entries(table: TableValue): Iterable<{ readonly key?: string; readonly item: Value }> {
	for (const item of table.items) yield { item };
	for (const { key, value } of table.fields.values()) yield { key, item: value };
}

function quote(text: string): string {
	const escaped = text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r");
	return `"${escaped}"`;
}
