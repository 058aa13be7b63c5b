/**
 * Hosts whose own lists name the same modules come to the same ones. What differs is where the names stand: so the work is done
 * for the first of them, and the others get its result with their own places.
 */
import type { Span } from "../../syntax/tree.ts";
import type { LeftOutModule, LoadedModule, Scope } from "../model.ts";
import type { Followed } from "./dependencies.ts";
import type { GlobalLists } from "./global-lists.ts";
import type { Listing } from "./listing.ts";

/** What the lists and the dependencies of one host come to. */
export interface Outcome extends Followed {
	readonly loaded: ReadonlyMap<string, LoadedModule>;
	readonly leftOut: ReadonlyMap<string, LeftOutModule>;
}

interface Model {
	readonly outcome: Outcome;
	/** What stands at the places of its own that the outcome may name; "" for the Component line. */
	readonly places: ReadonlyMap<Span, string>;
}

const models = new WeakMap<GlobalLists, Map<string, Model>>();

/** What `work` comes to on a host, or what it came to on another one that is alike. */
export function outcomeOf(listing: Listing, work: () => Outcome): Outcome {
	const { scope, global } = listing;
	if (scope.kind === "global" || scope.own.has("modules_disabled")) return work();
	const known = models.get(global) ?? new Map<string, Model>();
	models.set(global, known);
	const signature = signatureOf(listing);
	const model = known.get(signature);
	if (model) return setsNone(scope, model.outcome.consulted) ? moved(model, listing) : work();
	const outcome = work();
	const places = placesOf(listing);
	if (places && setsNone(scope, outcome.consulted)) known.set(signature, { outcome, places });
	return outcome;
}

function signatureOf({ scope, component, enabled }: Listing): string {
	const own = component ? `Component ${component.module ?? "?"}` : "";
	return `${scope.kind} ${own} ${enabled.whole} ${[...enabled.names.keys()].join("\n")}`;
}

/** Whether a host leaves all options that have a say in dependencies to the global section. */
function setsNone({ own }: Scope, options: ReadonlySet<string>): boolean {
	for (const option of options) if (own.has(option)) return false;
	return true;
}

/** Undefined where two things stand at one place, as in a list that a loop fills. */
function placesOf({ component, enabled }: Listing): Map<Span, string> | undefined {
	const places = new Map<Span, string>();
	if (component?.at) places.set(component.at, "");
	for (const [name, { span }] of enabled.names) {
		if (places.has(span)) return undefined;
		places.set(span, name);
	}
	return places;
}

function moved({ outcome, places }: Model, { component, enabled }: Listing): Outcome {
	const place = (at: Span | undefined) => {
		const name = at && places.get(at);
		if (name === undefined) return at;
		return name === "" ? component?.at : enabled.names.get(name)?.span;
	};
	const relocate = <One extends { readonly at?: Span }>(modules: ReadonlyMap<string, One>): Map<string, One> => {
		const here = new Map(modules);
		for (const [name, one] of modules) {
			const at = place(one.at);
			if (at !== one.at) here.set(name, { ...one, at });
		}
		return here;
	};
	return { ...outcome, loaded: relocate(outcome.loaded), leftOut: relocate(outcome.leftOut) };
}
