/** How Prosody reads a time span (core/moduleapi.lua, get_option_period; util/human/io.lua). */
import type { Value } from "./value.ts";
import { atLeast, type Series } from "./version.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: Readonly<Record<string, number>> = {
	"": 1,
	s: 1,
	min: MINUTE,
	h: HOUR,
	ho: HOUR,
	d: DAY,
	w: 7 * DAY,
	mon: 31 * DAY,
	y: 365.2425 * DAY,
	// Only where the unit is ambiguous.
	m: 31 * DAY,
	mo: 31 * DAY,
	mi: MINUTE,
};

/**
 * A time span in seconds, `Infinity` for "never". Undefined for what is unknown and for what Prosody does not understand,
 * which counts as unset; before 13.0 it understands nothing but numbers.
 */
export function readPeriod(value: Value | undefined, series: Series): number | undefined {
	if (value?.type === "table") return readPeriod(value.items[0], series);
	const modern = atLeast(series, "13.0");
	if (value?.type === "number") return modern && value.value < 0 ? Number.POSITIVE_INFINITY : value.value;
	if (value?.type === "boolean") return modern && !value.value ? Number.POSITIVE_INFINITY : undefined;
	if (value?.type !== "string") return undefined;
	if (!modern) return asNumber(value);
	if (value.value === "never") return Number.POSITIVE_INFINITY;
	const [, digits, unit] = /(\d+)\s*([smhdwy]?[io]?n?)/i.exec(value.value) ?? [];
	if (digits === undefined || unit === undefined) return undefined;
	const known = UNITS[unit.toLowerCase()] ?? UNITS[unit.toLowerCase().replace(/n$/, "")] ?? 1;
	return Number(digits) * known;
}

/** A number, or a string that Prosody takes for one; undefined for everything else. */
export function asNumber(value: Value | undefined): number | undefined {
	if (value?.type === "table") return asNumber(value.items[0]);
	if (value?.type === "number") return value.value;
	return value?.type === "string" && /^\s*-?\d+(?:\.\d+)?\s*$/.test(value.value) ? Number(value.value) : undefined;
}
