/** Modules to offer in modules_enabled, modules_disabled and behind Component "x". */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { ModuleEntry } from "../catalog/types.ts";
import type { Scope } from "../config/model.ts";
import { atLeast, type Series } from "../config/version.ts";
import { t } from "../l10n.ts";
import { moduleRank, sortText } from "./common.ts";
import type { Candidate, Request } from "./completion-item.ts";
import { existsIn } from "./series.ts";

/** Modules that make sense in the list and are not in effect yet. */
export function enabledCandidates(request: Request): Candidate[] {
	const { snapshot, context, series } = request;
	const { scope } = context.section;
	const listed = listedNames(request, "modules_enabled");
	const inherited = scope.kind === "global" ? undefined : inheritedNames(scope);
	return [...snapshot.catalog.modules()]
		.filter((entry) => isOffered(entry, series) && fits(entry, scope))
		.filter(({ name, autoload }) => !autoload && !listed.has(name) && !inherited?.has(name))
		.map((entry) => candidate(entry, series));
}

/** Modules that are in effect and can be switched off. */
export function disabledCandidates(request: Request): Candidate[] {
	const { snapshot, series } = request;
	const listed = listedNames(request, "modules_disabled");
	const global = listedNames(request, "modules_enabled", snapshot.config.global);
	return [...snapshot.catalog.modules()].flatMap((entry) => {
		if (listed.has(entry.name) || !existsIn(entry, series)) return [];
		const group = global.has(entry.name) ? 0 : entry.autoload ? 1 : undefined;
		return group === undefined
			? []
			: [{ ...candidate(entry, series), sortText: sortText(group, undefined, entry.name) }];
	});
}

/** Modules that serve a Component. */
export function componentCandidates({ snapshot, series }: Request): Candidate[] {
	return [...snapshot.catalog.modules()]
		.filter((entry) => isOffered(entry, series))
		.filter(({ loadedAs, kind }) => (loadedAs ? loadedAs.includes("component-module") : kind === "component"))
		.map((entry) => candidate(entry, series));
}

function candidate(entry: ModuleEntry, series: Series): Candidate {
	const community = entry.origin === "community";
	const rank = community ? undefined : moduleRank(entry.name);
	return {
		label: entry.name,
		kind: CompletionItemKind.Module,
		quoted: true,
		detail: community ? t("community") : undefined,
		sortText: sortText(community ? 2 : rank === undefined ? 1 : 0, rank, entry.name),
		deprecated: entry.replacedBy !== undefined || entry.stage === "deprecated",
		data: ["module", entry.name, series],
	};
}

/** Not what the series does not have, has taken in, or what does not work. */
function isOffered(entry: ModuleEntry, series: Series): boolean {
	if (!existsIn(entry, series)) return false;
	if (entry.mergedInto && atLeast(series, entry.mergedInto.series)) return false;
	return entry.stage !== "broken" && entry.stage !== "obsolete" && entry.stage !== "merged";
}

function fits({ loadedAs, kind }: ModuleEntry, scope: Scope): boolean {
	if (kind !== "host" && kind !== "global") return false;
	switch (scope.kind) {
		case "global":
			return loadedAs ? loadedAs.includes("global") : true;
		case "VirtualHost":
			return loadedAs ? loadedAs.includes("VirtualHost") : kind === "host";
		case "Component":
			return loadedAs ? loadedAs.includes("component-list") : false;
	}
}

/** What a list of a scope names, the item under the cursor left out. */
function listedNames(
	{ offset, snapshot, context }: Request,
	option: string,
	scope = context.section.scope,
): Set<string> {
	const names = new Set<string>();
	for (const { value } of scope.own.get(option)?.assignments ?? []) {
		if (value.type !== "table") continue;
		for (const item of value.items) {
			const here = item.span.file === snapshot.uri && item.span.start < offset && offset <= item.span.end;
			if (item.type === "string" && !here) names.add(item.value);
		}
	}
	return names;
}

/** What a host gets from the global list without listing it. */
function inheritedNames(scope: Scope): Set<string> {
	const inherited = new Set<string>();
	for (const { name, because } of scope.modules.loaded.values()) if (because !== "host") inherited.add(name);
	return inherited;
}
