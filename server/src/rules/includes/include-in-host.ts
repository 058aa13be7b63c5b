import { isGlobalOnly } from "../../catalog/check-config.ts";
import type { Inclusion, Section } from "../../config/model.ts";
import { appendStatement } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import type { Span } from "../../syntax/tree.ts";
import { enumerate } from "../facts.ts";
import { takeOut } from "../host-facts.ts";
import { type Fix, type RuleContext, rule, suggested } from "../rule.ts";

/** More options than these make no better message. */
const MOST_OPTIONS = 3;

export default rule({
	id: "include-in-host",
	local: "or-global",
	title: t("An Include in a host whose options go to the whole server"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure#including_other_files"],
	check(context, report) {
		const seen = new Set<string>();
		for (const inclusion of context.config.includes) {
			const { at, section } = inclusion;
			const place = `${at.file} ${at.start}`;
			if (seen.has(place) || !isMeantForHost(inclusion)) continue;
			seen.add(place);
			const set = globallySet(inclusion, context);
			const [first] = set;
			if (!first) continue;
			const file = nameOf(first.section.uri);
			const options = [
				...new Set(set.filter(({ section }) => section.uri === first.section.uri).map(({ option }) => option)),
			];
			const host = section.scope.name;
			report({
				at,
				message: t(
					'{0} sets {1} for the whole server, not for {2}: every included file starts in the global section. Let it begin with {3} "{2}".',
					file,
					enumerate(
						options.length > MOST_OPTIONS
							? [...options.slice(0, MOST_OPTIONS), t("{0} more", options.length - MOST_OPTIONS)]
							: options,
					),
					host,
					section.scope.kind,
				),
				related: [{ at: first.nameSpan, message: t("Set for the whole server") }],
				fixes: [...toGlobal(inclusion, context)],
			});
		}
	},
});

/** True when the line stands among a host's options: deeper than its head, or with options of the host behind it. */
function isMeantForHost({ at, section, conditional, outcome }: Inclusion): boolean {
	const { head, form } = section;
	if (!head || form !== "statements" || conditional || outcome !== "read" || head.file !== at.file) return false;
	const goesOn = section.assignments.some(({ statement }) => statement.file === at.file && statement.start > at.start);
	return goesOn || indentOf(at) > indentOf(head);
}

/** How far in a statement begins; what shares its line with other code counts as not moved in. */
function indentOf({ chunk, start }: Span): number {
	const { text } = chunk.tree;
	const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
	return before.trim() === "" ? before.length : 0;
}

/** Options that the files set globally and that a host could have for itself. */
function globallySet({ files }: Inclusion, { config, catalog, series }: RuleContext) {
	return config.sections
		.filter(({ scope, uri }: Section) => scope.kind === "global" && files.includes(uri))
		.flatMap(({ assignments }) => assignments)
		.filter(({ option, conditional }) => !conditional && !isGlobalOnly(catalog, option, series));
}

function toGlobal({ at }: Inclusion, { config }: RuleContext): Fix[] {
	if (at.chunk.tree !== config.trees[0]) return [];
	return [
		suggested(t("Move the Include to the global section, where its options count already"), () => {
			const removed = takeOut(at);
			return removed.length > 0 ? [...removed, ...appendStatement(config.global, at.text)] : [];
		}),
	];
}

function nameOf(uri: string): string {
	const name = uri.slice(uri.lastIndexOf("/") + 1);
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}
