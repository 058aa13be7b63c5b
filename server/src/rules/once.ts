/** What several rules begin with is worked out once for a configuration, or for the part of it they are shown. */
import { noteLookup, watchLookups } from "../config/host-index.ts";
import type { Configuration } from "../config/model.ts";
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
