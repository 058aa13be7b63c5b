/** Places that were come by: a list that is shared, or a loop, makes one mistake and not ten. */
import type { Chunk, Span } from "../syntax/tree.ts";

export class Places {
	readonly #seen = new Map<Chunk, Set<number>>();

	/** True the first time. */
	isNew({ chunk, from }: Span): boolean {
		const seen = this.#seen.get(chunk);
		if (!seen) this.#seen.set(chunk, new Set([from]));
		else if (seen.has(from)) return false;
		else seen.add(from);
		return true;
	}
}
