import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { applyChanges } from "../edits/index.ts";
import { type Finding, fixAll, Snapshot, Workspace } from "../engine.ts";
import { localFiles } from "../node/files.ts";
import type { RuleRun } from "../rules/run.ts";
import { SEVERITIES } from "../settings.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import type { Options } from "./arguments.ts";
import { formatJson } from "./format-json.ts";
import { formatText } from "./format-text.ts";
import { InputError, readSource, readSources, type Source } from "./source.ts";
import { writeBack } from "./write-back.ts";

/** One checked file. */
export interface Checked {
	/** As it was named on the command line, or found by an Include. */
	readonly path: string;
	readonly uri: string;
	readonly findings: readonly Finding[];
	/** Every file of the configuration by its URI: fixes can reach into them. */
	readonly trees: ReadonlyMap<string, SyntaxTree>;
}

/** Checks (and with --fix, mends) the files and those they include; returns the exit code. */
export function lint(options: Options): number {
	const sources = readSources(options.operands);
	const covered = new Set<string>();
	const checked: Checked[] = [];
	for (const source of inOrder(sources, options)) {
		if (covered.has(source.uri)) continue;
		for (const file of check(source, options)) {
			covered.add(file.uri);
			checked.push(file);
		}
	}
	process.stdout.write(options.format === "json" ? formatJson(checked) : formatText(checked, options));
	return checked.some(({ findings }) => findings.some((finding) => counts(finding, options))) ? 1 : 0;
}

/** Files that begin a configuration come first: what they include needs no look of its own. */
function inOrder(sources: readonly Source[], options: Options): Source[] {
	if (sources.length === 1) return [...sources];
	const isEntry = (source: Source) =>
		snapshotOf(source, options, new Workspace(localFiles)).config.entry.uri === source.uri;
	const entries = new Set(sources.filter(isEntry));
	return [...entries, ...sources.filter((source) => !entries.has(source))];
}

function snapshotOf(
	{ uri, text }: Pick<Source, "uri" | "text">,
	{ settings }: Options,
	workspace: Workspace,
): Snapshot {
	return new Snapshot(uri, text, settings, undefined, workspace);
}

function check(source: Source, options: Options): Checked[] {
	const workspace = new Workspace(localFiles);
	let snapshot = snapshotOf(source, options, workspace);
	let run = runOn(snapshot);
	if (options.fix && fix(source, snapshot, run, options)) {
		snapshot = new Snapshot(source.uri, workspace.tree(source.uri)!.text, options.settings, undefined, workspace);
		run = runOn(snapshot);
	}
	for (const { rule, error } of run.failures) {
		process.stderr.write(`prosody-lint: the rule ${rule} broke down on ${source.path}: ${String(error)}\n`);
	}
	const trees = new Map(snapshot.config.trees.map((tree) => [tree.uri, tree]));
	const findings = new Map<string, Finding[]>();
	for (const finding of run.findings) {
		const known = findings.get(finding.at.file);
		if (known) known.push(finding);
		else findings.set(finding.at.file, [finding]);
	}
	const uris = isEntry(snapshot) ? [...trees.keys()] : [source.uri];
	return uris.map((uri) => ({
		path: uri === source.uri ? source.path : pathOf(uri, source),
		uri,
		findings: findings.get(uri) ?? [],
		trees,
	}));
}

function isEntry({ config, uri }: Snapshot): boolean {
	return config.entry.uri === uri;
}

/** An entry file is checked with all it includes; a part of a configuration by itself, but in the light of the whole. */
function runOn(snapshot: Snapshot): RuleRun {
	return isEntry(snapshot) ? snapshot.runOnAll() : snapshot;
}

/** An included file is named like the one that was given: relative to where we are, or absolute. */
function pathOf(uri: string, source: Source): string {
	const path = fileURLToPath(uri);
	const here = `${process.cwd()}/`;
	return resolve(source.path) === source.path || !path.startsWith(here) ? path : path.slice(here.length);
}

/** Applies the safe fixes to each file that has any; returns whether any file was written. */
function fix(source: Source, snapshot: Snapshot, { findings }: RuleRun, options: Options): boolean {
	const { workspace } = snapshot;
	const uris = new Set(findings.filter(({ safeFixes }) => safeFixes.length > 0).map(({ at }) => at.file));
	let fixed = false;
	for (const uri of uris) {
		const file = uri === source.uri ? source : readSource(pathOf(uri, source));
		const current = snapshotOf(uri === source.uri ? file : { uri, text: file.text }, options, workspace);
		const changes = fixAll(current);
		if (changes.length === 0) continue;
		if (!file.lossless) {
			throw new InputError(
				`${file.path}: not fixed, because it is not valid UTF-8 and writing it back would damage it.`,
			);
		}
		const text = applyChanges(file.text, changes);
		writeBack(file, text);
		workspace.setText(uri, text);
		fixed = true;
	}
	return fixed;
}

function counts(finding: Finding, { failOn }: Options): boolean {
	return failOn !== "never" && SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(failOn);
}
