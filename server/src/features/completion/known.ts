/** What completion has to know of the catalog, worked out once for every series. */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { Catalog, CatalogOption } from "../../catalog/catalog.ts";
import { existsIn } from "../../catalog/series.ts";
import type { ModuleEntry, OptionScope } from "../../catalog/types.ts";
import { atLeast, type Series } from "../../config/version.ts";
import { moduleRank, optionRank } from "../common.ts";
import { shortType } from "../words.ts";
import { type Candidate, letters, sortKey } from "./item.ts";
import { valueSnippet } from "./literals.ts";

/** An option that a series reads. */
export interface KnownOption {
	readonly name: string;
	readonly option: CatalogOption;
	/** The modules that read it; none for an option of the server. */
	readonly readers: readonly string[];
	/** One that most configurations use. */
	readonly common: boolean;
	/** Of a community module, or one that goes without saying (`c2s_ports`): offered once the module is loaded, or asked for. */
	readonly rare: boolean;
	/** Follows from a service or a task: `c2s_ports`. */
	readonly family: boolean;
	readonly letters: number;
	/** As offered, by group. */
	candidate(group: number): Candidate;
	/** The same where its `=` is there already. */
	named(group: number): Candidate;
}

export interface KnownModule {
	readonly name: string;
	readonly entry: ModuleEntry;
	/** How much can be said for it: 0 for what nearly everyone uses, 5 for what is on its way out. */
	readonly group: number;
	readonly rank?: number;
	readonly letters: number;
}

export interface Known {
	/** Those that may stand in a section of each kind, the most wanted first, then by name. */
	readonly options: Readonly<Record<OptionScope, readonly KnownOption[]>>;
	/** Options with another name today. */
	readonly renamed: readonly KnownOption[];
	/** Modules that can be listed in modules_enabled, or serve a Component. */
	readonly modules: readonly KnownModule[];
	/** What each module does not go together with, whichever of the two says so. */
	readonly conflicts: ReadonlyMap<string, readonly string[]>;
}

const known = new WeakMap<Catalog, Map<Series, Known>>();

export function knownIn(catalog: Catalog, series: Series): Known {
	const bySeries = known.get(catalog) ?? new Map<Series, Known>();
	known.set(catalog, bySeries);
	let found = bySeries.get(series);
	if (!found) {
		const options = optionsIn(catalog, series);
		const current = (scope: OptionScope) =>
			options.filter(({ option }) => option.scope.includes(scope) && !isOutdated(option, series));
		found = {
			options: { global: current("global"), VirtualHost: current("VirtualHost"), Component: current("Component") },
			renamed: options.filter(({ option }) => isOutdated(option, series) && option.deprecated?.use !== undefined),
			modules: modulesIn(catalog, series),
			conflicts: conflictsIn(catalog, series),
		};
		bySeries.set(series, found);
	}
	return found;
}

/** What the Component and VirtualHost lines set by themselves. */
const BY_ITSELF = new Set(["component_module", "defined", "load_global_modules"]);

function optionsIn(catalog: Catalog, series: Series): KnownOption[] {
	const found = new Map<string, KnownOption>();
	const add = (option: CatalogOption, isFamily: boolean) => {
		if (
			found.has(option.name) ||
			BY_ITSELF.has(option.name) ||
			!existsIn(option, series) ||
			!isPresent(option.module, series)
		)
			return;
		if (option.obsolete && atLeast(series, option.obsolete.since)) return;
		found.set(option.name, knownOption(catalog, option, series, isFamily));
	};
	for (const option of catalog.options()) add(option, false);
	for (const module of [catalog.server, ...catalog.modules()]) {
		if (!module.services && !module.tasks) continue;
		for (const option of catalog.optionsOf(module)) {
			// The older spelling of `…_interfaces`.
			if (!option.name.endsWith("_interface")) add(option, true);
		}
	}
	return [...found.values()].sort(
		(a, b) => (optionRank(a.name) ?? 999) - (optionRank(b.name) ?? 999) || (a.name < b.name ? -1 : 1),
	);
}

/** False for a module that the series does not have, or that it has taken in. */
function isPresent(entry: ModuleEntry, series: Series): boolean {
	return existsIn(entry, series) && !(entry.mergedInto && atLeast(series, entry.mergedInto.series));
}

function isOutdated({ deprecated }: CatalogOption, series: Series): boolean {
	return deprecated !== undefined && atLeast(series, deprecated.since);
}

function knownOption(catalog: Catalog, option: CatalogOption, series: Series, isFamily: boolean): KnownOption {
	const { name, module } = option;
	const readers = catalog.readers(name);
	const rank = optionRank(name);
	const key = letters(name);
	// Made when it is offered for the first time: most are never.
	let full: Omit<Candidate, "sortText"> | undefined;
	const base = (): Omit<Candidate, "sortText"> => ({
		label: name,
		kind: CompletionItemKind.Property,
		detail: (module.kind === "server" ? shortType(option.type) : `mod_${module.name}`) || undefined,
		letters: key,
		data: module.origin === "local" ? ["text", option.summary] : undefined,
	});
	const made: Candidate[] = [];
	return {
		name,
		option,
		readers: readers.some(({ kind }) => kind === "server") ? [] : readers.map((entry) => entry.name),
		common: rank !== undefined,
		rare: isFamily || module.origin !== "core",
		family: isFamily,
		letters: key,
		candidate(group) {
			full ??= { ...base(), text: `${name} = `, snippet: `${name} = ${valueSnippet(option, series)}` };
			made[group] ??= { ...full, sortText: sortKey(group, rank) };
			return made[group];
		},
		named: (group) => ({ ...base(), sortText: sortKey(group, rank) }),
	};
}

function modulesIn(catalog: Catalog, series: Series): KnownModule[] {
	const found = new Map<string, KnownModule>();
	for (const entry of catalog.modules()) {
		if (found.has(entry.name) || !isOffered(entry, series)) continue;
		const rank = entry.origin === "core" ? moduleRank(entry.name) : undefined;
		const group = groupOf(entry, rank !== undefined, catalog, series);
		found.set(entry.name, { name: entry.name, entry, group, rank, letters: letters(entry.name) });
	}
	return [...found.values()].sort(
		(a, b) => a.group - b.group || (a.rank ?? 999) - (b.rank ?? 999) || (a.name < b.name ? -1 : 1),
	);
}

/** Not what does not work, or is there anyway. */
function isOffered(entry: ModuleEntry, series: Series): boolean {
	if (!isPresent(entry, series) || entry.autoload) return false;
	if (entry.kind !== "host" && entry.kind !== "global" && entry.kind !== "component") return false;
	// Nothing is left of it since it is not loaded by itself any more.
	if (entry.name === "posix") return false;
	// What newer series took in is what an older one needs.
	if (entry.stage === "obsolete" || entry.stage === "merged") return entry.mergedInto !== undefined;
	return entry.stage !== "broken";
}

function groupOf(entry: ModuleEntry, isCommon: boolean, catalog: Catalog, series: Series): number {
	if (entry.stage === "deprecated" || isReplaced(entry, catalog, series)) return 5;
	// What lies on this server was put there to be used.
	if (entry.origin !== "community") return isCommon ? 0 : 1;
	return entry.stage === "stable" ? 2 : entry.stage === "beta" ? 3 : 4;
}

/** Whether there is a better module in this series. */
export function isReplaced({ replacedBy }: ModuleEntry, catalog: Catalog, series: Series): boolean {
	const successor = replacedBy === undefined ? undefined : catalog.module(replacedBy, series);
	return successor !== undefined && existsIn(successor, series);
}

function conflictsIn(catalog: Catalog, series: Series): ReadonlyMap<string, readonly string[]> {
	const found = new Map<string, string[]>();
	const add = (one: string, other: string) => {
		const list = found.get(one) ?? [];
		if (!list.includes(other)) list.push(other);
		found.set(one, list);
	};
	for (const entry of catalog.modules()) {
		if (!existsIn(entry, series)) continue;
		for (const other of entry.conflicts ?? []) {
			add(entry.name, other);
			add(other, entry.name);
		}
	}
	return found;
}
