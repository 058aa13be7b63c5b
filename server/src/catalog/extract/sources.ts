/** Finds its way through an installed Prosody, a source tree of it, or a collection of modules. */
import { extractCheck, extractFile, extractLoading } from "./core.ts";
import type { CheckFacts, ModuleFacts, OptionRead, SourceFacts } from "./facts.ts";
import { extractModule, librariesOf, readingsOf } from "./module.ts";

/** The files below a folder, by their paths with `/`. */
export interface SourceFiles {
	readonly paths: readonly string[];
	read(path: string): string | undefined;
}

export interface Extracted {
	readonly facts: SourceFacts;
	/** Sentences about what could not be read, each with its file. */
	readonly problems: readonly string[];
	/** Of each module, the file it was read from. */
	readonly files: Readonly<Record<string, string>>;
}

/** Where the modules of a Prosody are: installed, and in its source tree. */
const MODULE_FOLDERS = ["modules/", "plugins/"];
/** Run by prosodyctl only. */
const TOOLS = /^(?:util\/prosodyctl(?:\.lua|\/)|prosodyctl$)/;

/** Undefined where there is neither a Prosody nor a module. */
export function extractSources(files: SourceFiles): Extracted | undefined {
	const isProsody = files.paths.includes("core/modulemanager.lua");
	const folder = isProsody ? MODULE_FOLDERS.find((name) => files.paths.some((path) => path.startsWith(name))) : "";
	if (folder === undefined) return undefined;
	const found = modulePaths(files.paths, folder);
	if (!isProsody && found.size === 0) return undefined;
	const problems: string[] = [];
	const modules: Record<string, ModuleFacts> = {};
	for (const [name, path] of [...found].sort(byName)) {
		const module = extractModule({ name, texts: textsOf(files, folder, path) });
		for (const problem of module.problems) problems.push(`${path}: ${problem}`);
		modules[name] = module.facts;
	}
	const facts = isProsody ? { ...coreFacts(files, problems), modules } : { modules };
	return { facts, problems, files: Object.fromEntries(found) };
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : a > b ? 1 : 0);

/** The file of each module. Prosody looks into a module's own folder first. */
function modulePaths(paths: readonly string[], folder: string): Map<string, string> {
	const found = new Map<string, string>();
	for (const path of paths) {
		const match = /^(?:([\w.-]+)\/){0,2}mod_([\w.-]+)\.lua$/.exec(
			path.startsWith(folder) ? path.slice(folder.length) : "",
		);
		const name = match?.[2];
		if (name === undefined || !isPlaceOf(name, path.slice(folder.length))) continue;
		const other = found.get(name);
		if (other === undefined || path.split("/").length > other.split("/").length) found.set(name, path);
	}
	return found;
}

function isPlaceOf(name: string, path: string): boolean {
	const file = `mod_${name}.lua`;
	return [file, `${name}/${file}`, `mod_${name}/${file}`, `mod_${name}/${name}/${file}`].includes(path);
}

/** The module's own text, then those of the libraries it loads, and of those that they load. */
function textsOf(files: SourceFiles, folder: string, path: string): string[] {
	const known = new Set([path]);
	const texts: string[] = [];
	for (const one of known) {
		const text = files.read(one);
		if (text === undefined) continue;
		texts.push(text);
		for (const library of librariesOf(text)) {
			const found = libraryPath(files, folder, path, library);
			if (found !== undefined) known.add(found);
		}
	}
	return texts;
}

function libraryPath(files: SourceFiles, folder: string, module: string, library: string): string | undefined {
	const own = module.slice(0, module.lastIndexOf("/") + 1);
	const file = `${library}.lib.lua`;
	const candidates = [
		`${own}${file}`,
		...[`mod_${library}/${library}/${file}`, `mod_${library}/${file}`, `${library}/${file}`, file].map(
			(path) => folder + path,
		),
	];
	return candidates.find((path) => files.paths.includes(path));
}

type CoreFacts = Omit<SourceFacts, "modules">;

function coreFacts(files: SourceFiles, problems: string[]): CoreFacts {
	const reads: OptionRead[] = [];
	const tools: OptionRead[] = [];
	const stores = new Set<string>();
	for (const path of files.paths) {
		const isTool = TOOLS.test(path);
		if (!isTool && !/^(?:core|util|net)\/.*\.lua$/.test(path)) continue;
		// Where the getters themselves are written down.
		if (path === "core/moduleapi.lua") continue;
		const found = extractFile(files.read(path) ?? "");
		if (found.problem) problems.push(`${path}: ${found.problem}`);
		(isTool ? tools : reads).push(...found.reads);
		for (const name of found.stores) stores.add(name);
	}
	const server = [...readingsOf(reads)].sort(byName);
	const read = new Set(server.map(([name]) => name));
	return {
		...extractLoading(files.read("core/modulemanager.lua") ?? ""),
		...checkFacts(files),
		stores: [...stores].sort(),
		tools: [...new Set(tools.map(({ name }) => name))].filter((name) => !read.has(name)).sort(),
		server: Object.fromEntries(server),
	};
}

function checkFacts(files: SourceFiles): { check?: CheckFacts } {
	for (const path of ["util/prosodyctl/check.lua", "prosodyctl"]) {
		const text = files.paths.includes(path) ? files.read(path) : undefined;
		const check = text === undefined ? undefined : extractCheck(text);
		if (check) return { check };
	}
	return {};
}
