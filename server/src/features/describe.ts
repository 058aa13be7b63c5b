/** What the catalog knows about a module, an option, a key or a keyword, as Markdown. */
import type { Catalog, CatalogOption } from "../catalog/catalog.ts";
import { moduleUrl, optionUrl } from "../catalog/link.ts";
import { alwaysLoads } from "../catalog/module-facts.ts";
import { existsIn, inSeries } from "../catalog/series.ts";
import type { KeyEntry, LanguageEntry, ModuleEntry } from "../catalog/types.ts";
import { atLeast, type Series } from "../config/version.ts";
import { t } from "../l10n.ts";
import { exampleOf } from "./example.ts";
import { block, code, link } from "./markdown.ts";
import { defaultWords, loadWords, mergeWords, scopeWords, typeWords, unitWords } from "./words.ts";

export function describeModule(entry: ModuleEntry, catalog: Catalog, series: Series): string {
	const origin = originWords(entry);
	const lines = [`${code("mod_" + entry.name)} · ${origin}`, "", entry.summary, ""];
	const facts = [loadWords(entry), sinceWords(entry, series)];
	const brings = alwaysLoads(entry, series);
	if (brings.length > 0) facts.push(t("Loads {0} as well.", names(brings)));
	if (entry.conflicts?.length) facts.push(t("Does not go together with {0}.", names(entry.conflicts)));
	if (entry.replacedBy) facts.push(t("Replaced by {0}.", code(entry.replacedBy)));
	if (entry.mergedInto) {
		facts.push(t("Part of Prosody since {0}, as {1}.", entry.mergedInto.series, code(entry.mergedInto.module)));
	}
	if (entry.stage && entry.stage !== "stable" && entry.stage !== "merged") {
		facts.push(t("Its authors call it {0}.", entry.stage));
	}
	const options = catalog.optionsOf(entry).filter((option) => existsIn(option, series));
	if (options.length > 0) facts.push(t("Options: {0}", optionNames(options)));
	pushList(lines, facts);
	pushCaution(lines, entry.caution);
	if (entry.origin !== "local") lines.push(link(t("Documentation of {0}", "mod_" + entry.name), moduleUrl(entry)));
	return lines.join("\n");
}

function originWords({ origin }: ModuleEntry): string {
	if (origin === "local") return t("module of this server");
	return origin === "community" ? t("module from the community repository") : t("module of Prosody");
}

/** Enough of them to see what the module is about. */
function optionNames(options: readonly CatalogOption[]): string {
	const shown = options.slice(0, 12).map(({ name }) => code(name));
	return shown.join(", ") + (options.length > shown.length ? " …" : "");
}

export function describeOption(option: CatalogOption, series: Series): string {
	const reader =
		option.module.kind === "server" ? t("option of the server") : t("option of {0}", code("mod_" + option.module.name));
	const lines = [`${code(option.name)} · ${reader}`, "", option.summary, ""];
	const facts: (string | undefined)[] = [
		t("Type: {0}", typeWords(inSeries(option.type, option.olderTypes, series)) + unitWords(option)),
	];
	const byDefault = inSeries(option.default, option.olderDefaults, series);
	facts.push(byDefault === undefined ? t("Default: not set") : t("Default: {0}", defaultWords(byDefault)));
	if (option.min !== undefined) facts.push(t("At least: {0}", code(String(option.min))));
	if (option.max !== undefined) facts.push(t("At most: {0}", code(String(option.max))));
	facts.push(t("May stand {0}", scopeWords(option.scope)));
	facts.push(mergeWords(option, inSeries(option.type, option.olderTypes, series)));
	const since = sinceWords(option, series);
	if (since) facts.push(since);
	if (option.deprecated) {
		const use = option.deprecated.use ? " " + t("Use {0} instead.", code(option.deprecated.use)) : "";
		facts.push(t("Deprecated since {0}: {1}", option.deprecated.since, option.deprecated.note) + use);
	}
	if (option.obsolete) facts.push(t("No effect since {0}: {1}", option.obsolete.since, option.obsolete.note));
	pushList(lines, facts);
	pushValues(lines, option.values);
	pushKeys(lines, option.keys ?? option.itemKeys, series);
	pushCaution(lines, option.caution);
	const example = exampleOf(option, series);
	if (example) lines.push(block(example), "");
	// Nobody but its author has a page about it.
	if (option.module.origin !== "local") lines.push(link(t("Documentation"), optionUrl(option)));
	return lines.join("\n");
}

export function describeKey(name: string, option: CatalogOption, entry: KeyEntry): string {
	const lines = [`${code(name)} · ${t("part of {0}", code(option.name))}`, "", entry.summary, ""];
	const facts: string[] = [];
	if (entry.type) facts.push(t("Type: {0}", typeWords(entry.type)));
	if (entry.default !== undefined) facts.push(t("Default: {0}", defaultWords(entry.default)));
	if (entry.since) facts.push(t("Since Prosody {0}", entry.since));
	pushList(lines, facts);
	pushValues(lines, entry.values);
	pushKeys(lines, entry.keys);
	lines.push(link(t("Documentation"), optionUrl(option)));
	return lines.join("\n");
}

export function describeKeyword(entry: LanguageEntry): string {
	const lines = [block(entry.syntax), "", entry.summary, ""];
	if (entry.since) pushList(lines, [t("Since Prosody {0}", entry.since)]);
	pushCaution(lines, entry.caution);
	if (entry.example && entry.example.trim() !== entry.syntax.trim()) lines.push(block(entry.example), "");
	lines.push(link(t("Documentation"), entry.doc));
	return lines.join("\n");
}

/** One value of an option. */
export function describeValue(value: string, meaning: string, option: CatalogOption): string {
	return `${code(value)} · ${code(option.name)}\n\n${meaning}`;
}

function sinceWords(entry: { since?: Series; removed?: Series }, series: Series): string | undefined {
	if (entry.removed) {
		return atLeast(series, entry.removed)
			? t("Removed in Prosody {0}; this configuration is read for {1}", entry.removed, series)
			: t("Removed in Prosody {0}", entry.removed);
	}
	if (!entry.since) return undefined;
	return atLeast(series, entry.since)
		? t("Since Prosody {0}", entry.since)
		: t("Only since Prosody {0}; this configuration is read for {1}", entry.since, series);
}

function names(modules: readonly string[]): string {
	return modules.map((name) => code(name)).join(", ");
}

function pushList(lines: string[], facts: readonly (string | undefined)[]): void {
	const known = facts.filter((fact) => fact !== undefined);
	if (known.length > 0) lines.push(...known.map((fact) => `- ${fact}`), "");
}

function pushValues(lines: string[], values: Readonly<Record<string, string>> | undefined): void {
	const entries = Object.entries(values ?? {});
	if (entries.length === 0) return;
	lines.push(t("Values:"), "", ...entries.map(([value, meaning]) => `- ${code(value)}: ${meaning}`), "");
}

function pushKeys(lines: string[], keys: Readonly<Record<string, KeyEntry>> | undefined, series?: Series): void {
	const entries = Object.entries(keys ?? {}).filter(([, key]) => !series || existsIn(key, series));
	if (entries.length === 0) return;
	lines.push(t("Its parts:"), "", ...entries.map(([name, key]) => `- ${code(name)}: ${key.summary}`), "");
}

function pushCaution(lines: string[], caution: string | undefined): void {
	if (caution) lines.push(`**${t("Caution:")}** ${caution}`, "");
}
