/** The Prosody release series the configuration is read for. */
export const SERIES = ["0.11", "0.12", "13.0", "trunk"] as const;
export type Series = (typeof SERIES)[number];

/** The series that `auto` assumes when the file itself does not tell. */
export const DEFAULT_SERIES: Series = "13.0";

export interface VersionChoice {
	readonly series: Series;
	/** True when nobody said so: neither the settings nor the file. Rules whose advice would break another series keep quiet then. */
	readonly assumed: boolean;
}

/** True when `series` is `than` or newer. */
export function atLeast(series: Series, than: Series): boolean {
	return SERIES.indexOf(series) >= SERIES.indexOf(than);
}

/** What the settings may say: a series, or `auto`. */
export type VersionSetting = Series | "auto";
