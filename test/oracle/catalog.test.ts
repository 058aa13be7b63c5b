/**
 * What Debian installs, read with the extractor: against the facts of its series, and against the catalog.
 * Whatever differs has changed, here or there, and is listed.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { sourceFiles } from "../../scripts/lib/extract.mjs";
import {
	compareFacts,
	type Difference,
	extractSources,
	judge,
	type SourceFacts,
} from "../../server/src/catalog/extract/index.ts";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import { readExceptions, readFacts, show } from "../support/facts.ts";

const FOLDER = "/usr/lib/prosody";
const SERIES = "0.12";

/** Where 0.12.3 with Debian's security fixes differs from 0.12.5, the last release of the series. */
const OTHER_RELEASE = [
	// Went from obsolete to deprecated.
	"(check)",
	// Its check config looks at fewer options.
	"(tools)",
	// Came later than 0.12.3.
	"blocklist.bounce_blocked_messages",
	// Came with the security fixes of May 2026.
	"c2s.c2s_max_child_elements",
	"c2s.c2s_stanza_size_limit",
	"c2s.c2s_unauthed_stanza_size_limit",
	"s2s.s2s_max_child_elements",
	"s2s.s2s_stanza_size_limit",
	"s2s.s2s_unauthed_stanza_size_limit",
];

/** Where the community modules of February 2023 differ from those that the catalog describes. */
const OTHER_MODULES = [
	"firewall.firewall_experimental_user_marks: default: catalog true, source false",
	"pubsub_feeds.use_pubsubhubub: default: catalog false, source true",
];

/** What only Debian's copies read. */
const ONLY_HERE: ReadonlySet<string> = new Set([
	// A patch of Debian's.
	"auth_ha1.auth_ha1_realm",
	"auth_ha1.auth_ha1_use_ha1b",
	// It takes a library of mod_mam, which lies in the same folder here.
	"mam_adhoc.archive_store",
	"mam_adhoc.default_archive_policy",
	"mam_adhoc.mam_smart_enable",
]);

/** What must agree even with older modules; they may ask for fewer options and other modules. */
const LASTING: ReadonlySet<Difference["what"]> = new Set<Difference["what"]>([
	...(["kind", "type", "default", "min", "max", "values", "scope"] as const),
]);

/** Each module and each option on a line of its own. */
function lines(facts: SourceFacts): ReadonlyMap<string, string> {
	const { modules, server = {}, autoload, inheritedByComponents, check, tools } = facts;
	const all = new Map<string, unknown>(
		Object.entries({ "(lists)": [autoload, inheritedByComponents], "(check)": check, "(tools)": tools }),
	);
	for (const [module, { options = {}, ...traits }] of Object.entries(modules)) {
		all.set(module, traits);
		for (const [option, readings] of Object.entries(options)) all.set(`${module}.${option}`, readings);
	}
	for (const [option, readings] of Object.entries(server)) all.set(`server.${option}`, readings);
	return new Map([...all].map(([name, value]) => [name, JSON.stringify(value)]));
}

/** The modules that a package brings. */
function modulesOf(name: string): ReadonlySet<string> {
	const { stdout } = spawnSync("dpkg", ["-L", name], { encoding: "utf8" });
	return new Set([...stdout.matchAll(/\/mod_([\w-]+)\.lua$/gm)].map(([, module]) => module!));
}

describe("the catalog and what Debian installs", () => {
	let core: SourceFacts;
	let community: SourceFacts;

	before(() => {
		for (const path of [`${FOLDER}/core/modulemanager.lua`, `${FOLDER}/prosody.version`]) {
			assert.ok(existsSync(path), `${path} is missing: this test needs Debian's packages prosody and prosody-modules.`);
		}
		const version = readFileSync(`${FOLDER}/prosody.version`, "utf8").trim();
		assert.ok(
			version.startsWith(`${SERIES}.`),
			`Prosody ${version} is installed; the facts compared are those of ${SERIES}.`,
		);
		const extracted = extractSources(sourceFiles(FOLDER));
		assert.ok(extracted);
		assert.deepEqual(extracted.problems, []);
		const foreign = modulesOf("prosody-modules");
		assert.ok(foreign.size > 70, `prosody-modules brings ${foreign.size} modules only`);
		const part = (isForeign: boolean) =>
			Object.fromEntries(Object.entries(extracted.facts.modules).filter(([name]) => foreign.has(name) === isForeign));
		core = { ...extracted.facts, modules: part(false) };
		community = { modules: part(true) };
	});

	it("Prosody has the facts of its series", () => {
		const expected = lines(readFacts(`core-${SERIES}`));
		const found = lines(core);
		const names = [...new Set([...expected.keys(), ...found.keys()])].filter(
			(name) => expected.get(name) !== found.get(name),
		);
		assert.deepEqual(names.sort(), OTHER_RELEASE.toSorted());
	});

	it("Prosody has what the catalog says of its series", () => {
		const { open } = judge(compareFacts(core, loadCatalog(), { series: SERIES }), readExceptions(), { series: SERIES });
		assert.deepEqual(open.map(show), []);
	});

	it("the community modules have what the catalog says of them", () => {
		const catalog = loadCatalog();
		const origin = { series: "trunk", community: true } as const;
		const { open } = judge(compareFacts(community, catalog, origin), readExceptions(), origin);
		const unknown = open.filter(({ what, here }) => (what === "module" || what === "option") && here === "missing");
		const unexpected = unknown.filter(({ module, option }) => !ONLY_HERE.has(`${module}.${option}`));
		assert.deepEqual(unexpected.map(show), []);
		const others = open.filter(({ what }) => LASTING.has(what)).map(show);
		assert.deepEqual(others.sort(), OTHER_MODULES.toSorted());
	});
});
