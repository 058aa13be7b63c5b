/**
 * `npm run catalog:extract -- [--series 0.12] [--facts FILE] [--all] DIR…`: reads an installed Prosody, its source tree, or a checkout of
 * the community modules, and says where the catalog differs from it. Ends with 0 where it does not, with 1 where it does,
 * and with 2 when there is nothing to read. docs/catalog.md tells what to do with the answer.
 */
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadExtractor, readExceptions, sourceFiles } from "./lib/extract.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const SERIES = ["0.11", "0.12", "13.0", "trunk"];
const USAGE = `Usage: npm run catalog:extract -- [options] DIR…
  DIR            an installed Prosody (/usr/lib/prosody), its source tree, or a folder of community modules
  --series NAME  ${SERIES.join(", ")}; where the folder does not tell
  --facts FILE   also write what was read, as JSON (one DIR only)
  --name TEXT    what to call the source in that file
  --all          also list the differences that catalog/facts/exceptions.yaml explains`;

/** Fewer modules than that are a selection. */
const WHOLE = 300;

class Refusal extends Error {}

function readArguments() {
	try {
		const { values, positionals } = parseArgs({
			allowPositionals: true,
			options: {
				series: { type: "string" },
				facts: { type: "string" },
				name: { type: "string" },
				all: { type: "boolean" },
				help: { type: "boolean", short: "h" },
			},
		});
		if (values.help) return { help: true };
		if (positionals.length === 0) throw new Refusal(`Which folder?\n${USAGE}`);
		if (values.series && !SERIES.includes(values.series))
			throw new Refusal(`There is no series ${values.series}.\n${USAGE}`);
		if (values.facts && positionals.length > 1) throw new Refusal("--facts takes the facts of one folder.");
		return { ...values, folders: positionals };
	} catch (error) {
		throw error instanceof Refusal ? error : new Refusal(`${error.message}\n${USAGE}`);
	}
}

/** The series by what an installed Prosody says of itself, or by what only a series has. */
function seriesOf(folder, facts) {
	const file = join(folder, "prosody.version");
	const version = existsSync(file) ? readFileSync(file, "utf8").trim() : "";
	const release = SERIES.find((series) => version.startsWith(`${series}.`));
	if (release) return release;
	if (!facts.modules.cron) return "0.11";
	return facts.modules.account_activity ? "13.0" : "0.12";
}

/** An installed Prosody may have community modules among its own. */
function split(facts, extractor, series) {
	const origin = { series: "trunk", community: true };
	if (!facts.server) return [{ facts, origin, partial: Object.keys(facts.modules).length < WHOLE }];
	const { core, community } = extractor.splitModules(facts, extractor.loadCatalog(), series);
	const parts = [{ facts: core, origin: { series } }];
	if (Object.keys(community.modules).length > 0) {
		parts.push({ facts: community, origin, partial: true });
	}
	return parts;
}

function line({ module, option, what, here, there }) {
	const place = [module ?? "server", option].filter(Boolean).join(".");
	return `${place}: ${what}: the catalog has ${here}, the source ${there}`;
}

function report(folder, { facts, origin, partial }, extractor, exceptions, all) {
	const differences = extractor
		.compareFacts(facts, extractor.loadCatalog(), origin)
		// Some of the community modules say nothing about the others.
		.filter(({ what, there }) => !(partial && what === "module" && there === "missing"));
	const { open, explained } = extractor.judge(differences, exceptions, origin);
	const label = origin.community ? "community modules" : `Prosody ${origin.series}`;
	const count = Object.keys(facts.modules).length;
	console.log(`${folder}: ${label}, ${count} modules, ${open.length} differences, ${explained.length} explained`);
	for (const difference of open) console.log(`  ${line(difference)}`);
	if (all) for (const [difference, { reason }] of explained) console.log(`  (${line(difference)}) ${reason}`);
	return open.length;
}

async function main() {
	const settings = readArguments();
	if (settings.help) {
		console.log(USAGE);
		return 0;
	}
	const extractor = await loadExtractor(root);
	const exceptions = readExceptions(root);
	let open = 0;
	for (const given of settings.folders) {
		const folder = resolve(given);
		if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Refusal(`${given} is no folder.`);
		const extracted = extractor.extractSources(sourceFiles(folder));
		if (!extracted)
			throw new Refusal(`${given} holds neither a Prosody (core/, modules/) nor modules (mod_*.lua, mod_*/).`);
		const { facts, problems } = extracted;
		for (const problem of problems) console.error(`${given}: ${problem}`);
		const series = settings.series ?? (facts.server ? seriesOf(folder, facts) : "trunk");
		if (settings.facts) {
			const name = settings.name ?? (facts.server ? `Prosody ${series}` : basename(folder));
			writeFileSync(settings.facts, extractor.printFacts(name, facts));
		}
		for (const part of split(facts, extractor, series))
			open += report(given, part, extractor, exceptions, settings.all);
	}
	return open > 0 ? 1 : 0;
}

try {
	process.exitCode = await main();
} catch (error) {
	console.error(error instanceof Refusal ? error.message : (error.stack ?? String(error)));
	process.exitCode = 2;
}
