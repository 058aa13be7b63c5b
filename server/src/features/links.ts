/** textDocument/documentLink: modules lead to their documentation, an Include to its file. */
import type { DocumentLink } from "vscode-languageserver-types";
import { moduleUrl } from "../catalog/link.ts";
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
		if (entry) add(at, moduleUrl(entry), t("Documentation of {0}", "mod_" + entry.name));
	};
	for (const section of snapshot.config.sections) {
		if (section.moduleSpan && section.scope.module) addModule(section.moduleSpan, section.scope.module);
		for (const { option, value } of section.assignments) {
			if (isModuleList(option)) for (const item of quotedItems(value)) addModule(item.span, item.value);
		}
	}
	for (const { kind, at, what } of snapshot.config.unseen) {
		const path = kind === "include" && at && literalIn(at, what);
		const target = path && includeTarget(snapshot.uri, what);
		if (path && target) add(path, target, t("Open the included file"));
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

/** The path inside an Include call; undefined when it is not written out there. */
function literalIn(call: Span, path: string): Span | undefined {
	for (const quote of ['"', "'"]) {
		const index = call.text.indexOf(quote + path + quote);
		if (path !== "" && index >= 0) return call.chunk.span([call.from + index, call.from + index + path.length + 2]);
	}
	return undefined;
}

/** The address of an included file; undefined for patterns, and where a relative path has nothing to be relative to. */
function includeTarget(base: string, path: string): string | undefined {
	if (/[*?[]/.test(path)) return undefined;
	try {
		const encoded = path.split("/").map(encodeURIComponent).join("/");
		const url = new URL(encoded, base);
		return url.protocol === new URL(base).protocol ? url.href : undefined;
	} catch {
		return undefined;
	}
}
