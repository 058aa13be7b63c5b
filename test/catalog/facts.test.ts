/** Every module and option of every series, as the sources have them, against the catalog. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import check from "../../catalog/facts/check-config.json";
import {
	compareFacts,
	type Difference,
	type FactsFile,
	judge,
	printFacts,
	type SourceFacts,
} from "../../server/src/catalog/extract/index.ts";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import { autoloaded, inheritable } from "../../server/src/config/modules/defaults.ts";
import { CORE, readExceptions, readFacts, SOURCES, show } from "../support/facts.ts";

const catalog = loadCatalog();
const exceptions = readExceptions();

/** How much there is at least: a file that lost its content would agree with everything. */
const AT_LEAST: Readonly<Record<string, { modules: number; options: number }>> = {
	"core-0.11": { modules: 72, options: 225 },
	"core-0.12": { modules: 89, options: 320 },
	"core-13.0": { modules: 96, options: 370 },
	"core-trunk": { modules: 96, options: 370 },
	community: { modules: 451, options: 710 },
};

function countOptions({ modules, server = {} }: SourceFacts): number {
	const all = [server, ...Object.values(modules).map(({ options }) => options ?? {})];
	return all.reduce((sum, options) => sum + Object.keys(options).length, 0);
}

describe("the catalog and the facts", () => {
	for (const { name, origin } of SOURCES) {
		const facts = readFacts(name);
		describe(name, () => {
			it("is all there", () => {
				assert.ok(Object.keys(facts.modules).length >= AT_LEAST[name]!.modules, "modules");
				assert.ok(countOptions(facts) >= AT_LEAST[name]!.options, `options: ${countOptions(facts)}`);
			});

			it("is written as the extractor writes it", () => {
				const { generated: _, source, ...rest } = facts;
				assert.equal(readFileSync(`catalog/facts/${name}.json`, "utf8"), printFacts(source, rest));
			});

			const { open, unused } = judge(compareFacts(facts, catalog, origin), exceptions, origin);
			it("differs from the catalog nowhere but where that is explained", () => {
				assert.deepEqual(open.map(show), []);
			});

			it("needs every explanation", () => {
				assert.deepEqual(
					unused.map(({ modules, options, what }) => ({ modules, options, what })),
					[],
				);
			});
		});
	}

	it("give each exception a reason", () => {
		for (const { reason, what } of exceptions) {
			assert.ok(reason.length > 20 && reason.endsWith("."), reason);
			assert.ok(what.length > 0);
		}
	});
});

describe("the lists of the module manager and of check config", () => {
	for (const series of CORE) {
		const facts = readFacts(`core-${series}`);
		it(`${series}: the same modules load by themselves and on Components`, () => {
			// Up to 0.12 the first on the list is the platform's, which the code only knows when it runs.
			const ours = [...autoloaded(series)].filter((name) => name !== "posix");
			assert.deepEqual(ours.sort(), facts.autoload);
			assert.deepEqual([...inheritable(series)].sort(), facts.inheritedByComponents);
		});

		it(`${series}: the same obsolete, deprecated and global options`, () => {
			assert.deepEqual(facts.check, check[series]);
		});
	}
});

describe("the comparison", () => {
	const facts = readFacts("core-13.0");

	/** The differences that one change of the facts makes. */
	function after(change: (facts: Mutable) => void): Difference[] {
		const changed = structuredClone(facts) as unknown as Mutable;
		change(changed);
		const { open } = judge(compareFacts(changed as unknown as FactsFile, catalog, { series: "13.0" }), exceptions, {
			series: "13.0",
		});
		return [...open];
	}

	interface MutableModule {
		[key: string]: unknown;
		options: Record<string, Record<string, unknown>[]>;
	}
	interface Mutable {
		modules: Record<string, MutableModule>;
		server: Record<string, Record<string, unknown>[]>;
		autoload: string[];
		inheritedByComponents: string[];
	}

	const changes: [string, (facts: Mutable) => void][] = [
		["module", ({ modules }) => (modules.lamp = { kind: "host", options: {} })],
		["module", ({ modules }) => delete modules.uptime],
		["kind", ({ modules }) => (modules.motd!.kind = "global")],
		["kind", ({ modules }) => (modules.motd!.componentOnly = true)],
		["depends", ({ modules }) => (modules.motd!.depends = ["pep"])],
		["services", ({ modules }) => (modules.c2s!.services = {})],
		["http", ({ modules }) => (modules.bosh!.http = { bosh: "/other" })],
		["tasks", ({ modules }) => (modules.mam!.tasks = {})],
		["stores", ({ modules }) => (modules.pep!.stores = [])],
		["option", ({ modules }) => (modules.motd!.options.motd_colour = [{ type: "string" }])],
		["option", ({ modules }) => delete modules.motd!.options.motd_text],
		["option", ({ server }) => (server.lamp = [{ type: "any" }])],
		["option", ({ server }) => delete server.gc],
		["type", ({ modules }) => (modules.motd!.options.motd_text![0]!.type = "number")],
		["default", ({ modules }) => (modules.c2s!.options.c2s_close_timeout![0]!.default = "6")],
		["min", ({ modules }) => (modules.c2s!.options.c2s_stanza_size_limit![0]!.min = "1")],
		["max", ({ modules }) => (modules.c2s!.options.c2s_stanza_size_limit![0]!.max = "1000000")],
		["values", ({ modules }) => (modules.auth_ldap!.options.ldap_scope![0]!.values as string[]).push('"none"')],
		["scope", ({ modules }) => delete modules.c2s!.options.c2s_timeout![0]!.global],
		["series", ({ modules }) => (modules.invites_adhoc!.options.deny_user_invites_by_roles = [{ type: "set" }])],
		["autoload", ({ autoload }) => autoload.push("roster")],
		["inherited", ({ inheritedByComponents }) => inheritedByComponents.pop()],
	];
	for (const [what, change] of changes) {
		it(`sees another ${what}: ${String(change).replace(/\s+/g, " ").slice(0, 90)}`, () => {
			const found = after(change);
			assert.equal(found.length, 1, found.map(show).join("\n"));
			assert.equal(found[0]!.what, what);
		});
	}

	it("takes the series into account", () => {
		const found = compareFacts(readFacts("core-0.12"), catalog, { series: "13.0" });
		assert.ok(found.some(({ option, what }) => option === "c2s_timeout" && what === "type"));
		assert.ok(found.some(({ option, what }) => option === "c2s_timeout" && what === "default"));
		assert.ok(found.some(({ module, what }) => module === "account_activity" && what === "module"));
	});
});
