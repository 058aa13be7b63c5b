/**
 * The façade: a text in, answers out. Pure: no file system, no clock, no environment, and it does not throw.
 */
import type { Catalog } from "./catalog/catalog.ts";
import { loadCatalog } from "./catalog/load.ts";
import type { Configuration } from "./config/model.ts";
import { warmUp } from "./config/warm.ts";
import type { Change } from "./edits/change.ts";
import { applyChanges, Composer, nonOverlapping } from "./edits/index.ts";
import type { FileSystem } from "./file-system.ts";
import { catalogOf } from "./local-modules.ts";
import type { Finding } from "./rules/finding.ts";
import type { Profile, RegisteredRule } from "./rules/rule.ts";
import { chooseProfile, type RuleRun, ruleUnits, runRules } from "./rules/run.ts";
import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";
import { type LineIndex, linesOf } from "./syntax/lines.ts";
import type { SyntaxTree } from "./syntax/tree.ts";
import { Workspace } from "./workspace.ts";

export type { Finding } from "./rules/finding.ts";
export { DEFAULT_SETTINGS, readSettings, type Settings } from "./settings.ts";
export { Workspace } from "./workspace.ts";

/**
 * Everything known about one version of one document. Parts are worked out when they are asked for.
 * A snapshot made with a `previous` one takes its statements over: the previous one must not be used any more.
 */
export class Snapshot {
	readonly tree: SyntaxTree;
	readonly workspace: Workspace;
	#configs?: readonly Configuration[];
	#run?: RuleRun;

	/** @param around the files around it, or the workspace it is a document of */
	constructor(
		readonly uri: string,
		readonly text: string,
		readonly settings: Settings = DEFAULT_SETTINGS,
		previous?: Snapshot,
		around?: FileSystem | Workspace,
	) {
		this.workspace = around instanceof Workspace ? around : new Workspace(around);
		this.tree = this.workspace.setText(uri, text, previous?.tree);
	}

	get files(): FileSystem | undefined {
		return this.workspace.files;
	}

	/** The configuration it is, or is a part of. */
	get config(): Configuration {
		return this.configs[0]!;
	}
	/** All configurations it is a part of; one as a rule. */
	get configs(): readonly Configuration[] {
		this.#configs ??= this.workspace.configurationsOf(this.uri, this.settings.version);
		return this.#configs;
	}
	/** False once another document or a file on disk has changed what this one means. */
	get isCurrent(): boolean {
		if (!this.#configs) return true;
		const now = this.workspace.configurationsOf(this.uri, this.settings.version);
		return now.length === this.#configs.length && now.every((config, index) => config === this.#configs![index]);
	}
	/** With the modules that only this server has. For features; the rules have the catalog as it is. */
	get catalog(): Catalog {
		return catalogOf(this.config, this.workspace);
	}
	get lines(): LineIndex {
		return linesOf(this.tree);
	}
	get profile(): Profile {
		return chooseProfile(this.settings.profile, this.config);
	}
	/** What the rules say, in the order of the file. */
	get findings(): readonly Finding[] {
		return this.#rules().findings;
	}
	/** {@link findings}, as far as they are at hand without any work. */
	get knownFindings(): readonly Finding[] {
		return this.#run?.findings ?? [];
	}
	/** Rules that broke down on this document; for the log. */
	get failures(): RuleRun["failures"] {
		return this.#rules().failures;
	}

	/** True when {@link config} is at hand without any work. */
	get isLoaded(): boolean {
		return this.#configs !== undefined;
	}
	/** True when {@link findings} are at hand without any work. */
	get isAnalysed(): boolean {
		return this.#run !== undefined;
	}

	/**
	 * Works out all there is to know: the configuration first, then what each rule says. Between any two steps the work can be left alone,
	 * for a while or for good; whoever asks for something in the meantime gets it at once.
	 */
	*analyse(): Generator<unknown, void> {
		const { settings, files, tree } = this;
		const configs = this.#configs ?? (yield* this.workspace.findConfigurations(this.uri, settings.version));
		this.#configs ??= configs;
		const catalog = loadCatalog();
		yield;
		const runs: RuleRun[] = [];
		for (const config of configs) {
			if (this.#run) return;
			yield* warmUp(config);
			runs.push(yield* ruleUnits({ config, catalog, settings, files, focus: tree }));
		}
		this.#run ??= merge(runs);
	}

	/** Runs only the given rules, for tests of one rule. */
	run(rules: readonly RegisteredRule[]): RuleRun {
		return this.#runOn(this.config, this.tree, rules);
	}

	/** What the rules say of all files of the configuration, file by file. */
	runOnAll(): RuleRun {
		return this.#runOn(this.config);
	}

	#rules(): RuleRun {
		this.#run ??= merge(this.configs.map((config) => this.#runOn(config, this.tree)));
		return this.#run;
	}

	#runOn(config: Configuration, focus?: SyntaxTree, rules?: readonly RegisteredRule[]): RuleRun {
		const { settings, files } = this;
		return runRules({ config, catalog: loadCatalog(), settings, files, focus, rules });
	}
}

/** A file that is a part of several configurations: what is said in any of them, once. */
function merge(runs: readonly RuleRun[]): RuleRun {
	const [first, ...others] = runs;
	if (!first || others.length === 0) return first ?? { findings: [], failures: [] };
	const findings = new Map<string, Finding>();
	for (const finding of runs.flatMap((run) => run.findings)) {
		const { rule, at, message } = finding;
		const key = `${rule.id} ${at.start} ${at.end} ${message}`;
		if (!findings.has(key)) findings.set(key, finding);
	}
	const sorted = [...findings.values()].sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
	return { findings: sorted, failures: runs.flatMap(({ failures }) => failures) };
}

/**
 * At most this many rounds of fixes. It takes more than one where a fix makes way for another, or where several insert at one place
 * (each option that moves to the global section); the loop ends by itself when nothing is left to do.
 */
const ROUNDS = 500;

/**
 * The edit that applies every safe fix, again and again until none is left: one set of changes against the snapshot's text.
 * Overlapping fixes wait for the next round.
 */
export function fixAll(snapshot: Snapshot, wanted: (finding: Finding) => boolean = () => true): readonly Change[] {
	const composer = new Composer(snapshot.uri, snapshot.text);
	const seen = new Set<string>();
	let current = snapshot;
	let workspace: Workspace | undefined;
	for (let round = 0; round < ROUNDS && !seen.has(current.text); round++) {
		seen.add(current.text);
		const groups = current.findings.filter(wanted).map((finding) => safeChanges(finding, snapshot.uri));
		const chosen = nonOverlapping(groups.filter((changes) => changes.length > 0));
		if (chosen.length === 0) break;
		const text = applyChanges(current.text, chosen);
		composer.apply(chosen);
		// The trees of consecutive versions share statements, and the caller's must stay as it is.
		workspace ??= snapshot.workspace.fork();
		current = new Snapshot(snapshot.uri, text, snapshot.settings, undefined, workspace);
	}
	return composer.changes();
}

/** The changes of the first safe fix that does something; empty when there is none, or when it reaches into another file. */
function safeChanges(finding: Finding, uri: string): readonly Change[] {
	const changes = finding.safeFixes[0]?.changes() ?? [];
	return changes.every(({ file }) => file === uri) ? changes : [];
}
