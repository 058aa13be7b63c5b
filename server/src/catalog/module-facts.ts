/** The catalog's part in what a host loads: which modules a module asks for, and which are global. */
import type { Dependency, ModuleFacts } from "../config/modules/facts.ts";
import { atLeast, type Series } from "../config/version.ts";
import type { Catalog } from "./catalog.ts";
import type { ModuleEntry } from "./types.ts";

export function moduleFacts(catalog: Catalog): ModuleFacts {
	const known = new Map<string, readonly Dependency[]>();
	return {
		dependencies(module, series) {
			const key = `${series} ${module}`;
			let found = known.get(key);
			if (!found) {
				const entry = catalog.module(module, series);
				found = entry ? dependenciesOf(entry, series) : [];
				known.set(key, found);
			}
			return found;
		},
		isGlobal(module, series) {
			const entry = catalog.module(module, series);
			return entry?.kind === "global" || entry?.setsGlobal === true;
		},
	};
}

/** What a module asks for in a series, in order. */
export function dependenciesOf(entry: ModuleEntry, series: Series): readonly Dependency[] {
	return (entry.depends ?? []).flatMap((dependency) => {
		if (typeof dependency === "string") return { module: dependency };
		const { since, until, ...rest } = dependency;
		if ((since && !atLeast(series, since)) || (until && atLeast(series, until))) return [];
		return rest;
	});
}

/** The modules that a module brings along wherever it belongs. */
export function alwaysLoads(entry: ModuleEntry, series: Series): readonly string[] {
	const forComponents = entry.loadedAs?.every((place) => place.startsWith("component"));
	return dependenciesOf(entry, series).flatMap(({ module, when, on }) =>
		when || (on && !(on === "Component" && forComponents)) ? [] : module,
	);
}
