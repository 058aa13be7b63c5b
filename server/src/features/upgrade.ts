/**
 * "Upgrade this configuration": what the rules on versions would say of it on another series, put right in all its files at once,
 * one migration at a time to agree to; and in words what cannot be put right by itself.
 */
import type { Configuration } from "../config/model.ts";
import type { Series } from "../config/version.ts";
import { type Change, nonOverlapping } from "../edits/index.ts";
import { type Finding, Snapshot, type Workspace } from "../engine.ts";
import { t } from "../l10n.ts";
import type { Settings } from "../settings.ts";
import { linesOf } from "../syntax/lines.ts";
import { ReasonedComposer } from "./upgrade-compose.ts";
import { changedBehaviour } from "./upgrade-notes.ts";

/** What the rules on versions find is put right by their first fix, a safe one where there is one. */
const MIGRATING: ReadonlySet<string> = new Set([
	"lua-api-direct",
	"module-now-core",
	"module-obsolete",
	"option-deprecated",
	"option-obsolete",
	"option-of-old-module",
	"option-removed",
	"registration-old-names",
	"storage-store-unknown",
]);

/** Of these only what is clearly meant is written; the rest is told. */
const CAREFUL: ReadonlySet<string> = new Set([
	"enum-value",
	"integer-float",
	"number-range",
	"option-type",
	"period-ambiguous",
	"period-unsupported",
	"size-string",
]);

const RULES: readonly string[] = [...MIGRATING, ...CAREFUL];

/** True for what an upgrade puts right. */
export function isMigrating({ rule }: Finding): boolean {
	return MIGRATING.has(rule.id);
}

/** One thing that is done. The same object for all its changes. */
export interface Migration {
	readonly rule: string;
	/** What is done, as the title of a fix. */
	readonly title: string;
	/** Why. */
	readonly why: string;
	/** It keeps the meaning; all others ask for a look. */
	readonly safe: boolean;
}

export interface UpgradeChange extends Change {
	readonly migrations: readonly Migration[];
}

/** What is left to a person. */
export interface UpgradeNote {
	readonly text: string;
	/** Where, in the files as they will be. */
	readonly at?: { readonly file: string; readonly line: number };
}

export interface Upgrade {
	readonly series: Series;
	/** Against the files as they are; they do not overlap. */
	readonly changes: readonly UpgradeChange[];
	readonly notes: readonly UpgradeNote[];
}

/** More rounds than any configuration needs: each takes up what the one before made room for. */
const ROUNDS = 50;

/** Works the upgrade out. The snapshot and its workspace stay as they are. */
export function upgrade(snapshot: Snapshot, series: Series): Upgrade {
	const settings = settingsFor(snapshot.settings, series);
	const work = new Work(snapshot, settings);
	for (let round = 0; round < ROUNDS && work.next(); round++);
	return { series, changes: work.changes(), notes: work.notes() };
}

function settingsFor(settings: Settings, series: Series): Settings {
	const rules = { ...settings.rules };
	for (const id of RULES) rules[id] = "on";
	return { ...settings, version: series, rules };
}

/** A configuration on its way: its files as they are so far. */
class Work {
	readonly #workspace: Workspace;
	readonly #files = new Map<string, ReasonedComposer<Migration>>();
	readonly #seen = new Set<string>();
	/** By rule, words and reason: several places with the same mistake are one thing to agree to. */
	readonly #migrations = new Map<string, Migration>();
	readonly #later = new Set<string>();
	#now: Snapshot;

	constructor(
		readonly snapshot: Snapshot,
		readonly settings: Settings,
	) {
		// The trees of consecutive versions share statements, and the caller's must stay as it is.
		this.#workspace = snapshot.workspace.fork();
		this.#now = this.#look(snapshot.text);
	}

	#look(text: string): Snapshot {
		return new Snapshot(this.snapshot.uri, text, this.settings, undefined, this.#workspace);
	}

	get #config(): Configuration {
		return this.#now.config;
	}

	#findings(): Finding[] {
		return this.#now.runOnAll().findings.filter(({ rule }) => RULES.includes(rule.id));
	}

	/** One round. @returns whether anything was done */
	next(): boolean {
		const state = this.#config.trees.map(({ uri, text }) => `${uri}\n${text}`).join("\n");
		if (this.#seen.has(state) || isTemplate(this.#config)) return false;
		this.#seen.add(state);
		const byChanges = new Map<Change, Migration>();
		const groups = this.#findings().flatMap((finding) => {
			const chosen = this.#choose(finding);
			if (!chosen) return [];
			for (const change of chosen.changes) byChanges.set(change, chosen.migration);
			return [chosen.changes];
		});
		const changes = nonOverlapping(groups);
		for (const file of new Set(changes.map((change) => change.file))) {
			this.#apply(
				file,
				changes
					.filter((change) => change.file === file)
					.map((change) => ({ ...change, reasons: [byChanges.get(change)!] })),
			);
		}
		if (changes.length > 0) this.#now = this.#look(this.#textOf(this.snapshot.uri));
		return changes.length > 0;
	}

	#choose(finding: Finding): { migration: Migration; changes: readonly Change[] } | undefined {
		const { rule, message } = finding;
		const possible = finding.fixes.filter((fix) => fix.safe || MIGRATING.has(rule.id));
		for (const fix of [...possible.filter(({ safe }) => safe), ...possible.filter(({ safe }) => !safe)]) {
			const changes = fix.changes();
			if (changes.length === 0 || !changes.every(({ file }) => mayTouch(this.#config, this.snapshot.uri, file)))
				continue;
			if (fix.then) this.#later.add(fix.then);
			const key = `${rule.id}\n${fix.title}\n${message}\n${fix.safe}`;
			const known = this.#migrations.get(key);
			const migration = known ?? { rule: rule.id, title: fix.title, why: message, safe: fix.safe };
			this.#migrations.set(key, migration);
			return { migration, changes };
		}
		return undefined;
	}

	#apply(file: string, changes: Parameters<ReasonedComposer<Migration>["apply"]>[0]): void {
		const composer = this.#files.get(file) ?? new ReasonedComposer<Migration>(file, this.#textOf(file));
		this.#files.set(file, composer);
		composer.apply(changes);
		if (file !== this.snapshot.uri) this.#workspace.setText(file, composer.text);
	}

	#textOf(file: string): string {
		return (
			this.#files.get(file)?.text ?? this.#config.trees.find(({ uri }) => uri === file)?.text ?? this.snapshot.text
		);
	}

	changes(): UpgradeChange[] {
		return [...this.#files.values()].flatMap((file) =>
			file.changes().map(({ reasons, ...change }) => ({ ...change, migrations: reasons })),
		);
	}

	/** What is still found, what comes after the changes, and what changes by itself. */
	notes(): UpgradeNote[] {
		const found = this.#findings().map((finding): UpgradeNote => {
			const { at, message } = finding;
			return { text: message, at: { file: at.file, line: linesOf(at.chunk.tree).lineAt(at.start) } };
		});
		const others = [...this.#later, ...changedBehaviour(this.snapshot.config, this.#config)];
		const unseen = this.#config.unseen.map(({ what }) => t("Not read, and so not upgraded: {0}", what));
		return [...found, ...[...new Set([...others, ...unseen])].map((text) => ({ text }))];
	}
}

/** Files of the configuration that lie with its first one; what other packages bring is theirs. */
function mayTouch({ entry, trees }: Configuration, document: string, file: string): boolean {
	if (file === document || file === entry.uri) return true;
	const folder = entry.uri.slice(0, entry.uri.lastIndexOf("/") + 1);
	return file.startsWith(folder) && trees.some(({ uri }) => uri === file);
}

/** What a template becomes in all its uses only its author knows. */
function isTemplate({ unseen }: Configuration): boolean {
	return unseen.some(({ kind }) => kind === "template");
}
