/** Values to offer behind `name =`, and keys and items inside tables. */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { CatalogOption } from "../catalog/catalog.ts";
import type { KeyEntry, OptionType } from "../catalog/types.ts";
import { atLeast } from "../config/version.ts";
import { t } from "../l10n.ts";
import { sortText } from "./common.ts";
import type { Candidate, Request } from "./completion-item.ts";
import type { Place } from "./context.ts";
import { keyAt, keysAt } from "./keys.ts";
import { existsIn, inSeries } from "./series.ts";
import { isLua } from "./words.ts";

type ValuePlace = Extract<Place, { is: "value" }>;

/** Options whose value names a module without its prefix. */
const DRIVERS: Readonly<Record<string, { kind: string; prefix: string }>> = {
	authentication: { kind: "auth", prefix: "auth_" },
	storage: { kind: "storage", prefix: "storage_" },
	default_storage: { kind: "storage", prefix: "storage_" },
	authorization: { kind: "authz", prefix: "authz_" },
};

export function valueCandidates(request: Request, place: ValuePlace): Candidate[] {
	const option = request.snapshot.catalog.option(place.option);
	if (!option) return [];
	if (place.path.length === 0) return optionValues(request, option);
	const key = keyAt(option, place.path);
	if (key) return listed(key.values).concat(typed(key.type, key.default, request, undefined));
	const candidates = place.entry ? keys(request, option, place) : [];
	if (place.path.length > 1) return candidates;
	if (place.entry && isList(option.type)) candidates.push(...listed(option.values));
	if (!place.entry) candidates.push(...drivers(request, option.name));
	return candidates;
}

function optionValues(request: Request, option: CatalogOption): Candidate[] {
	const type = inSeries(option.type, option.olderTypes, request.series);
	const byDefault = inSeries(option.default, option.olderDefaults, request.series);
	const values = isList(type) ? [] : listed(option.values, byDefault);
	return distinct([...values, ...drivers(request, option.name), ...typed(type, byDefault, request, option)]);
}

function isList(type: OptionType): boolean {
	return type === "set" || type === "array" || type === "inherited-set";
}

/** The values that are written down, as Lua. */
function listed(values: Readonly<Record<string, string>> | undefined, byDefault?: string): Candidate[] {
	return Object.entries(values ?? {}).map(([lua, meaning], index) => ({
		...luaValue(lua, index, CompletionItemKind.EnumMember, lua === byDefault ? t("default") : undefined),
		data: ["text", meaning],
	}));
}

function luaValue(lua: string, index: number, kind: CompletionItemKind, detail?: string): Candidate {
	const text = /^"(.*)"$/.exec(lua)?.[1];
	const label = text ?? lua;
	return { label, kind, quoted: text !== undefined, detail, sortText: sortText(0, index, label) };
}

/** What the type alone allows. */
function typed(
	type: OptionType | undefined,
	byDefault: string | undefined,
	request: Request,
	option?: CatalogOption,
): Candidate[] {
	const candidates: Candidate[] = [];
	if (type === "boolean") {
		for (const [index, lua] of ["true", "false"].entries()) {
			candidates.push(luaValue(lua, index, CompletionItemKind.Value, lua === byDefault ? t("default") : undefined));
		}
	} else if (byDefault !== undefined && isLua(byDefault) && /^["{\d-]/.test(byDefault) && byDefault.trim() !== "{ }") {
		candidates.push({ ...luaValue(byDefault, 50, CompletionItemKind.Value, t("default")) });
	}
	if (
		option &&
		(isList(option.type) || option.type === "map" || option.type === "table" || option.type === "interfaces")
	) {
		const inner = isList(option.type) || option.type === "interfaces" ? '{ "$1" }' : "{ $1 }";
		candidates.push({
			label: "{ … }",
			kind: CompletionItemKind.Struct,
			text: "{ }",
			snippet: inner,
			sortText: sortText(1, undefined, "{"),
		});
	}
	if (option && (type === "string" || type === "any") && !option.values && atLeast(request.series, "13.0")) {
		candidates.push(...readers());
	}
	return candidates;
}

/** Functions that fetch a text from elsewhere. */
function readers(): Candidate[] {
	return ["FileLine", "FileContents", "Credential"].map((name, index) => ({
		label: name,
		kind: CompletionItemKind.Function,
		text: `${name}("")`,
		snippet: `${name}("$1")`,
		sortText: sortText(2, index, name),
		data: ["keyword", name],
	}));
}

/** The modules an option chooses from. */
function drivers({ snapshot, series }: Request, name: string): Candidate[] {
	const driver = DRIVERS[name];
	if (!driver) return [];
	return [...snapshot.catalog.modules()]
		.filter((entry) => entry.kind === driver.kind && entry.name.startsWith(driver.prefix) && existsIn(entry, series))
		.map((entry) => {
			const label = entry.name.slice(driver.prefix.length);
			const community = entry.origin === "community";
			return {
				label,
				kind: CompletionItemKind.EnumMember,
				quoted: true,
				detail: community ? t("community") : undefined,
				sortText: sortText(community ? 2 : 1, undefined, label),
				data: ["module", entry.name, series],
			};
		});
}

/** Keys of the table that are not there yet. */
function keys(request: Request, option: CatalogOption, place: ValuePlace): Candidate[] {
	const known =
		place.path.length === 1 && option.name === "storage" ? stores(request) : keysAt(option, place.path.slice(0, -1));
	const { word } = request.context;
	if (word?.kind === "string") return [];
	const present = presentKeys(request, place);
	const behind = request.snapshot.text.slice(word?.end ?? request.offset);
	const written = /^[ \t]*=/.test(behind);
	return Object.entries(known ?? {})
		.filter(([name, entry]) => existsIn(entry, request.series) && !present.has(name))
		.map(([name, entry], index) => {
			const plain = /^[A-Za-z_]\w*$/.test(name) ? name : `["${name}"]`;
			const table = entry.keys || entry.type === "table" || entry.type === "map";
			const text = entry.type === "string" || entry.type === "rate" || entry.type === "period" || entry.type === "enum";
			const values = Object.keys(entry.values ?? {});
			const value = table ? "{ $1 }" : text && values.length === 0 ? '"$1"' : "$1";
			return {
				label: name,
				kind: CompletionItemKind.Field,
				text: written ? plain : `${plain} = `,
				snippet: written ? undefined : `${plain} = ${value}`,
				sortText: sortText(0, index, name),
				data: ["key", option.name, place.path.slice(0, -1), name],
			};
		});
}

/** What modules store, each by its name. */
function stores({ snapshot, series }: Request): Record<string, KeyEntry> {
	const found: Record<string, KeyEntry> = {};
	for (const entry of snapshot.catalog.modules()) {
		if (!existsIn(entry, series)) continue;
		for (const [name, summary] of Object.entries(entry.stores ?? {})) found[name] ??= { summary, type: "string" };
	}
	return found;
}

/** The keys the table has already: read from its text, since it may be half typed. */
function presentKeys({ snapshot, context, offset }: Request, { table }: ValuePlace): Set<string> {
	if (!table) return new Set();
	const start = context.base + table.token.to;
	const { chunk } = snapshot.tree.span(Math.min(offset, snapshot.text.length), Math.min(offset, snapshot.text.length));
	let depth = 0;
	let shallow = "";
	for (const char of snapshot.text.slice(start, Math.max(offset, chunk.start + chunk.codeEnd))) {
		if (char === "}") depth--;
		if (depth < 0) break;
		shallow += depth === 0 ? char : " ";
		if (char === "{") depth++;
	}
	return new Set(
		[...shallow.matchAll(/([A-Za-z_]\w*)\s*(?==(?!=))|\["([^"]*)"\]\s*=/g)].map(
			([, name, quoted]) => name ?? quoted ?? "",
		),
	);
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
	const seen = new Set<string>();
	return candidates.filter(({ label }) => !seen.has(label) && seen.add(label));
}
