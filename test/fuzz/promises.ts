/** What a broken promise looks like, and how long a step may take. */
import { isDeepStrictEqual } from "node:util";

/** A promise that was not kept. */
export class Broken extends Error {
	/** @param check which one, in a few words that do not depend on the input */
	constructor(
		readonly check: string,
		message: string,
	) {
		super(`${check}: ${message}`);
	}
}

export function hold(kept: boolean, check: string, message: () => string): void {
	if (!kept) throw new Broken(check, message());
}

export function same(actual: unknown, expected: unknown, check: string): void {
	if (isDeepStrictEqual(actual, expected)) return;
	const [one, other] = [JSON.stringify(actual, undefined, 1), JSON.stringify(expected, undefined, 1)];
	throw new Broken(check, firstDifference(one ?? "undefined", other ?? "undefined"));
}

function firstDifference(actual: string, expected: string): string {
	let at = 0;
	while (at < actual.length && actual[at] === expected[at]) at++;
	const from = Math.max(0, at - 200);
	return `\n--- is ---\n${actual.slice(from, at + 300)}\n--- should be ---\n${expected.slice(from, at + 300)}`;
}

/** No step of a case of ordinary size takes longer, in milliseconds of processor time: an editor would stand still. */
const LONGEST = 1000;
/** What a text of a megabyte may take on top. */
const LONGEST_PER_MEGABYTE = 1000;

/** Steps of one case, each by itself: what breaks down or takes too long says which step it was. */
export class Steps {
	/** The longest so far. */
	slowest = { step: "", ms: 0 };

	/** @param size characters the case consists of */
	constructor(readonly size: number) {}

	get #limit(): number {
		return LONGEST + (LONGEST_PER_MEGABYTE * this.size) / 1_000_000;
	}

	run<T>(step: string, work: () => T): T {
		const before = process.cpuUsage();
		let result: T;
		try {
			result = work();
		} catch (error) {
			if (error instanceof Broken) throw error;
			throw new Broken(`${step} throws`, error instanceof Error ? (error.stack ?? error.message) : String(error));
		}
		const { user, system } = process.cpuUsage(before);
		const ms = (user + system) / 1000;
		if (ms > this.slowest.ms) this.slowest = { step, ms };
		if (ms > this.#limit) throw new TooSlow(step, ms);
		return result;
	}
}

/** Looked at a second time before it counts: the first call of anything is slow. */
export class TooSlow extends Broken {
	constructor(step: string, ms: number) {
		super(`${step} takes too long`, `${Math.round(ms)} ms of processor time`);
	}
}
