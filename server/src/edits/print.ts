/** Writes values as Lua in the style of a file. */
import { isCode, isList, type LuaInput } from "./input.ts";
import type { FileStyle } from "./style.ts";
import { isOneLine } from "./text.ts";

/** How long a table may get before it is written on several lines. */
const ROOM = 72;

const KEYWORDS = new Set(
	"and break do else elseif end false for function goto if in local nil not or repeat return then true until while".split(
		" ",
	),
);

export interface Where {
	/** Indentation of the line the value begins on. */
	readonly indent: string;
	/** Everything on one line, because its surroundings are. */
	readonly flat?: boolean;
	/** Inside of a table that is written on several lines. */
	readonly inside?: boolean;
	/** The quote of the literal that is replaced. */
	readonly quote?: '"' | "'";
}

/**
 * Writes a value.
 * @returns `"x"`, `3600`, `{ "a", "b" }`, or a table on several lines whose last one is indented with `where.indent`
 */
export function print(input: LuaInput, style: FileStyle, where: Where): string {
	if (typeof input === "string") return quote(input, where.quote ?? style.quote);
	if (typeof input === "number") return printNumber(input);
	if (typeof input === "boolean") return String(input);
	if (isCode(input)) return input.lua.replace(/\r?\n/g, style.eol);
	const flat = printFlat(input, style, where);
	if (where.flat || Object.keys(input).length === 0) return flat;
	if (!(where.inside && style.openInside) && isPlain(input) && flat.length <= ROOM && isOneLine(flat)) return flat;
	return printBlock(input, style, where);
}

/** `key = value`, with the key in brackets where Lua needs them. */
export function printField(key: string, input: LuaInput, style: FileStyle, where: Where): string {
	return printKey(key, style) + style.equals + print(input, style, where);
}

export function isLuaName(text: string): boolean {
	return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !KEYWORDS.has(text);
}

type Table = readonly LuaInput[] | { readonly [key: string]: LuaInput };

/** True for a table without tables in it. */
function isPlain(table: Table): boolean {
	const values = isList(table) ? table : Object.values(table);
	return values.every((value) => typeof value !== "object" || isCode(value));
}

function printEntries(table: Table, style: FileStyle, where: Where): string[] {
	if (isList(table)) return table.map((item) => print(item, style, where));
	return Object.entries(table).map(([key, value]) => printField(key, value, style, where));
}

function printFlat(table: Table, style: FileStyle, where: Where): string {
	const entries = printEntries(table, style, { ...where, flat: true });
	const space = style.spaced ? " " : "";
	if (entries.length === 0) return `{${space}}`;
	const { separator, trailing } = isList(table) ? style.inline : style.inlineFields;
	return `{${space}${entries.join(`${separator} `)}${trailing ? separator : ""}${space}}`;
}

function printBlock(table: Table, style: FileStyle, where: Where): string {
	const indent = where.indent + style.indent;
	const entries = printEntries(table, style, { ...where, indent, inside: true });
	const { separator, trailing } = style.block;
	const lines = entries.map(
		(entry, index) => indent + entry + (trailing || index < entries.length - 1 ? separator : ""),
	);
	return ["{", ...lines, `${where.indent}}`].join(style.eol);
}

function printKey(key: string, style: FileStyle): string {
	return isLuaName(key) ? key : `[${quote(key, style.quote)}]`;
}

/** Lua has no literal for what is not finite; these are how one writes it. */
function printNumber(value: number): string {
	if (Number.isNaN(value)) return "0/0";
	if (!Number.isFinite(value)) return value > 0 ? "1/0" : "-1/0";
	return String(value);
}

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" };

/** A string literal; the other quote is taken where that saves an escape. */
export function quote(value: string, preferred: '"' | "'"): string {
	const other = preferred === '"' ? "'" : '"';
	const mark = value.includes(preferred) && !value.includes(other) ? other : preferred;
	const escaped = value.replace(/[\p{Cc}\\]/gu, (char) => NAMED[char] ?? escapeByte(char));
	return mark + escaped.replaceAll(mark, `\\${mark}`) + mark;
}

/** Control characters of ASCII as three digits, so that a digit behind them stays apart; others are no single byte. */
function escapeByte(char: string): string {
	const byte = char.charCodeAt(0);
	return byte < 0x80 ? `\\${String(byte).padStart(3, "0")}` : char;
}
