/** The folders that modules of one's own are in (util/pluginloader.lua and util/startup.lua). */
import type { Configuration } from "../config/model.ts";
import type { Value } from "../config/value.ts";
import type { FileSystem } from "../file-system.ts";

/** What is known of the modules in the folders that Prosody looks into. */
export interface PluginFolders {
	/** True when no option names a folder. */
	readonly none: boolean;
	/** Where they are, in the order Prosody looks. */
	readonly folders: readonly string[];
	/** False when there may be folders or modules that were not seen. */
	readonly complete: boolean;
	has(module: string): boolean;
}

const OPTIONS = ["plugin_paths", "installer_plugin_path"] as const;
/** Where Prosody's own modules are, and what is copied to them, depending on how it was installed. */
const PROGRAM = ["/usr/lib/prosody/modules", "/usr/lib64/prosody/modules", "/usr/local/lib/prosody/modules"];
/** Where `prosodyctl install` puts modules unless told otherwise. */
const INSTALLED = ["/var/lib/prosody/custom_plugins", "/usr/local/var/lib/prosody/custom_plugins"];
const LUA_VERSIONS = ["5.1", "5.2", "5.3", "5.4"];

/** Looks into the folders of `plugin_paths` and `installer_plugin_path`; on the server itself also into those that need no option. */
export function pluginFolders(config: Configuration, files: FileSystem | undefined): PluginFolders {
	const { uri } = config.entry;
	const paths = OPTIONS.flatMap((option) => pathsOf(config.global.own.get(option)?.value));
	const own = isOnServer(uri, files) ? [...PROGRAM, ...INSTALLED] : [];
	const folders = [...paths, ...own].map((path) => uriOf(path, uri));
	const isSeen = (folder: string | undefined) => {
		const names = folder === undefined ? "unknown" : (files?.list(folder) ?? "unknown");
		// Elsewhere, what is not there may well be on the server.
		return typeof names !== "string" || (names === "missing" && own.length > 0);
	};
	return {
		none: paths.length === 0,
		folders: folders.flatMap((folder) => folder ?? []),
		// Prosody reads a relative path from the folder of its data.
		complete: config.whole && paths.every((path) => path?.startsWith("/")) && folders.every(isSeen),
		has: (module) =>
			/^[\w.-]+$/.test(module) &&
			folders.some((folder) => folder && candidates(module).some((path) => files?.exists(`${folder}/${path}`))),
	};
}

/** True for the configuration in its place on a machine that has Prosody, false for a copy of it in a repository. */
function isOnServer(entry: string, files: FileSystem | undefined): boolean {
	if (!/^file:\/\/\/(?:usr\/local\/)?etc\/prosody\//.test(entry)) return false;
	return PROGRAM.some((folder) => files?.exists(`file://${folder}/mod_roster.lua`));
}

/** The paths a value stands for; undefined for one that is not known. */
function pathsOf(value: Value | undefined): (string | undefined)[] {
	if (!value || value.type === "nil") return [];
	if (value.type === "string") return value.value.split(";").filter((path) => path !== "");
	if (value.type !== "table" || value.open) return [undefined];
	return value.items.flatMap((item) => (item.type === "string" ? pathsOf(item) : [undefined]));
}

function uriOf(path: string | undefined, entry: string): string | undefined {
	if (path === undefined || !entry.startsWith("file:") || /^[A-Za-z]:|\\/.test(path)) return undefined;
	try {
		return new URL(
			path
				.replace(/(?<=.)\/+$/, "")
				.split("/")
				.map(encodeURIComponent)
				.join("/"),
			entry,
		).href;
	} catch {
		return undefined;
	}
}

/** Where the code of a module may be in a folder. */
export function candidates(module: string): string[] {
	const file = `mod_${module}.lua`;
	const installed = LUA_VERSIONS.map((version) => `share/lua/${version}`);
	return [
		...[`mod_${module}/${module}/${file}`, `mod_${module}/${file}`, `${module}/${file}`, file],
		...installed.flatMap((folder) => [`${folder}/${file}`, `${folder}/mod_${module}/${file}`]),
	];
}
