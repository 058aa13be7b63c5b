/**
 * What Prosody makes of the values of options (core/moduleapi.lua, util/human/io.lua): each value is judged once, the rules on types
 * pick out what is theirs. Only what cannot work is a fault; a value that is not known has none.
 */

import type { Catalog, CatalogOption } from "../catalog/catalog.ts";
import { inSeries } from "../catalog/series.ts";
import type { ModuleEntry, OptionEntry, OptionType } from "../catalog/types.ts";
import { parseNumber } from "../config/lua/number.ts";
import type { Configuration, Setting } from "../config/model.ts";
import type { TableValue, Value } from "../config/value.ts";
import { atLeast, type Series } from "../config/version.ts";
import { mayBeLoadedFor } from "./loaded-modules.ts";
import { oncePer } from "./once.ts";
import { isMisreadByArchive, periodFault } from "./period-facts.ts";
import { settingsWhere } from "./settings.ts";

/**
 * `list`: several entries where one is read. `fields`: named fields where a single value or a list is read. `empty`: `{ }` where a value is read.
 * `number`: no number. `table`: a single value where a table is read. `size`: a number of bytes with a unit.
 * `period-old`: a time span in words for a series that wants a number. `period-unclear`: with a unit that is not certain.
 * `period-unknown`: no time span at all. `enum`: none of the values it may have. `range`: beyond a bound. `float`: a fraction.
 */
export type FaultKind =
	| "list"
	| "fields"
	| "empty"
	| "number"
	| "table"
	| "size"
	| "period-old"
	| "period-unclear"
	| "period-unknown"
	| "enum"
	| "range"
	| "float";

export interface Fault {
	readonly kind: FaultKind;
	readonly setting: Setting;
	readonly entry: CatalogOption;
	/** How this series reads the option. */
	readonly type: OptionType;
	/** What is wrong: the value, or the first entry of a list where only that is read. */
	readonly value: Value;
}

/** Rules of their own speak of these, or Prosody reads them in a way of its own. */
const ELSEWHERE: ReadonlySet<string> = new Set([
	"modules_enabled",
	"modules_disabled",
	"contact_info",
	"disco_items",
	"limits",
	"log",
	"storage",
	"component_module",
	"plugin_paths",
]);

/** Options of Prosody itself that are taken as they are written, without a look at their type. */
const READ_AS_WRITTEN: ReadonlySet<string> = new Set([
	"admin_shell_prompt",
	"authentication",
	"authorization",
	"certificate",
	"certificates",
	"console_banner",
	"data_path",
	"default_storage",
	"http_host",
	"installer_plugin_path",
	"muc_avatar_advertise_hashes",
	"name",
	"openmetrics_allow_cidr",
	"pidfile",
	"plugin_server",
	"prosody_group",
	"prosody_user",
	"prosodyctl_timeout",
	"statistics",
	"statistics_interval",
	"syslog_facility",
	"umask",
]);

const SINGLE: ReadonlySet<OptionType> = new Set([
	"string",
	"path",
	"number",
	"integer",
	"period",
	"size",
	"rate",
	"enum",
]);
const LISTS: ReadonlySet<OptionType> = new Set(["set", "array", "inherited-set"]);

/** Facts of an older series also hold for all series before it. */
export function typeIn({ type, olderTypes }: OptionEntry, series: Series): OptionType {
	return inSeries(type, olderTypes, series);
}

interface Reading {
	readonly entry: CatalogOption;
	readonly type: OptionType;
}

/** How a series reads an option; undefined where it does not know it, or where community modules read it in different ways. */
function readingOf(option: string, catalog: Catalog, series: Series): Reading | undefined {
	const entry = catalog.option(option);
	if (!entry || ELSEWHERE.has(option) || READ_AS_WRITTEN.has(option)) return undefined;
	if (entry.removed && atLeast(series, entry.removed)) return undefined;
	const type = typeIn(entry, series);
	return isCore(entry) || otherReaders(option, type, catalog, series).length === 0 ? { entry, type } : undefined;
}

/** The modules that read an option in another way. */
function otherReaders(option: string, type: OptionType, catalog: Catalog, series: Series): readonly ModuleEntry[] {
	return catalog.readers(option).filter((module) => {
		const own = module.options[option];
		return own !== undefined && typeIn(own, series) !== type;
	});
}

/** True where a community module may be there that reads the option in a way of its own. */
function isReadOtherwise({ setting, type }: Fault, catalog: Catalog, series: Series): boolean {
	return otherReaders(setting.option, type, catalog, series).some(
		({ name, kind }) => CHOSEN.has(kind) || mayBeLoadedFor(setting.scope, name),
	);
}

/** Modules that an option chooses instead of a list. */
const CHOSEN: ReadonlySet<ModuleEntry["kind"]> = new Set(["auth", "storage", "authz"]);

/** The faults in everything that is set; the rules pick out their kinds. */
const allFaults = oncePer((config, catalog: Catalog): readonly Fault[] => {
	const { series } = config.version;
	const readings = new Map<string, Reading>();
	const settings = settingsWhere(config, (option) => {
		const reading = readingOf(option, catalog, series);
		if (reading) readings.set(option, reading);
		return reading !== undefined;
	});
	const faults: Fault[] = [];
	for (const setting of settings) {
		const fault = judge(setting, readings.get(setting.option)!, series);
		if (fault) faults.push(fault);
	}
	return faults;
});

/** The faults of some kinds in everything that is set, once a place. */
export function faultsIn(config: Configuration, catalog: Catalog, series: Series, ...kinds: FaultKind[]): Fault[] {
	const seen = new Set<string>();
	return allFaults(config, catalog).filter((fault) => {
		if (!kinds.includes(fault.kind) || isReadOtherwise(fault, catalog, series)) return false;
		const { file, start } = fault.value.span;
		const place = `${start} ${file}`;
		return !seen.has(place) && seen.add(place);
	});
}

function judge(setting: Setting, { entry, type }: Reading, series: Series): Fault | undefined {
	const { value, lost } = setting;
	if (value.type === "nil" || value.type === "unknown" || value.type === "reference") return undefined;
	// What is not written as Lua wants it, or does not arrive, is said already.
	if (lost || value.span.chunk.problems.length > 0) return undefined;
	const fault = (kind: FaultKind, at: Value = value): Fault => ({ kind, setting, entry, type, value: at });
	if (LISTS.has(type)) {
		return value.type === "table" && isCore(entry) && hasOnlyFields(value) ? fault("fields") : undefined;
	}
	if (type === "map" || type === "table") {
		const isText = value.type === "string" || value.type === "number";
		return isText && isCore(entry) ? fault("table") : undefined;
	}
	if (!SINGLE.has(type)) return undefined;
	if (value.type !== "table") {
		const kind = ofSingle(value, entry, type, series);
		return kind && fault(kind);
	}
	if (value.open) return undefined;
	const [first] = value.list;
	if (first === undefined) {
		if (value.items.length > 0 || !isCore(entry)) return undefined;
		return fault(value.fields.size > 0 ? "fields" : "empty");
	}
	const kind = first.type === "table" ? undefined : ofSingle(first, entry, type, series);
	if (kind) return fault(kind, first);
	return value.list.length > 1 && isCore(entry) ? fault("list") : undefined;
}

/** Of options of community modules it is not certain with which function they are read. */
function isCore({ module }: CatalogOption): boolean {
	return module.origin === "core";
}

function hasOnlyFields({ open, items, fields }: TableValue): boolean {
	return !open && items.length === 0 && fields.size > 0;
}

function ofSingle(value: Value, entry: CatalogOption, type: OptionType, series: Series): FaultKind | undefined {
	if (value.type === "unknown" || value.type === "function" || value.type === "reference") return undefined;
	switch (type) {
		case "number":
		case "integer":
			return ofNumber(value, entry, type, series);
		case "period":
			return periodFault(value, series);
		case "string":
			return entry.type === "period" && isMisreadByArchive(value) ? "period-old" : undefined;
		case "enum":
			return ofEnum(value, entry);
		default:
			return undefined;
	}
}

function ofNumber(value: Value, entry: CatalogOption, type: OptionType, series: Series): FaultKind | undefined {
	const read = value.type === "number" ? value : value.type === "string" ? parseNumber(value.value) : undefined;
	if (!read) {
		if (value.type !== "string") return value.type === "boolean" ? "number" : undefined;
		if (entry.type === "period" && (value.value === "never" || periodFault(value, "13.0") !== "period-unknown")) {
			return "period-old";
		}
		return entry.unit === "bytes" && bytesOf(value.value) !== undefined ? "size" : "number";
	}
	if (!atLeast(series, "13.0") || isDefault(read.value, entry)) return undefined;
	const [min, max] = [boundOf(entry.min), boundOf(entry.max)];
	if ((min !== undefined && read.value < min) || (max !== undefined && read.value > max)) return "range";
	return type === "integer" && read.float ? "float" : undefined;
}

/** Bounds do not count for the default itself. */
function isDefault(number: number, { default: byDefault }: CatalogOption): boolean {
	return byDefault !== undefined && parseNumber(byDefault)?.value === number;
}

/** A bound as a number; undefined where there is none, or none that is a number. */
export function boundOf(bound: number | string | undefined): number | undefined {
	return typeof bound === "string" ? parseNumber(bound)?.value : bound;
}

const SIZE = /^\s*(\d+(?:[.,]\d+)?)\s*(?:([kmgt])(i?)(?:b|bytes?)?|(?:b|bytes?))\s*$/i;
const POWER: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4 };

/** A number of bytes written with a unit: the number, and how many times 1024 it is to be multiplied. */
export function bytesOf(text: string): { readonly count: string; readonly power: number } | undefined {
	const [, digits, unit] = SIZE.exec(text) ?? [];
	return digits === undefined
		? undefined
		: { count: digits.replace(",", "."), power: POWER[unit?.toLowerCase() ?? ""] ?? 0 };
}

const choicesOf = new WeakMap<object, ReturnType<typeof enumChoices>>();

function ofEnum(value: Value, { values }: CatalogOption): FaultKind | undefined {
	if (!values) return undefined;
	const choices = choicesOf.get(values) ?? enumChoices({ values });
	choicesOf.set(values, choices);
	return choices.some((choice) => isChoice(value, choice)) ? undefined : "enum";
}

/** What an option may be. */
export function enumChoices({ values }: Pick<OptionEntry, "values">): (string | boolean | number)[] {
	return Object.keys(values ?? {}).map((lua) => {
		if (lua === "true" || lua === "false") return lua === "true";
		return parseNumber(lua)?.value ?? lua.replace(/^(["'])(.*)\1$/, "$2");
	});
}

function isChoice(value: Value, choice: string | boolean | number): boolean {
	return (value.type === "string" || value.type === "boolean" || value.type === "number") && value.value === choice;
}
