/** What a rule reports, as a person is told. */
import type { Configuration } from "../config/model.ts";
import { t } from "../l10n.ts";
import type { Settings } from "../settings.ts";
import type { Span } from "../syntax/tree.ts";
import type { Fix, Profile, RegisteredRule, Report, Severity } from "./rule.ts";

/** Something to tell the admin, with the ways to put it right. */
export interface Finding {
	readonly rule: RegisteredRule;
	readonly severity: Severity;
	readonly at: Span;
	readonly message: string;
	/** Those that would change something: worked out when somebody asks. */
	readonly fixes: readonly Fix[];
	/** The safe ones of them; they take less time to find. */
	readonly safeFixes: readonly Fix[];
	readonly related: readonly { readonly at: Span; readonly message: string }[];
	readonly tag?: "unnecessary" | "deprecated";
}

function possible(fixes: readonly Fix[]): readonly Fix[] {
	return fixes.flatMap((fix) => {
		const changes = fix.changes();
		return changes.length > 0 ? [{ ...fix, changes: () => changes }] : [];
	});
}

/** The circumstances that have a say in how something is told. */
export interface Circumstances {
	readonly config: Configuration;
	readonly profile: Profile;
	readonly settings: Settings;
}

/**
 * @param fixesNow called whenever the finding is asked for its fixes: those of the report may be out of date by then
 * @returns undefined for what cannot be said of a part alone
 */
export function findingOf(
	rule: RegisteredRule,
	report: Report,
	{ config, profile, settings }: Circumstances,
	fixesNow: () => readonly Fix[],
): Finding | undefined {
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
	// Not the configuration itself: a finding is kept for longer than that.
	const unsure = isTemplate(config);
	return {
		rule,
		severity,
		at: report.at,
		message,
		get fixes() {
			return possible(fixesNow().map((fix) => (unsure ? { ...fix, safe: false } : fix)));
		},
		get safeFixes() {
			return unsure ? [] : possible(fixesNow().filter(({ safe }) => safe));
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
