import type { Catalog, CatalogOption } from "../../catalog/catalog.ts";
import { existsIn } from "../../catalog/series.ts";
import type { ModuleEntry } from "../../catalog/types.ts";
import type { Scope, Setting } from "../../config/model.ts";
import type { Value } from "../../config/value.ts";
import type { Series } from "../../config/version.ts";
import { addModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { enumerate } from "../facts.ts";
import { hasModulesOfOnesOwn, mayBeLoadedFor } from "../loaded-modules.ts";
import { type Fix, type RuleContext, rule, suggested } from "../rule.ts";
import { settingsWhere } from "../settings.ts";

/** Rules of their own say that the module is missing, or that there is another one. */
const ELSEWHERE =
	/^(?:allow_registration|contact_info|default_bookmarks|limits|registration_.*|invites_.*|http_upload_.*|turncredentials_.*|min_seconds_between_registrations|allowlist_registration_only|whitelist_registration_only|block(?:list)?_on_.*|sql|disco_items|muc_.*|firewall_scripts|.*_(?:ports?|interfaces?|ssl|certificate|host))$/;

/** Modules that an option or a Component chooses instead of a list. */
const CHOSEN: ReadonlySet<ModuleEntry["kind"]> = new Set(["server", "auth", "storage", "authz"]);

export default rule({
	id: "option-without-module",
	local: true,
	title: t("An option of a module that is not there"),
	severity: "hint",
	absence: true,
	links: ["https://prosody.im/doc/modules"],
	check(context, report) {
		for (const setting of settingsWhere(context.config, (name) => readingOf(name, context).entry !== undefined)) {
			const all = missingReaders(setting, context);
			const own = all.filter(({ origin }) => origin === "core");
			const readers = own.length > 0 ? own : all;
			if (readers.length === 0) continue;
			const names = readers.map(({ name }) => `"${name}"`);
			report({
				at: setting.at.nameSpan,
				message:
					readers.length === 1
						? t("{0} has no effect: {1}, which reads it, is not loaded.", setting.option, names[0]!)
						: t("{0} has no effect: none of {1}, which read it, is loaded.", setting.option, enumerate(names)),
				fixes: fixes(setting, readers),
			});
		}
	},
});

/** The modules that read an option, where none of them is there. */
function missingReaders({ option, scope, value }: Setting, context: RuleContext): readonly ModuleEntry[] {
	const { entry, readers = [], inSeries = [] } = readingOf(option, context);
	// Of other kinds of hosts another rule speaks; where no modules are listed at all, that is what is missing.
	if (!entry?.scope.includes(scope.kind) || switchesOff(value) || scope.isUnset("modules_enabled")) return [];
	if (readers.some((module) => mayBeThere(module, scope)) || hasModulesOfOnesOwn(scope, context)) return [];
	return readers.some(({ name }) => isCommentedOut(name, scope)) ? [] : inSeries;
}

interface Reading {
	/** Absent where nothing is to be said of the option. */
	readonly entry?: CatalogOption;
	/** All modules that read it, in any series. */
	readonly readers?: readonly ModuleEntry[];
	readonly inSeries?: readonly ModuleEntry[];
}

const readings = new WeakMap<Catalog, Map<string, Reading>>();

/** The same for every host. */
function readingOf(option: string, { catalog, series }: RuleContext): Reading {
	const known = readings.get(catalog) ?? new Map<string, Reading>();
	readings.set(catalog, known);
	const key = `${series} ${option}`;
	const found = known.get(key) ?? newReading(option, catalog, series);
	known.set(key, found);
	return found;
}

function newReading(option: string, catalog: Catalog, series: Series): Reading {
	const entry = ELSEWHERE.test(option) ? undefined : catalog.option(option);
	// A protection that is not needed yet does no harm.
	if (!entry || entry.security || !isInUse(entry, series)) return {};
	const readers = catalog.readers(option);
	if (readers.some(({ kind }) => CHOSEN.has(kind))) return {};
	return {
		entry,
		readers,
		inSeries: readers.filter((module) => catalog.module(module.name, series) === module && isShipped(module, series)),
	};
}

/** True where the module stands in the list as a comment: it waits for its day, and so does the option. */
function isCommentedOut(module: string, scope: Scope): boolean {
	const lists = [scope, scope.config.global].flatMap(({ own }) => own.get("modules_enabled")?.assignments ?? []);
	return lists.some(({ statement }) =>
		statement.chunk.comments.some(({ text }) => text.includes(`"${module}"`) || text.includes(`'${module}'`)),
	);
}

/** What one host loads may be there for the whole server. */
function mayBeThere({ name, kind, setsGlobal }: ModuleEntry, scope: Scope): boolean {
	if (mayBeLoadedFor(scope, name)) return true;
	return (kind === "global" || setsGlobal === true) && mayBeLoadedFor(scope.config.global, name);
}

/** Rules on versions speak of the others. */
function isInUse(option: CatalogOption, series: Series): boolean {
	return existsIn(option, series) && !option.deprecated && !option.obsolete;
}

function isShipped(module: ModuleEntry, series: Series): boolean {
	return module.origin === "community" || existsIn(module, series);
}

/** What switches something off says so for the day when the module comes. */
function switchesOff(value: Value): boolean {
	if (value.type === "nil" || value.type === "unknown" || value.type === "reference") return true;
	if (value.type === "boolean") return !value.value;
	return value.type === "table" && value.items.length === 0 && value.fields.size === 0;
}

function fixes({ scope }: Setting, readers: readonly ModuleEntry[]): Fix[] {
	const place = scope.kind === "Component" ? "component-list" : scope.kind;
	const fitting = readers.filter(
		({ loadedAs, origin }) => origin === "core" && (loadedAs ?? ["global", "VirtualHost"]).includes(place),
	);
	if (fitting.length !== 1) return [];
	const [{ name }] = fitting as [ModuleEntry];
	// Worked out when somebody asks: there may be one for each of ten thousand hosts.
	return [suggested(t('Load "{0}"', name), () => addModule(scope, name))];
}
