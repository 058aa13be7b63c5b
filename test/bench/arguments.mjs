/** What `npm run bench` can be told. */
import { parseArgs } from "node:util";
import { SERVER_NAMES } from "./peers/servers.mjs";
import { FEW } from "./scale/scale.mjs";

const PARTS = ["lines", "commands", "scale", "catalog"];

const HELP = `usage: npm run bench -- [options]

Measures, in one run and by turns:
  lines      our language server beside three others, on documents of equal length: start, diagnostics, keystrokes,
             bursts, completion, hover, symbols, peak memory; and what our server takes on a disk
  commands   prosody-lint beside prosodyctl check config, on 10 to 10,000 hosts
  scale      ours alone, on an entry file that includes very many files, beside the same with ${FEW} of them
Prints tables with ratios (ours divided by theirs) and the targets, and writes bench/results.json.

  --quick             fewer rounds, samples and sizes: for CI
  --only PART         ${PARTS.join(", ")}
  --servers A,B       of ${SERVER_NAMES.join(", ")} (default: all)
  --lines A,B         lengths of the documents (default 1000,5000,20000; quick 1000,5000)
  --rounds N          starts of each server on each document (default 5, and 3 for 20,000 lines; quick 1)
  --files N           included files (default 10000; quick 1000)
  --limit SECONDS     the longest wait for one answer (default 60; quick 20)
  --json              the results as JSON on standard output instead of the tables
  -h, --help          this text

Exit status: 0 measured; 1 a server of the run broke or ours did not answer; 2 wrong usage, or nothing to measure.`;

/** @param {string} message @returns {never} */
export function usage(message) {
	console.error(`bench: ${message}`);
	process.exit(2);
}

/**
 * What is wanted; ends the process when that is help, or cannot be understood.
 * @returns {{ quick: boolean, json: boolean, names: string[], lines: number[], rounds?: number, files: number, limit: number,
 *   wants: (part: string) => boolean }} limit: ms
 */
export function readArguments() {
	const { quick, json, help, only, servers, lines, rounds, files, limit } = parse();
	if (help) {
		console.log(HELP);
		process.exit(0);
	}
	const names = servers.split(",");
	for (const name of names) if (!SERVER_NAMES.includes(name)) usage(`no server "${name}" (see --help)`);
	if (only !== undefined && !PARTS.includes(only)) usage(`no part "${only}" (see --help)`);
	if (!names.includes("ours") && only !== "lines") usage("without ours there is only --only lines");
	return {
		quick,
		json,
		names,
		lines: (lines ?? (quick ? "1000,5000" : "1000,5000,20000")).split(",").map(count),
		rounds: rounds === undefined ? undefined : count(rounds),
		files: count(files ?? (quick ? "1000" : "10000")),
		limit: count(limit ?? (quick ? "20" : "60")) * 1000,
		wants: (part) => only === undefined || only === part,
	};
}

function parse() {
	try {
		const { values } = parseArgs({
			options: {
				quick: { type: "boolean", default: false },
				only: { type: "string" },
				servers: { type: "string", default: SERVER_NAMES.join(",") },
				lines: { type: "string" },
				rounds: { type: "string" },
				files: { type: "string" },
				limit: { type: "string" },
				json: { type: "boolean", default: false },
				help: { type: "boolean", short: "h", default: false },
			},
		});
		return values;
	} catch (error) {
		return usage(`${error.message.split("\n")[0]} (see --help)`);
	}
}

/** @param {string} text */
function count(text) {
	if (!/^[1-9]\d*$/.test(text)) usage(`"${text}" is not a whole number above zero (see --help)`);
	return Number(text);
}
