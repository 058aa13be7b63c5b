/** Chance that can be had again: everything a case does follows from its seed and its number. */

export class Random {
	#a: number;
	#b: number;
	#c: number;
	#count = 1;

	/** @param parts what the stream belongs to: the seed, the kind of case, its number */
	constructor(...parts: readonly (number | string)[]) {
		const text = parts.join("\n");
		[this.#a, this.#b, this.#c] = [hash(text, 1), hash(text, 2), hash(text, 3)];
		for (let i = 0; i < 12; i++) this.#next();
	}

	/** A whole number from 0 up to, but not including, `below`. */
	below(below: number): number {
		return Math.floor((this.#next() / 4_294_967_296) * below);
	}
	/** A whole number between two, both included. */
	between(least: number, most: number): number {
		return least + this.below(most - least + 1);
	}
	/** True once in so many times. */
	oneIn(times: number): boolean {
		return this.below(times) === 0;
	}
	pick<T>(from: readonly T[]): T {
		return from[this.below(from.length)]!;
	}
	times<T>(least: number, most: number, make: () => T): T[] {
		return Array.from({ length: this.between(least, most) }, make);
	}

	/** sfc32, a small generator with good bits. */
	#next(): number {
		const result = (this.#a + this.#b + this.#count++) | 0;
		this.#a = this.#b ^ (this.#b >>> 9);
		this.#b = (this.#c + (this.#c << 3)) | 0;
		this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0;
		return result >>> 0;
	}
}

/** FNV-1a. */
function hash(text: string, salt: number): number {
	let value = 0x811c9dc5 ^ salt;
	for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
	return value | 0;
}
