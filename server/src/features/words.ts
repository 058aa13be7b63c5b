/** The catalog's terms in words for an admin. */
import type { ModuleEntry, OptionEntry, OptionScope, OptionType } from "../catalog/types.ts";
import { t } from "../l10n.ts";
import { code } from "./markdown.ts";

export function typeWords(type: OptionType): string {
	switch (type) {
		case "boolean":
			return t("yes or no ({0} or {1})", code("true"), code("false"));
		case "string":
			return t("text");
		case "number":
			return t("number");
		case "integer":
			return t("whole number");
		case "period":
			return t("period of time, such as {0}, or a number of seconds", code('"1 week"'));
		case "size":
			return t("number of bytes");
		case "rate":
			return t("bandwidth, such as {0}", code('"10kb/s"'));
		case "enum":
			return t("one of the words below");
		case "set":
		case "array":
			return t("list");
		case "inherited-set":
			return t("list; the one of a host adds to the global one");
		case "map":
		case "table":
			return t("table of named values");
		case "path":
			return t("path of a file or folder");
		case "ports":
			return t("port, or list of ports");
		case "interfaces":
			return t("IP address, or list of IP addresses");
		case "any":
			return t("anything, see below");
	}
}

/** One word, for lists. */
export function shortType(type: OptionType): string {
	switch (type) {
		case "inherited-set":
		case "set":
		case "array":
			return t("list");
		case "map":
			return t("table");
		case "any":
			return "";
		default:
			return type;
	}
}

export function scopeWords(scope: readonly OptionScope[]): string {
	const places = scope.map((one) =>
		one === "global" ? t("globally") : one === "VirtualHost" ? t("in a VirtualHost") : t("in a Component"),
	);
	return places.length < 3 ? places.join(t(" or ")) : t("globally, in a VirtualHost or in a Component");
}

/** Options whose lists are put together from host and global section in ways of their own; their summaries tell. */
const MERGED: ReadonlySet<string> = new Set(["modules_enabled", "modules_disabled", "disco_items"]);

/** What a host's value does to the global one, where people wonder; inherited sets say it with their type. */
export function mergeWords({ name, scope }: OptionEntry, type: OptionType): string | undefined {
	if (scope.length < 2 || !scope.includes("global") || MERGED.has(name)) return undefined;
	switch (type) {
		case "set":
		case "array":
			return t("A host's list takes the place of the global one");
		case "map":
		case "table":
			return t("A host's table takes the place of the global one as a whole");
	}
	return undefined;
}

/** Where a module is loaded from; undefined where the catalog does not say. */
export function loadWords(entry: ModuleEntry): string | undefined {
	if (entry.autoload) return t("Loads by itself.");
	switch (entry.kind) {
		case "auth":
			return t("Chosen with {0}.", code(`authentication = "${entry.name.replace(/^auth_/, "")}"`));
		case "storage":
			return t("Chosen with {0}.", code(`storage = "${entry.name.replace(/^storage_/, "")}"`));
		case "authz":
			return t("Chosen with {0}.", code(`authorization = "${entry.name.replace(/^authz_/, "")}"`));
	}
	const places = (entry.loadedAs ?? []).map((place) => placeWords(place, entry.name));
	if (places.length === 0) return undefined;
	return t("Belongs in: {0}.", places.join(", "));
}

function placeWords(place: NonNullable<ModuleEntry["loadedAs"]>[number], name: string): string {
	switch (place) {
		case "global":
			return t("the global {0}", code("modules_enabled"));
		case "VirtualHost":
			return t("a VirtualHost's");
		case "component-list":
			return t("a Component's");
		case "component-module":
			return code(`Component "…" "${name}"`);
	}
}

/** True for a default that is written as Lua, and not described. */
export function isLua(text: string): boolean {
	return /^(?:"[^"]*"|true|false|nil|-?[\d.]+|\{[\s\S]*\}|[a-z_][a-z0-9_]*)$/.test(text.trim());
}

/** A default for the reader: Lua as code, words as they are. */
export function defaultWords(text: string): string {
	return isLua(text) ? code(text) : text;
}

/** The reader's word for a unit. */
export function unitWords(option: Pick<OptionEntry, "unit">): string {
	return option.unit ? ` (${option.unit})` : "";
}
