/** Finds the suppression comments that silence nothing. */

import type { Change } from "../edits/change.ts";
import { t } from "../l10n.ts";
import type { Span } from "../syntax/tree.ts";
import type { RegisteredRule, Report } from "./rule.ts";
import { safe } from "./rule.ts";
import type { Suppression } from "./suppressions.ts";

/** The rule under which they are reported; its page is rules/suppression/unused-suppression.md. */
const ID = "unused-suppression";

/** Reports for suppressions that no finding used. Call after all other rules ran. */
export function unusedSuppressions(
	suppressions: readonly Suppression[],
	rules: readonly RegisteredRule[],
): { rule: RegisteredRule; report: Report }[] {
	const rule = rules.find(({ id }) => id === ID);
	if (!rule) return [];
	const known = new Set(rules.map(({ id }) => id));
	return suppressions.flatMap((suppression) => {
		if (!suppression.used) {
			const unknown = suppression.rules.find(({ id }) => !known.has(id));
			const message = unknown
				? t("There is no rule called {0}, so this comment silences nothing.", unknown.id)
				: t("Nothing is reported here any more, so this comment can go.");
			return [{ rule, report: report(suppression.at, message, suppression.at) }];
		}
		return suppression.rules
			.filter((one) => !one.used)
			.map((one) => ({
				rule,
				report: report(
					one.at,
					t("{0} is not reported here, so it need not be silenced.", one.id),
					withSeparator(one.at, suppression.at),
				),
			}));
	});
}

function report(at: Span, message: string, remove: Span): Report {
	return { at, message, tag: "unnecessary", fixes: [safe(t("Remove it"), () => [removal(remove)])] };
}

/** Takes the blanks before it along, and the line when nothing else is on it. */
function removal(span: Span): Change {
	const text = span.chunk.tree.text;
	let start = span.start;
	while (start > 0 && (text[start - 1] === " " || text[start - 1] === "\t")) start--;
	let end = span.end;
	const alone = start === 0 || text[start - 1] === "\n" || text[start - 1] === "\r";
	if (alone && text[end] === "\r") end++;
	if (alone && text[end] === "\n") end++;
	return { file: span.file, start, end, text: "" };
}

/** An id in a list goes with the comma that separates it. */
function withSeparator(id: Span, comment: Span): Span {
	const text = comment.chunk.text;
	const after = /^\s*,/.exec(text.slice(id.to, comment.to));
	if (after) return id.chunk.span([id.from, id.to + after[0].length]);
	const before = /,\s*$/.exec(text.slice(comment.from, id.from));
	return id.chunk.span([before ? id.from - before[0].length : id.from, id.to]);
}
