import { perHost } from "../../config/host-index.ts";
import type { Assignment, Configuration, Inclusion, Setting } from "../../config/model.ts";
import type { TableValue, Value } from "../../config/value.ts";
import { atLeast } from "../../config/version.ts";
import { removeAssignment, replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import type { Span } from "../../syntax/tree.ts";
import { enumerate } from "../facts.ts";
import { references } from "../lua-tree.ts";
import { type Fix, type RuleContext, rule, suggested } from "../rule.ts";
import { readingOrder, shownPath } from "../structure-facts.ts";

/** How many lost entries are named. */
const MOST_NAMED = 4;

export default rule({
	id: "duplicate-option-cross-file",
	title: t("An option that another file has set already"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure#include"],
	check(context, report) {
		const { config } = context;
		const settings = [config.global.own, ...[...settingsInSeveralFiles(config).values()].map(({ fact }) => fact)]
			.flatMap((own) => [...own.values()])
			.filter(isInSeveralFiles);
		if (settings.length === 0) return;
		const read = namesRead(config);
		const order = readingOrder(config);
		for (const setting of settings) {
			if (read.has(setting.option)) continue;
			for (const { earlier, later, folder, lost } of overridden(setting, config, order)) {
				report({
					at: later.nameSpan,
					// To give an option its value in a file of its own is common, and mostly meant.
					severity: folder === undefined && lost.length === 0 ? "information" : undefined,
					message: message(later, shownPath(earlier.nameSpan.file, config), folder, lost),
					related: [{ at: earlier.nameSpan, message: t("{0} is set here first", setting.option) }],
					fixes: fixes(later, folder !== undefined, context),
				});
			}
		}
	},
});

/** The options of hosts that several files speak of. */
const settingsInSeveralFiles = perHost(({ sections, own }) => {
	return sections.some(({ uri }) => uri !== sections[0]!.uri) ? own : undefined;
});

function isInSeveralFiles({ assignments }: Setting): boolean {
	return assignments.some(({ nameSpan }) => nameSpan.file !== assignments[0]!.nameSpan.file);
}

/** Options whose value is used before another file changes it. What is appended reads nothing. */
function namesRead(config: Configuration): Set<string> {
	if (!atLeast(config.version.series, "13.0")) return new Set();
	const readers = references(config).filter(({ parent }) => {
		return !(parent?.type === "MemberExpression" && parent.indexer === ":" && parent.identifier.name === "append");
	});
	return new Set(readers.map(({ node }) => node.name));
}

interface Override {
	readonly earlier: Assignment;
	readonly later: Assignment;
	/** The path of the wildcard Include that brings both, in no certain order. */
	readonly folder?: string;
	/** Entries of the list that do not count any more. */
	readonly lost: readonly string[];
}

function overridden({ assignments }: Setting, config: Configuration, order: (a: Span, b: Span) => number): Override[] {
	const sets = assignments.filter(({ kind }) => kind === "set").sort((a, b) => order(a.nameSpan, b.nameSpan));
	return sets.flatMap((later, index) => {
		const before = sets.slice(0, index);
		const earlier = before.at(-1);
		if (!earlier || earlier.conditional || later.conditional) return [];
		// Twice in one file is another rule's; a file may also be included twice.
		if (before.some(({ nameSpan }) => nameSpan.file === later.nameSpan.file)) return [];
		const folder = sharedWildcard(earlier.nameSpan.file, later.nameSpan.file, config);
		const lost = lostOf(earlier.value, later.value);
		const differs = lost !== undefined || (folder !== undefined && lostOf(later.value, earlier.value) !== undefined);
		return differs ? [{ earlier, later, folder, lost: lost ?? [] }] : [];
	});
}

/** What an earlier value holds that a later one does not: the entries of a list, none for other values; undefined when nothing is lost. */
function lostOf(earlier: Value, later: Value): string[] | undefined {
	const [old, now] = [keyOf(earlier), keyOf(later)];
	if (old === undefined || now === undefined || old === now) return undefined;
	if (earlier.type === "nil" || later.type === "nil") return undefined;
	if (earlier.type !== "table" || later.type !== "table")
		return isOnly(earlier, now) || isOnly(later, old) ? undefined : [];
	const keys = new Set(later.items.map(keyOf));
	const items = earlier.items.filter((item) => !keys.has(keyOf(item)));
	const fields = [...earlier.fields.values()].filter(({ key, value }) => {
		const other = later.fields.get(key);
		return !other || keyOf(other.value) !== keyOf(value);
	});
	if (items.length === 0 && fields.length === 0) return undefined;
	return items.every(({ type }) => type === "string")
		? items.map(({ span, ...item }) => ("value" in item ? `"${item.value}"` : span.text))
		: [];
}

/** True for a list of one that holds just that value: Prosody takes both for the same. */
function isOnly(value: Value, key: string): boolean {
	return (
		value.type === "table" && value.items.length === 1 && value.fields.size === 0 && keyOf(value.items[0]!) === key
	);
}

/** A text that is the same for the same value; undefined when the value is not known whole. */
function keyOf(value: Value): string | undefined {
	switch (value.type) {
		case "nil":
			return "nil";
		case "string":
		case "number":
		case "boolean":
			return JSON.stringify(value.value);
		case "table":
			return tableKey(value);
		default:
			return undefined;
	}
}

function tableKey({ items, fields, open }: TableValue): string | undefined {
	const keys = items.map(keyOf);
	const named = [...fields.values()].map(({ key, value }) => {
		const inner = keyOf(value);
		return inner === undefined ? undefined : `${JSON.stringify(key)}=${inner}`;
	});
	if (open || [...keys, ...named].includes(undefined)) return undefined;
	return `{${[...keys.sort(), ...named.sort()].join(";")}}`;
}

/** The wildcard Include that brings both files, each by another of its names: a folder lists its files in no certain order. */
function sharedWildcard(a: string, b: string, { includes }: Configuration): string | undefined {
	const [ways, others] = [waysTo(a, includes), waysTo(b, includes)];
	const shared = ways.find((one) =>
		others.some((other) => other.by === one.by && other.file !== one.file && one.by.wildcard),
	);
	return shared && (shared.by.path ?? shared.by.at.text);
}

interface Way {
	readonly by: Inclusion;
	/** The file it brings on the way. */
	readonly file: string;
}

function waysTo(file: string, includes: readonly Inclusion[], seen: readonly string[] = []): Way[] {
	if (seen.includes(file)) return [];
	return includes
		.filter(({ files }) => files.includes(file))
		.flatMap((by) => [{ by, file }, ...waysTo(by.at.file, includes, [...seen, file])]);
}

function message(
	{ option, section }: Assignment,
	other: string,
	folder: string | undefined,
	lost: readonly string[],
): string {
	const { scope } = section;
	if (folder !== undefined) {
		return t(
			"{0} is also set in {1}, to something else. Which of the two counts is left to chance: the files of {2} are read in no certain order.",
			option,
			other,
			folder,
		);
	}
	if (lost.length > 0) {
		const named = lost.slice(0, MOST_NAMED);
		const rest = lost.length - named.length;
		return t(
			"This replaces the {0} of {1}, it does not add to it. Lost: {2}.",
			option,
			other,
			enumerate(rest > 0 ? [...named, t("{0} more", rest)] : named),
		);
	}
	return scope.kind === "global"
		? t("This replaces the {0} of {1}, where it has another value.", option, other)
		: t("This replaces the {0} that {1} sets for {2}, to another value.", option, other, scope.name);
}

function fixes(later: Assignment, byChance: boolean, { config }: RuleContext): Fix[] {
	const { option, nameSpan, value, section } = later;
	const { series, assumed } = config.version;
	const gap = nameSpan.chunk.text.slice(nameSpan.to, value.span.from);
	const canAppend =
		value.type === "table" &&
		value.literal &&
		value.span.chunk === nameSpan.chunk &&
		/^\s*=\s*$/.test(gap) &&
		section.form === "statements" &&
		atLeast(series, "13.0") &&
		!assumed &&
		!byChance;
	const append = suggested(t("Add to the list instead (:append)"), () =>
		replaceSpan(nameSpan.chunk.span([nameSpan.to, value.span.from]), ":append "),
	);
	const remove = suggested(t("Take {0} out here, so that the other file counts", option), () =>
		removeAssignment(later),
	);
	return [...(canAppend ? [append] : []), remove];
}
