import { parseArgs } from "node:util";
import { SERIES } from "../config/version.ts";
import type { Severity } from "../rules/rule.ts";
import { readSettings, SEVERITIES, type Settings } from "../settings.ts";

/** The call itself is wrong; the message is for the person who typed it. */
export class UsageError extends Error {}

export interface Options {
	readonly command: "lint" | "explain" | "rules" | "dump" | "help" | "version";
	readonly operands: readonly string[];
	readonly format: "text" | "json";
	readonly settings: Settings;
	/** Those of the settings that were asked for. */
	readonly given: Partial<Settings>;
	readonly fix: boolean;
	readonly failOn: Severity | "never";
	/** For dump: the one to show besides the global section. */
	readonly host?: string;
}

const COMMANDS = ["lint", "explain", "rules", "dump"] as const;

/** Reads the command line; throws {@link UsageError}. */
export function parseArguments(args: readonly string[]): Options {
	const { values, positionals } = parse(args);
	const named = COMMANDS.find((command) => command === positionals[0]);
	const operands = named ? positionals.slice(1) : positionals;
	const command = values.help ? "help" : values.version ? "version" : (named ?? "lint");
	const profile = oneOf("--profile", values.profile ?? "auto", ["auto", "personal", "public"] as const);
	const version = oneOf("--prosody-version", values["prosody-version"] ?? "auto", ["auto", ...SERIES] as const);
	const options: Options = {
		command,
		operands,
		format: oneOf("--format", values.format ?? (command === "dump" ? "json" : "text"), ["text", "json"]),
		settings: readSettings({ profile, version }),
		given: {
			...(values.profile !== undefined && { profile }),
			...(values["prosody-version"] !== undefined && { version }),
		},
		fix: values.fix ?? false,
		failOn: oneOf("--fail-on", values["fail-on"] ?? "warning", [...SEVERITIES, "never"] as const),
		host: values.host,
	};
	checkOperands(options);
	return options;
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({
			args: [...args],
			allowPositionals: true,
			options: {
				format: { type: "string" },
				profile: { type: "string" },
				"prosody-version": { type: "string" },
				fix: { type: "boolean" },
				"fail-on": { type: "string" },
				host: { type: "string" },
				help: { type: "boolean", short: "h" },
				version: { type: "boolean" },
			},
		});
	} catch (error) {
		// Node's second sentence explains how to pass operands that begin with a dash; the first one says what is wrong.
		const [reason] = (error as Error).message.split(". ");
		throw new UsageError(`${reason}. Try prosody-lint --help.`);
	}
}

function oneOf<Choice extends string>(option: string, value: string, choices: readonly Choice[]): Choice {
	const choice = choices.find((one) => one === value);
	if (choice === undefined) throw new UsageError(`${option} takes ${choices.join(", ")}, not "${value}".`);
	return choice;
}

function checkOperands({ command, operands, fix, host }: Options): void {
	if (command === "lint" && operands.length === 0) {
		throw new UsageError(
			"no file given; name a configuration, a folder, or - for standard input. Try prosody-lint --help.",
		);
	}
	if (command === "explain" && operands.length !== 1) {
		throw new UsageError("explain takes one rule; prosody-lint rules lists them.");
	}
	if (command === "dump" && operands.length !== 1) throw new UsageError("dump takes one file.");
	if (host !== undefined && command !== "dump") throw new UsageError("--host belongs to dump.");
	if (command === "rules" && operands.length > 0) throw new UsageError("rules takes no file.");
	if (fix && operands.includes("-")) throw new UsageError("--fix cannot change standard input; name the file.");
}
