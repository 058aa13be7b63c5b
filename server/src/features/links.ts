/** textDocument/documentLink: modules lead to their documentation, an Include to its file. */
import type { DocumentLink } from "vscode-languageserver-types";
import { moduleUrl } from "../catalog/link.ts";
import type { Inclusion } from "../config/model.ts";
import type { Value } from "../config/value.ts";
import type { Snapshot } from "../engine.ts";
import { t } from "../l10n.ts";
import type { Span } from "../syntax/tree.ts";
import { isModuleList } from "./hover.ts";
import { rangeAt } from "./position.ts";
import type { ClientSupport } from "./support.ts";

export function documentLinks(snapshot: Snapshot, support: Pick<ClientSupport, "linkTooltips">): DocumentLink[] {
	const links: DocumentLink[] = [];
	const add = (at: Span, target: string, tooltip: string) => {
		if (at.file !== snapshot.uri || at.end - at.start < 3) return;
		const link: DocumentLink = { range: rangeAt(snapshot, at.start + 1, at.end - 1), target };
		if (support.linkTooltips) link.tooltip = tooltip;
		links.push(link);
	};
	const addModule = (at: Span, name: string) => {
		const entry = snapshot.catalog.module(name.replace(/^mod_/, ""), snapshot.config.version.series);
		if (entry && entry.origin !== "local") add(at, moduleUrl(entry), t("Documentation of {0}", "mod_" + entry.name));
	};
	for (const section of snapshot.config.sectionsIn(snapshot.uri)) {
		if (section.moduleSpan && section.scope.module) addModule(section.moduleSpan, section.scope.module);
		for (const { option, value } of section.assignments) {
			if (isModuleList(option)) for (const item of quotedItems(value)) addModule(item.span, item.value);
		}
	}
	for (const { argument, wildcard, target, files, outcome } of includesIn(snapshot)) {
		const path = argument && quoted(argument);
		const only = wildcard ? (files.length === 1 ? files[0] : undefined) : outcome === "missing" ? undefined : target;
		if (path && only) add(path, only, t("Open the included file"));
	}
	return links;
}

/** The items that stand in the file as plain strings. */
function quotedItems(value: Value): { span: Span; value: string }[] {
	if (value.type !== "table") return [];
	return value.items.flatMap((item) =>
		item.type === "string" && item.literal && /^["']/.test(item.span.text)
			? [{ span: item.span, value: item.value }]
			: [],
	);
}

/** The Includes written in the snapshot's own file. */
export function includesIn(snapshot: Snapshot): readonly Inclusion[] {
	return snapshot.config.includes.filter(({ at }) => at.file === snapshot.uri);
}

/** The span of a path that is written out. */
function quoted(argument: Span): Span | undefined {
	return /^(["']).*\1$/s.test(argument.text) ? argument : undefined;
}
