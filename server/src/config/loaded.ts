/** A configuration that stays loaded while its files change: an edit in a file that stands for itself costs that file. */
import type { SyntaxTree } from "../syntax/tree.ts";
import type { Units } from "../units.ts";
import { assemble } from "./load.ts";
import { handOut } from "./loader/history.ts";
import { Loader } from "./loader/loader.ts";
import { patch } from "./loader/patch.ts";
import { folderOf } from "./loader/paths.ts";
import type { Sources } from "./loader/sources.ts";
import type { Configuration } from "./model.ts";
import type { ModuleFacts } from "./modules/facts.ts";
import type { VersionChoice } from "./version.ts";

export class LoadedConfiguration {
	#loader?: Loader;
	#configuration?: Configuration;
	#outdated = true;
	/** A load that is not done yet. Whoever needs it next goes on with it. */
	#work?: Units<void>;
	/** Whether that became necessary because of an edit: the next one is as likely to make it worthless. */
	#byEdit = false;
	readonly #changed = new Set<string>();
	#uris: ReadonlySet<string> = new Set();
	#folders: ReadonlySet<string> = new Set();
	#allFolders?: ReadonlySet<string>;
	#missing: ReadonlySet<string> = new Set();

	constructor(
		readonly entry: string,
		readonly version: VersionChoice,
		readonly sources: Sources,
		readonly facts?: ModuleFacts,
	) {}

	get configuration(): Configuration {
		return this.#configuration!;
	}

	isFor({ series, assumed }: VersionChoice): boolean {
		return this.version.series === series && this.version.assumed === assumed;
	}

	/** Whether a file was read, under the name a person knows it by or by the path an Include gives it. */
	reads(uri: string): boolean {
		return this.#uris.has(uri);
	}
	get uris(): readonly string[] {
		return [...this.#uris];
	}
	/** Whether an Include looks into a folder. */
	includesFrom(folder: string): boolean {
		return this.#folders.has(folder);
	}
	/** Whether an Include names a file that was not there. */
	lacks(uri: string): boolean {
		return this.#missing.has(uri);
	}
	/** The folders its files lie in, and those that Includes look into. */
	get folders(): ReadonlySet<string> {
		this.#allFolders ??= new Set([...this.#folders, ...this.uris.map(folderOf)]);
		return this.#allFolders;
	}

	/** The text of one of its files changed. */
	changed(uri: string): void {
		if (this.reads(uri)) this.#changed.add(uri);
	}
	/** Files came or went: everything is to be looked at again. */
	outdated(): void {
		this.#outdated = true;
	}

	/** Drops what is half done: something it may have read already is not what it was. */
	drop(): void {
		this.#work = undefined;
	}

	/** Brings a load to its end that was begun before an edit: that costs what it touches then. */
	*finish(): Units<void> {
		while (this.#work && !this.#byEdit) if (this.#step()) yield;
	}

	/** Brings it up to date, in units. Every change in between is to be told by {@link drop}. @param entry the entry file as it is now */
	*update(entry: SyntaxTree): Units<void> {
		const changed = [...this.#changed];
		this.#changed.clear();
		if (!this.#outdated && changed.length > 0 && !(changed.length === 1 && this.#patch(changed[0]!))) {
			this.#outdated = true;
			this.#byEdit = true;
		}
		while (this.#outdated) {
			this.#work ??= this.#load(entry);
			if (this.#step()) yield;
		}
	}

	/** Does one unit of a load. @returns whether there is more to do */
	#step(): boolean {
		if (!this.#work!.next().done) return true;
		this.#work = undefined;
		return false;
	}

	/** Reads everything anew. */
	*#load(entry: SyntaxTree): Units<void> {
		// Of ten thousand hosts, one generation at a time is enough.
		this.#loader = undefined;
		this.#configuration = undefined;
		const loader = new Loader(this.version, this.sources);
		yield* loader.load(entry);
		yield;
		handOut(loader.parts);
		this.#loader = loader;
		this.#configuration = assemble(loader, this.facts);
		this.#outdated = false;
		this.#byEdit = false;
		this.#note(loader);
	}

	/** Reads one file anew; false when more than that depends on it. */
	#patch(uri: string): boolean {
		if (!this.#loader || !patch(this.#loader, uri)) return false;
		this.#configuration = assemble(this.#loader, this.facts);
		return true;
	}

	#note({ parts }: Loader): void {
		this.#allFolders = undefined;
		const files = new Set(parts.map(({ file }) => file));
		this.#uris = new Set([...files].flatMap(({ tree, location }) => [tree.uri, location]));
		const { includes } = this.configuration;
		this.#folders = new Set(includes.flatMap(({ wildcard, target }) => (wildcard && target ? [target] : [])));
		this.#missing = new Set(
			includes.flatMap(({ wildcard, target, outcome }) => (!wildcard && target && outcome !== "read" ? [target] : [])),
		);
	}
}
