/** Where the catalog and a source disagree about one option. */

import { atLeast, type Series } from "../../config/version.ts";
import type { CatalogOption } from "../catalog.ts";
import { existsIn, inSeries } from "../series.ts";
import type { ModuleEntry, OptionType } from "../types.ts";
import { type Constant, isKnown, printConstant } from "./constant.ts";
import { evaluate } from "./evaluate.ts";
import type { Getter, Reading } from "./facts.ts";
import { readProgram } from "./program.ts";

export interface Difference {
	readonly module?: string;
	readonly option?: string;
	readonly what:
		| "module"
		| "option"
		| "series"
		| "kind"
		| "type"
		| "default"
		| "min"
		| "max"
		| "values"
		| "scope"
		| "depends"
		| "services"
		| "http"
		| "tasks"
		| "stores"
		| "autoload"
		| "inherited";
	/** What the catalog says. */
	readonly here: string;
	/** What the source says. */
	readonly there: string;
}

const TYPES: Readonly<Record<Exclude<Getter, "any">, readonly OptionType[]>> = {
	string: ["string", "enum", "path", "rate"],
	number: ["number", "size"],
	integer: ["integer", "size"],
	period: ["period"],
	boolean: ["boolean"],
	enum: ["enum"],
	set: ["set"],
	array: ["array", "ports", "interfaces"],
	"inherited-set": ["inherited-set"],
	path: ["path"],
};

/** What is known from all modules of a source together. */
export interface Whole {
	/** Options that somebody reads, */
	readonly read: ReadonlySet<string>;
	/** also on behalf of a host. */
	readonly forHosts: ReadonlySet<string>;
	readonly stores: ReadonlySet<string>;
}

/** The differences to the reading that comes closest: an option may be read in several ways. */
export function compareOption(
	entry: ModuleEntry | undefined,
	option: CatalogOption,
	readings: readonly Reading[],
	series: Series,
	whole: Whole,
): Difference[] {
	const at = { module: entry?.name, option: option.name };
	if (!existsIn(option, series)) return [{ ...at, what: "series", here: "not read", there: "read" }];
	const isMixed = new Set(readings.map(({ type }) => type)).size > 1;
	const any = isMixed && inSeries(option.type, option.olderTypes, series) === "any";
	const closest = closestOf(readings.map((reading) => compareReading(at, option, reading, series)));
	return [...closest.filter(({ what }) => what !== "type" || !any), ...compareScope(at, option, readings, whole)];
}

/** An option of another module that a module of core reads as well: its type, and a default that is another. */
export function compareShared(
	entry: ModuleEntry,
	option: CatalogOption,
	readings: readonly Reading[],
	series: Series,
): Difference[] {
	const at = { module: entry.name, option: option.name };
	if (!existsIn(option, series)) return [{ ...at, what: "series", here: "not read", there: "read" }];
	const byDefault = inSeries(option.default, option.olderDefaults, series);
	const isSilent = byDefault === undefined || luaValue(byDefault) === undefined;
	const any = inSeries(option.type, option.olderTypes, series) === "any";
	return closestOf(
		readings.map((reading) =>
			compareReading(at, option, reading, series).filter(({ what }) => {
				if (what === "type") return !any;
				return what !== "default" || (!isSilent && reading.default !== undefined);
			}),
		),
	);
}

function closestOf(all: readonly Difference[][]): Difference[] {
	return all.reduce((best, one) => (one.length < best.length ? one : best));
}

type At = Pick<Difference, "module" | "option">;

function compareReading(at: At, option: CatalogOption, reading: Reading, series: Series): Difference[] {
	const differences: Difference[] = [];
	const add = (what: Difference["what"], here = "none", there = "none") =>
		differences.push({ ...at, what, here, there });
	const type = inSeries(option.type, option.olderTypes, series);
	if (reading.type !== "any" && !TYPES[reading.type].includes(type)) add("type", type, reading.type);
	const byDefault = inSeries(option.default, option.olderDefaults, series);
	if (!isSameDefault(byDefault, reading)) add("default", byDefault, defaultWords(reading));
	if (HAS_BOUNDS.has(reading.type) && atLeast(series, "13.0")) {
		for (const bound of ["min", "max"] as const) {
			const [here, there] = [normal(option[bound]), reading[bound]];
			// Community modules see to their bounds themselves, which takes a person to read.
			const isOwn = there === undefined && option.module.origin === "community";
			if (here !== there && there !== "math.huge" && !isOwn) add(bound, here, there);
		}
	}
	const values = Object.keys(option.values ?? {}).sort();
	if (reading.type === "enum" && reading.values && values.join() !== reading.values.join()) {
		add("values", values.join(", ") || "none", reading.values.join(", "));
	}
	return differences;
}

/** Bounds came with 13.0, and the catalog knows no older ones. */
const HAS_BOUNDS: ReadonlySet<Getter> = new Set<Getter>(["number", "integer", "period"]);

function compareScope(at: At, option: CatalogOption, readings: readonly Reading[], { forHosts }: Whole): Difference[] {
	const here = option.scope.every((scope) => scope === "global") ? "global" : "hosts";
	const own = readings.every(({ global }) => global) ? "global" : "hosts";
	// The ports and addresses of a service are looked at by others too.
	const isFamily = !Object.hasOwn(option.module.options, option.name);
	if (here === own || isFamily || (here === "hosts" && forHosts.has(option.name))) return [];
	return [{ ...at, what: "scope", here, there: own }];
}

function defaultWords({ default: standing, computed, long, fallback = [] }: Reading): string {
	const last = standing ?? (computed ? "computed" : long && `${long} characters`);
	return [...fallback, ...(last === undefined ? [] : [last])].join(", or ") || "none";
}

/** @param here the catalog's: Lua, or words where the code computes it */
function isSameDefault(here: string | undefined, reading: Reading): boolean {
	const { type, default: there, computed, long, fallback } = reading;
	const value = here === undefined ? undefined : luaValue(here);
	const isSilent = here === undefined || value === undefined;
	if (fallback && here !== undefined && isSilent) {
		return fallback.some((name) => here.includes(name)) && (there === undefined || isIn(there, here));
	}
	if (computed) return true;
	if (long !== undefined) return isSilent || value.length === long;
	// What a value that is not set amounts to shows elsewhere in the code.
	if (there === undefined) return type === "any" || isSilent || (type === "boolean" && value === "false");
	if (there === "math.huge") return isSilent || value === there;
	// A value of another type than the option's only tells the code that nothing is set.
	if (isSilent && type === "string" && !/^["\d]/.test(there)) return true;
	return value === there || (type === "any" && there === "{ }" && here === undefined);
}

function isIn(value: string, words: string): boolean {
	return value === "{ }" || words.includes(value) || words.includes(value.replace(/^"|"$/g, ""));
}

/** A Lua text in the one spelling that facts have; undefined for words. */
export function luaValue(lua: string): string | undefined {
	const program = readProgram(`return ${lua}`);
	const [statement] = program.ok ? program.statements : [];
	if (!program.ok || statement?.type !== "ReturnStatement" || statement.arguments.length !== 1) return undefined;
	const value: Constant = evaluate({ program }, statement.arguments[0]);
	return isKnown(value) ? printConstant(value) : undefined;
}

function normal(bound: number | string | undefined): string | undefined {
	if (bound === undefined) return undefined;
	return typeof bound === "number"
		? String(bound)
		: (luaValue(bound) ?? printConstant({ type: "string", value: bound }));
}
