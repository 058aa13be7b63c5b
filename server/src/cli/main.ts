/** `prosody-lint`: the rules of the editor in a shell and in CI. */
import { parseArguments, UsageError } from "./arguments.ts";
import { dump } from "./dump.ts";
import { explain } from "./explain.ts";
import { HELP } from "./help.ts";
import { lint } from "./lint.ts";
import { listRules } from "./list-rules.ts";
import { settingsFor } from "./settings.ts";
import { InputError } from "./source.ts";
import { VERSION } from "./version.ts";

/** Runs one command; returns the exit code: 0 nothing found, 1 findings, 2 usage or unreadable input. */
function run(args: readonly string[]): number {
	const options = parseArguments(args);
	switch (options.command) {
		case "help":
			process.stdout.write(HELP);
			return 0;
		case "version":
			process.stdout.write(`prosody-lint ${VERSION}\n`);
			return 0;
		case "rules":
			return listRules(options);
		case "explain":
			return explain(options);
		case "dump":
			return dump({ ...options, settings: settingsFor(options) });
		case "lint":
			return lint({ ...options, settings: settingsFor(options) });
	}
}

function main(): void {
	try {
		process.exitCode = run(process.argv.slice(2));
	} catch (error) {
		if (!(error instanceof UsageError || error instanceof InputError)) throw error;
		process.stderr.write(`prosody-lint: ${error.message}\n`);
		process.exitCode = 2;
	}
}

// A reader that stops early (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code === "EPIPE") process.exit();
	throw error;
});

main();
