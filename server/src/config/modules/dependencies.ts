/** The modules that others ask for while they load: `api:depends` in core/moduleapi.lua. */
import { holds } from "./condition.ts";
import type { Dependency, ModuleFacts } from "./facts.ts";
import type { Listing, Survey } from "./listing.ts";
import { and, not, type Truth } from "./truth.ts";

/** What comes of a module that somebody asks for. */
interface Fate {
	/** Whether it loads. */
	comes: Truth;
	/** What it asks for, as far as it gets. */
	readonly brings: { readonly module: string; readonly sure: boolean }[];
	/** What it does without because that is disabled. */
	readonly spares: string[];
	/** The disabled module because of which it does not load. */
	lacks?: string;
}

/** What following the dependencies brought to light. */
export interface Followed {
	/** Modules of which more is known than their place in the lists. */
	readonly answers: ReadonlyMap<string, Truth>;
	/** The options of the host that had a say. */
	readonly consulted: ReadonlySet<string>;
}

/** Follows the dependencies of the modules that load on one host; completes `loaded` and `leftOut` of the survey. */
export function followDependencies(listing: Listing, survey: Survey, facts: ModuleFacts): Followed {
	const dependencies = new Dependencies(listing, survey, facts);
	dependencies.follow();
	return dependencies;
}

class Dependencies implements Followed {
	readonly answers = new Map<string, Truth>();
	readonly consulted = new Set<string>();
	readonly #fates = new Map<string, Fate>();
	readonly #followed = new Set<string>();
	readonly #suspects: Set<string>;
	readonly #loaded: Survey["loaded"];
	readonly #leftOut: Survey["leftOut"];
	readonly #kind: "VirtualHost" | "Component";

	constructor(
		readonly listing: Listing,
		survey: Survey,
		readonly facts: ModuleFacts,
	) {
		this.#loaded = survey.loaded;
		this.#leftOut = survey.leftOut;
		this.#suspects = new Set(survey.uncertain);
		this.#kind = listing.component ? "Component" : "VirtualHost";
	}

	follow(): void {
		const listed = [...this.#loaded.keys()];
		for (const name of listed) this.#settle(name);
		for (const name of listed) this.#follow(name);
		// A set hands out what is added to it meanwhile.
		for (const name of this.#suspects) this.#suspect(name);
	}

	/** Takes a listed module back that will not load. */
	#settle(name: string): void {
		const { comes, lacks } = this.#fate(name);
		if (comes) return;
		this.answers.set(name, comes);
		this.#loaded.delete(name);
		if (lacks === undefined) return;
		this.#leftOut.set(name, { name, because: "disabled", at: this.listing.disabledForOthers.at(lacks), via: lacks });
	}

	/** What a module asks for that is asked to load for certain. */
	#follow(name: string): void {
		if (this.#followed.has(name)) return;
		this.#followed.add(name);
		const { brings, spares } = this.#fate(name);
		for (const module of spares) {
			if (this.#leftOut.get(module)?.because === "disabled") continue;
			this.#leftOut.set(module, { name: module, because: "disabled", at: this.listing.disabledForOthers.at(module) });
		}
		for (const { module, sure } of brings) {
			if (!sure) this.#suspects.add(module);
			else if (!this.#loaded.has(module)) this.#bring(module, name);
		}
	}

	#bring(name: string, via: string): void {
		const { comes } = this.#fate(name);
		if (comes) {
			this.#loaded.set(name, { name, because: "dependency", via });
			this.#leftOut.delete(name);
		} else {
			this.answers.set(name, comes);
		}
		this.#follow(name);
	}

	/** A module that may be asked to load. */
	#suspect(name: string): void {
		if (!this.#loaded.has(name) && this.answers.get(name) !== false) {
			this.answers.set(name, undefined);
			this.#leftOut.delete(name);
		}
		for (const { module } of this.#fate(name).brings) this.#suspects.add(module);
	}

	#fate(name: string): Fate {
		const known = this.#fates.get(name);
		if (known) return known;
		// Where two ask for one another, the first one counts as loaded already.
		const fate: Fate = { comes: true, brings: [], spares: [] };
		this.#fates.set(name, fate);
		const { series } = this.listing.scope.config.version;
		const isGlobal = this.facts.isGlobal(name, series);
		for (const dependency of this.facts.dependencies(name, series)) {
			this.#ask(fate, dependency, isGlobal && !dependency.perHost);
			if (fate.comes === false) break;
		}
		return fate;
	}

	/** @param asServer asked for by a global module for the server as a whole, so that only the global section counts */
	#ask(fate: Fate, dependency: Dependency, asServer: boolean): void {
		const { module, soft, on } = dependency;
		const wanted = this.#isWanted(dependency, asServer);
		if (wanted === false || (on && on !== this.#kind)) return;
		const { disabledForOthers, disabledForServer } = this.listing;
		const disabled = (asServer ? disabledForServer : disabledForOthers).has(module);
		const comes = disabled === true ? false : this.#fate(module).comes;
		// For the server as a whole it loads even where a host disables it: then not on that host.
		const here = not(disabledForOthers.has(module));
		if (here !== false) fate.brings.push({ module, sure: wanted === true && here === true && fate.comes === true });
		else if (wanted) fate.spares.push(module);
		if (soft || (comes && disabled === false)) return;
		fate.comes = and(fate.comes, wanted && comes === false ? false : undefined);
		if (fate.comes === false) fate.lacks = disabled ? module : this.#fate(module).lacks;
	}

	#isWanted({ when }: Dependency, asServer: boolean): Truth {
		if (!when) return true;
		const { scope } = this.listing;
		const { global, version } = scope.config;
		if (!asServer) this.consulted.add(when.option);
		return holds(when, (asServer ? global : scope).value(when.option), version.series);
	}
}
