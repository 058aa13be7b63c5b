import type { Assignment, Configuration, LoadWarning, Scope, Setting } from "../../config/model.ts";
import { mergeDuplicates, removeAssignment } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import type { Span } from "../../syntax/tree.ts";
import { type Fix, type RuleContext, rule, safe, suggested } from "../rule.ts";

const LISTS: ReadonlySet<string> = new Set(["set", "array", "inherited-set"]);

export default rule({
	id: "duplicate-option",
	local: true,
	title: t("An option that is set twice in one place"),
	severity: "warning",
	check(context, report) {
		const { config } = context;
		const warnings = config.warnings.filter(({ kind, conditional }) => kind === "duplicate-option" && !conditional);
		const places = warnings.length > 0 ? assignmentsByPlace(config) : new Map<string, Assignment>();
		for (const warning of warnings) {
			const found = repeated(places, warning);
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

/** More lines than these are no list that somebody wrote. */
const MOST_MERGED = 50;

function where(scope: Scope): string {
	if (scope.kind === "global") return t("in the global section");
	return scope.name === "?" ? t("for this host") : t("for {0}", scope.name);
}

/** The setting a warning speaks of, and the assignment that is lost. */
function repeated(
	places: ReadonlyMap<string, Assignment>,
	{ at }: LoadWarning,
): { setting: Setting; earlier: Assignment } | undefined {
	const later = places.get(placeOf(at));
	const setting = later?.section.scope.own.get(later.option);
	if (!later || !setting) return undefined;
	let index = setting.assignments.indexOf(later) - 1;
	while (index >= 0 && !isCertain(setting.assignments[index]!)) index--;
	const earlier = setting.assignments[index];
	// Two hosts that clash share a name, but not their options.
	return earlier && { setting, earlier };
}

function isCertain({ kind, conditional }: Assignment): boolean {
	return kind === "set" && !conditional;
}

/** Every assignment by its place; the first one of those that a loop makes. */
function assignmentsByPlace({ sections }: Configuration): Map<string, Assignment> {
	const places = new Map<string, Assignment>();
	for (const { scope, assignments } of sections) {
		for (const assignment of assignments) {
			const place = placeOf(assignment.nameSpan);
			if (!places.has(place) && scope.own.has(assignment.option)) places.set(place, assignment);
		}
	}
	return places;
}

function placeOf({ start, file }: Span): string {
	return `${start} ${file}`;
}

function fixes(setting: Setting, earlier: Assignment, { catalog }: RuleContext): Fix[] {
	const { option } = setting;
	const isList = LISTS.has(catalog.option(option)?.type ?? "");
	const same = earlier.value.span.text === setting.at.value.span.text;
	const remove = earlier.value.literal || same ? safe : suggested;
	const title = same ? t("Take the first line out") : t("Keep only the last {0}", option);
	return [
		...(isList && !same && setting.assignments.length <= MOST_MERGED
			? [safe(t("Make one list of all {0} lines", option), () => mergeDuplicates(setting))]
			: []),
		remove(title, () => removeAssignment(earlier)),
	];
}
