/** Things in an order of their own, to be had by name: of thousands that bear a few dozen names, each name is judged once. */
export class ByName<One> {
	readonly all: One[] = [];
	readonly #places = new Map<string, number[]>();

	add(name: string, one: One): void {
		const places = this.#places.get(name);
		if (places) places.push(this.all.length);
		else this.#places.set(name, [this.all.length]);
		this.all.push(one);
	}

	/** Whether there are any of some names. */
	isAny(names: readonly string[]): boolean {
		return names.some((name) => this.#places.has(name));
	}

	/** Those of some names, in their order. */
	named(names: Iterable<string>): readonly One[] {
		const found: (readonly number[])[] = [];
		for (const name of names) {
			const places = this.#places.get(name);
			if (places) found.push(places);
		}
		return this.#at(found);
	}

	/** Those of the names that a condition holds for, in their order. */
	where(holds: (name: string) => boolean): readonly One[] {
		const found: (readonly number[])[] = [];
		for (const [name, places] of this.#places) if (holds(name)) found.push(places);
		return this.#at(found);
	}

	#at(found: readonly (readonly number[])[]): readonly One[] {
		if (found.length === 0) return [];
		const places = found.length === 1 ? found[0]! : Int32Array.from(found.flat()).sort();
		const picked: One[] = [];
		for (const place of places) picked.push(this.all[place]!);
		return picked;
	}
}
