/** Assertions without `node:assert`: the suite also runs in a web worker. */

export function ok(value: unknown, message: string): asserts value {
	if (!value) throw new Error(message);
}

export function equal(actual: unknown, expected: unknown, what = "value"): void {
	const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
	ok(a === b, `${what}: expected ${b}, got ${a}`);
}

export function contains(text: string, part: string | RegExp): void {
	const found = typeof part === "string" ? text.includes(part) : part.test(text);
	ok(found, `expected ${part} in:\n${text}`);
}

type Present<T> = Exclude<T, false | null | undefined>;

/**
 * Asks until there is an answer.
 * @param look the value, or nothing when it is not there yet; what it throws is tried again and becomes the reason at last
 */
export async function eventually<T>(what: string, look: () => T | Thenable<T>, limit = 15_000): Promise<Present<T>> {
	let reason = "";
	for (const start = Date.now(); Date.now() - start < limit; await new Promise((next) => setTimeout(next, 30))) {
		try {
			const value = await look();
			if (value) return value as Present<T>;
			reason = "";
		} catch (error) {
			reason = `: ${error instanceof Error ? error.message : error}`;
		}
	}
	throw new Error(`waited ${limit / 1000} s for ${what}${reason}`);
}
