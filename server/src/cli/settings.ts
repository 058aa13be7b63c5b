/** Which settings hold: those of the command line, then those of `.prosody-lint.json`. */
import { dirname, resolve } from "node:path";
import { SERIES } from "../config/version.ts";
import { combine, findSettingsFile, readSettingsFile, SettingsFileError } from "../node/settings-file.ts";
import { RULES } from "../rules/registry.ts";
import type { Settings } from "../settings.ts";
import type { Options } from "./arguments.ts";
import { InputError, isFolder } from "./source.ts";

/** The settings for everything that is checked; throws {@link InputError} where the operands have different ones. */
export function settingsFor({ operands, settings, given }: Options): Settings {
	const files = new Set(operands.map(folderOf).map((folder) => findSettingsFile(folder)));
	const found = [...files].map((file) => ({ file, settings: settingsIn(file) }));
	const [first] = found;
	const other = found.find((one) => JSON.stringify(one.settings) !== JSON.stringify(first!.settings));
	if (first && other) {
		const [a, b] = [first, other].map(({ file }) => file ?? "no settings file");
		throw new InputError(`${a} and ${b} say different things; check the files they belong to one after the other.`);
	}
	const own = combine(first?.settings, settings);
	// "auto" that was asked for is not the same as nothing.
	return { ...own, ...given };
}

function settingsIn(file: string | undefined): Settings | undefined {
	if (file === undefined) return undefined;
	try {
		return readSettingsFile(file, {
			profile: ["auto", "personal", "public"],
			version: ["auto", ...SERIES],
			rules: RULES.map(({ id }) => id),
		});
	} catch (error) {
		if (error instanceof SettingsFileError) throw new InputError(error.message);
		throw error;
	}
}

function folderOf(operand: string): string {
	if (operand === "-") return process.cwd();
	const path = resolve(operand);
	return isFolder(path) ? path : dirname(path);
}
