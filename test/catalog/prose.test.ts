import assert from "node:assert/strict";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import { texts } from "./texts.ts";

const catalog = loadCatalog();

describe("catalog prose", () => {
	const all = [...texts(catalog)];

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
		const wrong: string[] = [];
		for (const { name, example } of catalog.options()) {
			if (!example) continue;
			if (!example.includes(name)) wrong.push(`${name}: ${example}`);
			// Names of XML namespaces lie in the domains of those who made them up.
			const text = example.replace(/"https?:\/\/(?:jabber\.org\/protocol|etherx\.jabber\.org|www\.w3\.org)[^"]*"/g, "");
			for (const [host] of text.matchAll(/[a-z0-9-]+\.(?:com|org|net|im|de)\b/g)) {
				if (!/^(example\.(com|org|net)|xmppbl\.org|prosody\.im)$/.test(host)) wrong.push(`${name}: ${host}`);
			}
			for (const [address] of text.matchAll(/\b\d+\.\d+\.\d+\.\d+\b/g)) {
				if (!/^(192\.0\.2\.\d+|127\.0\.0\.1)$/.test(address)) wrong.push(`${name}: ${address}`);
			}
		}
		assert.deepEqual(wrong, []);
	});

	it("names only options, modules and stores that exist", () => {
		const word = /`([a-z][a-z0-9]*(?:_[a-z0-9]+)+)`/g;
		const stores = new Set([...catalog.modules()].flatMap((entry) => Object.keys(entry.stores ?? {})));
		for (const [place, text] of all) {
			for (const [, name] of text.matchAll(word)) {
				const isStored = stores.has(name!) || catalog.knowsModule(`auth_${name}`);
				const known = catalog.knowsOption(name!) || isStored || name === "http_ssl";
				assert.ok(known, `${place}: ${name}`);
			}
			for (const [, name] of text.matchAll(/\bmod_([a-z0-9_]+)\b/g)) {
				assert.ok(catalog.module(name!), `${place}: mod_${name}`);
			}
		}
	});
});
