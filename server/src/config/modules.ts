/**
 * Which modules load on a host, and why: core/modulemanager.lua, and the dependencies that modules ask for as they load.
 */
import type { LeftOutModule, LoadedModule, ModuleSet, Scope } from "./model.ts";
import { outcomeOf } from "./modules/alike.ts";
import { type Followed, followDependencies } from "./modules/dependencies.ts";
import { NO_FACTS } from "./modules/facts.ts";
import { Listing } from "./modules/listing.ts";

export { asBoolean } from "./boolean.ts";

/** The options the lists themselves come from. */
const LISTS: readonly string[] = ["modules_enabled", "modules_disabled", "component_module"];

/**
 * The modules of a host, each with the reason it is there; of a host that is not enabled, those it would have.
 * Of the global scope: those of a VirtualHost that sets nothing itself.
 */
export function effectiveModules(scope: Scope): ModuleSet {
	// Most hosts of a large server add nothing to the global lists: they share one answer.
	return sharedAnswer(scope) ?? new HostModules(scope);
}

function sharedAnswer({ kind, own, config }: Scope): ModuleSet | undefined {
	if (kind !== "VirtualHost") return undefined;
	const shared = config.global.modules;
	if (!(shared instanceof HostModules)) return undefined;
	return shared.decidedBy.some((option) => own.has(option)) ? undefined : shared;
}

class HostModules implements ModuleSet {
	readonly loaded: ReadonlyMap<string, LoadedModule>;
	readonly leftOut: ReadonlyMap<string, LeftOutModule>;
	readonly complete: boolean;
	/** The options that had a say: a VirtualHost that sets none of them comes to the same answer. */
	readonly decidedBy: readonly string[];
	readonly #listing: Listing;
	readonly #answers: Followed["answers"];

	constructor(scope: Scope) {
		const listing = new Listing(scope);
		const { loaded, leftOut, answers, consulted } = outcomeOf(listing, () => {
			const survey = listing.survey();
			const { answers, consulted } = followDependencies(listing, survey, scope.config.facts ?? NO_FACTS);
			return { loaded: survey.loaded, leftOut: survey.leftOut, answers, consulted };
		});
		this.loaded = loaded;
		this.leftOut = listing.isOpen ? onlyDisabled(leftOut) : leftOut;
		this.complete = listing.complete;
		this.decidedBy = [...LISTS, ...consulted];
		this.#listing = listing;
		this.#answers = answers;
	}

	has(name: string): boolean | undefined {
		if (this.loaded.has(name)) return true;
		if (this.#answers.has(name)) return this.#answers.get(name);
		if (this.#listing.has(name) === undefined) return undefined;
		// A module that is not known may ask for it, unless it is disabled.
		return this.#listing.isOpen && !this.#listing.disabledForOthers.has(name) ? undefined : false;
	}
}

/** Any other module that is left out may still come because of one that is not known. */
function onlyDisabled(leftOut: ReadonlyMap<string, LeftOutModule>): ReadonlyMap<string, LeftOutModule> {
	return new Map([...leftOut].filter(([, { because }]) => because === "disabled"));
}
