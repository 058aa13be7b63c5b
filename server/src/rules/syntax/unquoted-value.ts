import type { Catalog, CatalogOption } from "../../catalog/catalog.ts";
import type { OptionType } from "../../catalog/types.ts";
import { COMPONENT_KEYWORDS, HOST_KEYWORDS, INCLUDE_KEYWORDS } from "../../config/lua-globals.ts";
import type { Configuration } from "../../config/model.ts";
import { replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import type { Span } from "../../syntax/tree.ts";
import { keywordMeant, mayBeSetElsewhere } from "../keywords.ts";
import { declaredNames, type Reference, referenceAt } from "../lua-tree.ts";
import { type Fix, rule, type Severity, safe, suggested } from "../rule.ts";
import { isOneEditAway } from "../spelling.ts";
import { isSaidOfOption } from "../structure-facts.ts";
import { type Use, useOf } from "../value-use.ts";

export default rule({
	id: "unquoted-value",
	local: "in-place",
	title: t("A text without quotes"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure"],
	check({ config, catalog, series }, report) {
		const seen = new Set<string>();
		for (const { kind, at } of config.warnings) {
			const reference = kind === "unrecognized-value" ? referenceAt(at) : undefined;
			const place = `${at.start} ${at.file}`;
			if (!reference || seen.has(place)) continue;
			seen.add(place);
			const use = useOf(reference);
			const { name } = reference.node;
			if (!use || (use.kind === "called" && keywordMeant(name))) continue;
			// `name:append { … }` of an option that is not set has a finding of its own.
			if (isSaidOfOption(reference, catalog, series)) continue;
			const option = use.option === undefined ? undefined : catalog.option(use.option);
			if (mayBeSetElsewhere(config, reference.span) && !isWord(use, name, option, catalog)) continue;
			report({
				at: use.whole,
				severity: severityOf(use, option),
				message: messageOf(use, reference, option),
				fixes: fixesOf(use, reference, option, config, catalog),
			});
		}
	},
});

/** A word that values are made of: hardly anyone calls a variable so. */
function isWord({ kind, whole }: Use, name: string, option: CatalogOption | undefined, catalog: Catalog): boolean {
	if ((kind !== "value" && kind !== "item") || isDotted(whole)) return false;
	const modules = [name, `auth_${name}`, `storage_${name}`];
	return (
		asBoolean(name) !== undefined ||
		Object.hasOwn(option?.values ?? {}, quoted(whole)) ||
		modules.some((module) => catalog.knowsModule(module))
	);
}

function severityOf({ kind, whole, callee }: Use, option: CatalogOption | undefined): Severity | undefined {
	const stops =
		kind === "called" || kind === "operand" || isDotted(whole) || (callee !== undefined && isSection(callee));
	return stops || option?.security ? "error" : undefined;
}

function messageOf(
	{ kind, option, key, whole, callee, followed }: Use,
	{ node }: Reference,
	known: CatalogOption | undefined,
): string {
	const { name } = node;
	const text = whole.text;
	if (kind === "called") return t("There is no function called {0}, so Prosody refuses the whole file.", name);
	if (kind === "operand") {
		return t("There is no variable called {0} to work with here, so Prosody refuses the whole file.", name);
	}
	if (isDotted(whole)) {
		return t(
			"{0} has no quotes, so Prosody looks for something called {1}, finds nothing and refuses the whole file.",
			text,
			name,
		);
	}
	if (callee !== undefined) {
		return isSection(callee)
			? t(
					"{0} needs a text in quotes: nothing in this file is called {1}, so Prosody refuses the whole file.",
					callee,
					name,
				)
			: t("{0} has no quotes and nothing in this file is called so: {1} gets no value.", name, callee);
	}
	if (kind === "item") {
		return followed
			? t("{0} has no quotes: Prosody takes it for a variable, finds none and reads the list only up to here.", name)
			: t("{0} has no quotes: Prosody takes it for a variable, finds none, and the entry is lost.", name);
	}
	if (known?.type === "boolean" && asBoolean(name) !== undefined) {
		return t("{0} is none of the words Prosody knows (true and false), so {1} stays unset.", name, key ?? option ?? "");
	}
	const what = key ?? option;
	if (what === undefined) return t("{0} has no quotes and nothing in this file is called so: it has no value.", name);
	return t("{0} has no quotes: Prosody takes it for a variable, finds none and leaves {1} unset.", name, what);
}

function fixesOf(
	use: Use,
	{ node: { name }, span, chunk }: Reference,
	option: CatalogOption | undefined,
	config: Configuration,
	catalog: Catalog,
): Fix[] {
	const { kind, whole } = use;
	const variable = name.length > 3 ? declaredNames(chunk.tree).find((one) => isOneEditAway(one, name)) : undefined;
	if (variable) return [write(span, variable, suggested)];
	if (kind === "called" || kind === "operand" || !/^[\w.]+$/.test(whole.text)) return [];
	const type = kind === "value" && use.key === undefined ? option?.type : undefined;
	const word = asBoolean(name);
	if (word !== undefined && (type === "boolean" || /^(?:true|false)$/i.test(name))) {
		return [write(whole, String(word), safe)];
	}
	if (word !== undefined && !type)
		return [write(whole, String(word), suggested), write(whole, quoted(whole), suggested)];
	if (/^(?:null|None|NULL|undefined|NIL|Nil)$/.test(name)) {
		return [write(whole, "nil", suggested), write(whole, quoted(whole), suggested)];
	}
	// Text is no answer where Prosody wants a number, or true or false.
	if (type && NOT_TEXT.has(type)) return [];
	if (kind === "item" && /_ports$/.test(use.option ?? "")) return [];
	// The value of another option, or of one in another section: what was meant is less clear. (But `storage = sql` is.)
	const isOption =
		!isWord(use, name, option, catalog) &&
		(config.global.own.has(name) || config.sectionsIn(span.file).some(({ scope }) => scope.own.has(name)));
	const text = type && LISTS.has(type) ? `{ ${quoted(whole)} }` : quoted(whole);
	return [write(whole, text, isOption || kind === "argument" ? suggested : safe)];
}

const NOT_TEXT: ReadonlySet<OptionType> = new Set(["boolean", "number", "integer", "size", "ports", "map", "table"]);
const LISTS: ReadonlySet<OptionType> = new Set(["set", "array", "inherited-set"]);

function write(span: Span, text: string, how: typeof safe): Fix {
	return how(t("Write {0}", text), () => replaceSpan(span, text));
}

function quoted(span: Span): string {
	return `"${span.text}"`;
}

function isDotted(span: Span): boolean {
	return span.text.includes(".");
}

function isSection(name: string): boolean {
	return HOST_KEYWORDS.has(name) || COMPONENT_KEYWORDS.has(name) || INCLUDE_KEYWORDS.has(name);
}

/** What people write for true and false in other languages. */
function asBoolean(word: string): boolean | undefined {
	if (/^(?:true|yes|on|enabled?)$/i.test(word)) return true;
	return /^(?:false|no|off|disabled?)$/i.test(word) ? false : undefined;
}
