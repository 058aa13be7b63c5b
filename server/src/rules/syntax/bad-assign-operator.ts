import type { Assignment, Configuration } from "../../config/model.ts";
import { atLeast } from "../../config/version.ts";
import type { Change } from "../../edits/change.ts";
import { t } from "../../l10n.ts";
import { type Fix, safe, suggested } from "../rule.ts";
import { type FoundProblem, syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "bad-assign-operator",
	title: t('Another sign where "=" belongs'),
	message: ({ word = "", instead }) =>
		instead === "=="
			? t('A comparison is written "==", not "{0}": Prosody refuses the whole file.', word)
			: t('A value is given with "=", not with "{0}": Prosody refuses the whole file.', word),
	fixes: (found, config) => [...append(found, config), ...repair(found)],
});

function repair({ detail, repair, repairable }: FoundProblem): Fix[] {
	if (!repairable) return [];
	// `+=` meant to keep what was there.
	const how = isAddition(detail.word) ? suggested : safe;
	return [how(t('Write "{0}"', detail.instead ?? "="), repair)];
}

/** `list += { … }` adds to a list with `list:append { … }`, which 13.0 brought. */
function append({ at, detail }: FoundProblem, config: Configuration): Fix[] {
	const { series, assumed } = config.version;
	if (!isAddition(detail.word) || !atLeast(series, "13.0") || assumed) return [];
	const here = assignmentBefore(at, config);
	const first = here?.section.scope.own.get(here.option)?.assignments[0];
	if (!here || first === here || here.value.type !== "table") return [];
	const change: Change = { file: at.file, start: here.nameSpan.end, end: at.end, text: ":append" };
	return [suggested(t("Add to the list (:append)"), () => [change])];
}

function isAddition(word: string | undefined): boolean {
	return word === "+=" || word === "..=";
}

/** The assignment whose sign stands at a place. */
function assignmentBefore(at: FoundProblem["at"], config: Configuration): Assignment | undefined {
	return config.sections
		.flatMap(({ assignments }) => assignments)
		.find(({ nameSpan, value }) => nameSpan.chunk === at.chunk && nameSpan.to <= at.from && value.span.from >= at.to);
}
