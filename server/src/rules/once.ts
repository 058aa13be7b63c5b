/** What several rules begin with is worked out once for a configuration, or for the part of it they are shown. */
import { noteLookup, watchLookups } from "../config/host-index.ts";
import type { Configuration } from "../config/model.ts";
import { noteRead, watchReads } from "../config/reads.ts";

/** Whoever asks is noted to have read all that the work read: see docs/engine.md. Nobody may change the result. */
export function oncePer<Result>(work: (config: Configuration) => Result): (config: Configuration) => Result {
	const known = new WeakMap<Configuration, { result: Result; note: () => void }>();
	return (config) => {
		let found = known.get(config);
		if (!found) {
			const { result: watched, reads } = watchReads(() => watchLookups(() => work(config)));
			const note = () => {
				for (const name of reads) noteRead(name);
				for (const [what, isSame] of watched.lookups) noteLookup(what, isSame);
			};
			found = { result: watched.result, note };
			known.set(config, found);
		}
		found.note();
		return found.result;
	};
}
