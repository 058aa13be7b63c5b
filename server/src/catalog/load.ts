/**
 * The catalog out of the asset that the build made from `catalog/`. Its first line is an index; every other line is an entry, and is only
 * read when somebody asks about it: a configuration touches some dozens of hundreds of modules.
 */
import asset from "virtual:catalog";
import type { ModuleFacts } from "../config/modules/facts.ts";
import type { Catalog, CatalogOption } from "./catalog.ts";
import { familiesOf } from "./families.ts";
import { moduleFacts } from "./module-facts.ts";
import { existsIn } from "./series.ts";
import type { LanguageEntry, ModuleEntry } from "./types.ts";

/** The first line. Names stand in one text with spaces between them. */
interface Index {
	/** One a module, in the order of the lines behind; the first is the server entry. */
	readonly modules: string;
	/** The options each module declares, and those it reads as well; "" for none. */
	readonly options: readonly string[];
	readonly reads: Readonly<Record<number, string>>;
	/** Modules with services or tasks, from which more options follow. */
	readonly families: readonly number[];
	/** Names without an entry. */
	readonly names: { readonly modules: string; readonly options: string };
}

let loaded: Catalog | undefined;

export function loadCatalog(): Catalog {
	loaded ??= makeCatalog(asset);
	return loaded;
}

let facts: ModuleFacts | undefined;

/** What the catalog says of modules, in the form the configuration's loader asks for it. */
export function loadModuleFacts(): ModuleFacts {
	facts ??= moduleFacts(loadCatalog());
	return facts;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
	const list = map.get(key);
	if (list) list.push(value);
	else map.set(key, [value]);
}

function words(text: string): string[] {
	return text === "" ? [] : text.split(" ");
}

/** Entries by their place in the index, read when they are asked for. */
class Entries {
	readonly #lines: readonly string[];
	readonly #modules: (ModuleEntry | undefined)[] = [];
	readonly #options = new Map<ModuleEntry, Map<string, CatalogOption>>();
	#language?: readonly LanguageEntry[];

	constructor(lines: readonly string[]) {
		this.#lines = lines;
	}

	module(place: number): ModuleEntry {
		this.#modules[place] ??= JSON.parse(this.#lines[place + 2]!) as ModuleEntry;
		return this.#modules[place];
	}

	/** What a module says of an option it declares, or that follows from its services and tasks. */
	option(place: number, name: string): CatalogOption {
		return this.optionsOf(this.module(place)).get(name)!;
	}

	/** The options of a module by name: what is written out, then the families; what is written out wins over the family's general words. */
	optionsOf(module: ModuleEntry): ReadonlyMap<string, CatalogOption> {
		let options = this.#options.get(module);
		if (!options) {
			options = new Map();
			for (const [name, entry] of Object.entries(module.options)) options.set(name, { ...entry, name, module });
			for (const option of familiesOf(module)) if (!options.has(option.name)) options.set(option.name, option);
			this.#options.set(module, options);
		}
		return options;
	}

	get language(): readonly LanguageEntry[] {
		this.#language ??= JSON.parse(this.#lines[1]!) as LanguageEntry[];
		return this.#language;
	}
}

/** The modules that declare and that read each option, by their places. */
function placesOf({ options, reads, families }: Index, entries: Entries) {
	const declared = new Map<string, number[]>();
	const readers = new Map<string, number[]>();
	for (const [place, declares] of options.entries()) {
		for (const name of words(declares)) {
			push(declared, name, place);
			push(readers, name, place);
		}
		for (const name of words(reads[place] ?? "")) push(readers, name, place);
	}
	for (const place of families) {
		const module = entries.module(place);
		for (const name of entries.optionsOf(module).keys()) {
			if (Object.hasOwn(module.options, name)) continue;
			push(declared, name, place);
			push(readers, name, place);
		}
	}
	return { declared, readers };
}

function keywordsOf(language: readonly LanguageEntry[]): ReadonlyMap<string, LanguageEntry> {
	const keywords = new Map<string, LanguageEntry>();
	for (const entry of language) {
		for (const name of [entry.name, ...(entry.aliases ?? [])]) keywords.set(name, entry);
	}
	return keywords;
}

function makeCatalog(text: string): Catalog {
	const lines = text.split("\n");
	const index = JSON.parse(lines[0]!) as Index;
	const entries = new Entries(lines);
	const names = words(index.modules);
	const byName = new Map<string, number[]>();
	for (let place = 1; place < names.length; place++) push(byName, names[place]!, place);
	const { declared, readers } = placesOf(index, entries);

	const otherModules = new Set(words(index.names.modules));
	const otherOptions = new Set(words(index.names.options));
	let keywords: ReadonlyMap<string, LanguageEntry> | undefined;

	const modules = () => names.slice(1).map((_, i) => entries.module(i + 1));
	const option = (name: string) => {
		const place = declared.get(name)?.[0];
		return place === undefined ? undefined : entries.option(place, name);
	};

	return {
		get server() {
			return entries.module(0);
		},
		module(name, series) {
			const found = byName.get(name)?.map((place) => entries.module(place));
			return (series && found?.find((entry) => existsIn(entry, series))) ?? found?.[0];
		},
		modules,
		option,
		options: () => [entries.module(0), ...modules()].flatMap((module) => written(module, entries)),
		optionsOf(module) {
			const own = entries.optionsOf(module);
			const shared = new Set((module.reads ?? []).filter((name) => !own.has(name)));
			return [...own.values(), ...[...shared].flatMap((name) => option(name) ?? [])];
		},
		readers: (name) => (readers.get(name) ?? []).map((place) => entries.module(place)),
		knowsModule: (name) => byName.has(name) || otherModules.has(name),
		knowsOption: (name) => declared.has(name) || otherOptions.has(name),
		keyword(name) {
			keywords ??= keywordsOf(entries.language);
			return keywords.get(name) ?? (name.startsWith("ENV_") ? keywords.get("ENV_*") : undefined);
		},
		keywords: () => entries.language,
	};
}

/** The options of a module without the families. */
function written(module: ModuleEntry, entries: Entries): CatalogOption[] {
	const options = entries.optionsOf(module);
	return Object.keys(module.options).map((name) => options.get(name)!);
}
