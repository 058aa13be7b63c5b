import type { Assignment, Configuration, Section } from "../../config/model.ts";
import { moveToGlobal } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type RuleContext, rule, suggested } from "../rule.ts";
import { headsIn, isTopLevel } from "../structure-facts.ts";

/** Options that count for one host when they stand below it, but are hardly ever meant so. What only works globally is said elsewhere. */
const FOR_ALL: ReadonlySet<string> = new Set([
	"admins",
	"archive_expires_after",
	"c2s_require_encryption",
	"contact_info",
	"storage",
	"default_storage",
	"sql",
	"turn_external_host",
	"turn_external_secret",
	"unlimited_jids",
	"registration_watchers",
	"registration_blocklist",
	"registration_allowlist",
	"min_seconds_between_registrations",
	"max_archive_query_results",
	"smacks_hibernation_time",
]);

export default rule({
	id: "option-after-last-host",
	title: t("An option for everyone below the last host"),
	severity: "information",
	links: ["https://prosody.im/doc/configure#overview"],
	check(context, report) {
		const section = lastSection(context.config);
		if (!section) return;
		const meant = part(section).filter((assignment) => isMeantForAll(assignment, section, context));
		// In a file without indentation the looks tell nothing.
		if (meant.length === 0 || isFlat(section, context.config)) return;
		for (const assignment of meant) {
			const { option } = assignment;
			report({
				at: assignment.nameSpan,
				message: t(
					"This counts for {0} only, the host it stands below. If {1} is meant for the whole server, it belongs above all hosts.",
					section.scope.name,
					option,
				),
				fixes: [suggested(t("Move {0} to the global section", option), () => moveToGlobal(assignment))],
			});
		}
	},
});

/** The last section of the entry file, where there are other hosts that could be meant as well. */
function lastSection(config: Configuration): Section | undefined {
	if (config.fragment) return undefined;
	const part = config.partsIn(config.entry.uri).findLast(({ sections }) => sections.some(({ head }) => head));
	const last = part?.sections.findLast(({ head }) => head);
	if (last?.form !== "statements" || !isTopLevel(last.head!)) return undefined;
	return config.hosts.length < 2 ? undefined : last;
}

function isFlat(last: Section, config: Configuration): boolean {
	const heads = headsIn(config, config.entry.uri);
	return heads.some((one) => one !== last && one.form === "statements" && one.assignments.some(isAtMargin));
}

/** The options below the first line of code that follows a blank line and a comment, all of them at the margin. */
function part({ head, assignments }: Section): readonly Assignment[] {
	const own = assignments.filter(({ nameSpan }) => nameSpan.chunk.tree === head!.chunk.tree);
	const margin = own.findIndex(isAtMargin);
	const first = own[margin];
	if (!first || !isHeaded(first) || !own.slice(margin).every(isAtMargin)) return [];
	return own.slice(margin);
}

function isAtMargin({ nameSpan }: Assignment): boolean {
	const { text } = nameSpan.chunk.tree;
	return nameSpan.start === 0 || text[nameSpan.start - 1] === "\n";
}

/** True below a comment of its own that is set apart by a blank line. */
function isHeaded({ nameSpan }: Assignment): boolean {
	const above = nameSpan.chunk.tree.text.slice(0, nameSpan.start).split(/\r?\n/).slice(0, -1);
	const blank = above.findLastIndex((line) => line.trim() === "");
	const lines = above.slice(blank + 1);
	// A line that is only switched off belongs to what is above.
	return lines.length > 0 && lines.every((line) => /^--/.test(line) && !/^--+\s*[A-Za-z_]\w*\s*=/.test(line));
}

function isMeantForAll(
	{ option, kind, conditional }: Assignment,
	{ scope }: Section,
	{ config, catalog }: RuleContext,
): boolean {
	if (!FOR_ALL.has(option) || kind !== "set" || conditional) return false;
	// An option that has no effect below such a host, or anywhere but globally, is another matter.
	const entry = catalog.option(option);
	if (!entry || scope.kind === "global" || !entry.scope.includes(scope.kind)) return false;
	// Who sets it for others, or for all, tells the hosts apart.
	return ![config.global, ...config.hosts].some((other) => other !== scope && other.own.has(option));
}
