/**
 * The modules that only this server has: in the folders that its configuration names, and not in the catalog.
 * Looked for when a feature asks for the catalog, never for the rules.
 */
import type { Catalog } from "./catalog/catalog.ts";
import { type LocalModule, withLocalModules } from "./catalog/extract/local.ts";
import { librariesOf } from "./catalog/extract/module.ts";
import { loadCatalog } from "./catalog/load.ts";
import type { Configuration } from "./config/model.ts";
import type { FileSystem } from "./file-system.ts";
import { candidates, pluginFolders } from "./rules/plugin-folders.ts";
import type { Workspace } from "./workspace.ts";

/** More than that nobody wrote; they are somebody's collection. */
const MOST_MODULES = 200;
const MOST_LIBRARIES = 20;
/** In characters. */
const LARGEST = 512 * 1024;

type Names = ReturnType<FileSystem["list"]>;

interface Place {
	readonly folder: string;
	/** The names in it, and in the folders that `prosodyctl install` makes below. */
	readonly lists: readonly Names[];
}

interface Known {
	readonly places: readonly Place[];
	readonly modules: readonly LocalModule[];
	readonly catalog: Catalog;
}

/** What was found last, so that unchanged modules give the same catalog again. */
const known = new WeakMap<Workspace, Map<string, Known>>();

export function catalogOf(config: Configuration, workspace: Workspace): Catalog {
	const base = loadCatalog();
	const { files } = workspace;
	if (!files) return base;
	const places = pluginFolders(config, files).folders.map((folder) => placeAt(folder, files));
	if (places.length === 0) return base;
	const byEntry = known.get(workspace) ?? new Map<string, Known>();
	known.set(workspace, byEntry);
	const before = byEntry.get(config.entry.uri);
	// The files answer with the same list as long as they do not look again: then nothing can have changed.
	if (before && isSamePlaces(before.places, places)) return before.catalog;
	const modules = localModules(places, files, base);
	const catalog = before && isSame(before.modules, modules) ? before.catalog : withLocalModules(base, modules);
	byEntry.set(config.entry.uri, { places, modules, catalog });
	return catalog;
}

const BELOW = ["", ...["5.1", "5.2", "5.3", "5.4"].map((version) => `/share/lua/${version}`)];

function placeAt(folder: string, files: FileSystem): Place {
	return { folder, lists: BELOW.map((below) => files.list(folder + below)) };
}

function isSamePlaces(a: readonly Place[], b: readonly Place[]): boolean {
	return a.length === b.length && a.every((one, index) => isSamePlace(one, b[index]!));
}

function isSamePlace(a: Place, b: Place): boolean {
	return a.folder === b.folder && a.lists.every((list, index) => list === b.lists[index]);
}

function isSame(a: readonly LocalModule[], b: readonly LocalModule[]): boolean {
	return a.length === b.length && a.every((one, index) => isSameModule(one, b[index]!));
}

function isSameModule(a: LocalModule, b: LocalModule): boolean {
	if (a.name !== b.name || a.text !== b.text) return false;
	const [one, other] = [a.libraries ?? [], b.libraries ?? []];
	return one.length === other.length && one.every((text, index) => text === other[index]);
}

function localModules(places: readonly Place[], files: FileSystem, base: Catalog): LocalModule[] {
	const found = new Map<string, LocalModule>();
	for (const { folder, lists } of places) {
		for (const name of namesIn(lists)) {
			if (found.size >= MOST_MODULES) return [...found.values()];
			if (found.has(name) || base.module(name)) continue;
			const path = candidates(name).find((one) => files.exists(`${folder}/${one}`));
			if (path !== undefined) found.set(name, readModule(name, `${folder}/${path}`, files));
		}
	}
	return [...found.values()];
}

/** Modules lie there as files or in folders of their own. */
function namesIn(lists: readonly Names[]): string[] {
	const names = new Set<string>();
	for (const list of lists) {
		if (typeof list === "string") continue;
		for (const entry of list) {
			const name = /^mod_([\w-]+?)(?:\.lua)?$/.exec(entry)?.[1];
			if (name !== undefined) names.add(name);
		}
	}
	return [...names].sort();
}

function readModule(name: string, uri: string, files: FileSystem): LocalModule {
	const text = readText(uri, files);
	if (text === undefined) return { name };
	const folder = uri.slice(0, uri.lastIndexOf("/") + 1);
	const libraries = new Set(librariesOf(text).filter((library) => /^[\w-]+$/.test(library)));
	const texts = [...libraries]
		.slice(0, MOST_LIBRARIES)
		.map((library) => readText(`${folder}${library}.lib.lua`, files));
	return { name, text, libraries: texts.filter((one) => one !== undefined) };
}

function readText(uri: string, files: FileSystem): string | undefined {
	const { text } = files.read(uri);
	return text !== undefined && text.length <= LARGEST ? text : undefined;
}
