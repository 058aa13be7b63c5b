/** An edit in one file of a load: what it touches is read again, and nothing else. */
import type { Chunk, SyntaxTree } from "../../syntax/tree.ts";
import { toEnd } from "../../units.ts";
import { FileRun } from "./file-run.ts";
import type { Loader } from "./loader.ts";
import { areAlone, beginsByItself, beginsPart, isPlainPart, type Part, stretchOf } from "./part.ts";
import { holdTemplate, Reading } from "./reading.ts";

/**
 * Reads again what the present text of a file concerns. False when more than that depends on it: then the load must be done anew,
 * and this one is of no use any more.
 */
export function patch(loader: Loader, uri: string): boolean {
	const [file, ...others] = loader.readings(uri);
	if (!file || others.length > 0 || file.perhaps || !isCalm(loader)) return false;
	const tree = loader.sources.tree(file.location);
	if (typeof tree !== "object") return false;
	return patchParts(loader, file, tree) ?? patchFile(loader, file, tree);
}

/** Which of two hosts of one name counts, and what an endless loop keeps from being read, depends on all files. */
function isCalm({ hosts, endless }: Loader): boolean {
	return hosts.strays.length === 0 && endless === undefined;
}

/** Reads the sections again that are not what they were; undefined when there is more to it. */
function patchParts(loader: Loader, file: FileRun, tree: SyntaxTree): boolean | undefined {
	const { parts, locals } = file;
	if (file.jumps || file.tree.uri !== tree.uri) return undefined;
	const { from, to, chunks } = stretchOf(parts, file.tree.chunks, tree.chunks);
	const old = parts.slice(from, to);
	if (from > 0 && old.length === 0 && chunks.length === 0) {
		// The same text, from somewhere else.
		file.tree = tree;
		return true;
	}
	const isOurs = from > 0 && old.every((part) => isPlainPart(part.chunks, locals)) && standForThemselves(old, loader);
	if (!isOurs || holdTemplate(chunks)) return undefined;
	const next = parts[to];
	if (next && !beginsByItself(next, locals)) return undefined;
	if (!sections(chunks).every((section) => isPlainPart(section, locals))) return undefined;
	const before = parts[from - 1]!;
	const at = behind(before, loader.parts);
	vacate(loader, file, old);
	file.tree = tree;
	const included = new Set(loader.parts.slice(loader.parts.indexOf(before) + 1, at).map((part) => part.file)).size;
	const begun = before.begun + included;
	// What is read is put behind all other parts, and into its place below.
	file.parts = [];
	const now = loader.aside(begun, () => readAgain(loader, file, chunks));
	// A line that does not get to its host leaves what follows where it was before: that depends on what stands above.
	const isPlaced = now.every(({ hosts }) => hosts.size > 0);
	if (!isCalm(loader) || !isPlaced || file.jumps || !standForThemselves(now, loader)) return false;
	// Whoever looked at the parts before keeps them as they were.
	file.parts = [...parts.slice(0, from), ...now, ...parts.slice(to)];
	loader.replace(at, old, now);
	return true;
}

/** The place behind a part and all that it includes. */
function behind(part: Part, all: readonly Part[]): number {
	let at = all.indexOf(part) + 1;
	while (at < all.length && all[at]!.file.depth > part.file.depth) at++;
	return at;
}

function readAgain(loader: Loader, file: FileRun, chunks: readonly Chunk[]): void {
	const ended = loader.run.afresh();
	try {
		new Reading(loader, file).again(chunks);
	} finally {
		ended();
	}
}

/** Statements, from one line that begins a part to the next. */
function sections(chunks: readonly Chunk[]): Chunk[][] {
	const found: Chunk[][] = [];
	for (const chunk of chunks) {
		if (found.length === 0 || beginsPart(chunk)) found.push([]);
		found.at(-1)!.push(chunk);
	}
	return found;
}

/** Reads a whole file again; false when it is the entry file, or when others depend on it. */
function patchFile(loader: Loader, old: FileRun, tree: SyntaxTree): boolean {
	if (old.number === 0 || !standForThemselves(old.parts, loader)) return false;
	vacate(loader, old, old.parts);
	const file = new FileRun(loader, tree, old.location, old.depth, old.number);
	const now = loader.aside(old.number, () => toEnd(loader.read(file)));
	if (!isCalm(loader) || now.length > file.parts.length || !standForThemselves(now, loader)) return false;
	loader.replaceFile(old, file);
	loader.replace(loader.parts.indexOf(old.parts[0]!), old.parts, now);
	return true;
}

/** A host that is spoken of again keeps its place. */
function vacate(loader: Loader, file: FileRun, parts: readonly Part[]): void {
	for (const host of parts.flatMap(({ hosts }) => [...hosts])) {
		loader.hosts.vacate(host);
		file.vacate(host);
	}
}

/** Whether all that parts do is to set options of hosts that are theirs. */
function standForThemselves(parts: readonly Part[], { run }: Loader): boolean {
	const isFree = (part: Part) => part.selfContained && !run.meddled.has(part) && part.history.includes.length === 0;
	return parts.every(isFree) && areAlone(parts);
}
