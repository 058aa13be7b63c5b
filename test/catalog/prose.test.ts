import assert from "node:assert/strict";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import type { KeyEntry } from "../../server/src/catalog/types.ts";

const catalog = loadCatalog();

/** Every text a person reads, with the place it stands in. */
function* texts(): Generator<[string, string]> {
	const keys = function* (
		place: string,
		entries: Readonly<Record<string, KeyEntry>> = {},
	): Generator<[string, string]> {
		for (const [name, entry] of Object.entries(entries)) {
			yield [`${place}.${name}`, entry.summary];
			yield* keys(`${place}.${name}`, entry.keys);
		}
	};
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

describe("catalog prose", () => {
	const all = [...texts()];

	it("is made of whole sentences", () => {
		for (const [place, text] of all) {
			assert.match(text, /^[A-Z0-9`"(]/, `${place}: ${text}`);
			assert.match(text, /[.!?)]$/, `${place}: ${text}`);
			assert.doesNotMatch(text, / {2}|\t| ,|,,|\.\.(?!\.)|\bTODO\b|\bFIXME\b/, `${place}: ${text}`);
			assert.doesNotMatch(text, /\b(the the|a a|is is|of of|to to|that that)\b/i, `${place}: ${text}`);
			assert.equal((text.match(/`/g) ?? []).length % 2, 0, `${place}: ${text}`);
		}
	});

	it("is short enough for a hover", () => {
		for (const [place, text] of all) assert.ok(text.length <= 360, `${place}: ${text.length}`);
	});

	it("stands by itself, without the module's description beside it", () => {
		for (const option of catalog.options()) {
			assert.ok(option.summary.length >= 18, `${option.name}: ${option.summary}`);
			assert.doesNotMatch(option.summary, /^(Those|These|They|That|How many that) /, option.name);
		}
	});

	it("has examples that set the option they explain, for hosts of the documentation", () => {
		for (const option of catalog.options()) {
			if (!option.example) continue;
			assert.ok(option.example.includes(option.name), `${option.name}: ${option.example}`);
			for (const [host] of option.example.matchAll(/[a-z0-9-]+\.(?:com|org|net|im|de)\b/g)) {
				assert.match(host, /^(example\.(com|org|net)|xmppbl\.org|prosody\.im)$/, `${option.name}: ${host}`);
			}
			for (const [address] of option.example.matchAll(/\b\d+\.\d+\.\d+\.\d+\b/g)) {
				assert.match(address, /^(192\.0\.2\.\d+|127\.0\.0\.1)$/, `${option.name}: ${address}`);
			}
		}
	});

	it("names only options that exist", () => {
		const word = /`([a-z][a-z0-9]*(?:_[a-z0-9]+)+)`/g;
		for (const [place, text] of all) {
			for (const [, name] of text.matchAll(word)) {
				const known = catalog.knowsOption(name!) || catalog.knowsModule(`auth_${name}`) || name === "http_ssl";
				assert.ok(known, `${place}: ${name}`);
			}
			for (const [, name] of text.matchAll(/\bmod_([a-z0-9_]+)\b/g)) {
				assert.ok(catalog.module(name!), `${place}: mod_${name}`);
			}
		}
	});
});
