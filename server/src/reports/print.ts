/** Writes values as Lua, for reading: what is not known, not shown or too long is marked, and the result is still Lua. */
import type { TableValue, Value } from "../config/value.ts";
import { t } from "../l10n.ts";
import { STEP } from "./page.ts";
import { isSecret } from "./secret.ts";

/** How long a table may get before it is written on several lines. */
const ROOM = 60;
/** The longest text that is shown of a string. */
const LONGEST = 200;
/** How many entries of one value are shown, those of the tables in it included. */
const MOST = 300;
/** Tables can hold themselves. */
const DEEPEST = 8;

/** What stands for a value that is not known. */
const UNKNOWN = "unknown";

/** One line at most `room` characters long, give or take a closing brace; `...` stands for what is left out. */
export function shortValue(name: string, value: Value, room = ROOM): string {
	if (isHidden(name, value)) return hidden();
	if (value.type !== "table") return scalar(value, room);
	let text = "";
	for (const entry of entries(value)) {
		const left = room - text.length;
		if (left < 8) return `{ ${text}... }`;
		text += `${keyOf(entry)}${shortValue(entry.key ?? "", entry.value, left - 8)}, `;
	}
	if (value.open) text += "..., ";
	return text === "" ? "{ }" : `{ ${text.slice(0, -2)} }`;
}

/** The whole value, on several lines where it is long or something in it needs explaining. */
export function longValue(name: string, value: Value): string[] {
	return print({ name, value, depth: 0, budget: { left: MOST } });
}

interface Job {
	readonly name: string;
	readonly value: Value;
	readonly depth: number;
	readonly budget: { left: number };
}

function print({ name, value, depth, budget }: Job): string[] {
	if (isHidden(name, value)) return [hidden()];
	if (value.type !== "table") return [scalar(value, LONGEST)];
	const flat = flatTable(value, ROOM);
	if (flat !== undefined) return [flat];
	if (depth >= DEEPEST) return ["{ ... }"];
	const lines = ["{"];
	let seen = 0;
	for (const { key, value: item } of entries(value)) {
		if (budget.left-- <= 0) {
			lines.push(`${STEP}-- ${t("and {0} more", value.items.length + value.fields.size - seen)}`);
			break;
		}
		seen++;
		const [first = "", ...rest] = print({ name: key ?? "", value: item, depth: depth + 1, budget });
		const inner = [keyOf({ key }) + first, ...rest];
		inner[inner.length - 1] += ",";
		if (item.type === "unknown") inner[0] += ` -- ${item.reason}`;
		lines.push(...inner.map((line) => STEP + line));
	}
	if (value.open) lines.push(`${STEP}-- ${t("and entries that cannot be shown")}`);
	return [...lines, "}"];
}

/** The table on one line; undefined when it is too long for that, or holds something that needs explaining. */
function flatTable(table: TableValue, room: number): string | undefined {
	if (table.open || room < 0) return undefined;
	let text = "";
	for (const entry of entries(table)) {
		const { value, key = "" } = entry;
		if (value.type === "unknown") return undefined;
		const secret = isHidden(key, value);
		const plain = secret ? hidden() : value.type === "table" ? flatTable(value, room - 4) : scalar(value, LONGEST);
		if (plain === undefined) return undefined;
		text += `${keyOf(entry)}${plain}, `;
		if (text.length > room) return undefined;
	}
	return text === "" ? "{ }" : `{ ${text.slice(0, -2)} }`;
}

interface Entry {
	readonly key?: string;
	readonly value: Value;
}

function* entries(table: TableValue): Iterable<Entry> {
	for (const value of table.items) yield { value };
	for (const { key, value } of table.fields.values()) yield { key, value };
}

function keyOf({ key }: { readonly key?: string }): string {
	return key === undefined ? "" : isLuaName(key) ? `${key} = ` : `[${quote(key)}] = `;
}

function scalar(value: Exclude<Value, TableValue>, room: number): string {
	switch (value.type) {
		case "nil":
			return "nil";
		case "boolean":
			return String(value.value);
		case "number":
			return numeral(value.value);
		case "string":
			return quote(shortened(value.value, Math.max(room, 8)));
		case "function":
			return "function() end";
		case "reference":
			return isLuaName(value.option) ? value.option : UNKNOWN;
		case "unknown":
			return UNKNOWN;
	}
}

function numeral(value: number): string {
	if (Number.isNaN(value)) return "0/0";
	if (!Number.isFinite(value)) return value > 0 ? "1/0" : "-1/0";
	return String(value);
}

function isHidden(name: string, value: Value): boolean {
	return isSecret(name) && (value.type === "string" || value.type === "number" || value.type === "table");
}

function hidden(): string {
	return quote(t("(not shown)"));
}

function shortened(text: string, room: number): string {
	if (text.length <= room) return text;
	// Never half of a pair.
	const end = /[\uD800-\uDBFF]/.test(text[room - 2]!) ? room - 2 : room - 1;
	return `${text.slice(0, end)}…`;
}

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\", '"': '\\"' };

/** A string literal. Characters that do not show, or that turn the line around, are written as their number. */
export function quote(text: string): string {
	const escaped = text.replace(
		/[\\"\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu,
		(char) => {
			return NAMED[char] ?? `\\u{${char.codePointAt(0)!.toString(16)}}`;
		},
	);
	return `"${escaped}"`;
}

const KEYWORDS = new Set(
	"and break do else elseif end false for function goto if in local nil not or repeat return then true until while".split(
		" ",
	),
);

/** True for a name that can stand in front of `=`. */
export function isLuaName(text: string): boolean {
	return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !KEYWORDS.has(text);
}
