/** completionItem/resolve: the documentation of an item, looked up once somebody looks at it. */
import { type CompletionItem, CompletionItemKind } from "vscode-languageserver-types";
import type { Catalog } from "../../catalog/catalog.ts";
import { SERIES, type Series } from "../../config/version.ts";
import type { Step } from "../context.ts";
import { describeKey, describeKeyword, describeModule, describeOption, describeValue } from "../describe.ts";
import { keyAt } from "../keys.ts";

/** @param item may be anything a client sends back */
export function documentationOf({ data, label, kind }: CompletionItem, catalog: Catalog): string | undefined {
	if (!Array.isArray(data) || typeof label !== "string") return undefined;
	const [what, series, name, path]: unknown[] = data;
	if (what === "text") return typeof series === "string" ? series : undefined;
	if (!isSeries(series)) return undefined;
	if (what === "item") return ofKind(kind, label, catalog, series);
	if (typeof name !== "string") return undefined;
	if (what === "module") return module(name, catalog, series);
	if (what === "option") return option(name, catalog, series);
	if (!Array.isArray(path)) return undefined;
	return what === "key" ? key(name, path, label, catalog) : value(name, path, label, catalog);
}

function isSeries(value: unknown): value is Series {
	return (SERIES as readonly unknown[]).includes(value);
}

function ofKind(kind: CompletionItemKind | undefined, label: string, catalog: Catalog, series: Series) {
	switch (kind) {
		case CompletionItemKind.Module:
			return module(label, catalog, series);
		case CompletionItemKind.Property:
			return option(label, catalog, series);
		default: {
			const keyword = catalog.keyword(label);
			return keyword && describeKeyword(keyword);
		}
	}
}

function module(name: string, catalog: Catalog, series: Series): string | undefined {
	const entry = catalog.module(name, series);
	return entry && describeModule(entry, catalog, series);
}

function option(name: string, catalog: Catalog, series: Series): string | undefined {
	const entry = catalog.option(name);
	return entry && describeOption(entry, series);
}

function key(name: string, path: readonly Step[], label: string, catalog: Catalog): string | undefined {
	const entry = catalog.option(name);
	const found = entry && keyAt(entry, [...path, label]);
	return found && describeKey(label, entry, found);
}

/** One of the values that are written down for an option, or for a key inside of it. */
function value(name: string, path: readonly Step[], label: string, catalog: Catalog): string | undefined {
	const entry = catalog.option(name);
	if (!entry) return undefined;
	const isItem = typeof path.at(-1) === "number";
	const holder = isItem && path.length > 1 ? path.slice(0, -1) : path;
	const values = (keyAt(entry, holder) ?? entry).values ?? {};
	for (const lua of [`"${label}"`, label]) {
		if (Object.hasOwn(values, lua)) return describeValue(lua, values[lua]!, entry);
	}
	return undefined;
}
