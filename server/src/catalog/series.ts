/** What the catalog says, for one series. */
import { atLeast, SERIES, type Series } from "../config/version.ts";

/** Facts of older series count for every series before them, too; of those that reach the series, the oldest is meant. */
export function inSeries<T>(newest: T, older: Partial<Record<Series, T>> | undefined, series: Series): T {
	for (const one of SERIES) {
		const fact = older?.[one];
		if (fact !== undefined && atLeast(one, series)) return fact;
	}
	return newest;
}

/** True when the series has it. */
export function existsIn(entry: { readonly since?: Series; readonly removed?: Series }, series: Series): boolean {
	return !(entry.since && !atLeast(series, entry.since)) && !(entry.removed && atLeast(series, entry.removed));
}
