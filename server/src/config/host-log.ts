/** What happened to the hosts of a configuration that stays loaded, edit by edit: whoever keeps facts about hosts catches up with it. */
export interface HostChange {
	/** The URI of the file that was edited. */
	readonly file: string;
	/** Names of the hosts that were taken out or put in, or whose sections were read anew. Not the hosts: those keep texts alive that are no more. */
	readonly names: readonly string[];
	/** False when hosts stand in another order than before. */
	readonly sameOrder: boolean;
}

/** Whoever is further behind starts afresh. */
const MOST_KEPT = 32;

export class HostLog {
	readonly #recent: HostChange[] = [];
	/** Another one after every change. */
	revision = 0;

	add(change: HostChange): void {
		this.revision++;
		this.#recent.push(change);
		if (this.#recent.length > MOST_KEPT) this.#recent.shift();
	}

	/** The changes after a revision, oldest first; undefined when they are not all kept. */
	since(revision: number): readonly HostChange[] | undefined {
		const count = this.revision - revision;
		if (count === 0) return [];
		return count <= this.#recent.length ? this.#recent.slice(-count) : undefined;
	}
}
