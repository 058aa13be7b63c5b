/** What a person can set; the same in the editor, the command line and other clients. */
import { SERIES, type VersionSetting } from "./config/version.ts";
import type { Profile, Severity } from "./rules/rule.ts";

export const SEVERITIES: readonly Severity[] = ["error", "warning", "information", "hint"];

/** `off` silences a rule, `on` keeps its own severity. */
export type RuleSetting = "off" | "on" | Severity;

export interface Settings {
	readonly profile: "auto" | Profile;
	readonly version: VersionSetting;
	readonly rules: Readonly<Record<string, RuleSetting>>;
}

export const DEFAULT_SETTINGS: Settings = { profile: "auto", version: "auto", rules: {} };

/** Takes settings from outside as they come; what is not understood counts as not set. */
export function readSettings(input: unknown): Settings {
	if (typeof input !== "object" || input === null) return DEFAULT_SETTINGS;
	const { profile, version, rules } = input as Record<string, unknown>;
	const understood: Record<string, RuleSetting> = {};
	if (typeof rules === "object" && rules !== null) {
		for (const [id, setting] of Object.entries(rules)) {
			if (setting === "off" || setting === "on" || SEVERITIES.includes(setting as Severity)) {
				understood[id] = setting as RuleSetting;
			} else if (typeof setting === "boolean") {
				understood[id] = setting ? "on" : "off";
			}
		}
	}
	return {
		profile: profile === "personal" || profile === "public" ? profile : "auto",
		version: SERIES.includes(version as never) ? (version as VersionSetting) : "auto",
		rules: understood,
	};
}
