/**
 * What became of modules that were renamed, given up, or taken over by others, as far as the catalog's entries do not say it;
 * and the places that name modules. Sources: core/modulemanager.lua, the `plugins` folders of the series,
 * util/prosodyctl/check.lua of 13.0, and the pages on modules.prosody.im.
 */
import type { Catalog } from "../catalog/catalog.ts";
import type { Scope } from "../config/model.ts";
import type { StringValue } from "../config/value.ts";
import { atLeast, type Series } from "../config/version.ts";
import type { Change } from "../edits/change.ts";
import { removeItem, replaceSpan, replaceValue } from "../edits/index.ts";
import type { Span } from "../syntax/tree.ts";
import { ByName } from "./by-name.ts";
import { disabledIn, type ListedModule, listedModules } from "./module-facts.ts";
import { oncePer } from "./once.ts";

/** A place that asks for a module: an item of `modules_enabled`, or the second text of a Component line. */
export interface NamedModule {
	readonly scope: Scope;
	readonly name: string;
	readonly at: Span;
	/** Where it stands in a list. */
	readonly listed?: ListedModule;
}

/** Every place that asks for a module; without those that are switched off in the same section. */
export const namedModules = oncePer((config): ByName<NamedModule> => {
	const named = new ByName<NamedModule>();
	for (const listed of listedModules(config).all) {
		const { scope, name, item } = listed;
		if (!disabledIn(scope, name)) named.add(name, { scope, name, at: item.span, listed });
	}
	for (const scope of config.components) {
		// Of several lines for one name, the last one counts.
		const at = scope.sections.findLast(({ moduleSpan }) => moduleSpan)?.moduleSpan;
		if (at && scope.module) named.add(scope.module, { scope, name: scope.module, at });
	}
	return named;
});

/** True for modules that an option chooses; other rules speak of those. */
export function isProvider(name: string): boolean {
	return /^(?:auth|storage|mod)_/.test(name);
}

/** Writes another name in the place of this one. */
export function rename({ listed, at, name }: NamedModule, to: string): readonly Change[] {
	if (listed) return listed.item.literal ? replaceValue(listed.item, to) : [];
	const quoted = at.text.slice(1, -1) === name && /^["']/.test(at.text);
	return quoted ? replaceSpan(at, at.text[0] + to + at.text[0]) : [];
}

/** Takes the name out of its list; nothing for a Component, which needs its module. */
export function takeOut({ listed }: NamedModule): readonly Change[] {
	return listed ? removeItem(listed.list, listed.item) : [];
}

/** True when a module would be there without the one that is named. */
export function isThereAnyway({ scope, name, listed }: NamedModule, module: string, catalog: Catalog): boolean {
	if (catalog.module(module)?.autoload || inSameList(listed, module)) return true;
	const loaded = scope.modules.loaded.get(module);
	return loaded !== undefined && !(loaded.because === "dependency" && loaded.via === name);
}

function inSameList(listed: ListedModule | undefined, module: string): boolean {
	return (
		listed?.list.items.some((item): item is StringValue => item.type === "string" && item.value === module) ?? false
	);
}

/** False when a module is not made for the kind of place that names another one, or is switched off there. */
export function fitsThere({ scope, listed }: NamedModule, module: string, catalog: Catalog, series: Series): boolean {
	if (isProvider(module) || disabledIn(scope, module)) return false;
	const places = catalog.module(module, series)?.loadedAs;
	if (!places) return true;
	if (!listed) return places.includes("component-module");
	return places.includes(scope.kind === "Component" ? "component-list" : scope.kind);
}

/** The module of Prosody that took the place of a community module. */
export interface Takeover {
	readonly series: Series;
	readonly module: string;
}

/** Merged modules of which the catalog has only the name. */
const MERGED: ReadonlyMap<string, Takeover> = new Map<string, Takeover>([
	["blocking", { series: "0.11", module: "blocklist" }],
	["muc_restrict_pm", { series: "13.0", module: "muc" }],
	["smacks_noerror", { series: "0.12", module: "smacks" }],
]);

/** What took the place of a community module in this series, under another name or as part of another module. */
export function takeoverOf(name: string, catalog: Catalog, series: Series): Takeover | undefined {
	const entry = catalog.module(name, series);
	if (entry?.origin === "core" || isProvider(name)) return undefined;
	const takeover = entry?.mergedInto ?? MERGED.get(name);
	return takeover && takeover.module !== name && atLeast(series, takeover.series) ? takeover : undefined;
}

/** Of these the community repository holds only a note where the code was. Those that kept their name are not among them. */
export const ONLY_A_NOTE: ReadonlySet<string> = new Set([
	"bidi",
	"bookmarks2",
	"http_upload",
	"mam_muc",
	"muc_log",
	"muc_occupant_id",
	"muc_ping",
	"profile",
	"s2s_auth_dane",
	"smacks_offline",
]);

/** The same module under its new name: data and options stay as they are. */
export const SAME_UNDER_NEW_NAME: ReadonlySet<string> = new Set(["bookmarks2", "mam_muc", "stanzadebug"]);

/** Community modules that got another name there, old to new, as far as they have no entry in the catalog. */
const RENAMED: ReadonlyMap<string, string> = new Map([
	["adhoc_test", "adhoc_dataforms_demo"],
	["audit_register", "audit_user_accounts"],
	["block_p2pft", "proxy65_whitelist"],
	["component_guard", "host_guard"],
	["muc_room_mention_notifications", "muc_mention_notifications"],
	["pubsub_feed", "pubsub_feeds"],
	["xml_status", "server_status"],
]);

/** The name under which a community module is to be had today, or the community module that replaces it. */
export function newNameOf(name: string, catalog: Catalog, series: Series): string | undefined {
	const entry = catalog.module(name, series);
	if (!entry) return RENAMED.get(name);
	return entry.origin === "community" && !entry.mergedInto ? entry.replacedBy : undefined;
}

/** Community modules that their authors have given up, as far as they have no entry in the catalog. */
const GIVEN_UP: ReadonlyMap<string, "broken" | "obsolete"> = new Map<string, "broken" | "obsolete">([
	["compression_unsafe", "obsolete"],
	["sslv3_warn", "obsolete"],
	["statistics", "broken"],
	["telnet_tlsinfo", "obsolete"],
	["twitter", "broken"],
]);

/** How the authors of a community module call one that nobody should load any more. */
export function givenUp(name: string, catalog: Catalog, series: Series): "broken" | "obsolete" | undefined {
	const entry = catalog.module(name, series);
	if (!entry) return GIVEN_UP.get(name);
	if (entry.origin === "core" || entry.mergedInto) return undefined;
	return entry.stage === "broken" || entry.stage === "obsolete" ? entry.stage : undefined;
}
