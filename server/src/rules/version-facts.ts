/** Since when and until when Prosody reads an option, and who else does. */
import type { CatalogOption } from "../catalog/catalog.ts";
import type { Scope, Setting } from "../config/model.ts";
import { atLeast, type Series } from "../config/version.ts";
import { mayBeLoadedFor } from "./loaded-modules.ts";
import type { RuleContext } from "./rule.ts";
import { settingsWhere } from "./settings.ts";

/** Modules of Prosody that were community modules before, with options of the same names. */
const CAME_FROM_COMMUNITY: ReadonlySet<string> = new Set([
	"auth_ldap",
	"bookmarks",
	"cloud_notify",
	"external_services",
	"flags",
	"http_altconnect",
	"invites",
	"invites_adhoc",
	"invites_register",
	"server_info",
	"smacks",
	"turn_external",
]);

/** Community modules that read an option before Prosody did. */
const EARLIER: Readonly<Record<string, readonly string[]>> = {
	csi_important_payloads: ["csi_simple_compat"],
	invites_page: ["invites_page"],
	storage_archive_item_limit: ["storage_metronome_readonly"],
	unlimited_jids: ["limits_exception"],
	use_dane: ["s2s_auth_dane", "s2s_auth_dane_in"],
};

/** Modules that an option chooses instead of a list. */
const CHOSEN = /^(?:auth|storage|authz)_/;

/** An option that the series does not read, although another one does. */
export interface Unread {
	readonly setting: Setting;
	readonly entry: CatalogOption;
}

/** What is set although the series does not read it yet. */
export function setTooEarly(context: RuleContext): Unread[] {
	return unread(context, (entry, series) => {
		if (!entry.since || atLeast(series, entry.since)) return false;
		const { module } = entry;
		const existed = !module.since || atLeast(series, module.since);
		return existed || !CAME_FROM_COMMUNITY.has(module.name);
	}).filter(({ setting, entry }) => !isSaidOfModule(setting.scope, entry, context));
}

/** What is set although the series does not read it any more; without what `prosodyctl check config` calls obsolete or deprecated. */
export function setTooLate(context: RuleContext): Unread[] {
	return unread(
		context,
		({ removed, obsolete, deprecated }, series) =>
			removed !== undefined && !obsolete && !deprecated && atLeast(series, removed),
	);
}

function unread(context: RuleContext, isUnread: (entry: CatalogOption, series: Series) => boolean): Unread[] {
	const { config, catalog, series } = context;
	// Nobody has said which series it is.
	if (config.version.assumed) return [];
	const settings = settingsWhere(config, (option) => {
		const entry = catalog.option(option);
		return entry?.module.origin === "core" && isUnread(entry, series);
	});
	return settings.flatMap((setting) => {
		const isFine = setting.value.type === "nil" || isReadByAnother(setting, context);
		return isFine ? [] : [{ setting, entry: catalog.option(setting.option)! }];
	});
}

function isReadByAnother({ option, scope }: Setting, { catalog, series }: RuleContext): boolean {
	// Which of these is in use, an option or a table of options says.
	const owner = catalog.option(option)!.module;
	if (CHOSEN.test(owner.name) && owner.removed && atLeast(series, owner.removed)) return true;
	const readers = catalog
		.readers(option)
		.filter((module) => module.origin === "community" && catalog.module(module.name, series) === module)
		.map(({ name }) => name);
	return [...readers, ...(EARLIER[option] ?? [])].some((name) => CHOSEN.test(name) || mayBeLoadedFor(scope, name));
}

/** True where the module is asked for that would read it: that the series lacks it is said already. */
function isSaidOfModule(scope: Scope, { module }: CatalogOption, { series }: RuleContext): boolean {
	if (!module.since || atLeast(series, module.since) || module.kind === "server") return false;
	return mayBeLoadedFor(scope, module.name);
}
