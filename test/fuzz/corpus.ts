/** What the mutations start from: every configuration that lies about in the repository. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPage } from "../rules/page.ts";
import { stock } from "../syntax/stock.ts";

/** Folders searched for `.lua` files. */
const FOLDERS = ["sample", "test/oracle", "test/config/series-fixtures"];

export interface Corpus {
	readonly texts: readonly string[];
	/** Names, texts and signs that occur in them: what a statement is put together from. */
	readonly words: readonly string[];
}

let loaded: Corpus | undefined;

/** Everything below the working directory, which is the repository's root; in the same order on every machine. */
export function corpus(): Corpus {
	loaded ??= load(process.cwd());
	return loaded;
}

function load(root: string): Corpus {
	const texts = [...pages(root), ...FOLDERS.flatMap((folder) => luaFiles(join(root, folder))), stock];
	const words = new Set<string>();
	for (const text of texts) for (const [word] of text.matchAll(/"[^"\n]*"|[A-Za-z_]\w*|\d[\w.]*/g)) words.add(word);
	return { texts, words: [...words].sort() };
}

function pages(root: string): string[] {
	return filesBelow(join(root, "server/src/rules"), ".md").flatMap((path) =>
		readPage(readFileSync(path, "utf8")).flatMap(({ text, beside }) => [text, ...Object.values(beside)]),
	);
}

function luaFiles(folder: string): string[] {
	return filesBelow(folder, ".lua").map((path) => readFileSync(path, "utf8"));
}

function filesBelow(folder: string, ending: string): string[] {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith(ending))
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}
