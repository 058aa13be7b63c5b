/** What several rules begin with is worked out once for a configuration, or for the part of it they are shown. */
import { noteLookup, watchLookups } from "../config/host-index.ts";
import type { Configuration, ModuleSet } from "../config/model.ts";
import { noteRead, watchReads } from "../config/reads.ts";

interface Known<Result, Context> {
	readonly context: Context;
	readonly result: Result;
	readonly note: () => void;
}

/**
 * Whoever asks is noted to have read all that the work read: see docs/engine.md. Nobody may change the result.
 * @param work what it comes to may also depend on something that hardly ever changes, such as the catalog
 */
export function oncePer<Result, Context = void>(
	work: (config: Configuration, context: Context) => Result,
): (config: Configuration, context: Context) => Result {
	const known = new WeakMap<Configuration, Known<Result, Context>>();
	return (config, context) => {
		let found = known.get(config);
		if (!found || found.context !== context) {
			found = done(config, context);
			known.set(config, found);
		}
		found.note();
		return found.result;
	};

	function done(config: Configuration, context: Context): Known<Result, Context> {
		const { result: watched, reads } = watchReads(() => watchLookups(() => work(config, context)));
		const note = () => {
			for (const name of reads) noteRead(name);
			for (const [what, isSame] of watched.lookups) noteLookup(what, isSame);
		};
		return { context, result: watched.result, note };
	}
}

/** A fact about the modules of a host is worked out once for all hosts that come to the same ones. It depends on nothing else but `key`. */
export function onceAlike<Result, Key = void>(
	work: (modules: ModuleSet, key: Key) => Result,
): (modules: ModuleSet, key: Key) => Result {
	const known = new WeakMap<ModuleSet["alike"], Map<Key, { readonly result: Result }>>();
	return (modules, key) => {
		const facts = known.get(modules.alike) ?? new Map<Key, { readonly result: Result }>();
		known.set(modules.alike, facts);
		let found = facts.get(key);
		if (!found) {
			found = { result: work(modules, key) };
			facts.set(key, found);
		}
		return found.result;
	};
}
