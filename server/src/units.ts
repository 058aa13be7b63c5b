/** Work that takes long is cut into units of a few milliseconds: see docs/engine.md. */

/** Work in units: between any two of them it can be left alone, for a while or for good. */
export type Units<Result> = Generator<undefined, Result, undefined>;

/** Does such work in one go. */
export function toEnd<Result>(work: Generator<unknown, Result>): Result {
	for (;;) {
		const step = work.next();
		if (step.done) return step.value;
	}
}

/** Begins such work anew whenever, after a pause, what it goes by is not what it was. */
export function* steady<Result>(basis: () => unknown, begin: () => Units<Result>): Units<Result> {
	for (;;) {
		const known = basis();
		const work = begin();
		for (let step = work.next(); ; step = work.next()) {
			if (step.done) return step.value;
			yield;
			if (basis() !== known) break;
		}
	}
}

/** Counts work, since the core has no clock, and tells when there is enough of it for one unit. */
export class Meter {
	#done = 0;

	/** @param most how much work makes up a unit */
	constructor(readonly most: number) {}

	/** Counts what is done next. @returns whether a unit ends before it */
	isFull(amount: number): boolean {
		this.#done += amount;
		if (this.#done < this.most) return false;
		this.#done = amount;
		return true;
	}
}
