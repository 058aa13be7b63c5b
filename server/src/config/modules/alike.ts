/**
 * Hosts whose own lists name the same modules come to the same ones, as long as the options that have a say are alike as well.
 * What differs is where the names stand: so the work is done for the first of them, and the others get its result with their own places.
 */
import type { Span } from "../../syntax/tree.ts";
import type { LeftOutModule, LoadedModule, ModuleSet, Scope } from "../model.ts";
import { gistOf } from "./condition.ts";
import type { GlobalLists } from "./global-lists.ts";
import type { Listing } from "./listing.ts";
import { MovedMap } from "./moved-map.ts";

/** The modules of a host for which the work was done. */
export interface Outcome extends ModuleSet {
	/** The options beside the lists that had a say. */
	readonly consulted: ReadonlySet<string>;
}

/** A place of a host's own: its Component line, or an item of one of its lists. */
type Place = { readonly list?: "enabled" | "disabled"; readonly name: string };

interface Model {
	readonly outcome: Outcome;
	/** What the options held that had a say. */
	readonly gists: ReadonlyMap<string, string>;
	/** What stands at the places of its own that the outcome may name. */
	readonly places: ReadonlyMap<Span, Place>;
	/** What was asked on behalf of hosts that are alike. */
	readonly asked: Map<string, boolean | undefined>;
}

/** Where the lists are the same and the options hold ever other things, there is not much to share. */
const MOST_MODELS = 16;

/** They outlive edits, and every key that is pressed in a list makes another one. */
const MOST_SIGNATURES = 500;

const models = new WeakMap<GlobalLists, Map<string, Model[]>>();

/** What `work` comes to on a host, or what it came to on another one that is alike. */
export function outcomeOf<One extends Outcome>(listing: Listing, work: () => One): One | MovedModules {
	const { scope, global } = listing;
	const signature = signatureOf(listing);
	if (signature === undefined) return work();
	const known = models.get(global) ?? new Map<string, Model[]>();
	models.set(global, known);
	const alike = known.get(signature) ?? [];
	if (alike.length === 0 && known.size >= MOST_SIGNATURES) known.clear();
	known.set(signature, alike);
	for (const model of alike) if (agrees(scope, model)) return new MovedModules(model, listing);
	const outcome = work();
	if (alike.length < MOST_MODELS) {
		const [places, gists] = [placesOf(listing), gistsOf(scope, outcome.consulted)];
		if (places && gists) alike.push({ outcome, places, gists, asked: new Map() });
	}
	return outcome;
}

/** What the lists of a host say; undefined where nobody can be alike. */
function signatureOf({ scope, component, enabled, disabled }: Listing): string | undefined {
	if (scope.kind === "global") return undefined;
	let signature = `${scope.kind} ${enabled.whole}`;
	if (component) signature += ` Component ${component.module ?? "?"} ${component.at !== undefined}`;
	for (const name of enabled.names.keys()) signature += `\n${name}`;
	const off = scope.own.get("modules_disabled")?.value;
	if (!off) return signature;
	// Anything else is read in more than one way.
	if (off.type !== "table" || !disabled.whole || disabled.names.size === 0) return undefined;
	signature += "\n\n";
	for (const name of disabled.names.keys()) signature += `\n${name}`;
	return signature;
}

/** Whether all options that had a say hold the same on a host. */
function agrees(scope: Scope, { gists }: Model): boolean {
	for (const [option, gist] of gists) if (gistOf(scope.value(option)) !== gist) return false;
	return true;
}

function gistsOf(scope: Scope, options: ReadonlySet<string>): Map<string, string> | undefined {
	const gists = new Map<string, string>();
	for (const option of options) {
		const gist = gistOf(scope.value(option));
		if (gist === undefined) return undefined;
		gists.set(option, gist);
	}
	return gists;
}

/** Undefined where two things stand at one place, as in a list that a loop fills. */
function placesOf({ component, enabled, disabled }: Listing): Map<Span, Place> | undefined {
	const places = new Map<Span, Place>();
	if (component?.at) places.set(component.at, { name: "" });
	const all = [
		["enabled", enabled],
		["disabled", disabled],
	] as const;
	for (const [list, { names }] of all) {
		for (const [name, { span }] of names) {
			if (places.has(span)) return undefined;
			places.set(span, { list, name });
		}
	}
	return places;
}

/** The modules of a host that is like another one. */
class MovedModules implements ModuleSet {
	readonly #model: Model;
	readonly #own: Pick<Listing, "component" | "enabled" | "disabled">;
	#loaded?: ReadonlyMap<string, LoadedModule>;
	#leftOut?: ReadonlyMap<string, LeftOutModule>;

	constructor(model: Model, { component, enabled, disabled }: Listing) {
		this.#model = model;
		this.#own = { component, enabled, disabled };
	}

	get alike(): object {
		return this.#model.outcome.alike;
	}
	get complete(): boolean {
		return this.#model.outcome.complete;
	}
	get loaded(): ReadonlyMap<string, LoadedModule> {
		this.#loaded ??= new MovedMap(this.#model.outcome.loaded, (at) => this.#here(at));
		return this.#loaded;
	}
	get leftOut(): ReadonlyMap<string, LeftOutModule> {
		this.#leftOut ??= new MovedMap(this.#model.outcome.leftOut, (at) => this.#here(at));
		return this.#leftOut;
	}

	has(name: string): boolean | undefined {
		const { asked, outcome } = this.#model;
		let known = asked.get(name);
		if (known === undefined && !asked.has(name)) {
			known = outcome.has(name);
			asked.set(name, known);
		}
		return known;
	}

	/** Where on this host stands what stands at a place of the first one. */
	#here(at: Span): Span | undefined {
		const place = this.#model.places.get(at);
		if (!place) return at;
		return place.list ? this.#own[place.list].names.get(place.name)?.span : this.#own.component?.at;
	}
}
