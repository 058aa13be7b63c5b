/** Runs the rules over a configuration. */
import type { Catalog } from "../catalog/catalog.ts";
import { isOtherFormat } from "../config/fragment.ts";
import type { Configuration } from "../config/model.ts";
import { atLeast } from "../config/version.ts";
import type { FileSystem } from "../file-system.ts";
import { t } from "../l10n.ts";
import type { Settings } from "../settings.ts";
import { linesOf } from "../syntax/lines.ts";
import type { Span, SyntaxTree } from "../syntax/tree.ts";
import { isJitsi, openHosts } from "./facts.ts";
import { RULES } from "./registry.ts";
import type { Fix, Profile, RegisteredRule, Report, RuleContext, Severity } from "./rule.ts";
import { readSuppressions, type Suppression, suppress } from "./suppressions.ts";
import { unusedSuppressions } from "./unused.ts";

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
	return openHosts(config).length > 0 && !isJitsi(config) ? "public" : "personal";
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
export function runRules({ config, catalog, settings, files, focus, rules = RULES }: RuleRequest): RuleRun {
	const trees = focus ? [focus] : config.trees;
	if (isOtherFormat((focus ?? config.entry).uri)) return { findings: [], failures: [] };
	const profile = chooseProfile(settings.profile, config);
	const { series } = config.version;
	const contextOf = (seen: Configuration): RuleContext => {
		return { config: seen, catalog, profile, series, files, hosts: seen.virtualHosts, components: seen.components };
	};
	const context = contextOf(config);
	const near = focus ? contextOf(around(config, focus)) : context;
	const suppressions = new Map(trees.map((tree) => [tree.uri, readSuppressions(tree, linesOf(tree))]));
	const findings: Finding[] = [];
	const failures: { rule: string; error: unknown }[] = [];
	const seen = new Set<string>();
	for (const rule of rules) {
		if (!applies(rule, context, settings)) continue;
		try {
			rule.check(rule.local ? near : context, (report) => {
				const silencers = suppressions.get(report.at.file);
				if (!silencers) return;
				const finding = toFinding(rule, report, context, settings);
				// A loop that makes ten hosts makes one mistake.
				const key = finding && `${rule.id} ${finding.at.file} ${finding.at.start} ${finding.at.end} ${finding.message}`;
				if (!key || seen.has(key) || isSuppressed(finding, silencers)) return;
				seen.add(key);
				findings.push(finding);
			});
		} catch (error) {
			failures.push({ rule: rule.id, error });
		}
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

/** The configuration as a rule sees it that looks no further than one file: the hosts and sections that are written there. */
function around(config: Configuration, tree: SyntaxTree): Configuration {
	const { uri } = tree;
	const sections = config.sectionsIn(uri);
	const scopes = new Set(sections.map(({ scope }) => scope));
	const hosts = [...scopes].filter((scope) => config.host(scope.name) === scope && scope.kind !== "global");
	const enabled = hosts.filter((host) => host.enabled);
	return Object.create(config, {
		hosts: { value: hosts },
		sections: { value: sections },
		trees: { value: [tree] },
		warnings: { value: config.warningsIn(uri) },
		virtualHosts: { value: enabled.filter(({ kind }) => kind === "VirtualHost") },
		components: { value: enabled.filter(({ kind }) => kind === "Component") },
	});
}

function applies(rule: RegisteredRule, { profile, series }: RuleContext, settings: Settings): boolean {
	if (settings.rules[rule.id] === "off") return false;
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
		fixes: (report.fixes ?? []).map((fix) => (isTemplate(config) ? { ...fix, safe: false } : fix)),
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
