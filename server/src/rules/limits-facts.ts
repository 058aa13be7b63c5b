/** How mod_limits reads the option `limits` (plugins/mod_limits.lua). */
import type { Configuration } from "../config/model.ts";
import type { TableField, Value } from "../config/value.ts";
import { t } from "../l10n.ts";
import { tableOf } from "./facts.ts";

/** The kinds of connections that can be limited. */
export const LIMITED: readonly string[] = ["c2s", "s2sin", "s2sout", "component"];

/** What the limits of one kind of connection say; a value is undefined where it is not set. */
export interface Limit extends TableField {
	/** False when the table may have fields that cannot be seen here. */
	readonly closed: boolean;
	readonly rate?: Value;
	readonly burst?: Value;
}

/** The limits of the global section, which is the only place they are read from. */
export function limitsOf(config: Configuration): Limit[] {
	const table = tableOf(config.global, "limits");
	return [...(table?.fields.values() ?? [])].map((field) => {
		const { value } = field;
		if (value.type !== "table") return { ...field, closed: false };
		const part = (key: string): Value | undefined => {
			const found = value.fields.get(key)?.value;
			return found?.type === "nil" ? undefined : found;
		};
		return { ...field, closed: !value.open, rate: part("rate"), burst: part("burst") };
	});
}

/** Whose connections are meant, in a sentence such as "… is held to 3 kB/s". */
export function whose(key: string): string {
	if (key === "c2s") return t("each client");
	if (key === "s2sin" || key === "s2sout") return t("each remote server");
	return t("each connection");
}

const RATE = /^(\d+) ?([^/]+)\/s$/;
/** A `b` counts as ten bytes; that is how the module has it. */
const READ_AS: Readonly<Record<string, number>> = { b: 10, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };

/** The bytes per second Prosody takes a rate for; undefined when it does not understand it. */
export function readRate(text: string): number | undefined {
	const [, quantity, unit] = RATE.exec(text) ?? [];
	const factor = READ_AS[unit?.charAt(0).toLowerCase() ?? ""];
	return quantity && factor ? Number(quantity) * factor : undefined;
}

/** A rate as it must be written. */
export interface ClearRate {
	readonly text: string;
	/** False when it had to be rounded, or when bits may have been meant. */
	readonly sure: boolean;
}

const MEANT = /^\s*(\d+(?:[.,]\d+)?)\s*([kmgt]?)(i?b|bytes?|bits?|)(ps|)\s*(?:(?:\/|per)\s*s(?:ec(?:onds?)?)?)?\s*$/i;
const SIZES: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };

/** What was meant by a rate that Prosody does not understand; undefined when that is not clear. */
export function clearRate(value: Value): ClearRate | undefined {
	if (value.type === "number") return value.value > 0 ? ofBytes(value.value) : undefined;
	if (value.type !== "string") return undefined;
	const [, digits, prefix, unit, perSecond] = MEANT.exec(value.value) ?? [];
	if (digits === undefined || prefix === undefined) return undefined;
	const number = Number(digits.replace(",", "."));
	const size = prefix.toLowerCase();
	const sure = !perSecond && !/^bit/i.test(unit ?? "") && !digits.includes(",");
	if (number <= 0) return undefined;
	if (size && Number.isInteger(number)) return { text: `${number}${size}b/s`, sure };
	const rate = ofBytes(number * SIZES[size]!);
	return { ...rate, sure: sure && rate.sure };
}

/** A number of bytes per second as a rate. */
export function ofBytes(bytes: number): ClearRate {
	const whole = Math.round(bytes);
	for (const [size, factor] of [
		["g", 1e9],
		["m", 1e6],
		["k", 1e3],
		["k", 1024],
	] as const) {
		if (whole >= factor && whole % factor === 0) return { text: `${whole / factor}${size}b/s`, sure: true };
	}
	return { text: `${Math.max(1, Math.round(whole / 1000))}kb/s`, sure: false };
}

/** The seconds Prosody takes a burst for; undefined when it does not understand it. */
export function readBurst(value: Value): number | undefined {
	if (value.type === "number") return value.value;
	const seconds = value.type === "string" ? /^(\d+) ?s$/.exec(value.value)?.[1] : undefined;
	return seconds === undefined ? undefined : Number(seconds);
}

const SPANS: Readonly<Record<string, number>> = { "": 1, s: 1, ms: 0.001, m: 60 };

/** The seconds that were meant by a burst; undefined when that is not clear. */
export function clearBurst(text: string): number | undefined {
	const [, digits, word] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
	if (digits === undefined || word === undefined) return undefined;
	const unit = word
		.toLowerCase()
		.replace(/^s(?:ecs?|econds?)$/, "s")
		.replace(/^m(?:ins?|inutes?)$/, "m");
	const factor = SPANS[unit.replace(/^m(?:sec|illis(?:econds?)?)$/, "ms")];
	return factor === undefined ? undefined : Math.round(Number(digits) * factor * 1000) / 1000;
}
