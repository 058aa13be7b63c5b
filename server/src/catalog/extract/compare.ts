/** Where the catalog and a source disagree. */

import { atLeast, SERIES, type Series } from "../../config/version.ts";
import type { Catalog } from "../catalog.ts";
import { dependenciesOf } from "../module-facts.ts";
import { existsIn } from "../series.ts";
import type { ModuleEntry } from "../types.ts";
import { compareOption, compareShared, type Difference, type Whole } from "./compare-option.ts";
import { compareTraits } from "./compare-traits.ts";
import type { ModuleFacts, Reading, SourceFacts } from "./facts.ts";

export type { Difference } from "./compare-option.ts";

/** Where the facts come from: one series of Prosody itself, or the collection of community modules. */
export type Origin = { readonly series: Series; readonly community?: boolean };

/** Every difference, module by module. What the catalog says is taken for the series of the facts. */
export function compareFacts(facts: SourceFacts, catalog: Catalog, origin: Origin): Difference[] {
	const differences: Difference[] = [];
	const known = new Map<string, ModuleEntry>();
	for (const entry of catalog.modules()) {
		if (entry.origin === (origin.community ? "community" : "core") && existsIn(entry, origin.series)) {
			known.set(entry.name, entry);
		}
	}
	const whole = wholeOf(facts);
	for (const [name, module] of Object.entries(facts.modules)) {
		const entry = known.get(name);
		if (entry) differences.push(...compareModule(module, entry, catalog, origin, whole));
		else differences.push({ module: name, what: "module", here: "missing", there: module.kind });
	}
	for (const name of known.keys()) {
		if (!Object.hasOwn(facts.modules, name))
			differences.push({ module: name, what: "module", here: "known", there: "missing" });
	}
	if (facts.server) differences.push(...compareServer(facts, catalog, origin, whole));
	return differences;
}

/** What is known of a name from all modules together. */
function wholeOf(facts: SourceFacts): Whole {
	const all = [facts.server ?? {}, ...Object.values(facts.modules).map(({ options }) => options ?? {})];
	const read = new Set([...all.flatMap(Object.keys), ...(facts.tools ?? [])]);
	const forHosts = all.flatMap((options) =>
		Object.entries(options).flatMap(([name, readings]) => (readings.every(({ global }) => global) ? [] : name)),
	);
	const stores = [...(facts.stores ?? []), ...Object.values(facts.modules).flatMap((module) => module.stores ?? [])];
	return { read, forHosts: new Set(forHosts), stores: new Set(stores) };
}

function compareModule(
	facts: ModuleFacts,
	entry: ModuleEntry,
	catalog: Catalog,
	{ series, community }: Origin,
	whole: Whole,
): Difference[] {
	const differences = [
		...compareTraits(facts, entry, series, whole),
		...compareDepends(facts, entry, series, community),
	];
	const options = new Map(catalog.optionsOf(entry).map((option) => [option.name, option]));
	for (const [name, readings] of Object.entries(facts.options ?? {})) {
		if (name.includes("<")) continue;
		const option = options.get(name);
		if (!option)
			differences.push({ module: entry.name, option: name, what: "option", here: "missing", there: kindsOf(readings) });
		// One entry cannot speak for every community module that reads the option as well.
		else if (option.module === entry) differences.push(...compareOption(entry, option, readings, series, whole));
		else if (!community) differences.push(...compareShared(entry, option, readings, series));
	}
	for (const [name, option] of Object.entries(entry.options)) {
		const isOld = option.obsolete || option.deprecated || !existsIn(option, series);
		if (isOld || Object.hasOwn(facts.options ?? {}, name) || isPattern(facts, name)) continue;
		differences.push({ module: entry.name, option: name, what: "option", here: "known", there: "missing" });
	}
	return differences;
}

const kindsOf = (readings: readonly Reading[]) => [...new Set(readings.map(({ type }) => type))].join(", ");

/** True for a name that a read with an open part may well ask for: `<service>_ports`. */
function isPattern(facts: { readonly options?: Readonly<Record<string, unknown>> }, name: string): boolean {
	return Object.keys(facts.options ?? {}).some((pattern) => {
		if (!pattern.includes("<")) return false;
		const parts = pattern.split(/<[^>]*>/).map((part) => part.replace(/[-_]/g, "[-_]"));
		return new RegExp(`^${parts.join(".*")}$`).test(name);
	});
}

/** @param community written for several series at once: what an older one needs may be in the source or not */
function compareDepends(facts: ModuleFacts, entry: ModuleEntry, series: Series, community = false): Difference[] {
	const of = (one: Series) => dependenciesOf(entry, one).map(({ module }) => module);
	const there = new Set([...(facts.depends ?? []), ...(facts.softDepends ?? [])]);
	const older = community ? SERIES.flatMap(of).filter((name) => there.has(name)) : [];
	return sets(entry.name, "depends", new Set([...of(series), ...older]), there);
}

function sets(
	module: string,
	what: Difference["what"],
	here: ReadonlySet<string>,
	there: ReadonlySet<string>,
): Difference[] {
	const only = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
		[...a]
			.filter((name) => !b.has(name))
			.sort()
			.join(", ");
	const [surplus, missing] = [only(here, there), only(there, here)];
	return surplus || missing ? [{ module, what, here: surplus || "none", there: missing || "none" }] : [];
}

/** The options that no module reads, and what the module manager knows of modules. */
function compareServer(facts: SourceFacts, catalog: Catalog, { series }: Origin, whole: Whole): Difference[] {
	const differences: Difference[] = [];
	for (const [name, readings] of Object.entries(facts.server ?? {})) {
		if (name.includes("<")) continue;
		const option = catalog.option(name);
		const isOwn = option?.module === catalog.server;
		if (!option) differences.push({ option: name, what: "option", here: "missing", there: kindsOf(readings) });
		else if (isOwn) differences.push(...compareOption(undefined, option, readings, series, whole));
		else if (!existsIn(option, series))
			differences.push({ option: name, what: "series", here: "not read", there: "read" });
	}
	for (const [name, option] of Object.entries(catalog.server.options)) {
		if (option.obsolete || option.deprecated || !existsIn(option, series) || whole.read.has(name)) continue;
		differences.push({ option: name, what: "option", here: "known", there: "missing" });
	}
	return [...differences, ...compareLoading(facts, catalog, series)];
}

function compareLoading(facts: SourceFacts, catalog: Catalog, series: Series): Difference[] {
	const core = [...catalog.modules()].filter((entry) => entry.origin === "core" && existsIn(entry, series));
	const names = (wanted: (entry: ModuleEntry) => boolean | undefined) =>
		new Set(core.filter(wanted).map((entry) => entry.name));
	// Up to 0.11 there are fewer of them, which the catalog leaves to config/modules/defaults.ts.
	const inherited = atLeast(series, "0.12")
		? names((entry) => entry.inheritedByComponents)
		: new Set(facts.inheritedByComponents);
	return [
		...sets(
			"(autoloaded)",
			"autoload",
			names((entry) => entry.autoload),
			new Set(facts.autoload),
		),
		...sets("(inherited by components)", "inherited", inherited, new Set(facts.inheritedByComponents)),
	];
}
