/**
 * `.prosody-lint.json`: the settings of the editor for a folder of configurations, so that everybody who checks them gets the same answer.
 * It lies beside a configuration or in a folder above it, up to the repository's root.
 */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readSettings, SEVERITIES, type Settings } from "../settings.ts";
import { isShared } from "./bounds.ts";
import { readRegular } from "./read.ts";

export const SETTINGS_FILE = ".prosody-lint.json";

/** What may be set; the JSON schema says the same (schemas/prosody-lint.schema.json). */
export interface Choices {
	readonly profile: readonly string[];
	readonly version: readonly string[];
	/** The names of all rules; where they are not at hand, any name will do. */
	readonly rules?: readonly string[];
}

/** What a rule may be set to. */
export const RULE_SETTINGS: readonly string[] = ["on", "off", ...SEVERITIES];

/** The settings file says something that cannot be meant; the message names the file and the key. */
export class SettingsFileError extends Error {}

/**
 * The settings file for configurations in a folder. Folders of many people's things (/etc, /tmp, the home folder) are only looked
 * into for configurations that lie in them: what somebody else left there is none of ours.
 */
export function findSettingsFile(folder: string): string | undefined {
	for (let path = folder; path === folder || !isShared(path); path = dirname(path)) {
		const file = join(path, SETTINGS_FILE);
		if (existsSync(file)) return file;
		if (isShared(path) || existsSync(join(path, ".git"))) return undefined;
	}
	return undefined;
}

/** Reads a settings file; throws {@link SettingsFileError}. */
export function readSettingsFile(path: string, choices: Choices): Settings {
	const problem = (text: string) => new SettingsFileError(`${path}: ${text}`);
	let text: string | undefined;
	try {
		text = readRegular(realpathSync(path))?.toString("utf8");
	} catch (error) {
		throw problem(`it cannot be read (${(error as NodeJS.ErrnoException).code ?? error}).`);
	}
	if (text === undefined) throw problem("this is no file of settings.");
	let input: unknown;
	try {
		input = JSON.parse(text.replace(/^\ufeff/, ""));
	} catch (error) {
		throw problem(`this is not valid JSON (${oneLine((error as Error).message)}).`);
	}
	const [first] = problemsOf(input, choices);
	if (first !== undefined) throw problem(first);
	return readSettings(input);
}

/** What is wrong with settings, a sentence each; nothing when they can be used as they are. */
export function problemsOf(input: unknown, choices: Choices): string[] {
	if (!isObject(input))
		return [`settings are written in braces, as in { "profile": "public" }, not as ${shown(input)}.`];
	return Object.entries(input).flatMap(([key, value]) => {
		switch (key) {
			case "$schema":
				return typeof value === "string" ? [] : [`"$schema" is an address, not ${shown(value)}.`];
			case "profile":
			case "version":
				return oneOf(`"${key}"`, value, choices[key]);
			case "rules":
				return rules(value, choices);
			default:
				return [`there is no setting called ${shown(key)}; there are "profile", "version" and "rules".`];
		}
	});
}

function rules(value: unknown, choices: Choices): string[] {
	if (!isObject(value))
		return [`"rules" is written in braces, as in { "limits-missing": "off" }, not as ${shown(value)}.`];
	return Object.entries(value).flatMap(([rule, setting]) =>
		(choices.rules?.includes(rule) ?? true)
			? oneOf(`"rules", ${shown(rule)}`, setting, RULE_SETTINGS)
			: [`"rules": there is no rule called ${shown(rule)}; prosody-lint rules lists them.`],
	);
}

function oneOf(key: string, value: unknown, choices: readonly string[]): string[] {
	return choices.includes(value as string) ? [] : [`${key} takes ${choices.join(", ")}, not ${shown(value)}.`];
}

function isObject(value: unknown): value is object {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as it may stand in a sentence. */
function shown(value: unknown): string {
	if (Array.isArray(value)) return "a list";
	if (isObject(value)) return "something in braces";
	const text = oneLine(JSON.stringify(value) ?? String(value));
	return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Nothing a file holds may begin a line of its own or steer the terminal. */
function oneLine(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
	return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
}

/** What a person set in the editor or on the command line goes before what the file says. */
export function combine(file: Settings | undefined, own: Settings): Settings {
	if (!file) return own;
	return {
		profile: own.profile === "auto" ? file.profile : own.profile,
		version: own.version === "auto" ? file.version : own.version,
		rules: { ...file.rules, ...own.rules },
	};
}

/**
 * The settings of a document in an editor. A settings file that cannot be used counts for nothing.
 * @param warn is told why
 */
export function settingsOfDocument(
	uri: string,
	own: Settings,
	choices: Choices,
	warn: (problem: string) => void,
): Settings {
	if (!uri.startsWith("file:")) return own;
	try {
		const file = findSettingsFile(dirname(fileURLToPath(uri)));
		return combine(file === undefined ? undefined : readSettingsFile(file, choices), own);
	} catch (error) {
		warn(error instanceof SettingsFileError ? error.message : `${SETTINGS_FILE}: ${String(error)}`);
		return own;
	}
}
