/**
 * The façade: a text in, answers out. Pure: no file system, no clock, no environment, and it does not throw.
 */
import type { Catalog } from "./catalog/catalog.ts";
import { loadCatalog } from "./catalog/load.ts";
import { chooseVersion } from "./config/detect.ts";
import { loadConfiguration } from "./config/load.ts";
import { sourcesOf } from "./config/loader/sources.ts";
import type { Configuration } from "./config/model.ts";
import type { Change } from "./edits/change.ts";
import { applyChanges, Composer, nonOverlapping } from "./edits/index.ts";
import type { FileSystem } from "./file-system.ts";
import type { Profile, RegisteredRule } from "./rules/rule.ts";
import { chooseProfile, type Finding, type RuleRun, runRules } from "./rules/run.ts";
import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";
import { parse } from "./syntax/index.ts";
import { LineIndex } from "./syntax/lines.ts";
import type { SyntaxTree } from "./syntax/tree.ts";

export type { Finding } from "./rules/run.ts";
export { DEFAULT_SETTINGS, readSettings, type Settings } from "./settings.ts";

/**
 * Everything known about one version of one document. Parts are worked out when they are asked for.
 * A snapshot made with a `previous` one takes its statements over: the previous one must not be used any more.
 */
export class Snapshot {
	readonly tree: SyntaxTree;
	#config?: Configuration;
	#lines?: LineIndex;
	#run?: RuleRun;

	constructor(
		readonly uri: string,
		readonly text: string,
		readonly settings: Settings = DEFAULT_SETTINGS,
		previous?: Snapshot,
		readonly files?: FileSystem,
	) {
		this.tree = parse(uri, text, previous?.tree);
	}

	get config(): Configuration {
		this.#config ??= loadConfiguration(
			this.tree,
			chooseVersion(this.settings.version, this.tree),
			this.files && sourcesOf(this.files),
		);
		return this.#config;
	}
	get catalog(): Catalog {
		return loadCatalog();
	}
	get lines(): LineIndex {
		this.#lines ??= new LineIndex(this.text);
		return this.#lines;
	}
	get profile(): Profile {
		return chooseProfile(this.settings.profile, this.config);
	}
	/** What the rules say, in the order of the file. */
	get findings(): readonly Finding[] {
		return this.#rules().findings;
	}
	/** Rules that broke down on this document; for the log. */
	get failures(): RuleRun["failures"] {
		return this.#rules().failures;
	}

	/** Runs only the given rules, for tests of one rule. */
	run(rules: readonly RegisteredRule[]): RuleRun {
		return runRules(this.config, this.catalog, this.settings, this.lines, this.files, rules);
	}

	#rules(): RuleRun {
		this.#run ??= runRules(this.config, this.catalog, this.settings, this.lines, this.files);
		return this.#run;
	}
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
	for (let round = 0; round < ROUNDS && !seen.has(current.text); round++) {
		seen.add(current.text);
		const groups = current.findings.filter(wanted).map((finding) => safeChanges(finding, snapshot.uri));
		const chosen = nonOverlapping(groups.filter((changes) => changes.length > 0));
		if (chosen.length === 0) break;
		const text = applyChanges(current.text, chosen);
		composer.apply(chosen);
		// The trees of consecutive versions share statements, and the caller's must stay as it is.
		const previous = current === snapshot ? undefined : current;
		current = new Snapshot(snapshot.uri, text, snapshot.settings, previous, snapshot.files);
	}
	return composer.changes();
}

/** The changes of the first safe fix that does something; empty when there is none, or when it reaches into another file. */
function safeChanges(finding: Finding, uri: string): readonly Change[] {
	for (const fix of finding.fixes) {
		const changes = fix.safe ? fix.changes() : [];
		if (changes.length > 0) return changes.every(({ file }) => file === uri) ? changes : [];
	}
	return [];
}
