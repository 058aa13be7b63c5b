/** How Prosody reads a time span (core/moduleapi.lua, get_option_period; util/human/io.lua). */
import type { Value } from "./value.ts";
import { atLeast, type Series } from "./version.ts";

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const YEAR = 365.2425 * DAY;

/** The units that are understood without a complaint. */
const CERTAIN: Readonly<Record<string, number>> = {
	s: 1,
	min: MINUTE,
	h: HOUR,
	ho: HOUR,
	d: DAY,
	w: 7 * DAY,
	mon: 31 * DAY,
	y: YEAR,
};
/** Those that are understood in some way, with an error in the log; every other one counts as seconds. */
const DOUBTFUL: Readonly<Record<string, number>> = { ...CERTAIN, m: 31 * DAY, mo: 31 * DAY, mi: MINUTE };

/** A text as a time span. */
export interface PeriodReading {
	readonly seconds: number;
	/** Read without a word in the log. */
	readonly certain: boolean;
	/** What follows behind the unit and is left aside. */
	readonly rest: string;
}

/** What 13.0 takes a text for; undefined when it does not understand it at all. */
export function readWords(text: string): PeriodReading | undefined {
	const lower = text.toLowerCase();
	const strict = /(\d+)\s*([smhdwy]?[io]?n?)/.exec(lower);
	if (!strict) return undefined;
	const [found, digits = "", unit = ""] = strict;
	const rest = lower.slice(strict.index + found.length);
	const certain = CERTAIN[unit];
	if (certain !== undefined) return { seconds: Number(digits) * certain, certain: true, rest };
	const lax = /\d+\s*([smhdwy]?[io]?)/.exec(lower)?.[1] ?? "";
	return { seconds: Number(digits) * (DOUBTFUL[lax] ?? 1), certain: false, rest };
}

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
	return readWords(value.value)?.seconds;
}

/** A number, or a string that Prosody takes for one; undefined for everything else. */
export function asNumber(value: Value | undefined): number | undefined {
	if (value?.type === "table") return asNumber(value.items[0]);
	if (value?.type === "number") return value.value;
	return value?.type === "string" && /^\s*-?\d+(?:\.\d+)?\s*$/.test(value.value) ? Number(value.value) : undefined;
}
