/**
 * Prosody's own loader judges ours. `RUNS=n` tries more configurations at random, `SEED=random` (or a number) others.
 * PROSODY_SOURCE=/path/to/another/release with PROSODY_SERIES=13.0 asks that release instead of the installed one.
 */
import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Series } from "../../server/src/config/version.ts";
import { type Comparison, compare } from "./compare.ts";
import { configuration, ENVIRONMENT } from "./grammar.ts";
import { ENTRY, type Files, ourDump, type Real, RealLoader, readFiles, Scratch, showFiles } from "./loader.ts";

const FIXTURES = "test/oracle/loader-fixtures";
const RUNS = Number(process.env.RUNS ?? 2000);
const SERIES = (process.env.PROSODY_SERIES ?? (process.env.PROSODY_SOURCE ? "13.0" : "0.12")) as Series;

/** A link that leads nowhere is no file to keep beside the others. */
const DANGLING: Files = { [ENTRY]: 'Include "conf.d/*.cfg.lua"\n', "conf.d/a.cfg.lua": { link: "../none.lua" } };

/** Each is a file, or a folder whose entry file has the usual name. */
function fixtures(): Readonly<Record<string, Files>> {
	const result: Record<string, Files> = { "include-dangling-link": DANGLING };
	for (const name of readdirSync(FIXTURES).sort()) {
		const path = join(FIXTURES, name);
		const files = statSync(path).isDirectory() ? readFiles(path) : { [ENTRY]: readFiles(FIXTURES)[name]! };
		result[name] = Object.fromEntries(
			Object.entries(files).map(([file, text]) => [
				file,
				typeof text === "string" ? text.replaceAll("/etc/prosody", "@ROOT@") : text,
			]),
		);
	}
	return result;
}

describe(`the real loader (${SERIES}) and ours`, () => {
	const scratch = new Scratch();
	let loader: RealLoader;
	before(() => {
		loader = new RealLoader(ENVIRONMENT);
	});
	after(async () => {
		await loader.close();
		scratch.remove();
	});

	async function ask(files: Files): Promise<{ real: Real; root: string }> {
		const root = scratch.write(files);
		return { real: await loader.load(join(root, ENTRY)), root };
	}

	/** Both loaders on one configuration; throws with everything one wants to see where they disagree. */
	async function judge(files: Files): Promise<Comparison> {
		const { real, root } = await ask(files);
		try {
			const ours = ourDump(join(root, ENTRY), SERIES);
			const comparison = compare(real, ours, root);
			if (comparison.problems.length > 0) {
				const our = {
					hosts: ours.hosts,
					warnings: ours.warnings,
					error: ours.error,
					unseen: ours.config.unseen.map(({ kind, what }) => [kind, what]),
				};
				assert.fail(
					[
						...comparison.problems,
						showFiles(files),
						`Prosody: ${JSON.stringify(real)}`,
						`we say:  ${JSON.stringify(our)}`,
					].join("\n"),
				);
			}
			return comparison;
		} finally {
			scratch.remove(root);
		}
	}

	describe("the driver", () => {
		const cases: Record<string, { text: string; hosts: Record<string, unknown> }> = {
			"values of every type": {
				text: 'a = 1 b = 10.0 c = 0.5 d = "x" e = "\\xff" f = true g = nil h = 1/0 i = print j = { 1, { 2 } } k = { 1, nil, 3, x = 4, [true] = 5 } l = {}',
				hosts: {
					"*": {
						a: 1,
						b: { $float: "10" },
						c: 0.5,
						d: "x",
						e: { $bytes: "ff" },
						f: true,
						h: { $number: "inf" },
						i: "<function>",
						j: [1, [2]],
						k: { "#list": [1], "[3]": 3, x: 4, "[true]": 5 },
						l: [],
					},
				},
			},
			"hosts with the loader's own marks": {
				text: 'VirtualHost "A.example" x = 1 Component "b.example" "muc" { y = 2 } z = 3',
				hosts: {
					"*": { z: 3 },
					"a.example": { defined: true, x: 1 },
					"b.example": { component_module: "muc", load_global_modules: false, y: 2 },
				},
			},
			"a configuration that meddles with Lua": {
				text: 'string.rep = nil; _G.left = 1; table.concat = print; getmetatable("").__index = nil; x = 1',
				hosts: { "*": { x: 1 } },
			},
			"the next one, which sees nothing of that": {
				text: 'x = ("a"):rep(2) y = _G.left == nil z = table.concat { "b" }',
				hosts: { "*": { x: "aa", y: true, z: "b" } },
			},
			"a table that holds itself": { text: "local t = {} t.t = t x = t", hosts: { "*": { x: { t: "<cycle>" } } } },
		};
		for (const [name, { text, hosts }] of Object.entries(cases)) {
			it(name, async () => {
				const { real } = await ask({ [ENTRY]: text });
				assert.deepEqual("hosts" in real ? real.hosts : real, hosts);
			});
		}

		it("names the line of an error and of a warning, and the files", async () => {
			const failing = await ask({ [ENTRY]: "x = 1\nno_such()" });
			assert.match(failing.real.error ?? "", /prosody\.cfg\.lua:2: attempt to call a nil value/);
			const warned = await ask({ [ENTRY]: 'x = 1\nx = {\n2\n}\nInclude "b.lua"', "b.lua": "" });
			assert.deepEqual(warned.real, {
				hosts: { "*": { x: [2] } },
				warnings: [`${warned.root}/${ENTRY}:4: Duplicate option 'x'`],
				files: [`${warned.root}/b.lua`, `${warned.root}/${ENTRY}`],
			});
		});

		it("ends what would never end, and goes on", async () => {
			const texts = [
				"while true do end",
				"while true do pcall(function() end) end",
				'local s = "x" while true do s = s .. s end',
				"os.exit()",
			];
			for (const text of texts) assert.notEqual((await ask({ [ENTRY]: text })).real.error, undefined, text);
			assert.equal((await ask({ [ENTRY]: "x = 1" })).real.error, undefined);
		});
	});

	describe("written by hand", () => {
		const all: Comparison[] = [];
		for (const [name, files] of Object.entries(fixtures())) {
			it(name, async () => {
				all.push(await judge(files));
			});
		}

		it("hardly anything is unknown", () => {
			const known = all.reduce((sum, one) => sum + one.known, 0);
			const unknown = all.flatMap((one) => one.unknown);
			console.log(summary(all));
			const share = unknown.length / (known + unknown.length);
			assert.ok(share < 0.01, `${unknown.length} values beside ${known} are unknown\n${unknown.join("\n")}`);
		});
	});

	it("at random", async function () {
		this.timeout(Math.max(120_000, RUNS * 60));
		const all: Comparison[] = [];
		let shrinking = false;
		await fc.assert(
			fc.asyncProperty(configuration(SERIES), async ({ files }) => {
				try {
					const comparison = await judge(files);
					if (!shrinking) all.push(comparison);
				} catch (error) {
					shrinking = true;
					throw error;
				}
			}),
			{ numRuns: RUNS },
		);
		console.log(summary(all));
	});
});

function summary(all: readonly Comparison[]): string {
	const sum = (of: (one: Comparison) => number) => all.reduce((total, one) => total + of(one), 0);
	const outcomes = (outcome: Comparison["outcome"]) => all.filter((one) => one.outcome === outcome).length;
	const [known, unknown, outside] = [
		sum((one) => one.known),
		sum((one) => one.unknown.length),
		sum((one) => one.outside),
	];
	const errors = all.filter((one) => one.sameWords !== undefined);
	const share = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
	return [
		`\n  ${all.length} configurations: ${outcomes("loads")} load, ${outcomes("fails")} fail, ${outcomes("limit")} run for too long`,
		`  values: ${known} known, ${unknown} unknown (${share(unknown, known + unknown)}), ${outside} from the environment`,
		`  errors in Prosody's own words: ${share(errors.filter((one) => one.sameWords).length, errors.length)}`,
		`  differences put down to something unknown: ${all.filter((one) => one.accepted).length}`,
	].join("\n");
}
