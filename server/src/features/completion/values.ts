/** Values to offer behind `name =`, and keys and items inside tables. */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { CatalogOption } from "../../catalog/catalog.ts";
import { existsIn } from "../../catalog/series.ts";
import type { KeyEntry } from "../../catalog/types.ts";
import { t } from "../../l10n.ts";
import { isSecret } from "../../reports/secret.ts";
import { keyAt } from "../keys.ts";
import { fileOffer } from "./files.ts";
import { type Candidate, NOTHING, type Offer, type Request, sortKey } from "./item.ts";
import { keyCandidates, optionAt, type Present, presentIn, storeNames, type ValuePlace } from "./keys.ts";
import { isReplaced } from "./known.ts";
import { ADDRESSES, isList, itemsOf, type Kind, kindOf, kindOfKey, type Literal, literalsOf } from "./literals.ts";
import { logOffer } from "./log.ts";
import { nameOffer, roleOf } from "./names.ts";
import { readsSpans } from "./spans.ts";

/** Options whose value names a module without its prefix. */
const DRIVERS: Readonly<Record<string, { kind: string; prefix: string }>> = {
	authentication: { kind: "auth", prefix: "auth_" },
	storage: { kind: "storage", prefix: "storage_" },
	default_storage: { kind: "storage", prefix: "storage_" },
	authorization: { kind: "authz", prefix: "authz_" },
};
const NO_ENTRIES: Present = { keys: new Set(), items: new Set() };

/** Groups of the list, from the first to the last. */
enum Group {
	Listed,
	Named,
	Ready,
	Shape,
	Reader,
}

export function valueOffer(request: Request, place: ValuePlace): Offer {
	const option = optionAt(request, place);
	if (!option) return NOTHING;
	const present = place.table ? presentIn(request, place) : NO_ENTRIES;
	const offers = [...offersAt(request, option, place, present)];
	// In the middle of a path, nothing but names of files has a place.
	const inPath = offers.find(({ replaced }) => replaced);
	if (inPath) return inPath;
	return {
		candidates: distinct(offers.flatMap(({ candidates }) => candidates)),
		incomplete: offers.some(({ incomplete }) => incomplete),
		data: ["value", request.series, option.name, place.path],
	};
}

function* offersAt(request: Request, option: CatalogOption, place: ValuePlace, present: Present): Iterable<Offer> {
	const { path } = place;
	if (option.name === "log") {
		const log = logOffer(request, place);
		if (log) yield log;
	}
	if (path.length === 0) {
		yield { candidates: wholeValues(request, option) };
	} else {
		if (place.entry) yield { candidates: keyCandidates(request, option, place, present) };
		yield { candidates: innerValues(request, option, place, present) };
	}
	const role = roleOf(option.name, path);
	if (role && (path.length > 0 || !isList(option.type))) yield nameOffer(request, role, present.items);
	if (takesPath(option, place)) yield fileOffer(request, baseOf(request, option.name));
}

/** The value of an option as a whole. */
function wholeValues(request: Request, option: CatalogOption): Candidate[] {
	const { series } = request;
	const kind = kindOf(option, series);
	const values = isList(kind.type) ? [] : listed(kind, undefined);
	return [
		...(DRIVERS[option.name] ? drivers(request, option.name, values) : values),
		...ready(kind, request),
		...shapes(kind),
		...readers(kind, request),
	];
}

/** A value inside the table of an option. */
function innerValues(request: Request, option: CatalogOption, place: ValuePlace, present: Present): Candidate[] {
	const { series } = request;
	const { path } = place;
	const key = keyAt(option, path);
	const last = path.at(-1);
	if (key && typeof last === "string") {
		const kind = kindOfKey(last, key);
		return [...listed(kind, undefined), ...ready(kind, request), ...shapes(kind), ...readers(kind, request)];
	}
	if (typeof last === "number" && path.length > 1) return itemsOfKey(keyAt(option, path.slice(0, -1)), path, present);
	if (path.length > 1) return [];
	// `storage = { archive = … }`: what the option takes as a whole is taken for each store.
	if (typeof last === "string") {
		return DRIVERS[option.name] ? drivers(request, option.name, listed(kindOf(option, series))) : [];
	}
	return place.entry ? [...items(request, option, present), ...tables(option)] : [];
}

/** An item that is a table itself. */
function tables({ name, itemKeys }: CatalogOption): Candidate[] {
	if (name === "disco_items") return [shape('{ "…", "…" }', '{ "", "" }', '{ "$1", "$2" }')];
	return itemKeys && name !== "log" ? [shape("{ … }", "{ }", "{ $1 }")] : [];
}

/** A list inside a table, such as `ssl = { options = { … } }`. */
function itemsOfKey(key: KeyEntry | undefined, path: ValuePlace["path"], present: Present): Candidate[] {
	const list = path.at(-2);
	if (!key || typeof list !== "string") return [];
	return listed(kindOfKey(list, key), present);
}

/** What the list of an option may hold, without what it holds already. */
function items(request: Request, option: CatalogOption, present: Present): Candidate[] {
	const kind = kindOf(option, request.series);
	if (option.name === "storage_memory_temporary_stores") {
		return literals(
			storeNames(request).map((name) => ({ lua: `"${name}"` })),
			Group.Listed,
			present,
		);
	}
	const usual: Literal[] = itemsOf(kind.default).map((lua) => ({ lua, note: t("default") }));
	if (kind.type === "interfaces") return literals(ADDRESSES, Group.Ready, present);
	if (kind.type === "ports") return literals(usual, Group.Ready, present);
	if (!isList(kind.type)) return [];
	return [...listed(kind, present), ...literals(usual, Group.Ready, present)];
}

/** The values that are written down. */
function listed({ values, default: byDefault }: Kind, present?: Present): Candidate[] {
	return Object.keys(values).flatMap((lua, index) => {
		const one = luaValue(lua, sortKey(Group.Listed, index), CompletionItemKind.EnumMember);
		if (present?.items.has(one.label)) return [];
		return lua === byDefault ? { ...one, detail: t("default") } : one;
	});
}

function literals(all: readonly Literal[], group: Group, present?: Present): Candidate[] {
	return all.flatMap(({ lua, note }, index) => {
		const one = luaValue(lua, sortKey(group, index), CompletionItemKind.Value);
		return present?.items.has(one.label) ? [] : { ...one, detail: note };
	});
}

function luaValue(lua: string, sortText: string, kind: CompletionItemKind): Candidate {
	const text = /^"(.*)"$/.exec(lua)?.[1];
	return { label: text ?? lua, kind, quoted: text !== undefined, sortText };
}

/** What the type alone allows: the default, and what is usual besides. */
function ready(kind: Kind, { series }: Request): Candidate[] {
	const all = literalsOf(kind, series);
	const byDefault = kind.default;
	if (byDefault === undefined || byDefault === '""' || byDefault === "nil" || byDefault === "{ }") {
		return literals(all, Group.Ready);
	}
	if (kind.type === "boolean") {
		return literals(
			all.map(({ lua }) => ({ lua, note: lua === byDefault ? t("default") : undefined })),
			Group.Ready,
		);
	}
	const others = all.filter(({ lua }) => lua !== byDefault);
	const note = all.find(({ lua }) => lua === byDefault)?.note;
	return literals([{ lua: byDefault, note: note ?? t("default") }, ...others], Group.Ready);
}

function shapes({ type }: Kind): Candidate[] {
	const isTable = type === "map" || type === "table";
	if (!isTable && !isList(type) && type !== "interfaces") return [];
	return [shape("{ … }", "{ }", isTable ? "{ $1 }" : '{ "$1" }')];
}

function shape(label: string, text: string, snippet: string): Candidate {
	return { label, kind: CompletionItemKind.Struct, text, snippet, sortText: sortKey(Group.Shape), letters: 0 };
}

/** Options that hold whole sentences. */
const TEXTS = /(?:^|_)(?:text|message|instructions|notification)$/;

/** Functions that fetch a text from elsewhere. */
function readers({ name, type, values }: Kind, { series, context }: Request): Candidate[] {
	if ((type !== "string" && type !== "any") || Object.keys(values).length > 0 || !readsSpans(series)) return [];
	if (context.word?.kind === "string" || !(isSecret(name) || TEXTS.test(name))) return [];
	return ["FileLine", "FileContents", "Credential"].map((name, index) => ({
		label: name,
		kind: CompletionItemKind.Function,
		text: `${name}("")`,
		snippet: `${name}("$1")`,
		sortText: sortKey(Group.Reader, index),
		data: ["item", series],
	}));
}

/** The modules an option chooses from, in the order of the written values, core before community. */
function drivers({ snapshot, series }: Request, name: string, values: readonly Candidate[]): Candidate[] {
	const { kind: wanted, prefix } = DRIVERS[name]!;
	const written = new Map(values.map((value, index) => [value.label, { value, index }]));
	const modules: Candidate[] = [];
	for (const entry of snapshot.catalog.modules()) {
		if (entry.kind !== wanted || !entry.name.startsWith(prefix)) continue;
		const label = entry.name.slice(prefix.length);
		const known = written.get(label);
		written.delete(label);
		if (!existsIn(entry, series) || entry.stage === "broken" || entry.stage === "obsolete") continue;
		const community = entry.origin === "community";
		const old = entry.stage === "deprecated" || isReplaced(entry, snapshot.catalog, series);
		modules.push({
			label,
			kind: CompletionItemKind.EnumMember,
			quoted: true,
			detail: known?.value.detail ?? (community ? t("community") : undefined),
			sortText: known ? sortKey(0, known.index) : sortKey(old ? 4 : community ? 2 : 1),
			deprecated: old,
			data: ["module", series, entry.name],
		});
	}
	return [...modules, ...[...written.values()].map(({ value }) => value)];
}

/** Whether a path of a file or folder stands here. */
function takesPath(option: CatalogOption, { path }: ValuePlace): boolean {
	const key = keyAt(option, path);
	if (key) return key.type === "path";
	if (path.length === 0) return option.type === "path" || option.name === "log" || option.name.endsWith("_certificate");
	return path.length === 1 && option.name === "plugin_paths";
}

/** Paths of certificates start from the folder of the configuration, those of other options from elsewhere. */
function baseOf({ snapshot }: Request, option: string): string | undefined {
	return /(?:^|_)(?:ssl|certificates?)$/.test(option) ? snapshot.config.entry.uri : undefined;
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
	const seen = new Set<string>();
	const nameOf = ({ label, goesOn }: Candidate) => (goesOn ? label.slice(0, -1) : label);
	return candidates.filter((one) => !seen.has(nameOf(one)) && seen.add(nameOf(one)));
}
