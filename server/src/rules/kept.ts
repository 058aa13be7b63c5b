/**
 * What the rules said of a file, kept from edit to edit: a rule looks again at the parts of the file that an edit touched,
 * and at all of it only where that may change what it says elsewhere. docs/engine.md tells how that is decided.
 */
import { type Lookup, watchLookups } from "../config/host-index.ts";
import type { ConfigPart, Configuration, LeftOutModule, LoadedModule, ModuleSet, Scope } from "../config/model.ts";
import { EVERYTHING, MODULES, noteRead, watchReads } from "../config/reads.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import type { Fix, RegisteredRule, Report } from "./rule.ts";
import { viewOfParts } from "./view.ts";

/** Runs a rule on what is shown of a configuration. */
export type Check = (rule: RegisteredRule, seen: Configuration) => readonly Report[];

/** Counts for tests: times a rule looked at a whole file, and at some parts of it. */
export const ruleRuns = { whole: 0, parts: 0 };

/** What one rule said, and of what. */
interface Said {
	/** The parts of the file as they were then. */
	parts: readonly ConfigPart[];
	/** How often hosts had changed by then, in any file. */
	revision: number;
	/** What was not known of the configuration. */
	readonly unseen: string;
	/** By the part in which it stands. */
	readonly inParts: Map<ConfigPart, readonly Report[]>;
	/** What it looked up about all hosts. */
	readonly lookups: readonly Lookup[];
	/** What it read of hosts. */
	readonly reads: ReadonlySet<string>;
}

/** An edit, as far as the rules are concerned. */
interface Edit {
	readonly gone: readonly ConfigPart[];
	readonly come: readonly ConfigPart[];
	/** Hosts came, went or changed places. */
	readonly moved: boolean;
	/** What is not on the hosts as it was: names of options, and {@link MODULES}. */
	readonly changed: ReadonlySet<string>;
	/** The configuration with nothing but the parts that it touched. */
	view?: Configuration;
}

export class Kept {
	#parts: readonly ConfigPart[] = [];
	#unseen = "";
	/** From the parts a rule has seen to the present ones; undefined where the first part is another one, for all others depend on it. */
	readonly #edits = new Map<readonly ConfigPart[], Edit | undefined>();
	readonly #said = new Map<RegisteredRule, Said>();
	/** What was said since the last edit. */
	#new = new WeakSet<Report>();

	/** Takes up the present state of the file; {@link reports} is then asked for each rule. Not all need be, nor between any two edits. */
	update(config: Configuration, tree: SyntaxTree): void {
		this.#parts = config.partsIn(tree.uri);
		this.#unseen = config.unseen.map(({ kind, what }) => `${kind} ${what}`).join("\n");
		this.#edits.clear();
		this.#new = new WeakSet();
	}

	#editSince({ parts, unseen }: Said): Edit | undefined {
		if (unseen !== this.#unseen) return undefined;
		if (!this.#edits.has(parts)) this.#edits.set(parts, editOf(parts, this.#parts));
		return this.#edits.get(parts);
	}

	/** What a rule says of the file now. */
	reports(rule: RegisteredRule, config: Configuration, tree: SyntaxTree, check: Check): readonly Report[] {
		const before = this.#said.get(rule);
		const isMine = before && (rule.local === true || isChangedOnlyHere(config, tree, before));
		const edit = isMine ? this.#editSince(before) : undefined;
		if (before && edit && this.#update(rule, before, edit, config, tree, check)) {
			before.parts = this.#parts;
			before.revision = config.hostLog.revision;
			const reports = [...before.inParts.values()].flat();
			if (reports.every((report) => pointsInto(tree, report))) {
				return reports.map((report) => (this.#new.has(report) ? report : this.#again(report, rule, config, check)));
			}
		}
		const said = this.#lookAtAll(rule, config, check);
		this.#said.set(rule, said);
		return [...said.inParts.values()].flat();
	}

	/** A report of an earlier look: its fixes were made for the file as it was, so they are worked out again when somebody asks. */
	#again(report: Report, rule: RegisteredRule, config: Configuration, check: Check): Report {
		let fixes: readonly Fix[] | undefined;
		return Object.create(report, {
			fixes: {
				get: () => {
					const isIt = ({ at, message }: Report) =>
						at.chunk === report.at.chunk && at.from === report.at.from && message === report.message;
					fixes ??= check(rule, config).find(isIt)?.fixes ?? [];
					return fixes;
				},
			},
		});
	}

	#lookAtAll(rule: RegisteredRule, config: Configuration, check: Check): Said {
		ruleRuns.whole++;
		const watched = watchReads(() => watchLookups(() => check(rule, rule.local === true ? config : withNotes(config))));
		const { result, lookups } = watched.result;
		const inParts = new Map<ConfigPart, Report[]>();
		for (const report of result) {
			const part = partAt(this.#parts, report);
			if (!part) continue;
			const known = inParts.get(part);
			if (known) known.push(report);
			else inParts.set(part, [report]);
		}
		const { revision } = config.hostLog;
		return { parts: this.#parts, revision, unseen: this.#unseen, inParts, lookups, reads: watched.reads };
	}

	/** Brings what a rule said up to date; false when it has to look at everything. */
	#update(
		rule: RegisteredRule,
		said: Said,
		edit: Edit,
		config: Configuration,
		tree: SyntaxTree,
		check: Check,
	): boolean {
		const { gone, come, moved } = edit;
		// Files come and go without a word.
		if (said.reads.has(FILES) || !said.lookups.every((isSame) => isSame())) return false;
		if (rule.local !== true && (moved || concerns(edit, said))) return false;
		if (gone.length === 0 && come.length === 0) return true;
		if (rule.local === true || rule.local === "in-place") {
			edit.view ??= viewOfParts(config, tree, come);
			if (come.length > 0) ruleRuns.parts++;
			replace(said, edit, come.length > 0 ? check(rule, edit.view) : []);
		} else if (said.reads.has(LISTS)) return false;
		else
			replace(
				said,
				edit,
				gone.flatMap((part) => said.inParts.get(part) ?? []),
			);
		return true;
	}
}

/** Whether no other file was edited since: hosts there have a say in what is said here. */
function isChangedOnlyHere({ hostLog }: Configuration, { uri }: SyntaxTree, { revision }: Said): boolean {
	return hostLog.since(revision)?.every(({ file }) => file === uri) ?? false;
}

/** Whether an edit changed something a rule went by. */
function concerns({ changed }: Edit, { reads }: Said): boolean {
	if (reads.has(EVERYTHING) && changed.size > 0) return true;
	for (const name of changed) if (reads.has(name)) return true;
	return false;
}

/** Puts what is said of the new parts into the place of what was said of the old ones. */
function replace({ inParts }: Said, { gone, come }: Edit, reports: readonly Report[]): void {
	for (const part of gone) inParts.delete(part);
	const owners = new Map(come.flatMap((part) => part.chunks.map((chunk) => [chunk, part] as const)));
	for (const report of reports) {
		const owner = owners.get(report.at.chunk);
		if (owner) inParts.set(owner, [...(inParts.get(owner) ?? []), report]);
	}
}

/** Stands for files and folders that a rule looks for. */
export const FILES = "\0files";

/** Stands for lists of what is written all over a file. */
const LISTS = "\0lists";

/** The configuration, with a note when somebody goes through what is written all over it. */
function withNotes(config: Configuration): Configuration {
	const noted = <Key extends keyof Configuration>(key: Key) => ({
		get: () => {
			noteRead(LISTS);
			return config[key];
		},
	});
	return Object.create(config, {
		sections: noted("sections"),
		warnings: noted("warnings"),
		errors: noted("errors"),
		trees: noted("trees"),
		sectionsIn: noted("sectionsIn"),
		warningsIn: noted("warningsIn"),
	});
}

/** Whether all places a report names are still there. */
function pointsInto(tree: SyntaxTree, { at, related = [] }: Report): boolean {
	return [at, ...related.map((one) => one.at)].every(({ chunk, file }) => file !== tree.uri || chunk.tree === tree);
}

/** The parts that differ; undefined when the first one does, for all others depend on it. */
function editOf(before: readonly ConfigPart[], now: readonly ConfigPart[]): Edit | undefined {
	let start = 0;
	while (start < before.length && start < now.length && before[start] === now[start]) start++;
	if (start === 0) return undefined;
	let end = 0;
	const most = Math.min(before.length, now.length) - start;
	while (end < most && before[before.length - 1 - end] === now[now.length - 1 - end]) end++;
	const gone = before.slice(start, before.length - end);
	const come = now.slice(start, now.length - end);
	const moved = gone.length !== come.length || gone.some((part, index) => !isSameHost(part, come[index]!));
	return { gone, come, moved, changed: moved ? new Set() : changesOf(gone, come) };
}

/** Whether two parts begin with the very same line, and speak of the same hosts. */
function isSameHost(a: ConfigPart, b: ConfigPart): boolean {
	return a.chunks[0] === b.chunks[0] && names(a) === names(b);
}

function names({ sections }: ConfigPart): string {
	return sections.map(({ scope }) => `${scope.kind} ${scope.name}`).join(" ");
}

/** The options that are set by statements which are not the same, and whether that makes other modules. */
function changesOf(gone: readonly ConfigPart[], come: readonly ConfigPart[]): Set<string> {
	const changed = new Set<string>();
	const note = (parts: readonly ConfigPart[], others: readonly ConfigPart[]) => {
		const same = new Set(others.flatMap(({ chunks }) => chunks));
		for (const { assignments } of parts.flatMap(({ sections }) => sections)) {
			for (const { option, nameSpan } of assignments) if (!same.has(nameSpan.chunk)) changed.add(option);
		}
	};
	note(gone, come);
	note(come, gone);
	for (const [index, part] of gone.entries()) {
		const [old, now] = [part, come[index]!].map(({ sections }) => sections.map(({ scope }) => scope)) as [
			Scope[],
			Scope[],
		];
		if (old.some((scope, at) => !isSameModules(scope.modules, now[at]!.modules))) changed.add(MODULES);
	}
	return changed;
}

function isSameModules(a: ModuleSet, b: ModuleSet): boolean {
	return a === b || (a.complete === b.complete && isSameMap(a.loaded, b.loaded) && isSameMap(a.leftOut, b.leftOut));
}

function isSameMap(
	a: ReadonlyMap<string, LoadedModule | LeftOutModule>,
	b: ReadonlyMap<string, LoadedModule | LeftOutModule>,
): boolean {
	if (a.size !== b.size) return false;
	for (const [name, one] of a) {
		const other = b.get(name);
		if (!other || one.because !== other.because || one.via !== other.via) return false;
		if (one.at?.chunk !== other.at?.chunk || one.at?.from !== other.at?.from) return false;
	}
	return true;
}

/** The part that a report stands in. */
function partAt(parts: readonly ConfigPart[], { at }: Report): ConfigPart | undefined {
	let low = 0;
	let high = parts.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((parts[middle]!.chunks[0]?.start ?? 0) <= at.chunk.start) low = middle;
		else high = middle - 1;
	}
	return parts[low];
}
