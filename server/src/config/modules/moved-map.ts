/** A map of things that stand somewhere, as it is where they stand elsewhere: an entry is made when it is asked for. */
import type { Span } from "../../syntax/tree.ts";

export class MovedMap<One extends { readonly at?: Span }> implements ReadonlyMap<string, One> {
	readonly #all: ReadonlyMap<string, One>;
	readonly #here: (at: Span) => Span | undefined;

	/** @param here the place that stands for one in `all` */
	constructor(all: ReadonlyMap<string, One>, here: (at: Span) => Span | undefined) {
		this.#all = all;
		this.#here = here;
	}

	#moved(one: One): One {
		const at = one.at && this.#here(one.at);
		return at === one.at ? one : { ...one, at };
	}

	get size(): number {
		return this.#all.size;
	}
	has(name: string): boolean {
		return this.#all.has(name);
	}
	get(name: string): One | undefined {
		const one = this.#all.get(name);
		return one && this.#moved(one);
	}
	keys() {
		return this.#all.keys();
	}
	*values(): MapIterator<One> {
		for (const one of this.#all.values()) yield this.#moved(one);
	}
	*entries(): MapIterator<[string, One]> {
		for (const [name, one] of this.#all) yield [name, this.#moved(one)];
	}
	[Symbol.iterator]() {
		return this.entries();
	}
	forEach(each: (one: One, name: string, all: ReadonlyMap<string, One>) => void): void {
		for (const [name, one] of this) each(one, name, this);
	}
}
