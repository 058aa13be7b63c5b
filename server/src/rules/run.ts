/** Runs the rules over a configuration. */
import type { Catalog } from "../catalog/catalog.ts";
import { isOtherFormat } from "../config/fragment.ts";
import type { HostLog } from "../config/host-log.ts";
import type { Configuration } from "../config/model.ts";
import { atLeast } from "../config/version.ts";
import type { FileSystem } from "../file-system.ts";
import type { Settings } from "../settings.ts";
import { linesOf } from "../syntax/lines.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { askedFiles } from "./asked-files.ts";
import { isAnyOpen, isJitsi } from "./facts.ts";
import { type Circumstances, type Finding, findingOf } from "./finding.ts";
import { distinct, Kept, type Tell } from "./kept.ts";
import { RULES } from "./registry.ts";
import type { Profile, RegisteredRule, Report, RuleContext } from "./rule.ts";
import { readSuppressions, type Suppression, suppress } from "./suppressions.ts";
import { unusedSuppressions } from "./unused.ts";
import { viewOfFile } from "./view.ts";

export interface RuleRun {
	/** In the order of the file. */
	readonly findings: readonly Finding[];
	/** Rules that broke down, for the log: a rule never takes the others with it. */
	readonly failures: readonly { readonly rule: string; readonly error: unknown }[];
}

/** The profile `auto` stands for: public where anyone can really register. */
export function chooseProfile(setting: Settings["profile"], config: Configuration): Profile {
	if (setting !== "auto") return setting;
	return isAnyOpen(config) && !isJitsi(config) ? "public" : "personal";
}

/** What to run the rules on. */
export interface RuleRequest {
	readonly config: Configuration;
	readonly catalog: Catalog;
	readonly settings: Settings;
	readonly files?: FileSystem;
	/** The file whose findings are wanted; all files of the configuration when absent. */
	readonly focus?: SyntaxTree;
	/** Only these rules. */
	readonly rules?: readonly RegisteredRule[];
}

/** Runs every rule that applies (or only those given). */
export function runRules(request: RuleRequest): RuleRun {
	const work = ruleUnits(request);
	for (;;) {
		const step = work.next();
		if (step.done) return step.value;
	}
}

/** The same, rule by rule: between two of them the work can be left alone, for a while or for good. */
export function* ruleUnits(request: RuleRequest): Generator<undefined, RuleRun> {
	const { config, catalog, settings, files, focus, rules = RULES } = request;
	const trees = focus ? [focus] : config.trees;
	if (isOtherFormat((focus ?? config.entry).uri)) return { findings: [], failures: [] };
	const profile = chooseProfile(settings.profile, config);
	const { series } = config.version;
	const suppressions = new Map(trees.map((tree) => [tree.uri, readSuppressions(tree, linesOf(tree))]));
	const asked = files && askedFiles(files);
	const contextOf = (seen: Configuration): RuleContext => {
		return {
			config: seen,
			catalog,
			profile,
			series,
			files: asked,
			shows: ({ file }) => suppressions.has(file),
			get hosts() {
				return seen.virtualHosts;
			},
			get components() {
				return seen.components;
			},
		};
	};
	const context = contextOf(config);
	/** Of the rules in a row that are shown the same, all get one context. */
	let latest = context;
	const near = focus && viewOfFile(config, focus);
	const isGlobal = focus && setsGlobally(config, focus);
	const reach = ({ local }: RegisteredRule) => (near && (local === true || (local && !isGlobal)) ? near : config);
	const failures: { rule: string; error: unknown }[] = [];
	const check = (rule: RegisteredRule, seen: Configuration): readonly Report[] => {
		const reports: Report[] = [];
		try {
			if (latest.config !== seen) latest = contextOf(seen);
			rule.check(latest, (report) => {
				if (suppressions.has(report.at.file)) reports.push(report);
			});
		} catch (error) {
			failures.push({ rule: rule.id, error });
		}
		return reports;
	};
	const circumstances: Circumstances = { config, profile, settings };
	const tell: Tell = (rule, report, fixesNow) => findingOf(rule, report, circumstances, fixesNow);
	const tellNow = (rule: RegisteredRule, report: Report) => tell(rule, report, () => report.fixes ?? []);
	const kept = focus && rules === RULES ? keptOf(config, focus, settings, profile) : undefined;
	kept?.update(config, focus!, { check, reach, findingOf: tell });
	const found: Finding[] = [];
	for (const rule of rules) {
		if (!applies(rule, context, settings)) continue;
		if (kept) kept.look(rule);
		else for (const report of check(rule, reach(rule))) found.push(...one(tellNow(rule, report)));
		yield;
	}
	const said = kept ? kept.findings() : inOrder(distinct(found), trees);
	const all = [...suppressions.values()].flat();
	if (all.length === 0) return { findings: said, failures };
	const findings = said.filter((finding) => !isSuppressed(finding, suppressions.get(finding.at.file)!));
	const unused = unusedSuppressions(all, rules).flatMap(({ rule, report }) =>
		applies(rule, context, settings) ? one(tellNow(rule, report)) : [],
	);
	return { findings: unused.length > 0 ? inOrder([...findings, ...unused], trees) : findings, failures };
}

interface KeptFor {
	readonly settings: Settings;
	readonly profile: Profile;
	readonly kept: Kept;
}

/** By the configuration, for as long as it stays loaded, and the file. */
const keptFor = new WeakMap<HostLog, Map<string, KeptFor>>();

function keptOf({ hostLog }: Configuration, { uri }: SyntaxTree, settings: Settings, profile: Profile): Kept {
	const files = keptFor.get(hostLog) ?? new Map<string, KeptFor>();
	let found = files.get(uri);
	if (found?.settings !== settings || found.profile !== profile) {
		found = { settings, profile, kept: new Kept() };
		keptFor.set(hostLog, files.set(uri, found));
	}
	return found.kept;
}

/** Whether a finding about the global section can stand in a file: without any options there, such findings stand at the first host. */
function setsGlobally(config: Configuration, { uri }: SyntaxTree): boolean {
	if (config.entry.uri === uri || config.firstHost?.sections.some((section) => section.uri === uri)) return true;
	return config.sectionsIn(uri).some(({ scope, assignments }) => scope === config.global && assignments.length > 0);
}

function one(finding: Finding | undefined): Finding[] {
	return finding ? [finding] : [];
}

/** File by file, and in the order of each. */
function inOrder(findings: readonly Finding[], trees: readonly SyntaxTree[]): Finding[] {
	const order = new Map(trees.map(({ uri }, index) => [uri, index]));
	return [...findings].sort(
		(a, b) => order.get(a.at.file)! - order.get(b.at.file)! || a.at.start - b.at.start || a.at.end - b.at.end,
	);
}

function applies(rule: RegisteredRule, { profile, series }: RuleContext, settings: Settings): boolean {
	if ((settings.rules[rule.id] ?? (rule.off ? "off" : "on")) === "off") return false;
	if (rule.profile === "public" && profile !== "public") return false;
	if (rule.since && !atLeast(series, rule.since)) return false;
	return !(rule.until && atLeast(series, rule.until) && series !== rule.until);
}

function isSuppressed({ rule, at }: Finding, suppressions: readonly Suppression[]): boolean {
	return suppressions.length > 0 && suppress(suppressions, rule.id, linesOf(at.chunk.tree).lineAt(at.start));
}
