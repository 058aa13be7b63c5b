/** What the source of a module says. */
import type { Surroundings } from "./evaluate.ts";
import type { ModuleFactKind, ModuleFacts, OptionRead, Reading } from "./facts.ts";
import { readProgram } from "./program.ts";
import { type Gathered, gather, nothingGathered } from "./read-module.ts";
import { readOptions } from "./read-options.ts";

export interface ModuleSource {
	readonly name: string;
	/** The module's own file first, then the libraries it loads from its folder. */
	readonly texts: readonly string[];
}

export interface ExtractedModule {
	readonly facts: ModuleFacts;
	/** Every read, in the order of the texts. */
	readonly reads: readonly OptionRead[];
	/** A sentence for each text that does not parse. */
	readonly problems: readonly string[];
}

/** Reads a module. Whatever the texts are, it answers. */
export function extractModule({ name, texts }: ModuleSource): ExtractedModule {
	const problems: string[] = [];
	const surroundings: Surroundings[] = [];
	const gathered = nothingGathered();
	for (const text of texts) {
		const program = readProgram(text);
		if (program.ok) surroundings.push({ program, module: name });
		else problems.push(program.problem);
	}
	for (const around of surroundings) gather(around, gathered);
	const read = surroundings.map((around) => readOptions(around, gathered.setsGlobal));
	const reads = read.flatMap(({ options }) => options);
	const unnamed = read.reduce((sum, one) => sum + one.unnamed, 0);
	return { facts: factsOf(name, gathered, reads, unnamed), reads, problems };
}

/** The libraries that a text loads with `module:require`. */
export function librariesOf(text: string): string[] {
	return [...text.matchAll(/\bmodule:require\s*\(?\s*["']([\w./-]+)["']/g)].map(([, name]) => name!);
}

function kindOf(name: string, { setsGlobal }: Gathered): ModuleFactKind {
	const prefix = /^(auth|storage|authz)_/.exec(name)?.[1] as ModuleFactKind | undefined;
	return prefix ?? (setsGlobal ? "global" : "host");
}

function factsOf(name: string, gathered: Gathered, reads: readonly OptionRead[], unnamed: number): ModuleFacts {
	const depends = new Set(gathered.depends);
	if (gathered.tasks.size > 0) depends.add("cron");
	return {
		kind: kindOf(name, gathered),
		...(gathered.perHost ? { perHost: true } : {}),
		...(gathered.componentOnly ? { componentOnly: true } : {}),
		...names("depends", depends),
		...names("softDepends", gathered.softDepends),
		...names("provides", gathered.provides),
		...record("services", gathered.services),
		...record("http", gathered.http),
		...record("tasks", gathered.tasks),
		...names("stores", gathered.stores),
		...names("items", gathered.items),
		...(unnamed > 0 ? { unnamed } : {}),
		...record("options", readingsOf(reads)),
	};
}

function names(key: string, set: ReadonlySet<string>): Record<string, readonly string[]> {
	return set.size > 0 ? { [key]: [...set].sort() } : {};
}

function record<V>(key: string, map: ReadonlyMap<string, V>): Record<string, Readonly<Record<string, V>>> {
	const entries = [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
	return map.size > 0 ? { [key]: Object.fromEntries(entries) } : {};
}

/** The different ways in which each option is read. */
export function readingsOf(reads: readonly OptionRead[]): ReadonlyMap<string, readonly Reading[]> {
	const found = new Map<string, Map<string, Reading>>();
	for (const { name, line: _line, written: _written, ...rest } of reads) {
		const reading = tidy(rest);
		const all = found.get(name) ?? new Map<string, Reading>();
		all.set(JSON.stringify(reading), reading);
		found.set(name, all);
	}
	return new Map([...found].map(([name, all]) => [name, worthKeeping([...all.values()])]));
}

/** Fields in one order, without those that say nothing. */
function tidy(reading: Reading): Reading {
	const { type, default: standing, computed, long, fallback, min, max, values, parent, global } = reading;
	const all = { type, default: standing, computed, long, fallback, min, max, values, parent, global };
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as Reading;
}

/** A bare look at an option adds nothing to a reading that says more. */
function worthKeeping(readings: readonly Reading[]): readonly Reading[] {
	const telling = readings.filter(
		({ type, default: standing, computed, long }) => type !== "any" || standing || computed || long,
	);
	const kept = telling.length > 0 ? telling : readings;
	return kept.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
