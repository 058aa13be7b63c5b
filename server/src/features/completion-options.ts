/** Options and keywords to offer where a statement begins. */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { CatalogOption } from "../catalog/catalog.ts";
import { optionRank, sortText } from "./common.ts";
import { type Candidate, choice, type Request, snippetText } from "./completion-item.ts";
import { existsIn, inSeries } from "./series.ts";
import { isLua, shortType } from "./words.ts";

/** Options that have an effect in the section and are not set there; those of loaded modules first. */
export function optionCandidates(request: Request): Candidate[] {
	const { snapshot, context, series, offset } = request;
	const { scope } = context.section;
	const isSet = (name: string) =>
		scope.own
			.get(name)
			?.assignments.some(
				({ nameSpan, kind }) => kind === "set" && !(nameSpan.start <= offset && offset <= nameSpan.end),
			);
	const { loaded } = scope.modules;
	const names = new Set<string>();
	const candidates: Candidate[] = [];
	for (const option of snapshot.catalog.options()) {
		if (names.has(option.name) || !existsIn(option, series) || option.obsolete) continue;
		if (!option.scope.includes(scope.kind) || isSet(option.name)) continue;
		names.add(option.name);
		const { module } = option;
		// A Component has no use for what its modules do not read.
		const own = module.kind === "server" || loaded.has(module.name);
		if (scope.kind === "Component" && !own && module.name !== scope.module) continue;
		const rank = optionRank(option.name);
		const group =
			scope.kind !== "global" && module.name === scope.module
				? 0
				: own
					? rank === undefined
						? 2
						: 1
					: rank === undefined
						? 4
						: 3;
		candidates.push({
			label: option.name,
			kind: CompletionItemKind.Property,
			text: hasValue(request) ? option.name : `${option.name} = `,
			snippet: hasValue(request) ? undefined : snippet(option, request),
			detail: module.kind === "server" ? shortType(option.type) : `mod_${module.name}`,
			sortText: sortText(group, rank, option.name),
			deprecated: option.deprecated !== undefined,
			data: ["option", option.name, series],
		});
	}
	return candidates;
}

/** VirtualHost, Component and Include. */
export function keywordCandidates(): Candidate[] {
	const keyword = (label: string, text: string, snippet: string, position: number): Candidate => ({
		label,
		kind: CompletionItemKind.Keyword,
		text,
		snippet,
		// Behind the common options, in front of the rare ones.
		sortText: sortText(1, position, label),
		data: ["keyword", label],
	});
	return [
		keyword("VirtualHost", 'VirtualHost "example.org"', 'VirtualHost "${1:example.org}"\n\t$0', 990),
		keyword(
			"Component",
			'Component "rooms.example.org" "muc"',
			'Component "${1:rooms.example.org}" "${2:muc}"\n\t$0',
			991,
		),
		keyword("Include", 'Include "conf.d/*.cfg.lua"', 'Include "${1:conf.d/*.cfg.lua}"', 992),
	];
}

/** True when the name that is typed has its `=` already. */
function hasValue({ snapshot, context, offset }: Request): boolean {
	return /^[ \t]*=/.test(snapshot.text.slice(context.word?.end ?? offset, (context.word?.end ?? offset) + 80));
}

function snippet(option: CatalogOption, { series }: Request): string {
	return `${option.name} = ${valueSnippet(option, series)}`;
}

/** A value to fill in, in the form the option takes. */
export function valueSnippet(option: CatalogOption, series: Request["series"]): string {
	const type = inSeries(option.type, option.olderTypes, series);
	const byDefault = inSeries(option.default, option.olderDefaults, series);
	const values = Object.keys(option.values ?? {});
	switch (type) {
		case "boolean":
			return byDefault === "true" ? choice(["false", "true"]) : choice(["true", "false"]);
		case "enum":
		case "string":
		case "path":
			return values.length > 0 ? choice(values) : '"$1"';
		case "set":
		case "array":
		case "inherited-set":
		case "interfaces":
			return '{ "$1" }';
		case "ports":
		case "map":
		case "table":
			return "{ $1 }";
		default:
			return byDefault !== undefined && isLua(byDefault) && !byDefault.startsWith("{")
				? "${1:" + snippetText(byDefault) + "}"
				: "$1";
	}
}
