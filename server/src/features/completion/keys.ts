/** Keys to offer inside tables, and what the table has already. */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { CatalogOption } from "../../catalog/catalog.ts";
import { existsIn } from "../../catalog/series.ts";
import type { KeyEntry, ModuleEntry } from "../../catalog/types.ts";
import { isStringLike, isTrivia, Kind } from "../../syntax/token.ts";
import { tokenize } from "../../syntax/tokens.ts";
import type { Place, Step } from "../context.ts";
import { ANY_KEY, keysAt } from "../keys.ts";
import { contentOf } from "../scan.ts";
import { type Candidate, type ItemData, type Request, sortKey } from "./item.ts";
import { kindOfKey, snippetOf } from "./literals.ts";

export type ValuePlace = Extract<Place, { is: "value" }>;

/** What a table holds: read from its text, since it may be half typed. */
export interface Present {
	readonly keys: ReadonlySet<string>;
	readonly items: ReadonlySet<string>;
}

/** The option that a value belongs to, as far as its keys go: TLS settings of a service are those of `ssl`. */
export function optionAt({ snapshot }: Request, { option: name }: ValuePlace): CatalogOption | undefined {
	const option = snapshot.catalog.option(name);
	const isSsl = name.endsWith("_ssl") && !option?.keys;
	return (isSsl ? snapshot.catalog.option("ssl") : undefined) ?? option;
}

/** Keys of the table that are not there yet. */
export function keyCandidates(
	request: Request,
	option: CatalogOption,
	place: ValuePlace,
	present: Present,
): Candidate[] {
	const { context, series, snapshot, offset } = request;
	const { word } = context;
	if (word?.kind === "string") return [];
	const path = place.path.slice(0, -1);
	const end = word?.end ?? offset;
	const named = /^[ \t]*=/.test(snapshot.text.slice(end, end + 80));
	const known = knownKeys(request, option, path).filter(
		({ name, entry }) => !present.keys.has(name) && existsIn(entry, series),
	);
	return known.map(({ name, entry, group = 0, data }, index) => {
		const plain = /^[A-Za-z_]\w*$/.test(name) ? name : `["${name}"]`;
		return {
			label: name,
			kind: CompletionItemKind.Field,
			text: named ? plain : `${plain} = `,
			snippet: named ? undefined : `${plain} = ${snippetOfKey(name, entry, request)}`,
			sortText: sortKey(group, Math.min(index, 98)),
			data: data ?? ["key", series, option.name, path],
		};
	});
}

function snippetOfKey(name: string, entry: KeyEntry, { series }: Request): string {
	return entry.keys ? "{ $1 }" : snippetOf(kindOfKey(name, entry), series);
}

interface KnownKey {
	readonly name: string;
	readonly entry: KeyEntry;
	readonly group?: number;
	readonly data?: ItemData;
}

function knownKeys(request: Request, option: CatalogOption, path: readonly Step[]): readonly KnownKey[] {
	if (path.length === 0 && option.name === "storage") return stores(request);
	const written = Object.entries(keysAt(option, path) ?? {}).flatMap(([name, entry]) =>
		name === ANY_KEY ? [] : { name, entry },
	);
	if (path.length > 0 || !APPS.has(option.name)) return written;
	return withApps(request, written, option.name === "http_paths");
}

/** Options whose keys are the web names of modules. */
const APPS: ReadonlySet<string> = new Set(["http_paths", "http_cors_override"]);
const LOADED = 0;
const OTHERS = 1;

/** What modules offer over HTTP, each by its web name: those of loaded modules first. */
function withApps(request: Request, written: readonly KnownKey[], isPath: boolean): KnownKey[] {
	const { snapshot, context, series } = request;
	const { loaded } = context.section.scope.modules;
	const found = new Map<string, KnownKey>();
	for (const module of snapshot.catalog.modules()) {
		if (!module.http || !existsIn(module, series)) continue;
		const isLoaded = loaded.has(module.name);
		if (!isLoaded && module.origin === "community") continue;
		for (const [name, path] of Object.entries(module.http)) {
			const entry: KeyEntry = isPath
				? { summary: module.summary, type: "string", default: `"${path}"` }
				: { summary: module.summary, type: "table" };
			found.set(name, { name, entry, group: isLoaded ? LOADED : OTHERS, data: ["module", series, module.name] });
		}
	}
	for (const { name, entry } of written) {
		if (!found.has(name)) found.set(name, { name, entry, group: OTHERS });
	}
	return [...found.values()].sort((a, b) => a.group! - b.group!);
}

/** What modules store, each by its name: that of loaded modules first, community modules only once they are loaded. */
function stores({ snapshot, context, series }: Request): KnownKey[] {
	const { loaded } = context.section.scope.modules;
	const found = new Map<string, KnownKey>();
	const add = (module: ModuleEntry, group: number) => {
		for (const [name, summary] of Object.entries(module.stores ?? {})) {
			if (found.has(name)) continue;
			found.set(name, { name, entry: { summary, type: "string" }, group, data: ["text", summary] });
		}
	};
	const modules = [snapshot.catalog.server, ...snapshot.catalog.modules()].filter(
		(module) => module.stores && existsIn(module, series),
	);
	for (const module of modules) if (isInUse(module, loaded)) add(module, LOADED);
	for (const module of modules) if (module.origin === "core") add(module, OTHERS);
	return [...found.values()];
}

function isInUse({ name, kind }: ModuleEntry, loaded: ReadonlyMap<string, unknown>): boolean {
	return kind === "server" || loaded.has(name);
}

/** The names of the stores there are. */
export function storeNames(request: Request): readonly string[] {
	return stores(request).map(({ name }) => name);
}

/** What stands in the table around the place, the entry in hand left out. */
export function presentIn({ snapshot, context, offset }: Request, { table }: ValuePlace): Present {
	const keys = new Set<string>();
	const items = new Set<string>();
	if (!table) return { keys, items };
	const chunk = snapshot.tree.chunkAt(offset);
	const { text } = chunk;
	const tokens = tokenize(text, false, true, table.token.to).filter(({ kind }) => !isTrivia(kind));
	const here = context.word?.outerStart ?? offset;
	let depth = 0;
	for (const [index, token] of tokens.entries()) {
		if (token.text === "}" || token.text === ")") depth--;
		if (depth < 0) break;
		if (token.text === "{" || token.text === "(") depth++;
		if (depth > 0 || chunk.start + token.from === here) continue;
		const next = tokens[index + 1]?.text;
		if (token.kind === Kind.Name && next === "=") keys.add(token.text);
		if (!isStringLike(token.kind)) continue;
		const content = contentOf(text, token) ?? "";
		if (next === "]") keys.add(content);
		else if (tokens[index - 1]?.text !== "=") items.add(content);
	}
	return { keys, items };
}
