/**
 * Facts about the hosts of a configuration that are kept from edit to edit: after an edit in one of ten thousand hosts
 * only that one is looked at again.
 */
import type { HostLog } from "./host-log.ts";
import type { Configuration, Scope } from "./model.ts";
import { unwatched } from "./reads.ts";

/** A host and what is known of it. */
export interface HostFact<Fact> {
	readonly host: Scope;
	readonly fact: Fact;
}

/** The hosts of which something is known, by name and in the order of the configuration. */
export type HostFacts<Fact> = ReadonlyMap<string, HostFact<Fact>>;

interface State<Fact> {
	revision: number;
	facts: Map<string, HostFact<Fact>>;
	/** Another one whenever a fact is not what it was. */
	version: number;
}

/** What somebody looked at while it worked something out: whether it still says the same. */
export type Lookup = () => boolean;

/** By what was looked at. */
export type Lookups = ReadonlyMap<unknown, Lookup>;

let lookups: Map<unknown, Lookup> | undefined;

/** Notes what some work looks up: facts about hosts, and whatever {@link noteLookup} is told. */
export function watchLookups<T>(work: () => T): { readonly result: T; readonly lookups: Lookups } {
	const outer = lookups;
	const own = new Map<unknown, Lookup>();
	lookups = own;
	try {
		return { result: work(), lookups: own };
	} finally {
		lookups = outer;
	}
}

/** Notes that something was looked up, where somebody wants to know; once is enough. */
export function noteLookup(what: unknown, isSame: Lookup): void {
	if (lookups && !lookups.has(what)) lookups.set(what, isSame);
}

/**
 * @param fact what to know of a host, undefined for nothing. It may depend on nothing but the host, the global section and the series.
 * @param isSame whether a fact says the same as before
 * @returns the facts of all hosts of a configuration, switched off ones included, also where the configuration handed in shows only some of them
 */
export function perHost<Fact, Context = void>(
	fact: (host: Scope, context: Context) => Fact | undefined,
	isSame: (a: Fact, b: Fact) => boolean = Object.is,
): (config: Configuration, context: Context) => HostFacts<Fact> {
	const states = new WeakMap<HostLog, State<Fact>>();
	return ({ global: { config }, hostLog }, context) => {
		const state = unwatched(() => upToDate(config, hostLog, context));
		const { version } = state;
		// A configuration that stays loaded is asked in its present state.
		noteLookup(state, () => upToDate(config.global.config, hostLog, context).version === version);
		return state.facts;
	};

	function upToDate(whole: Configuration, log: HostLog, context: Context): State<Fact> {
		const state = states.get(log);
		const changes = state && log.since(state.revision);
		if (!state || !changes) {
			const fresh: State<Fact> = { revision: log.revision, facts: new Map(), version: (state?.version ?? 0) + 1 };
			for (const host of whole.hosts) {
				const found = fact(host, context);
				if (found !== undefined) fresh.facts.set(host.name, { host, fact: found });
			}
			states.set(log, fresh);
			return fresh;
		}
		let sorted = changes.every(({ sameOrder }) => sameOrder);
		for (const name of new Set(changes.flatMap(({ names }) => names))) {
			const host = whole.host(name);
			if (host) sorted = note(state, host, context) && sorted;
			else if (state.facts.delete(name)) state.version++;
		}
		state.revision = log.revision;
		if (!sorted) {
			state.facts = inOrder(state.facts, whole);
			state.version++;
		}
		return state;
	}

	/** False when it is added at the end. */
	function note(state: State<Fact>, host: Scope, context: Context): boolean {
		const { facts } = state;
		const found = fact(host, context);
		if (found === undefined) {
			if (facts.delete(host.name)) state.version++;
			return true;
		}
		const known = facts.get(host.name);
		if (!known || !isSame(known.fact, found)) state.version++;
		facts.set(host.name, { host, fact: found });
		return known !== undefined;
	}
}

function inOrder<Fact>(
	facts: ReadonlyMap<string, HostFact<Fact>>,
	{ hosts }: Configuration,
): Map<string, HostFact<Fact>> {
	const sorted = new Map<string, HostFact<Fact>>();
	for (const { name } of hosts) {
		const found = facts.get(name);
		if (found) sorted.set(name, found);
	}
	return sorted;
}
