/** The catalog out of the asset that the build made from `catalog/`; parsed when the first question comes. */
import json from "virtual:catalog";
import type { ModuleFacts } from "../config/modules/facts.ts";
import { atLeast, type Series } from "../config/version.ts";
import type { Catalog, CatalogOption } from "./catalog.ts";
import { familiesOf } from "./families.ts";
import { moduleFacts } from "./module-facts.ts";
import type { LanguageEntry, ModuleEntry } from "./types.ts";

interface Asset {
	readonly modules: readonly ModuleEntry[];
	readonly language: readonly LanguageEntry[];
	/** Names without an entry, with spaces between them. */
	readonly names: { readonly modules: string; readonly options: string };
}

let loaded: Catalog | undefined;

export function loadCatalog(): Catalog {
	loaded ??= makeCatalog(JSON.parse(json) as Asset);
	return loaded;
}

let facts: ModuleFacts | undefined;

/** What the catalog says of modules, in the form the configuration's loader asks for it. */
export function loadModuleFacts(): ModuleFacts {
	facts ??= moduleFacts(loadCatalog());
	return facts;
}

function shipped(entry: ModuleEntry, series: Series): boolean {
	return (!entry.since || atLeast(series, entry.since)) && !(entry.removed && atLeast(series, entry.removed));
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
	const list = map.get(key);
	if (list) list.push(value);
	else map.set(key, [value]);
}

function makeCatalog({ modules, language, names }: Asset): Catalog {
	const server = modules.find((entry) => entry.kind === "server");
	if (!server) throw new Error("The catalog has no server entry.");
	const loadable = modules.filter((entry) => entry !== server);

	const byName = new Map<string, ModuleEntry[]>();
	for (const entry of loadable) push(byName, entry.name, entry);

	const written: CatalogOption[] = [];
	const declared = new Map<string, CatalogOption[]>();
	const readers = new Map<string, ModuleEntry[]>();
	for (const module of modules) {
		for (const [name, entry] of Object.entries(module.options)) {
			const option: CatalogOption = { ...entry, name, module };
			written.push(option);
			push(declared, name, option);
			push(readers, name, module);
		}
		for (const name of module.reads ?? []) push(readers, name, module);
	}
	// What is written out wins over the family's general words.
	for (const module of modules) {
		for (const option of familiesOf(module)) {
			if (declared.get(option.name)?.some((other) => other.module === module)) continue;
			push(declared, option.name, option);
			push(readers, option.name, module);
		}
	}

	const keywords = new Map<string, LanguageEntry>();
	for (const entry of language) {
		for (const name of [entry.name, ...(entry.aliases ?? [])]) keywords.set(name, entry);
	}

	const otherModules = new Set(names.modules.split(" "));
	const otherOptions = new Set(names.options.split(" "));

	const option = (name: string) => declared.get(name)?.[0];
	const optionFor = (name: string, module: ModuleEntry) =>
		declared.get(name)?.find((candidate) => candidate.module === module) ?? option(name);

	return {
		server,
		module(name, series) {
			const found = byName.get(name);
			return (series && found?.find((entry) => shipped(entry, series))) ?? found?.[0];
		},
		modules: () => loadable,
		option,
		options: () => written,
		optionsOf(module) {
			const names = [
				...Object.keys(module.options),
				...familiesOf(module).map((entry) => entry.name),
				...(module.reads ?? []),
			];
			return [...new Set(names)].flatMap((name) => optionFor(name, module) ?? []);
		},
		readers: (name) => readers.get(name) ?? [],
		knowsModule: (name) => byName.has(name) || otherModules.has(name),
		knowsOption: (name) => declared.has(name) || otherOptions.has(name),
		keyword: (name) => keywords.get(name) ?? (name.startsWith("ENV_") ? keywords.get("ENV_*") : undefined),
		keywords: () => language,
	};
}
