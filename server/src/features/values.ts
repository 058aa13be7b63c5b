/** Values as short Lua text. */
import type { Value } from "../config/value.ts";

/** Longest text that is shown of a value. */
const LONGEST = 60;

/** What a value is, in Lua; undefined when it is not known. */
export function shortValue(value: Value): string | undefined {
	const text = print(value, LONGEST);
	return text === undefined ? undefined : text.length > LONGEST ? text.slice(0, LONGEST - 1).trimEnd() + "…" : text;
}

/** True for options whose value nobody should read over the admin's shoulder. */
export function isSecret(option: string): boolean {
	return /secret|password|passwd|(?:^|_)token$|api_key/.test(option);
}

function print(value: Value, room: number): string | undefined {
	switch (value.type) {
		case "nil":
			return "nil";
		case "boolean":
		case "number":
			return String(value.value);
		case "string":
			return quote(value.value);
		case "function":
			return "function";
		case "unknown":
			return undefined;
		case "table": {
			const parts: string[] = [];
			let length = 4;
			const entries = [
				...value.items.map((item) => () => print(item, room) ?? "?"),
				...[...value.fields.values()].map(
					({ key, value: field }) =>
						() =>
							`${key} = ${isSecret(key) ? "…" : (print(field, room) ?? "?")}`,
				),
			];
			if (entries.length === 0) return "{ }";
			for (const entry of entries) {
				const part = entry();
				length += part.length + 2;
				if (length > room && parts.length > 0) return `{ ${parts.join(", ")}, … }`;
				parts.push(part);
			}
			return `{ ${parts.join(", ")} }`;
		}
	}
}

function quote(text: string): string {
	const escaped = text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r");
	return `"${escaped}"`;
}
