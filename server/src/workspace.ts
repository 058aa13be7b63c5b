/**
 * All texts at hand and the configurations they make up: open documents, the files they include, and the entry file of each.
 * Open documents count as they are in the editor; everything else as it is on disk. Only files that a configuration names are read,
 * and `prosody.cfg.lua` in the folders around a document that may be a part of it.
 */
import { loadModuleFacts } from "./catalog/load.ts";
import { chooseVersion } from "./config/detect.ts";
import { isEntryName } from "./config/fragment.ts";
import { LoadedConfiguration } from "./config/loaded.ts";
import { folderOf, resolvePath } from "./config/loader/paths.ts";
import type { Sources } from "./config/loader/sources.ts";
import type { Configuration } from "./config/model.ts";
import type { VersionSetting } from "./config/version.ts";
import type { FileSystem } from "./file-system.ts";
import { parse, parseUnits } from "./syntax/index.ts";
import type { Same } from "./syntax/same.ts";
import type { SyntaxTree } from "./syntax/tree.ts";
import { steady, toEnd, type Units } from "./units.ts";

type Problem = "missing" | "unreadable" | "unknown";

interface OpenText {
	readonly tree: SyntaxTree;
	/** Where the document really lies. */
	readonly real: string;
}

interface DiskFile {
	readonly tree: SyntaxTree | Problem;
	readonly real: string;
}

/** How many folders above a document an entry file is looked for in. */
const HIGHEST = 2;
/** A document is shown in the context of at most this many configurations. */
export const MOST_ENTRIES = 3;

export class Workspace {
	readonly #open = new Map<string, OpenText>();
	/** Open documents by where they really lie. */
	readonly #byReal = new Map<string, string>();
	readonly #disk = new Map<string, DiskFile>();
	readonly #loaded = new Map<string, LoadedConfiguration>();
	/** The entry files of a document, as far as they were looked for. */
	readonly #entries = new Map<string, readonly string[]>();
	/** Another one after every change that somebody may have to hear of. */
	revision = 0;
	/** Another one after every change: what is half done by then is begun anew. */
	#changes = 0;

	constructor(readonly files?: FileSystem) {}

	/** A workspace of its own that starts with the same files on disk: for trying changes out. */
	fork(): Workspace {
		const copy = new Workspace(this.files);
		for (const [uri, file] of this.#disk) copy.#disk.set(uri, file);
		for (const [uri, { tree, real }] of this.#open) {
			// The trees of consecutive versions share statements: the copy needs its own.
			copy.#open.set(uri, { tree: parse(uri, tree.text), real });
			copy.#byReal.set(real, uri);
		}
		return copy;
	}

	/**
	 * An open document has this text now. Earlier trees of it must not be used any more.
	 * @param same what is known to be as it was in the text before
	 */
	setText(uri: string, text: string, previous?: SyntaxTree, same?: Same): SyntaxTree {
		return toEnd(this.#steadily(uri, text, previous, same, this.#open.get(uri)));
	}

	/** The same in units. Earlier trees can be used until the last of them is done. */
	*takeText(uri: string, text: string, previous?: SyntaxTree, same?: Same): Units<SyntaxTree> {
		const known = this.#open.get(uri);
		// Who types without a pause while ten thousand files are read would have them read again and again.
		for (const loaded of this.#loaded.values()) yield* loaded.finish();
		return yield* this.#steadily(uri, text, previous, same, known);
	}

	/** @param of the text that `same` speaks of */
	#steadily(uri: string, text: string, previous?: SyntaxTree, same?: Same, of?: OpenText): Units<SyntaxTree> {
		return steady(
			() => this.#open.get(uri),
			() => this.#takeText(uri, text, previous, this.#open.get(uri) === of ? same : undefined),
		);
	}

	*#takeText(uri: string, text: string, previous?: SyntaxTree, same?: Same): Units<SyntaxTree> {
		const known = this.#open.get(uri);
		if (known?.tree.text === text) return known.tree;
		const tree = yield* parseUnits(uri, text, known?.tree ?? previous, known && same);
		const real = known?.real ?? this.files?.real(uri) ?? uri;
		this.#open.set(uri, { tree, real });
		this.#changed();
		if (known) {
			for (const loaded of this.#loaded.values()) loaded.changed(uri);
			this.#mayIncludeOthers(uri, text);
			return tree;
		}
		this.#byReal.set(real, uri);
		this.#reopened(uri, real);
		return tree;
	}

	/** Something is not what it was. */
	#changed(matters = true): void {
		this.#changes++;
		if (matters) this.revision++;
		for (const loaded of this.#loaded.values()) loaded.drop();
	}

	/** Documents that stand alone may be a part of this one now. */
	#mayIncludeOthers(uri: string, text: string): void {
		if (!/include/i.test(text)) return;
		for (const [document, entries] of this.#entries) {
			if (document !== uri && entries[0] === document && !isEntryName(document)) this.#entries.delete(document);
		}
	}

	/** A document was closed: what is on disk counts again. */
	close(uri: string): void {
		const known = this.#open.get(uri);
		if (!known) return;
		this.#open.delete(uri);
		this.#byReal.delete(known.real);
		this.#entries.delete(uri);
		this.#disk.delete(uri);
		this.#reopened(uri, known.real);
		// A configuration nobody looks at any more is not kept.
		const used = new Set([...this.#open.keys()].flatMap((one) => this.#entries.get(one) ?? [one]));
		for (const entry of this.#loaded.keys()) if (!used.has(entry)) this.#loaded.delete(entry);
		if (this.#open.size === 0) this.#disk.clear();
	}

	/** A file now comes from somewhere else, possibly under another name. */
	#reopened(uri: string, real: string): void {
		this.files?.forget?.();
		this.#changed();
		for (const loaded of this.#loaded.values()) {
			if (loaded.reads(uri) && uri === real) loaded.changed(uri);
			else if (loaded.reads(uri) || loaded.lacks(uri) || this.#isReadAs(loaded, real)) loaded.outdated();
		}
		this.#entries.clear();
	}

	/** Whether a configuration reads a file by another path than its own. */
	#isReadAs(loaded: LoadedConfiguration, real: string): boolean {
		if (loaded.reads(real)) return true;
		return loaded.uris.some((one) => this.#disk.get(one)?.real === real);
	}

	/** Files were written, made or removed. @returns whether that can matter to anybody */
	changedOnDisk(changes: readonly { readonly uri: string; readonly kind: "written" | "made" | "removed" }[]): boolean {
		let matters = false;
		this.files?.forget?.();
		for (const { uri, kind } of changes) {
			this.#disk.delete(uri);
			for (const loaded of this.#loaded.values()) {
				const known = loaded.reads(uri);
				if (known && kind === "written") loaded.changed(uri);
				else if (known || loaded.includesFrom(folderOf(uri)) || loaded.lacks(uri)) loaded.outdated();
				else continue;
				matters = true;
			}
			if (kind === "written" && !isEntryName(uri)) continue;
			// Whoever stood alone so far may be a part of that one.
			if (isEntryName(uri) && this.#open.size > 0) matters = true;
			this.#entries.clear();
		}
		this.#changed(matters);
		return matters;
	}

	/** Forgets what is known of the disk, where nobody tells about changes. */
	forgetDisk(): void {
		this.files?.forget?.();
		this.#disk.clear();
		this.#entries.clear();
		for (const loaded of this.#loaded.values()) loaded.outdated();
		this.#changed();
	}

	/** Folders that the configurations of open documents read from, for a client to watch. */
	get folders(): readonly string[] {
		const folders = new Set<string>();
		for (const loaded of this.#loaded.values()) for (const folder of loaded.folders) folders.add(folder);
		return [...folders];
	}

	tree(uri: string): SyntaxTree | undefined {
		return this.#open.get(uri)?.tree;
	}

	/** The configurations an open document is a part of; its own when it is nobody's part. Never empty. */
	configurationsOf(uri: string, version: VersionSetting): readonly Configuration[] {
		return toEnd(this.findConfigurations(uri, version));
	}

	/** The same in units; when something changes in between, what comes out is what holds then. */
	findConfigurations(uri: string, version: VersionSetting): Units<readonly Configuration[]> {
		return steady(
			() => this.#changes,
			() => this.#findConfigurations(uri, version),
		);
	}

	*#findConfigurations(uri: string, version: VersionSetting): Units<readonly Configuration[]> {
		let entries = this.#entries.get(uri);
		if (!entries) {
			entries = yield* this.#findEntries(uri, version);
			this.#entries.set(uri, entries);
		}
		const found: Configuration[] = [];
		for (const entry of entries) {
			const loaded = yield* this.#load(entry, version);
			if (loaded?.reads(uri)) found.push(loaded.configuration);
		}
		if (found.length > 0) return found;
		// The Include that brought it may be gone.
		if (entries[0] !== uri) this.#entries.delete(uri);
		return [(yield* this.#load(uri, version))!.configuration];
	}

	*#findEntries(uri: string, version: VersionSetting): Units<readonly string[]> {
		if (isEntryName(uri)) return [uri];
		const candidates = new Set<string>([...this.#open.keys()].filter((one) => one !== uri));
		for (
			let folder = folderOf(uri), steps = 0;
			steps <= HIGHEST;
			steps++, folder = resolvePath(folder, "../") ?? folder
		) {
			const entry = resolvePath(folder, "prosody.cfg.lua");
			if (entry && entry !== uri) candidates.add(entry);
		}
		const found: string[] = [];
		for (const candidate of candidates) {
			const loaded = found.length < MOST_ENTRIES ? yield* this.#load(candidate, version) : undefined;
			if (loaded?.reads(uri)) found.push(candidate);
			else if (!this.#open.has(candidate)) this.#loaded.delete(candidate);
		}
		// A file that is a part of a part belongs to the whole.
		const outermost = found.filter(
			(one) => !found.some((other) => other !== one && this.#loaded.get(other)?.reads(one)),
		);
		return outermost.length > 0 ? outermost : [uri];
	}

	/** The configuration that begins with a file; undefined when there is no such file. */
	*#load(entry: string, version: VersionSetting): Units<LoadedConfiguration | undefined> {
		yield* this.#bring(entry);
		const tree = this.#sources.tree(entry);
		if (typeof tree === "string") return undefined;
		const choice = chooseVersion(version, tree);
		let loaded = this.#loaded.get(entry);
		if (!loaded?.isFor(choice)) {
			loaded = new LoadedConfiguration(entry, choice, this.#sources, loadModuleFacts());
			this.#loaded.set(entry, loaded);
		}
		yield* loaded.update(tree);
		return loaded;
	}

	readonly #sources: Sources = {
		tree: (uri) => {
			const open = this.#open.get(uri);
			if (open) return open.tree;
			toEnd(this.#bring(uri));
			const file = this.#disk.get(uri)!;
			const document = this.#byReal.get(file.real);
			return (document !== undefined && this.#open.get(document)?.tree) || file.tree;
		},
		bring: (uri) => this.#bring(uri),
		text: (uri) => this.files?.read(uri) ?? { problem: "unknown" },
		list: (uri) => this.files?.list(uri) ?? "unknown",
	};

	/** Reads a file from the disk, if that is where it counts and was not done. */
	*#bring(uri: string): Units<void> {
		if (this.#open.has(uri) || this.#disk.has(uri)) return;
		const found = this.files?.read(uri) ?? { problem: "unknown" };
		const file =
			found.text === undefined
				? { tree: found.problem, real: uri }
				: { tree: yield* parseUnits(uri, found.text), real: found.real };
		this.#disk.set(uri, file);
	}
}
