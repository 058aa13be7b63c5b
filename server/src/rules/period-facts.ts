/** Time spans as 13.0 reads them (core/moduleapi.lua, get_option_period; util/human/io.lua), and what was meant by those it misreads. */
import { DAY, HOUR, MINUTE, readWords, YEAR } from "../config/period.ts";
import type { Value } from "../config/value.ts";
import { atLeast, type Series } from "../config/version.ts";

/** What is wrong with a single value of an option that is a time span. */
export function periodFault(value: Value, series: Series): "period-unclear" | "period-unknown" | undefined {
	if (!atLeast(series, "13.0")) return undefined;
	if (value.type === "boolean") return value.value ? "period-unknown" : undefined;
	if (value.type !== "string" || value.value === "never") return undefined;
	const read = readWords(value.value);
	if (!read) return "period-unknown";
	// `2 days 12 hours`, `1h30m`: what comes second is left aside without a word.
	return read.certain && !/\d/.test(read.rest) ? undefined : "period-unclear";
}

const SHORT: Readonly<Record<string, number>> = { d: DAY, w: 7 * DAY, m: 31 * DAY, y: YEAR };

/** What 0.11 and 0.12 take the time for that an archive keeps messages (plugins/mod_mam, plugins/mod_muc_mam.lua), in seconds. */
export function readByArchive(text: string): number | undefined {
	const [, digits, unit = ""] = /(\d+)\s*([dwmy]?)/.exec(text.toLowerCase()) ?? [];
	return digits === undefined || text === "never" ? undefined : Number(digits) * (SHORT[unit] ?? 1);
}

/** True for a unit that archives take for another one: hours and minutes came later. */
export function isMisreadByArchive(value: Value): boolean {
	const read = value.type === "string" ? readByArchive(value.value) : undefined;
	if (read === undefined || value.type !== "string" || !/[a-z]/i.test(value.value)) return false;
	const meant = clearPeriods(value.value);
	return meant.length > 0 && meant.every(({ seconds }) => Math.abs(seconds - read) > 1);
}

/** What 13.0 takes a text for, in seconds. */
export function readAs(text: string): number | undefined {
	return readWords(text)?.seconds;
}

const WORDS: readonly (readonly [RegExp, string, number])[] = [
	[/^(?:s|sec|secs|seconds?)$/, "second", 1],
	[/^(?:mi|min|mins|minutes?)$/, "minute", MINUTE],
	[/^(?:h|hr|hrs|hours?)$/, "hour", HOUR],
	[/^(?:d|days?)$/, "day", DAY],
	[/^(?:w|wk|wks|weeks?)$/, "week", 7 * DAY],
	[/^(?:mo|mon|mons|mos|months?)$/, "month", 31 * DAY],
	[/^(?:y|yr|yrs|years?)$/, "year", YEAR],
];

interface Part {
	readonly count: number;
	/** In full, singular; `m` where minutes and months are both possible. */
	readonly unit: string;
	readonly seconds: number;
}

function partsOf(text: string): Part[] | undefined {
	const parts: Part[] = [];
	const rest = text
		.toLowerCase()
		.replace(/(\d+(?:[.,]\d+)?)\s*([a-z]*)[\s,;]*(?:and\s+)?/g, (_, digits: string, word: string) => {
			const count = Number(digits.replace(",", "."));
			const [, unit, seconds] = WORDS.find(([pattern]) => pattern.test(word)) ?? [];
			if (unit && seconds) parts.push({ count, unit, seconds });
			else if (word === "m") parts.push({ count, unit: "m", seconds: MINUTE });
			else if (word === "") parts.push({ count, unit: "second", seconds: 1 });
			else return "?";
			return "";
		});
	return rest.trim() === "" && parts.length > 0 ? parts : undefined;
}

/** A way to write a time span that is understood as it is meant. */
export interface ClearPeriod {
	readonly text: string;
	readonly seconds: number;
	/** False where something else may have been meant. */
	readonly sure: boolean;
}

/** What can have been meant by a text, the most likely first. */
export function clearPeriods(text: string): ClearPeriod[] {
	const parts = partsOf(text);
	if (!parts) return [];
	const [first] = parts;
	if (parts.length === 1 && first?.unit === "m") {
		return ["minute", "month"].map((unit) => ({ ...inWords(first.count, unit), sure: false }));
	}
	if (parts.length === 1 && first && Number.isInteger(first.count) && /[a-z]/i.test(text)) {
		return [{ ...inWords(first.count, first.unit), sure: true }];
	}
	// Behind hours, `m` are minutes.
	const total = parts.reduce((sum, { count, seconds }) => sum + count * seconds, 0);
	const [, unit, size] = [...WORDS].reverse().find(([, , seconds]) => total > 0 && total % seconds === 0) ?? [];
	if (!unit || !size) return [];
	return [{ ...inWords(total / size, unit), sure: /[a-z]/i.test(text) }];
}

function inWords(count: number, unit: string): { text: string; seconds: number } {
	const [, , size = 1] = WORDS.find(([, name]) => name === unit) ?? [];
	return { text: `${count} ${unit}${count === 1 ? "" : "s"}`, seconds: count * size };
}

/** A number of seconds in the largest unit that measures it. */
export function spell(seconds: number): string {
	const [, unit, size] = [...WORDS].reverse().find(([, , one]) => seconds > 0 && seconds % one === 0) ?? WORDS[0]!;
	const count = seconds / size;
	return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** The seconds an expression of time stands for on 13.0, for a series that wants a number; undefined where that is not certain. */
export function inSeconds(text: string): number | undefined {
	const [only, ...others] = clearPeriods(text);
	return only?.sure && others.length === 0 ? only.seconds : undefined;
}
