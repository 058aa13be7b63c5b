/**
 * The names a configuration finds in Lua's own environment. Reading one is allowed everywhere,
 * with a warning on 13.0 (core/configmanager.lua, `__index` of the environment).
 */
export const LUA_GLOBALS: ReadonlySet<string> = new Set([
	"_G",
	"_VERSION",
	"assert",
	"bit32",
	"collectgarbage",
	"coroutine",
	"debug",
	"dofile",
	"error",
	"getmetatable",
	"io",
	"ipairs",
	"load",
	"loadfile",
	"loadstring",
	"math",
	"next",
	"os",
	"package",
	"pairs",
	"pcall",
	"print",
	"prosody",
	"rawequal",
	"rawget",
	"rawlen",
	"rawset",
	"require",
	"select",
	"setmetatable",
	"string",
	"table",
	"tonumber",
	"tostring",
	"type",
	"unpack",
	"utf8",
	"xpcall",
]);

/** What Prosody itself puts into the environment, with the series it came. */
export const HOST_KEYWORDS: ReadonlySet<string> = new Set(["VirtualHost", "Host", "host"]);
export const COMPONENT_KEYWORDS: ReadonlySet<string> = new Set(["Component", "component"]);
export const INCLUDE_KEYWORDS: ReadonlySet<string> = new Set(["Include", "include"]);
/** Readers of other files and of systemd credentials, since 13.0. */
export const FILE_READERS: ReadonlySet<string> = new Set(["FileContents", "FileLine", "FileLines", "Credential"]);

/** True for a name the environment always defines. */
export function isEnvironmentName(name: string): boolean {
	return (
		HOST_KEYWORDS.has(name) ||
		COMPONENT_KEYWORDS.has(name) ||
		INCLUDE_KEYWORDS.has(name) ||
		FILE_READERS.has(name) ||
		name === "RunScript" ||
		name === "Lua" ||
		name.startsWith("ENV_")
	);
}

const KEYWORDS = ["VirtualHost", "Component", "Include", "RunScript", ...FILE_READERS];

/** The keyword an undefined name stands for when only capitals and underscores tell them apart: `virtualhost`, `Virtual_Host`. */
export function keywordInOtherCase(name: string): string | undefined {
	const plain = name.toLowerCase().replaceAll("_", "");
	if (isEnvironmentName(name)) return undefined;
	return plain === "host" ? "VirtualHost" : KEYWORDS.find((keyword) => keyword.toLowerCase() === plain);
}
