#!/usr/bin/env node
/** `npm run bench`: our language server beside two peers, measured from the editor's side in one run. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { scenarios, writeSchema } from "./documents/documents.mjs";
import { expectations, pool, table } from "./report.mjs";
import { scale, YARDSTICK } from "./scale.mjs";
import { poolScale, scaleTable } from "./scale-report.mjs";
import { installPeers, isInstalled, LANGUAGE_OF, ROOT, SERVER_NAMES, server, version } from "./servers.mjs";
import { session } from "./session.mjs";

const HELP = `usage: npm run bench -- [options]

Measures dist/prosody-language-server.js beside yaml-language-server and dockerfile-language-server-nodejs:
start, open to diagnostics, keystroke to diagnostics, hover, completion, peak memory; on a stock-sized configuration and
on very many hosts in one file. Prints a table with ratios (peer divided by ours) and writes bench/results.json.
Ours alone is measured on an entry file that includes very many files, beside the same with ${YARDSTICK} of them.

  --quick             fewer rounds and samples, 1,000 hosts, 20 s limit: for CI
  --only NAME         stock, hosts or scale
  --servers A,B       of ${SERVER_NAMES.join(", ")} (default: all)
  --hosts N           hosts in one file, and files with one host each (default 10000)
  --rounds N          starts of each server a document (default 5 for stock, 2 for hosts and scale)
  --limit SECONDS     the longest wait for one answer (default 60)
  --json              the results as JSON on standard output instead of the table
  -h, --help          this text

Exit status: 0 measured; 1 a server of the run broke or ours did not answer; 2 wrong usage, or nothing to measure.`;

/** @returns {never} */
function usage(message) {
	console.error(`bench: ${message}`);
	process.exit(2);
}

function readArguments() {
	try {
		const { values } = parseArgs({
			options: {
				quick: { type: "boolean", default: false },
				only: { type: "string" },
				servers: { type: "string", default: SERVER_NAMES.join(",") },
				hosts: { type: "string" },
				rounds: { type: "string" },
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

/** @param {string | undefined} text @param {number} fallback */
function count(text, fallback) {
	if (text === undefined) return fallback;
	if (!/^[1-9]\d*$/.test(text)) usage(`"${text}" is not a whole number above zero (see --help)`);
	return Number(text);
}

const args = readArguments();
if (args.help) {
	console.log(HELP);
	process.exit(0);
}
const names = args.servers.split(",");
for (const name of names) if (!SERVER_NAMES.includes(name)) usage(`no server "${name}" (see --help)`);
if (args.only && !["stock", "hosts", "scale"].includes(args.only)) usage(`no document "${args.only}" (see --help)`);

const hosts = count(args.hosts, args.quick ? 1000 : 10_000);
const limit = count(args.limit, args.quick ? 20 : 60);
const EFFORT = {
	stock: { rounds: 5, keystrokes: 100, requests: 50, budget: 15_000 },
	hosts: { rounds: 2, keystrokes: 50, requests: 20, budget: 20_000 },
	scale: { rounds: 2, keystrokes: 30, budget: 60_000 },
};
const QUICK = { rounds: 1, keystrokes: 30, requests: 15, budget: 5000 };

if (names.includes("ours") && !isInstalled("ours")) usage("dist/prosody-language-server.js is missing: npm run build");
if (args.only === "scale" && !names.includes("ours")) usage("only ours is measured on included files (see --help)");
if (args.only !== "scale" && names.some((name) => name !== "ours")) {
	const problem = installPeers();
	if (problem) usage(`the peers cannot be installed (--servers ours does without them): ${problem}`);
}

// Not under .cache: the YAML server matches no schema to a file below a hidden folder.
const folder = mkdtempSync(path.join(os.tmpdir(), "prosody-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const schema = writeSchema(folder);
const results = {};
const compared = args.only === "scale" ? {} : scenarios(folder, hosts);
for (const [key, { title, documents }] of Object.entries(compared)) {
	if (args.only && args.only !== key) continue;
	const effort = { ...EFFORT[key], ...(args.quick && QUICK), limit: limit * 1000 };
	const rounds = count(args.rounds, effort.rounds);
	/** @type {Record<string, import("./session.mjs").Samples[]>} */
	const sessions = Object.fromEntries(names.map((name) => [name, []]));
	for (let round = 1; round <= rounds; round++) {
		for (const name of names) {
			// Who once did not answer will not in the next round either; the waiting would only be longer.
			if (sessions[name].some((s) => s.missed || s.error)) continue;
			process.stderr.write(`${title}: round ${round} of ${rounds}, ${name}\n`);
			sessions[name].push(await session(server(name, schema), documents[LANGUAGE_OF[name]], effort));
		}
	}
	const servers = Object.fromEntries(names.map((name) => [name, pool(sessions[name])]));
	results[key] = { title, lines: documents.prosody.lines.length, servers };
}

/** The figures of very many included files; undefined when they are not wanted. */
async function measureScale() {
	if (!names.includes("ours") || (args.only && args.only !== "scale")) return undefined;
	const quick = args.quick && { rounds: QUICK.rounds, keystrokes: QUICK.keystrokes, budget: QUICK.budget };
	const effort = { ...EFFORT.scale, ...quick, limit: limit * 1000 };
	effort.rounds = count(args.rounds, effort.rounds);
	const found = {};
	for (const files of new Set([YARDSTICK, hosts])) {
		const tell = (what) => process.stderr.write(`${what}\n`);
		found[files] = poolScale(await scale(path.join(folder, `scale-${files}`), files, effort, tell));
	}
	const title = `${hosts.toLocaleString("en")} files with one host each, included by one entry file`;
	return { title, few: YARDSTICK, many: hosts, results: found };
}

const scaled = await measureScale();
const report = {
	date: new Date().toISOString(),
	machine: { node: process.version, cpu: os.cpus()[0]?.model, cores: os.cpus().length, load: os.loadavg()[0] },
	quick: args.quick,
	limit,
	versions: Object.fromEntries((args.only === "scale" ? ["ours"] : names).map((name) => [name, version(name)])),
	results,
	scale: scaled,
	expectations: expectations(results),
};
mkdirSync(path.join(ROOT, "bench"), { recursive: true });
writeFileSync(path.join(ROOT, "bench/results.json"), `${JSON.stringify(report, null, 2)}\n`);

if (args.json) console.log(JSON.stringify(report, null, 2));
else {
	const { node, cpu, cores, load } = report.machine;
	console.log(
		`\n${Object.values(report.versions).join(", ")}\nNode ${node}, ${cores} × ${cpu}, load ${load.toFixed(2)}`,
	);
	for (const result of Object.values(results)) console.log(`\n${table(result, limit)}`);
	if (scaled) console.log(`\n${scaleTable(scaled, limit)}`);
	for (const { text, met } of report.expectations) {
		console.log(`${met === undefined ? "?" : met ? "✓" : "✗"} ${text}`);
	}
	const legend = Object.keys(results).length > 0 ? "In parentheses: times ours. " : "";
	console.log(`${legend}Written to bench/results.json.`);
}

const all = [
	...Object.values(results).flatMap(({ servers }) => Object.entries(servers)),
	...Object.values(scaled?.results ?? {}).map((one) => ["ours", one]),
];
process.exitCode = all.some(([name, { error, missed }]) => error || (name === "ours" && missed)) ? 1 : 0;
