/** The words of the configuration language, and names that were meant to be one of them. */
import { isEnvironmentName, keywordInOtherCase, LUA_GLOBALS } from "../config/lua-globals.ts";
import { isOneEditAway } from "./spelling.ts";

const SECTIONS = ["VirtualHost", "Component", "Include"];

/** The keyword that was meant by the name of a function that does not exist: `virtualhost`, `VirtualHots`. */
export function keywordMeant(name: string): string | undefined {
	if (isEnvironmentName(name) || LUA_GLOBALS.has(name)) return undefined;
	const plain = name.toLowerCase();
	return keywordInOtherCase(name) ?? SECTIONS.find((keyword) => isOneEditAway(plain, keyword.toLowerCase()));
}
