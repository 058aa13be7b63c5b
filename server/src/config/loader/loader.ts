/** Loads a configuration from its entry file, as core/configmanager.lua does, without running it. */
import type { FileText } from "../../file-system.ts";
import type { Chunk, SyntaxTree } from "../../syntax/tree.ts";
import { Meter, toEnd, type Units } from "../../units.ts";
import { createGlobals } from "../lua/library/globals.ts";
import { NOWHERE } from "../lua/library/nowhere.ts";
import { Run } from "../lua/run.ts";
import { LuaTable } from "../lua/table.ts";
import type { Inclusion } from "../model.ts";
import type { Home } from "../scope.ts";
import { text } from "../value.ts";
import type { VersionChoice } from "../version.ts";
import { FileRun } from "./file-run.ts";
import { handOut } from "./history.ts";
import { HostTables } from "./hosts.ts";
import { Part } from "./part.ts";
import { Reading } from "./reading.ts";
import type { Sources } from "./sources.ts";

/** Includes inside of Includes. Lua itself gives up at about 190. */
const DEEPEST = 60;
/** How often a file may be under way at once: it may well stop by itself. */
const MOST_REPEATED = 3;
/** Files read in one load, counting each time. */
const MOST_FILES = 50_000;
/** Characters that are read in one unit. */
const UNIT = 10_000;
/** What a statement costs however short it is, and a file however small, in characters. */
const EACH_STATEMENT = 40;
const EACH_FILE = 1000;

export class Loader {
	readonly run = new Run();
	readonly home: Home = {};
	readonly hosts = new HostTables(this.home);
	/** The parts of every file read, in the order of reading. */
	parts: Part[] = [];
	/** The readings of each file by its names, put together when somebody asks. */
	readonly #files = new Map<string, FileRun[]>();
	#notable?: readonly Part[];
	#luaGlobals?: LuaTable;
	#strings = new LuaTable();
	#begun = 0;
	/** Why what is still to come may never be reached. */
	endless?: string;
	/** Set when an Include was met that would go on forever. */
	#goesRound = false;
	/** The files being read, outermost first. */
	readonly #stack: string[] = [];
	readonly #meter = new Meter(UNIT);

	constructor(
		readonly version: VersionChoice,
		readonly sources: Sources,
	) {}

	get luaGlobals(): LuaTable {
		if (!this.#luaGlobals) {
			this.#luaGlobals = createGlobals();
			const library = this.#luaGlobals.get(text("string", NOWHERE));
			if (library?.type === "table") this.#strings = library.table;
		}
		return this.#luaGlobals;
	}
	/** Lua's table `string` itself, whatever the name stands for by now. */
	get strings(): LuaTable {
		void this.luaGlobals;
		return this.#strings;
	}

	/** Reads the entry file and all it includes, in units. Who stops in between has no use for this loader any more. */
	load(tree: SyntaxTree): Units<void> {
		return this.read(new FileRun(this, tree, tree.uri, 0, this.begun));
	}

	/** Whether a unit ends before a statement. */
	pausesAt({ text }: Chunk): boolean {
		return this.#meter.isFull(text.length + EACH_STATEMENT);
	}

	/** Reads a file that is named by an Include, so that {@link include} has it at hand. */
	*bring(uri: string): Units<void> {
		if (this.sources.bring) yield* this.sources.bring(uri);
		if (this.#meter.isFull(EACH_FILE)) yield;
	}

	/** The file an Include names, or why it is not read. */
	include({ depth }: FileRun, uri: string): SyntaxTree | Exclude<Inclusion["outcome"], "read" | "empty"> {
		const found = this.sources.tree(uri);
		if (typeof found === "string") return found === "unknown" ? "unseen" : found;
		if (this.#stack.filter((one) => one === found.uri).length >= MOST_REPEATED) {
			this.#goesRound = true;
			return "cycle";
		}
		return depth >= DEEPEST || this.begun >= MOST_FILES ? "too-deep" : found;
	}

	list(uri: string): readonly string[] | "missing" | "unreadable" | "unknown" {
		return this.sources.list(uri);
	}
	readText(uri: string): FileText {
		return this.sources.text(uri);
	}

	/** Whether a file is being read at the moment. */
	isUnderWay({ uri }: SyntaxTree): boolean {
		return this.#stack.includes(uri);
	}

	/** Runs a file inside of itself, which may well come to an end by itself; false when it goes round and round. */
	endsByItself(file: FileRun, tree: SyntaxTree, location: string): boolean {
		const { run } = this;
		const outer = this.#goesRound;
		this.#goesRound = false;
		run.quiet++;
		const { begun } = this;
		const read = this.parts.length;
		try {
			toEnd(this.enter(file, tree, location));
			return !this.#goesRound;
		} finally {
			run.quiet--;
			this.parts.length = read;
			this.#begun = begun;
			this.#goesRound ||= outer;
		}
	}

	/** How many files were begun so far; of a file that is read again, as many as when it was read first. */
	get begun(): number {
		return this.#begun;
	}

	/** Runs an included file. */
	enter({ depth }: FileRun, tree: SyntaxTree, location: string): Units<void> {
		return this.read(new FileRun(this, tree, location, depth + 1, this.begun));
	}

	/** The file goes on with its next part. */
	nextPart(file: FileRun): void {
		file.part = new Part(file, this.begun);
		file.parts.push(file.part);
		this.parts.push(file.part);
	}

	/** Reads a file, or parts of one, again: aside from the list of parts. @returns the parts that come of it */
	aside(begun: number, read: () => void): readonly Part[] {
		const outer = { parts: this.parts, begun: this.#begun };
		this.parts = [];
		this.#begun = begun;
		this.run.renew();
		try {
			read();
			return this.parts;
		} finally {
			this.parts = outer.parts;
			this.#begun = outer.begun;
		}
	}

	/** Puts parts that were read again into the place of others. @param at where in the list */
	replace(at: number, old: readonly Part[], now: readonly Part[]): void {
		this.parts.splice(at, old.length, ...now);
		if ([...old, ...now].some(({ history }) => history.isNotable)) this.#notable = undefined;
		const { scope } = this.hosts.global;
		const { sections } = scope;
		handOut(now);
		// What they have of the global section sets nothing, but it has its place.
		const isGlobal = ({ history }: Part) => history.sections.some((section) => section.scope === scope);
		const hasGlobal = old.some(isGlobal) || now.some(isGlobal);
		const all = () => this.parts.flatMap(({ history }) => history.sections);
		scope.sections = hasGlobal ? all().filter((section) => section.scope === scope) : sections;
		const [before, after] = [old, now].map((parts) => parts.flatMap(namesOf)) as [string[], string[]];
		const sameOrder = before.length === after.length && before.every((name, index) => name === after[index]);
		if (!sameOrder) this.hosts.sort(all());
		const { uri } = (now[0] ?? old[0])!.file.tree;
		this.hosts.log.add({ file: uri, names: [...new Set([...before, ...after])], sameOrder });
	}

	/** A file was read again from its beginning. */
	replaceFile(old: FileRun, now: FileRun): void {
		for (const files of [this.#files.get(old.tree.uri), this.#files.get(old.location)]) {
			const index = files?.indexOf(old) ?? -1;
			if (files && index >= 0) files[index] = now;
		}
	}

	/** Every reading of a file, for it may be included twice; by the name a person knows it by, or the path an Include gives it. */
	readings(uri: string): readonly FileRun[] {
		if (this.#files.size === 0) {
			for (const file of new Set(this.parts.map((part) => part.file))) {
				for (const name of new Set([file.tree.uri, file.location])) {
					const known = this.#files.get(name);
					if (known) known.push(file);
					else this.#files.set(name, [file]);
				}
			}
		}
		return this.#files.get(uri) ?? [];
	}

	/** The parts in which there is more than sections and warnings; of very many these are few. */
	get notable(): readonly Part[] {
		this.#notable ??= this.parts.filter(({ history }) => history.isNotable);
		return this.#notable;
	}

	/** Reads a file from its beginning. */
	*read(file: FileRun): Units<void> {
		this.parts.push(file.part);
		this.#begun++;
		this.#stack.push(file.tree.uri);
		const ended = this.run.afresh();
		try {
			yield* new Reading(this, file).run();
		} finally {
			ended();
			this.#stack.pop();
		}
	}
}

function namesOf({ hosts }: Part): string[] {
	return [...hosts].map(({ name }) => name);
}
