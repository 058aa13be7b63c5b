/** Runs the rules over a configuration. */
import type { Catalog } from "../catalog/catalog.ts";
import { isOtherFormat } from "../config/fragment.ts";
import type { HostLog } from "../config/host-log.ts";
import type { Configuration } from "../config/model.ts";
import { noteRead } from "../config/reads.ts";
import { atLeast } from "../config/version.ts";
import type { FileSystem } from "../file-system.ts";
import { t } from "../l10n.ts";
import type { Settings } from "../settings.ts";
import { linesOf } from "../syntax/lines.ts";
import type { Span, SyntaxTree } from "../syntax/tree.ts";
import { isAnyOpen, isJitsi } from "./facts.ts";
import { FILES, Kept } from "./kept.ts";
import { RULES } from "./registry.ts";
import type { Fix, Profile, RegisteredRule, Report, RuleContext, Severity } from "./rule.ts";
import { readSuppressions, type Suppression, suppress } from "./suppressions.ts";
import { unusedSuppressions } from "./unused.ts";
import { viewOfFile } from "./view.ts";

/** Something to tell the admin, with the ways to put it right. */
export interface Finding {
	readonly rule: RegisteredRule;
	readonly severity: Severity;
	readonly at: Span;
	readonly message: string;
	readonly fixes: readonly Fix[];
	readonly related: readonly { readonly at: Span; readonly message: string }[];
	readonly tag?: "unnecessary" | "deprecated";
}

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
	const contextOf = (seen: Configuration): RuleContext => {
		return {
			config: seen,
			catalog,
			profile,
			series,
			get files() {
				noteRead(FILES);
				return files;
			},
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
	const near = focus && viewOfFile(config, focus);
	const isGlobal = focus && setsGlobally(config, focus);
	const reach = ({ local }: RegisteredRule) => (near && (local === true || (local && !isGlobal)) ? near : config);
	const failures: { rule: string; error: unknown }[] = [];
	const check = (rule: RegisteredRule, seen: Configuration): readonly Report[] => {
		const reports: Report[] = [];
		try {
			rule.check(seen === config ? context : contextOf(seen), (report) => {
				if (suppressions.has(report.at.file)) reports.push(report);
			});
		} catch (error) {
			failures.push({ rule: rule.id, error });
		}
		return reports;
	};
	const kept = focus && keptOf(config, focus, settings, profile);
	kept?.update(config, focus!);
	const findings: Finding[] = [];
	const seen = new Set<string>();
	for (const rule of rules) {
		if (!applies(rule, context, settings)) continue;
		const reports = kept ? kept.reports(rule, reach(rule), focus!, check) : check(rule, reach(rule));
		for (const report of reports) {
			const finding = toFinding(rule, report, context, settings);
			// A loop that makes ten hosts makes one mistake.
			const key = finding && `${rule.id} ${finding.at.file} ${finding.at.start} ${finding.at.end} ${finding.message}`;
			if (!key || seen.has(key) || isSuppressed(finding, suppressions.get(finding.at.file)!)) continue;
			seen.add(key);
			findings.push(finding);
		}
		yield;
	}
	for (const { rule, report } of unusedSuppressions([...suppressions.values()].flat(), rules)) {
		if (!applies(rule, context, settings)) continue;
		const finding = toFinding(rule, report, context, settings);
		if (finding) findings.push(finding);
	}
	const order = new Map(trees.map(({ uri }, index) => [uri, index]));
	findings.sort(
		(a, b) => order.get(a.at.file)! - order.get(b.at.file)! || a.at.start - b.at.start || a.at.end - b.at.end,
	);
	return { findings, failures };
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

function applies(rule: RegisteredRule, { profile, series }: RuleContext, settings: Settings): boolean {
	if ((settings.rules[rule.id] ?? (rule.off ? "off" : "on")) === "off") return false;
	if (rule.profile === "public" && profile !== "public") return false;
	if (rule.since && !atLeast(series, rule.since)) return false;
	return !(rule.until && atLeast(series, rule.until) && series !== rule.until);
}

function toFinding(
	rule: RegisteredRule,
	report: Report,
	context: RuleContext,
	settings: Settings,
): Finding | undefined {
	const { config, profile } = context;
	let severity = report.severity ?? (typeof rule.severity === "string" ? rule.severity : rule.severity[profile]);
	let message = report.message;
	if (rule.absence && !config.whole) {
		// "Missing" can only be said of what was seen whole.
		if (config.fragment) return undefined;
		severity = "hint";
		message += " " + t("(Not everything was read: {0}.)", unseenWords(config));
	}
	const setting = settings.rules[rule.id];
	if (setting && setting !== "on" && setting !== "off") severity = setting;
	return {
		rule,
		severity,
		at: report.at,
		message,
		get fixes() {
			return (report.fixes ?? []).map((fix) => (isTemplate(config) ? { ...fix, safe: false } : fix));
		},
		related: report.related ?? [],
		tag: report.tag,
	};
}

/** What a template becomes in all its uses only its author knows: nothing in it is changed unasked. */
function isTemplate({ unseen }: Configuration): boolean {
	return unseen.some(({ kind }) => kind === "template");
}

function unseenWords(config: Configuration): string {
	const first = config.unseen[0]!;
	const what = first.kind === "include" ? t('the files of Include "{0}"', first.what) : first.what;
	return config.unseen.length > 1 ? t("{0} and {1} more", what, config.unseen.length - 1) : what;
}

function isSuppressed({ rule, at }: Finding, suppressions: readonly Suppression[]): boolean {
	return suppressions.length > 0 && suppress(suppressions, rule.id, linesOf(at.chunk.tree).lineAt(at.start));
}
