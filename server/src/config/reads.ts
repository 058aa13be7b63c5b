/** What some work reads of the hosts: an edit that changes nothing of it leaves the work's result as it is. */
import type { Setting } from "./model.ts";

/** Stands for the modules of a host. */
export const MODULES = "\0modules";
/** Stands for everything that is set on a host. */
export const EVERYTHING = "\0everything";

let reads: Set<string> | undefined;

/** Runs some work and tells the options it reads on hosts: their names, {@link MODULES} or {@link EVERYTHING}. */
export function watchReads<T>(work: () => T): { readonly result: T; readonly reads: ReadonlySet<string> } {
	const outer = reads;
	const own = new Set<string>();
	reads = own;
	try {
		return { result: work(), reads: own };
	} finally {
		reads = outer;
		if (outer) for (const name of own) outer.add(name);
	}
}

/** Runs work whose reads are accounted for in another way. */
export function unwatched<T>(work: () => T): T {
	const outer = reads;
	reads = undefined;
	try {
		return work();
	} finally {
		reads = outer;
	}
}

/** Notes that something was read, where somebody wants to know. */
export function noteRead(name: string): void {
	reads?.add(name);
}

/** The settings of a host; as they are, or with a note of what is read. */
export function watched(settings: ReadonlyMap<string, Setting>): ReadonlyMap<string, Setting> {
	return reads ? new WatchedSettings(settings) : settings;
}

class WatchedSettings implements ReadonlyMap<string, Setting> {
	readonly #all: ReadonlyMap<string, Setting>;

	constructor(all: ReadonlyMap<string, Setting>) {
		this.#all = all;
	}

	get size(): number {
		noteRead(EVERYTHING);
		return this.#all.size;
	}
	get(option: string): Setting | undefined {
		noteRead(option);
		return this.#all.get(option);
	}
	has(option: string): boolean {
		noteRead(option);
		return this.#all.has(option);
	}
	forEach(each: (setting: Setting, option: string, all: ReadonlyMap<string, Setting>) => void): void {
		noteRead(EVERYTHING);
		for (const [option, setting] of this.#all) each(setting, option, this);
	}
	entries() {
		noteRead(EVERYTHING);
		return this.#all.entries();
	}
	keys() {
		noteRead(EVERYTHING);
		return this.#all.keys();
	}
	values() {
		noteRead(EVERYTHING);
		return this.#all.values();
	}
	[Symbol.iterator]() {
		return this.entries();
	}
}
