/** The smallest case that still fails: takes parts away from its lists and texts as long as it does. */

type Path = readonly (string | number)[];

/** @param fails whether a smaller case breaks the same promise; asked until `isOver` says it is enough */
export async function shrink<T>(whole: T, fails: (smaller: T) => Promise<boolean>, isOver: () => boolean): Promise<T> {
	let best = whole;
	for (let smaller = true; smaller && !isOver(); ) {
		smaller = false;
		// Large parts first: what they hold needs no look of its own then.
		for (const path of shrinkable(best)) {
			const value = at(best, path);
			if (value === undefined) continue;
			const less = await reduce(value, (part) => fails(withPart(best, path, part)), isOver);
			if (less.length === value.length) continue;
			best = withPart(best, path, less);
			smaller = true;
		}
	}
	return best;
}

type Part = string | readonly unknown[];

/** Takes stretches away, half of it first, in the end single elements. */
async function reduce(value: Part, fails: (part: Part) => Promise<boolean>, isOver: () => boolean): Promise<Part> {
	let best = value;
	for (
		let size = Math.ceil(best.length / 2);
		size >= 1 && best.length > 0;
		size = size === 1 ? 0 : Math.ceil(size / 2)
	) {
		for (let from = 0; from < best.length && !isOver(); ) {
			const less = without(best, from, from + size);
			if (await fails(less)) best = less;
			else from += size;
		}
	}
	return best;
}

function without(value: Part, from: number, to: number): Part {
	if (typeof value === "string") return value.slice(0, from) + value.slice(to);
	return [...value.slice(0, from), ...value.slice(to)];
}

/** Where lists and long texts are, lists first. */
function shrinkable(value: unknown, path: Path = []): Path[] {
	if (typeof value === "string") return value.length > 1 && !FIXED.has(String(path.at(-1))) ? [path] : [];
	if (typeof value !== "object" || value === null) return [];
	const inside = Object.entries(value).flatMap(([key, part]) =>
		shrinkable(part, [...path, Array.isArray(value) ? Number(key) : key]),
	);
	return Array.isArray(value) && value.length > 0 ? [path, ...inside] : inside;
}

/** Words that say what a case is; less of them would be another kind of case, or none. */
const FIXED = new Set(["kind", "uri", "do", "file", "method", "client"]);

function at(value: unknown, path: Path): Part | undefined {
	let result = value;
	for (const key of path) result = (result as Record<string | number, unknown> | undefined)?.[key];
	return typeof result === "string" || Array.isArray(result) ? result : undefined;
}

function withPart<T>(value: T, [key, ...rest]: Path, part: unknown): T {
	if (key === undefined) return part as T;
	const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string | number, unknown>;
	copy[key] = withPart(copy[key], rest, part);
	return copy as T;
}
