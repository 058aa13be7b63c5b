/** Every word a person reads is one: in the dictionary, in `words.txt` beside this file, or a name that the catalog itself knows. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import dictionary from "dictionary-en-gb";
import nspell from "nspell";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import { type Place, texts } from "./texts.ts";

const catalog = loadCatalog();
const own = readFileSync(join(process.cwd(), "test/catalog/words.txt"), "utf8")
	.split("\n")
	.filter((line) => line !== "" && !line.startsWith("#"));

/** The words of a text; what stands in quotes or backticks is the configuration's, and names have digits, dots or underscores in them. */
function wordsOf(text: string): string[] {
	const prose = text.replace(/`[^`]*`|"[^"]*"|https?:\S+|\S*[_\d@/:=<>]\S*|\b[\w-]+(?:\.[\w-]+)+/g, " ");
	return prose.match(/[A-Za-z]+(?:['’][a-z]+)?/g) ?? [];
}

/** Abbreviations are written in capitals. */
function isAbbreviation(word: string): boolean {
	return /^[A-Z]{2,}s?$/.test(word);
}

describe("spelling in the catalog", () => {
	const speller = nspell(dictionary);
	for (const word of own) speller.add(word);
	const names = new Set([...catalog.modules()].map(({ name }) => name));
	const isWord = (word: string) =>
		isAbbreviation(word) || names.has(word) || speller.correct(word) || speller.correct(word.replace(/['’]s$/, ""));

	it("is right", () => {
		const wrong = new Map<string, Place>();
		for (const [place, text] of texts(catalog)) {
			for (const word of wordsOf(text)) if (!wrong.has(word) && !isWord(word)) wrong.set(word, place);
		}
		assert.deepEqual([...wrong].map(([word, place]) => `${word} (${place})`).sort(), []);
	});

	it("knows a mistake when it sees one", () => {
		for (const word of ["teh", "recieve", "encription"]) assert.equal(isWord(word), false, word);
	});

	it("keeps no word that the dictionary has or that nobody uses", () => {
		const plain = nspell(dictionary);
		const used = new Set(
			[...texts(catalog)].flatMap(([, text]) => wordsOf(text)).map((word) => word.replace(/['’]s$/, "")),
		);
		const needless = own.filter(
			(word) => plain.correct(word) || !(used.has(word) || used.has(word[0]!.toUpperCase() + word.slice(1))),
		);
		assert.deepEqual(needless, []);
	});
});
