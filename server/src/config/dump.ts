/**
 * The configuration as plain data, for `prosody-lint dump` and for comparing with the real Prosody.
 * Each host lists the options it sets itself, as Prosody's own table does; what it inherits stands under `*`.
 */
import { printNumber } from "./lua/number.ts";
import type { LuaTable } from "./lua/table.ts";
import type { Configuration, LoadWarning, Scope } from "./model.ts";
import type { TableValue, Value } from "./value.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Gives the place of a span: its file, and the line counted from 1. */
export type Locate = (at: { readonly file: string; readonly start: number }) => { file: string; line: number };

/** `{ version, files, hosts, warnings, error }`; values as {@link toJson} writes them. */
export function dumpConfiguration(config: Configuration, locate: Locate): Json {
	const hosts: Record<string, Json> = { "*": { options: options(config.global), modules: modules(config.global) } };
	for (const host of config.hosts) {
		hosts[host.name] = {
			kind: host.kind,
			module: host.module ?? null,
			options: options(host),
			modules: modules(host),
		};
	}
	return {
		version: config.version.series,
		files: config.trees.map((tree) => locate({ file: tree.uri, start: 0 }).file),
		hosts,
		warnings: config.warnings
			.filter(({ conditional }) => !conditional)
			.map((warning) => ({ ...locate(warning.line ?? warning.at), message: warningText(warning) })),
		error: config.error ? { ...locate(config.error.at), message: config.error.message } : null,
	};
}

function options(scope: Scope): Json {
	const result: Record<string, Json> = {};
	for (const [name, setting] of scope.own) {
		if (!setting.lost) result[name] = toJson(setting.value);
	}
	return result;
}

function modules(scope: Scope): Json {
	return [...scope.modules.loaded.keys()].sort();
}

/**
 * A list becomes an array, any other table an object with its list part under `#list`, keys that are no strings as `[2.5]` or `[true]`,
 * a function `"<function>"`, and a value that is not known `{ "$unknown": why }`; so has a table that may hold more than is shown.
 */
export function toJson(value: Value): Json {
	return convert(value, []);
}

/** Deeper than this nobody reads, and tables can hold themselves. */
const DEEPEST = 64;

function convert(value: Value, inside: readonly LuaTable[]): Json {
	switch (value.type) {
		case "nil":
			return null;
		case "boolean":
		case "string":
			return value.value;
		case "number":
			return Number.isFinite(value.value) ? value.value : { $number: printNumber(value.value, true) ?? "nan" };
		case "function":
			return "<function>";
		case "unknown":
			return { $unknown: value.reason };
		case "reference":
			return { $reference: [value.host, value.option] };
		case "table":
			if (inside.includes(value.table)) return "<cycle>";
			if (inside.length >= DEEPEST) return { $unknown: "it is nested too deeply" };
			return tableToJson(value, [...inside, value.table]);
	}
}

function tableToJson({ table, list }: TableValue, inside: readonly LuaTable[]): Json {
	const items = list.map((item) => convert(item, inside));
	const isList = table.list.length === list.length && table.fields.size === 0 && !table.rest?.size;
	if (isList && table.blur === undefined) return items;
	const result: Record<string, Json> = {};
	for (const [key, field] of table.fields) {
		if (field.value.type !== "nil") result[key] = convert(field.value, inside);
	}
	table.list.slice(list.length).forEach((item, index) => {
		if (item.type !== "nil") result[`[${list.length + index + 1}]`] = convert(item, inside);
	});
	for (const { key, value } of table.rest?.values() ?? []) {
		const shown =
			key.type === "number"
				? printNumber(key.value, !Number.isInteger(key.value))
				: key.type === "boolean"
					? key.value
					: `<${key.type}>`;
		result[`[${shown}]`] = convert(value, inside);
	}
	if (items.length > 0) result["#list"] = items;
	if (table.blur !== undefined) result.$unknown = table.blur;
	return result;
}

/** The warning in the words of Prosody's log. */
function warningText(warning: LoadWarning): string {
	switch (warning.kind) {
		case "duplicate-option":
			return `Duplicate option '${warning.name}'`;
		case "unrecognized-value":
			return `unrecognized value: ${warning.name} (you may be missing quotes around it)`;
		case "lua-api":
			return `direct usage of the Lua API is deprecated - replace \`${warning.name}\` with \`Lua.${warning.name}\``;
		case "invalid-syntax":
			return `Invalid syntax - missing '=' perhaps? (${warning.name})`;
	}
}
