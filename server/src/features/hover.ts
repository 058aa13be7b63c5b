/** textDocument/hover: what a module, option, key, value or keyword means, and what is in effect. */
import type { Hover } from "vscode-languageserver-types";
import { moduleUrl } from "../catalog/link.ts";
import type { Finding, Snapshot } from "../engine.ts";
import { t } from "../l10n.ts";
import { type Context, contextAt, type Word } from "./context.ts";
import { describeKey, describeKeyword, describeModule, describeOption, describeValue } from "./describe.ts";
import { effectiveModule, effectiveOption } from "./effective.ts";
import { keyAt } from "./keys.ts";
import { code, link, markup } from "./markdown.ts";
import { rangeAt } from "./position.ts";
import type { ClientSupport } from "./support.ts";

interface Explanation {
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

export function hover(snapshot: Snapshot, offset: number, support: ClientSupport): Hover | null {
	const context = contextAt(snapshot, offset);
	const explanation = context && explain(snapshot, context, offset);
	// A hover does not wait for the rules.
	const findings = snapshot.knownFindings.filter((one) => isAt(snapshot, one, offset));
	const links = findingLinks(snapshot, findings);
	if (!explanation && !links) return null;
	const text = [explanation?.text, links].filter(Boolean).join("\n\n---\n\n");
	const at = explanation ?? { start: findings[0]!.at.start, end: findings[0]!.at.end };
	return { contents: markup(text, support.hoverMarkdown), range: rangeAt(snapshot, at.start, at.end) };
}

function explain(snapshot: Snapshot, context: Context, offset: number): Explanation | undefined {
	const { word, place } = context;
	if (!word) return undefined;
	const at = { start: word.outerStart, end: word.outerEnd };
	const text =
		word.kind === "name"
			? explainName(snapshot, context, word, offset)
			: explainString(snapshot, context, word, offset);
	if (text) return { text, ...at };
	return place.is === "value" && place.path.length === 0 ? explainValue(snapshot, place.option, word) : undefined;
}

function explainName(
	snapshot: Snapshot,
	{ place, next, section }: Context,
	word: Word,
	offset: number,
): string | undefined {
	const { catalog } = snapshot;
	const isKey = next?.text === "=";
	if (place.is === "value" && place.entry && isKey) return explainKey(snapshot, place.option, place.path, word.text);
	const names = place.is === "statement" || place.is === "host-field";
	if (!(names && isKey)) {
		const keyword = catalog.keyword(word.text);
		if (keyword) return describeKeyword(keyword);
	}
	if (!names) return undefined;
	const option = catalog.option(word.text);
	if (!option) return undefined;
	const parts = [describeOption(option, snapshot.config.version.series)];
	const effective = effectiveOption(snapshot, section.scope, word.text, offset);
	if (effective) parts.push(effective);
	return parts.join("\n\n---\n\n");
}

function explainString(
	snapshot: Snapshot,
	{ place, section }: Context,
	word: Word,
	offset: number,
): string | undefined {
	if (place.is === "argument" && place.index === 1) return explainModule(snapshot, word.text);
	if (place.is !== "value") return undefined;
	if (isModuleList(place.option) && place.path.length === 1 && place.entry) {
		const text = explainModule(snapshot, word.text);
		const effective = text && effectiveModule(snapshot, section.scope, bareName(word.text), offset);
		return effective ? `${text}\n\n---\n\n${effective}` : text;
	}
	return undefined;
}

/** The lists that hold names of modules. */
export function isModuleList(option: string): boolean {
	return option === "modules_enabled" || option === "modules_disabled";
}

/** People write `mod_roster` where `roster` is meant; it is explained all the same. */
function bareName(name: string): string {
	return name.replace(/^mod_/, "");
}

function explainModule(snapshot: Snapshot, name: string): string | undefined {
	const { series } = snapshot.config.version;
	const entry = snapshot.catalog.module(bareName(name), series);
	return entry && describeModule(entry, snapshot.catalog, series);
}

function explainKey(
	snapshot: Snapshot,
	name: string,
	path: readonly (string | number)[],
	key: string,
): string | undefined {
	const option = snapshot.catalog.option(name);
	const entry = option && keyAt(option, [...path.slice(0, -1), key]);
	return entry && describeKey(key, option, entry);
}

/** A value out of a fixed set. */
function explainValue(snapshot: Snapshot, name: string, word: Word): Explanation | undefined {
	const option = snapshot.catalog.option(name);
	const lua = word.kind === "string" ? `"${word.text}"` : word.text;
	const values = option?.values;
	const meaning = values && Object.hasOwn(values, lua) ? values[lua] : undefined;
	if (!option || !meaning) return undefined;
	return { text: describeValue(lua, meaning, option), start: word.outerStart, end: word.outerEnd };
}

function isAt(snapshot: Snapshot, { at }: Finding, offset: number): boolean {
	return at.file === snapshot.uri && at.start <= offset && offset <= at.end;
}

/** A line per finding with the pages that help with it; the editor shows the message itself. */
function findingLinks(snapshot: Snapshot, findings: readonly Finding[]): string {
	const lines = new Set<string>();
	for (const { rule } of findings) {
		const links = [
			...(rule.modules ?? []).map((name) => {
				const entry = snapshot.catalog.module(name, snapshot.config.version.series);
				return link("mod_" + name, entry ? moduleUrl(entry) : `https://modules.prosody.im/mod_${name}`);
			}),
			...(rule.links ?? []).map((url) => link(url.replace(/^https?:\/\//, ""), url)),
		];
		if (links.length > 0) lines.add(`${code(rule.id)}: ${t("see {0}", links.join(", "))}`);
	}
	return [...lines].join("  \n");
}
