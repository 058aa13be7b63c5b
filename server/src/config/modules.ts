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
	const shared = sharedAnswer(scope);
	if (shared) return shared;
	const listing = new Listing(scope);
	return outcomeOf(listing, () => new HostModules(listing));
}

function sharedAnswer({ kind, own, config }: Scope): ModuleSet | undefined {
	if (kind !== "VirtualHost") return undefined;
	const shared = config.global.modules;
	if (!(shared instanceof HostModules) || LISTS.some((option) => own.has(option))) return undefined;
	for (const option of shared.consulted) if (own.has(option)) return undefined;
	return shared;
}

class HostModules implements ModuleSet {
	readonly loaded: ReadonlyMap<string, LoadedModule>;
	readonly leftOut: ReadonlyMap<string, LeftOutModule>;
	readonly complete: boolean;
	/** The options that had a say beside the lists: a VirtualHost that sets none of them comes to the same answer. */
	readonly consulted: ReadonlySet<string>;
	readonly #listing: Listing;
	readonly #answers: Followed["answers"];

	constructor(listing: Listing) {
		const survey = listing.survey();
		const { loaded, leftOut } = survey;
		const { answers, consulted } = followDependencies(listing, survey, listing.scope.config.facts ?? NO_FACTS);
		this.loaded = loaded;
		this.leftOut = listing.isOpen ? onlyDisabled(leftOut) : leftOut;
		this.complete = listing.complete;
		this.consulted = consulted;
		this.#listing = listing;
		this.#answers = answers;
	}

	get alike(): object {
		return this;
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
