/** The known keys of options that are tables. */
import type { CatalogOption } from "../catalog/catalog.ts";
import type { KeyEntry } from "../catalog/types.ts";
import type { Step } from "./context.ts";

/** Stands for every key that has no entry of its own. */
export const ANY_KEY = "*";

type Keys = Readonly<Record<string, KeyEntry>>;

/** The keys of the table at a path inside an option. */
export function keysAt(option: CatalogOption, path: readonly Step[]): Keys | undefined {
	let keys = option.keys;
	let itemKeys = option.itemKeys;
	for (const step of path) {
		if (typeof step === "number") {
			keys = itemKeys;
		} else {
			keys = entryOf(keys, step)?.keys;
		}
		itemKeys = undefined;
	}
	return keys;
}

/** The key at the end of a path. */
export function keyAt(option: CatalogOption, path: readonly Step[]): KeyEntry | undefined {
	const last = path.at(-1);
	const keys = keysAt(option, path.slice(0, -1));
	return typeof last === "string" ? entryOf(keys, last) : undefined;
}

function entryOf(keys: Keys | undefined, name: string): KeyEntry | undefined {
	if (!keys) return undefined;
	return Object.hasOwn(keys, name) ? keys[name] : Object.hasOwn(keys, ANY_KEY) ? keys[ANY_KEY] : undefined;
}
