import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadCatalog } from "../../server/src/catalog/load.ts";

function run(...args: string[]) {
	return spawnSync(process.execPath, ["scripts/catalog-extract.mjs", ...args], { encoding: "utf8" });
}

/** A community module about which there is nothing to say. */
function plainModule(): string {
	const plain = [...loadCatalog().modules()].find(
		({ origin, kind, options, depends, services, http, tasks, stores, setsGlobal, mergedInto }) =>
			origin === "community" &&
			kind === "host" &&
			Object.keys(options).length === 0 &&
			!(depends ?? services ?? http ?? tasks ?? stores ?? setsGlobal ?? mergedInto),
	);
	assert.ok(plain);
	return plain.name;
}

describe("npm run catalog:extract", () => {
	let root: string;
	before(() => {
		root = mkdtempSync(join(tmpdir(), "extract-"));
	});
	after(() => rmSync(root, { recursive: true, force: true }));

	const folder = (name: string, files: Readonly<Record<string, string>>) => {
		for (const [path, text] of Object.entries(files)) {
			mkdirSync(dirname(join(root, name, path)), { recursive: true });
			writeFileSync(join(root, name, path), text);
		}
		return join(root, name);
	};

	it("ends with 0 where nothing differs", () => {
		const { status, stdout, stderr } = run(folder("same", { [`mod_${plainModule()}.lua`]: "-- nothing\n" }));
		assert.equal(stderr, "");
		assert.match(stdout, /community modules, 1 modules, 0 differences/);
		assert.equal(status, 0);
	});

	it("ends with 1 and a line for each difference, and writes the facts", () => {
		const facts = join(root, "facts.json");
		const lamp = folder("lamp", { "mod_lamp/mod_lamp.lua": 'module:get_option_number("lamp_watts", 5)' });
		const { status, stdout } = run("--facts", facts, "--name", "lamps", lamp);
		assert.equal(status, 1);
		assert.match(stdout, /^ {2}lamp: module: the catalog has missing, the source host$/m);
		assert.deepEqual(JSON.parse(readFileSync(facts, "utf8")).modules, {
			lamp: { kind: "host", options: { lamp_watts: [{ type: "number", default: "5" }] } },
		});
	});

	it("compares a Prosody with the series that is asked for", () => {
		const prosody = folder("prosody", {
			"core/modulemanager.lua": "local autoload_modules, component_inheritable_modules = {}, {}",
			"modules/mod_ping.lua": "",
			"prosody.version": "13.0.1\n",
		});
		assert.match(run(prosody).stdout, /Prosody 13\.0, 1 modules/);
		const { status, stdout } = run("--series", "0.11", prosody);
		assert.equal(status, 1);
		assert.match(stdout, /Prosody 0\.11, 1 modules/);
		assert.match(stdout, /^ {2}roster: module: the catalog has known, the source missing$/m);
		assert.doesNotMatch(stdout, /account_activity/);
	});

	it("says what it could not read, and goes on", () => {
		const name = plainModule();
		const { status, stderr } = run(folder("broken", { [`mod_${name}.lua`]: "local =\n" }));
		assert.match(stderr, new RegExp(`mod_${name}\\.lua: Line 1 does not parse`));
		assert.equal(status, 0);
	});

	it("ends with 2 when it cannot be used like that", () => {
		const empty = folder("empty", { "README.md": "" });
		for (const [args, said] of [
			[[], /Which folder\?/],
			[["--series", "9", empty], /no series 9/],
			[[join(root, "none")], /is no folder/],
			[[empty], /holds neither a Prosody/],
			[["--colour", empty], /Usage/],
			[["--facts", "x.json", empty, empty], /one folder/],
		] as const) {
			const { status, stderr } = run(...args);
			assert.match(stderr, said);
			assert.equal(status, 2, args.join(" "));
		}
		assert.equal(run("--help").status, 0);
	});
});
