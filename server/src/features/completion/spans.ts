/** Time spans to offer. */
import { atLeast, type Series } from "../../config/version.ts";
import type { Kind, Literal } from "./literals.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 31 * DAY;
const YEAR = 366 * DAY;

const SPANS: readonly (readonly [seconds: number, words: string, old?: string])[] = [
	[5, "5 seconds"],
	[30, "30 seconds"],
	[MINUTE, "1 minute"],
	[5 * MINUTE, "5 minutes"],
	[15 * MINUTE, "15 minutes"],
	[HOUR, "1 hour"],
	[12 * HOUR, "12 hours"],
	[DAY, "1 day", "1d"],
	[7 * DAY, "1 week", "1w"],
	[MONTH, "1 month", "1m"],
	[YEAR, "1 year", "1y"],
];
const UNITS: readonly (readonly [RegExp, number])[] = [
	[/^(?:s|$)/, 1],
	[/^mi/, MINUTE],
	[/^h/, HOUR],
	[/^d/, DAY],
	[/^w/, 7 * DAY],
	[/^m/, MONTH],
	[/^y/, YEAR],
];
/** `7*86400` */
const PRODUCT = /^\d+(?:\s*\*\s*\d+)+$/;

/** Options about how long something is kept, which may be for ever. */
const KEPT = /expir/;
const SHORT = /timeout|delay|interval|inactivity|polling|wait|time$/;

/** Whether the series understands time spans in words. */
export function readsSpans(series: Series): boolean {
	return atLeast(series, "13.0");
}

/** About how many seconds a span of the catalog is. */
export function readSpan(text: string | undefined): number | undefined {
	if (text !== undefined && PRODUCT.test(text)) return text.split("*").reduce((all, one) => all * Number(one), 1);
	const [, digits, unit] = /^(\d+)\s*([a-z]*)$/.exec(text ?? "") ?? [];
	const seconds = UNITS.find(([pattern]) => pattern.test(unit ?? ""))?.[1];
	return digits === undefined || seconds === undefined ? undefined : Number(digits) * seconds;
}

/** Time spans that suit an option: those around its default, and not the default itself in other words. */
export function spans({ name, default: byDefault, oldSpan, max }: Kind, series: Series): Literal[] {
	const known = readSpan(byDefault?.replace(/"/g, ""));
	if (oldSpan) {
		const short = SPANS.flatMap(([, note, old]) => (old === undefined ? [] : [{ lua: `"${old}"`, note }]));
		return [...short, { lua: '"never"' }];
	}
	const usual = known ?? (SHORT.test(name) ? MINUTE : DAY);
	const least = usual / 60;
	const most = Math.min(max ?? Number.POSITIVE_INFINITY, Math.max(usual * 400, HOUR));
	const fitting = SPANS.filter(
		([seconds, words]) => least <= seconds && seconds <= most && (seconds !== known || byDefault === `"${words}"`),
	);
	if (!readsSpans(series)) return fitting.map(([seconds, note]) => ({ lua: String(seconds), note }));
	const never: Literal[] = KEPT.test(name) ? [{ lua: '"never"' }] : [];
	return [...fitting.map(([, words]) => ({ lua: `"${words}"` })), ...never];
}
