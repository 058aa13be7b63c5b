/** Debian puts community modules into the folder of Prosody's own. */
import type { Series } from "../../config/version.ts";
import type { Catalog } from "../catalog.ts";
import { existsIn } from "../series.ts";
import type { ModuleFacts, SourceFacts } from "./facts.ts";

/** Prosody itself with its modules and those nobody has heard of, and the modules known as somebody else's. */
export function splitModules(
	facts: SourceFacts,
	catalog: Catalog,
	series: Series,
): { readonly core: SourceFacts; readonly community: SourceFacts } {
	const own = new Set<string>();
	for (const entry of catalog.modules()) if (entry.origin === "core" && existsIn(entry, series)) own.add(entry.name);
	const pick = (wanted: boolean): Record<string, ModuleFacts> =>
		Object.fromEntries(
			Object.entries(facts.modules).filter(([name]) => (!own.has(name) && catalog.knowsModule(name)) === wanted),
		);
	return { core: { ...facts, modules: pick(false) }, community: { modules: pick(true) } };
}
