/** The catalog's part in what a host loads: which modules a module asks for, and which are global. */
import type { Dependency, ModuleFacts } from "../config/modules/facts.ts";
import { atLeast, SERIES, type Series } from "../config/version.ts";
import type { Catalog } from "./catalog.ts";
import type { ModuleEntry } from "./types.ts";

interface Known {
	readonly dependencies: readonly Dependency[];
	readonly isGlobal: boolean;
}

export function moduleFacts(catalog: Catalog): ModuleFacts {
	const known = new Map<Series, Map<string, Known>>(SERIES.map((series) => [series, new Map()]));
	const of = (module: string, series: Series): Known => {
		const facts = known.get(series)!.get(module) ?? factsOf(catalog.module(module, series), series);
		known.get(series)!.set(module, facts);
		return facts;
	};
	return {
		dependencies: (module, series) => of(module, series).dependencies,
		isGlobal: (module, series) => of(module, series).isGlobal,
	};
}

function factsOf(entry: ModuleEntry | undefined, series: Series): Known {
	return {
		dependencies: entry ? dependenciesOf(entry, series) : [],
		isGlobal: entry?.kind === "global" || entry?.setsGlobal === true,
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
