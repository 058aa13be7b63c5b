import type { Assignment, Configuration, LoadWarning, Scope, Setting } from "../../config/model.ts";
import { mergeDuplicates, removeAssignment } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import type { Span } from "../../syntax/tree.ts";
import { possible } from "../facts.ts";
import { type Fix, type RuleContext, rule, safe, suggested } from "../rule.ts";

const LISTS: ReadonlySet<string> = new Set(["set", "array", "inherited-set"]);

export default rule({
	id: "duplicate-option",
	local: true,
	title: t("An option that is set twice in one place"),
	severity: "warning",
	check(context, report) {
		const { config } = context;
		for (const warning of config.warnings) {
			const found = warning.kind === "duplicate-option" && !warning.conditional && repeated(config, warning);
			if (!found) continue;
			const { setting, earlier } = found;
			report({
				at: warning.at,
				message: t(
					"{0} is set twice {1}. Only the last line counts; what the first one says is lost.",
					warning.name,
					where(setting.scope),
				),
				related: [{ at: warning.first ?? earlier.nameSpan, message: t("{0} is set here first", warning.name) }],
				fixes: fixes(setting, earlier, context),
			});
		}
	},
});

function where(scope: Scope): string {
	if (scope.kind === "global") return t("in the global section");
	return scope.name === "?" ? t("for this host") : t("for {0}", scope.name);
}

/** The setting a warning speaks of, and the assignment that is lost. */
function repeated(config: Configuration, { at }: LoadWarning): { setting: Setting; earlier: Assignment } | undefined {
	for (const { scope, assignments } of config.sections) {
		const later = assignments.find(({ nameSpan }) => samePlace(nameSpan, at));
		const setting = later && scope.own.get(later.option);
		if (!setting) continue;
		const before = setting.assignments.slice(0, setting.assignments.indexOf(later));
		const earlier = before.findLast(({ kind, conditional }) => kind === "set" && !conditional);
		// Two hosts that clash share a name, but not their options.
		return earlier && { setting, earlier };
	}
	return undefined;
}

function samePlace(a: Span, b: Span): boolean {
	return a.start === b.start && a.file === b.file;
}

function fixes(setting: Setting, earlier: Assignment, { catalog }: RuleContext): Fix[] {
	const { option } = setting;
	const isList = LISTS.has(catalog.option(option)?.type ?? "");
	const same = earlier.value.span.text === setting.at.value.span.text;
	const remove = earlier.value.literal || same ? safe : suggested;
	const title = same ? t("Take the first line out") : t("Keep only the last {0}", option);
	return possible(
		...(isList && !same ? [safe(t("Make one list of all {0} lines", option), () => mergeDuplicates(setting))] : []),
		remove(title, () => removeAssignment(earlier)),
	);
}
