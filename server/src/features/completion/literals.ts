/** Values in the form an option takes, as the series reads it. */

import { inSeries } from "../../catalog/series.ts";
import type { KeyEntry, OptionEntry, OptionType } from "../../catalog/types.ts";
import type { Series } from "../../config/version.ts";
import { isLua } from "../words.ts";
import { choice, snippetText } from "./item.ts";
import { readSpan, readsSpans, spans } from "./spans.ts";

/** A value as Lua text, with a word on it. */
export interface Literal {
	readonly lua: string;
	readonly note?: string;
}

/** What a value has to be, of an option or of a key of a table, for one series. */
export interface Kind {
	readonly name: string;
	readonly type?: OptionType;
	/** As Lua text; absent where the default is only described. */
	readonly default?: string;
	readonly values: Readonly<Record<string, string>>;
	readonly unit?: string;
	/** A text that is read as a time span, in the short form of old. */
	readonly oldSpan: boolean;
	readonly max?: number;
	/** A value to start from where there is no default: out of the example. */
	readonly example?: string;
	readonly security?: boolean;
}

export function kindOf(option: OptionEntry, series: Series): Kind {
	const type = inSeries(option.type, option.olderTypes, series);
	const oldSpan = option.type === "period" && type === "string";
	const isSpan = option.type === "period" && !oldSpan;
	const given = luaOnly(inSeries(option.default, option.olderDefaults, series));
	return {
		name: option.name,
		// Where it was a number once, what it counts stays the same.
		type: isSpan ? "period" : type,
		default: isSpan && !readsSpans(series) ? inSeconds(given) : given,
		values: option.values ?? {},
		unit: option.unit,
		oldSpan,
		example: exampleOf(option),
		security: option.security,
		max: typeof option.max === "number" ? option.max : readSpan(option.max),
	};
}

export function kindOfKey(name: string, key: KeyEntry): Kind {
	const { type, values = {} } = key;
	return { name, type, default: luaOnly(key.default), values, oldSpan: false };
}

/** `10*1024*1024` */
const PRODUCT = /^\d+(?:\s*\*\s*\d+)+$/;

function luaOnly(text: string | undefined): string | undefined {
	return text !== undefined && (isLua(text) || PRODUCT.test(text)) ? text.trim() : undefined;
}

/** The ports of an example. */
function exampleOf({ type, example }: OptionEntry): string | undefined {
	return type === "ports" ? /\{[^}]*\d[^}]*\}/.exec(example ?? "")?.[0] : undefined;
}

function inSeconds(lua: string | undefined): string | undefined {
	const seconds = readSpan(/^"(.*)"$/.exec(lua ?? "")?.[1]);
	return seconds === undefined || !Number.isFinite(seconds) ? lua : String(seconds);
}

const SMALL: readonly Literal[] = [
	{ lua: "64*1024", note: "64 KiB" },
	{ lua: "256*1024", note: "256 KiB" },
	{ lua: "512*1024", note: "512 KiB" },
];
const LARGE: readonly Literal[] = [
	{ lua: "1024*1024", note: "1 MiB" },
	{ lua: "10*1024*1024", note: "10 MiB" },
	{ lua: "100*1024*1024", note: "100 MiB" },
	{ lua: "1024*1024*1024", note: "1 GiB" },
	{ lua: "10*1024*1024*1024", note: "10 GiB" },
];
const RATES: readonly Literal[] = ["3kb/s", "10kb/s", "30kb/s", "100kb/s", "1mb/s"].map((rate) => ({
	lua: `"${rate}"`,
}));
export const ADDRESSES: readonly Literal[] = ["*", "::", "127.0.0.1", "::1"].map((address) => ({
	lua: `"${address}"`,
}));
const LISTS: ReadonlySet<OptionType> = new Set(["set", "array", "inherited-set"]);

export function isList(type: OptionType | undefined): boolean {
	return type !== undefined && LISTS.has(type);
}

function isTable(type: OptionType | undefined): boolean {
	return type === "map" || type === "table";
}

/** Ready values of the type, the default left out. */
export function literalsOf(kind: Kind, series: Series): readonly Literal[] {
	const { type, unit } = kind;
	if (kind.oldSpan || type === "period") return spans(kind, series);
	if (type === "rate") return RATES;
	if (type === "size" || (unit === "bytes" && (type === "integer" || type === "number"))) return sizes(kind);
	if (type === "boolean") return [{ lua: "true" }, { lua: "false" }];
	if (type === "ports") return [...(kind.example ? [{ lua: kind.example }] : []), { lua: "{ }" }];
	if (type === "interfaces") return [{ lua: '{ "*", "::" }' }, { lua: '{ "127.0.0.1", "::1" }' }];
	return [];
}

function sizes({ name, default: byDefault = "" }: Kind): readonly Literal[] {
	if (byDefault === "" && name.endsWith("_quota")) return LARGE.slice(3);
	if (/^\d+$/.test(byDefault) && Number(byDefault) < 1024 * 1024) return [...SMALL, ...LARGE.slice(0, 2)];
	return LARGE;
}

/** The values a list or table holds by default, each as Lua text. */
export function itemsOf(lua: string | undefined): readonly string[] {
	if (!lua?.startsWith("{") || lua.includes("=")) return [];
	return [...lua.matchAll(/"[^"]*"|\d+/g)].map(([item]) => item);
}

/** The value that a snippet fills in behind the name of an option. */
export function valueSnippet(option: OptionEntry, series: Series): string {
	return snippetOf(kindOf(option, series), series);
}

/** Somebody who writes an option wants something else than its default; nobody is led to switch off a protection. */
function isWish({ name, default: byDefault, security }: Kind): boolean {
	if (/require|secure|encrypt|verify/.test(name)) return true;
	return security ? byDefault === "true" : byDefault !== "true";
}

export function snippetOf(kind: Kind, series: Series): string {
	const { type, default: byDefault } = kind;
	const values = Object.keys(kind.values);
	if (type === "boolean") return choice(isWish(kind) ? ["true", "false"] : ["false", "true"]);
	if (values.length > 0 && !isList(type) && !isTable(type)) return choice(values);
	if (isList(type) || type === "interfaces") return '{ "$1" }';
	if (isTable(type)) return "{ $1 }";
	if (type === "ports") {
		const ports = itemsOf(byDefault === "{ }" ? kind.example : byDefault).join(", ");
		return ports ? `{ \${1:${ports}} }` : "{ $1 }";
	}
	// What is there by default gives the form, and is typed over.
	const form = byDefault ?? literalsOf(kind, series).find(({ lua }) => lua !== '"never"')?.lua;
	const text = /^"(.*)"$/.exec(form ?? "")?.[1];
	if (text) return `"\${1:${snippetText(text)}}"`;
	if (type === "string" || type === "path" || type === "enum" || text === "") return '"$1"';
	return form !== undefined && !form.startsWith("{") ? "${1:" + snippetText(form) + "}" : "$1";
}
