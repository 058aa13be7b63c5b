/** Every text of the catalog that a person reads. */
import type { Catalog } from "../../server/src/catalog/catalog.ts";
import type { KeyEntry } from "../../server/src/catalog/types.ts";

/** Where a text stands: a module, an option, a key of an option. */
export type Place = string;

export function* texts(catalog: Catalog): Generator<[Place, string]> {
	for (const entry of [catalog.server, ...catalog.modules()]) {
		yield [entry.name, entry.summary];
		if (entry.caution) yield [entry.name, entry.caution];
		for (const [name, text] of Object.entries(entry.stores ?? {})) yield [`${entry.name}: ${name}`, text];
		for (const [name, one] of Object.entries(entry.tasks ?? {})) yield [`${entry.name}: ${name}`, one.summary];
	}
	for (const option of catalog.options()) {
		yield [option.name, option.summary];
		if (option.caution) yield [option.name, option.caution];
		if (option.deprecated) yield [option.name, option.deprecated.note];
		if (option.obsolete) yield [option.name, option.obsolete.note];
		yield* keys(option.name, option.keys);
		yield* keys(option.name, option.itemKeys);
	}
	for (const word of catalog.keywords()) {
		yield [word.name, word.summary];
		if (word.caution) yield [word.name, word.caution];
	}
}

function* keys(place: Place, entries: Readonly<Record<string, KeyEntry>> = {}): Generator<[Place, string]> {
	for (const [name, entry] of Object.entries(entries)) {
		yield [`${place}.${name}`, entry.summary];
		yield* keys(`${place}.${name}`, entry.keys);
	}
}
