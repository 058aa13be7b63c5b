import type { Catalog } from "../../catalog/catalog.ts";
import type { TableValue, Value } from "../../config/value.ts";
import type { Change } from "../../edits/change.ts";
import { removeItem, replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import type { Span } from "../../syntax/tree.ts";
import { Places } from "../places.ts";
import { type Fix, rule, safe } from "../rule.ts";

/** Lists of single values, by the type in the catalog: a set is compared entry by entry with texts. */
const FLAT: ReadonlySet<string> = new Set(["set", "inherited-set", "ports", "interfaces"]);
/** Of the lists whose order counts, some hold tables; these do not. */
const FLAT_OPTIONS: ReadonlySet<string> = new Set([
	"plugin_paths",
	"external_addresses",
	"proxy65_acl",
	"http_index_files",
	"anti_spam_block_strings",
	"anti_spam_block_patterns",
]);
/** With a table among them Prosody stops as it loads the modules. */
const MODULES: ReadonlySet<string> = new Set(["modules_enabled", "modules_disabled"]);

export default rule({
	id: "nested-list",
	title: t("A list inside of a list"),
	severity: "warning",
	local: true,
	links: ["https://prosody.im/doc/configure"],
	check({ config, catalog }, report) {
		const seen = new Places();
		for (const { assignments } of config.sections) {
			for (const { option, value: list, kind } of assignments) {
				if (kind === "field" || list.type !== "table") continue;
				for (const inner of list.items) {
					if (!isList(inner) || !isFlat(option, catalog) || !seen.isNew(inner.span)) continue;
					const stops = option === "modules_enabled";
					report({
						at: inner.span,
						severity: stops ? "error" : undefined,
						message: message(option, inner, stops),
						fixes: fixes(list, inner),
					});
				}
			}
		}
	},
});

/** Tables with names in them are no lists, and something else was meant. */
function isList(value: Value): value is TableValue {
	return value.type === "table" && value.fields.size === 0 && !value.open;
}

/** Whether an option takes a list of texts. */
function isFlat(option: string, catalog: Catalog): boolean {
	return FLAT.has(catalog.option(option)?.type ?? "") || FLAT_OPTIONS.has(option) || MODULES.has(option);
}

function message(option: string, inner: TableValue, stops: boolean): string {
	const isVariable = !inner.literal;
	if (stops) {
		return isVariable
			? t(
					"Prosody stops as it starts: {0} is a list, and {1} must hold nothing but names of modules.",
					inner.span.text,
					option,
				)
			: t(
					"Prosody stops as it starts: {0} holds a list in its list. All modules stand next to each other, in one pair of braces.",
					option,
				);
	}
	return isVariable
		? t(
				"{0} is a list itself, and {1} takes no lists as entries: what is in it does not count.",
				inner.span.text,
				option,
			)
		: t(
				"{0} takes no lists as entries: what stands in the inner braces does not count. One pair of braces is enough.",
				option,
			);
}

function fixes(list: TableValue, inner: TableValue): Fix[] {
	if (!list.literal || !inner.literal) return [];
	if (inner.items.length === 0) return [safe(t("Remove the empty list"), () => removeItem(list, inner))];
	return [safe(t("Take the inner braces away"), () => unwrap(inner))];
}

/** The entries of the inner list in its place; their comments come along. */
function unwrap({ span, items, list }: TableValue): Change[] {
	const [first, last] = [items[0]!.span, items.at(-1)!.span];
	// Texts over several lines would not stay as they are, and a nil would end the list.
	if (/\[=*\[/.test(span.text) || list.length !== items.length) return [];
	// Entries that are not written out here stand elsewhere.
	if (![first, last].every((one) => one.chunk === span.chunk && one.from > span.from && one.to < span.to)) return [];
	const { chunk } = span;
	const head = chunk.text.slice(span.from + 1, first.from);
	const tail = chunk.text.slice(last.to, span.to - 1);
	const [, own = "", comments = ""] = /^\s*([,;]?)([\s\S]*)$/.exec(tail)!;
	const [follows, separator = ""] = /^\s*([,;])/.exec(chunk.text.slice(span.to)) ?? [""];
	const kept = comments.trimEnd();
	if (!/^\s*(?:--[^\n]*\n\s*)*$/.test(head)) return [];
	// A comment behind the last entry ends the line: nothing may follow there.
	const rest = chunk.text.slice(span.to + follows.length).split("\n", 1)[0]!;
	if (kept.includes("--") && rest.trim() !== "" && !rest.trim().startsWith("--")) return [];
	if (kept.trim() !== "" && !/^\s*--/.test(kept)) return [];
	const body = head.trimStart() + chunk.text.slice(first.from, last.to);
	const text = outdent(body, span) + (separator || (kept.includes("--") ? own : "")) + outdent(kept, span);
	return replaceSpan(chunk.span([span.from, span.to + follows.length]), text);
}

/** Lines that stood deeper than the inner list begin where it began. */
function outdent(text: string, { chunk, from }: Span): string {
	const { text: source } = chunk.tree;
	const start = chunk.start + from;
	const line = source.slice(source.lastIndexOf("\n", start - 1) + 1, start);
	const indent = /^[ \t]*/.exec(line)![0];
	const deeper = new RegExp(`\n${indent}(?:\t|  +)(?=\\S)`, "g");
	return text.replace(deeper, `\n${indent}`);
}
