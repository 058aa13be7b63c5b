/** The words of the configuration language, and names that were meant to be one of them. */
import { isEnvironmentName, keywordInOtherCase, LUA_GLOBALS } from "../config/lua-globals.ts";
import type { Configuration } from "../config/model.ts";
import { atLeast } from "../config/version.ts";
import type { Span } from "../syntax/tree.ts";
import { isOneEditAway } from "./spelling.ts";

const SECTIONS = ["VirtualHost", "Component", "Include"];

/** The keyword that was meant by the name of a function that does not exist: `virtualhost`, `VirtualHots`. */
export function keywordMeant(name: string): string | undefined {
	if (isEnvironmentName(name) || LUA_GLOBALS.has(name)) return undefined;
	const plain = name.toLowerCase();
	return keywordInOtherCase(name) ?? SECTIONS.find((keyword) => isOneEditAway(plain, keyword.toLowerCase()));
}

/**
 * True when a name that nothing in this file sets may still have a value at a place: an option of the main file (which 13.0 and
 * later read back in the files it includes), what a script left behind, or something that could not be read.
 */
export function mayBeSetElsewhere(config: Configuration, place: Span): boolean {
	const readsBack = atLeast(config.version.series, "13.0");
	return config.unseen.some(({ kind, at, what }) => {
		if (at && at.file === place.file && at.start >= place.start) return false;
		if (kind === "include" || kind === "fragment") return readsBack;
		return kind !== "dynamic" || what === "RunScript";
	});
}
