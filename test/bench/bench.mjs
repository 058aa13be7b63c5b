#!/usr/bin/env node
/** `npm run bench`: our language server and our command beside others of their trade, measured from outside in one run. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readArguments, usage } from "./arguments.mjs";
import { measureCatalog } from "./catalog/catalog.mjs";
import { measureCommands } from "./commands/commands.mjs";
import { LINT_FILE } from "./commands/programs.mjs";
import { writeSchema } from "./documents/documents.mjs";
import { catalogRuns, commandsEffort, linesEffort, scaleEffort } from "./effort.mjs";
import { measureInstalled } from "./installed.mjs";
import { measureLines } from "./lines.mjs";
import { installPeers, ROOT } from "./peers/install.mjs";
import { isInstalled, version } from "./peers/servers.mjs";
import { print } from "./report/report.mjs";
import { targets } from "./report/targets.mjs";
import { measureScale } from "./scale/scale.mjs";

const wanted = readArguments();
const { quick, names, limit, wants } = wanted;
const tell = (what) => process.stderr.write(`${what}\n`);

if (names.includes("ours") && !(isInstalled("ours") && existsSync(LINT_FILE)))
	usage("dist/ is not complete: npm run build");
if (wants("lines") && names.some((name) => name !== "ours")) {
	const problem = installPeers();
	if (problem) usage(`the peers cannot be installed (--servers ours does without them): ${problem}`);
}

// Not under .cache: the YAML server matches no schema to a file below a hidden folder.
const folder = mkdtempSync(path.join(os.tmpdir(), "prosody-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
writeSchema(folder);

const begun = new Date();
const load = [os.loadavg()[0]];
const lines = {};
let installed;
if (wants("lines")) {
	for (const count of wanted.lines) {
		const effort = linesEffort(quick, count, limit, wanted.rounds);
		const { servers, document } = await measureLines(folder, names, count, effort, tell);
		lines[count] = servers;
		if (names.includes("ours")) installed ??= await measureInstalled(folder, document, limit);
	}
}
const commands = wants("commands") ? measureCommands(within("commands"), commandsEffort(quick, limit), tell) : {};
const scale = wants("scale")
	? await measureScale(within("scale"), wanted.files, scaleEffort(quick, limit), tell)
	: undefined;
const catalog = wants("catalog") ? await measureCatalog(within("catalog"), catalogRuns(quick), tell) : undefined;
load.push(os.loadavg()[0]);

function within(name) {
	const inner = path.join(folder, name);
	mkdirSync(inner);
	return inner;
}

const results = {
	date: begun.toISOString(),
	seconds: Math.round((Date.now() - begun.getTime()) / 1000),
	machine: { node: process.version, cpu: os.cpus()[0]?.model, cores: os.cpus().length, load },
	quick,
	limit: limit / 1000,
	versions: Object.fromEntries((wants("lines") ? names : ["ours"]).map((name) => [name, version(name)])),
	lines,
	installed,
	commands,
	scale,
	catalog,
	targets: targets({ lines, commands, installed, catalog }),
};
mkdirSync(path.join(ROOT, "bench"), { recursive: true });
writeFileSync(path.join(ROOT, "bench/results.json"), `${JSON.stringify(results, null, 2)}\n`);
if (wanted.json) console.log(JSON.stringify(results, null, 2));
else print(results);

const measured = [
	...Object.values(lines).flatMap((servers) => Object.entries(servers)),
	...Object.values(scale?.results ?? {}).map((one) => ["ours", one]),
	...Object.values(commands).map(({ programs }) => ["ours", programs["prosody-lint"]]),
];
const broken = measured.some(([name, { error, missed }]) => error || (name === "ours" && missed)) || installed?.problem;
process.exitCode = broken ? 1 : 0;
