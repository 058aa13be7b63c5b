/** `.prosody-lint.json`: where it is looked for, what it may say, and what wrong ones are told. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { SERIES } from "../../server/src/config/version.ts";
import { problemsOf, SETTINGS_FILE } from "../../server/src/node/settings-file.ts";
import { RULES } from "../../server/src/rules/registry.ts";

const CLI = resolve(process.env.PROSODY_LINT ?? "dist/prosody-lint.js");
const CHOICES = {
	profile: ["auto", "personal", "public"],
	version: ["auto", ...SERIES],
	rules: RULES.map(({ id }) => id),
};
const CONFIGURATION =
	'admins = { "ada@example.org" }\nmodules_enabled = { "disco", "roster", "saslauth", "tls" }\nVirtualHost "example.org"\n';

describe("the settings file of prosody-lint", () => {
	let root: string;
	beforeEach(() => {
		root = realpathSync(mkdtempSync(join(tmpdir(), "prosody-settings-")));
	});
	afterEach(() => rmSync(root, { recursive: true, force: true }));

	function write(path: string, content: unknown = CONFIGURATION): string {
		const full = join(root, path);
		mkdirSync(dirname(full), { recursive: true });
		writeFileSync(full, typeof content === "string" ? content : JSON.stringify(content));
		return full;
	}
	function run(...args: string[]) {
		return spawnSync(process.execPath, [CLI, ...args], {
			cwd: root,
			encoding: "utf8",
			env: { ...process.env, HOME: root },
		});
	}
	/** The rules that speak; only a public server is told about limits. */
	function rulesOf(...args: string[]): string[] {
		const { stdout, stderr } = run("--format", "json", ...args);
		assert.equal(stderr, "");
		return (JSON.parse(stdout) as { rule: string }[]).map(({ rule }) => rule);
	}
	const hasLimits = (...args: string[]) => rulesOf(...args).includes("limits-missing");

	it("beside the file, and in a folder above, up to the root of the repository", () => {
		write("repository/.git/HEAD", "");
		const path = write("repository/a/b/prosody.cfg.lua");
		assert.equal(hasLimits(path), false);
		write(SETTINGS_FILE, { profile: "public" });
		assert.equal(hasLimits(path), false, "above the repository");
		write(`repository/${SETTINGS_FILE}`, { profile: "public" });
		assert.equal(hasLimits(path), true, "at the root of the repository");
		assert.equal(hasLimits("repository/a/b"), true, "for a folder");
		write(`repository/a/b/${SETTINGS_FILE}`, { profile: "personal" });
		assert.equal(hasLimits(path), false, "the nearer one");
	});

	it("without a repository, not in folders of many things", () => {
		const path = write("etc/prosody/conf.d/a.cfg.lua");
		const version = () => JSON.parse(run("dump", path).stdout).version;
		// The home folder.
		write(SETTINGS_FILE, { version: "0.11" });
		assert.notEqual(version(), "0.11");
		write(`etc/prosody/${SETTINGS_FILE}`, { version: "0.11" });
		assert.equal(version(), "0.11");
		assert.equal(JSON.parse(run("dump", write("prosody.cfg.lua")).stdout).version, "0.11", "of what lies in it");
	});

	it("profile, version and rules, and the command line before all", () => {
		const path = write("prosody.cfg.lua");
		write(SETTINGS_FILE, { $schema: "x", profile: "public", version: "0.11", rules: { "limits-missing": "error" } });
		const severity = (...args: string[]) =>
			(JSON.parse(run("--format", "json", ...args, path).stdout) as { rule: string; severity: string }[]).find(
				({ rule }) => rule === "limits-missing",
			)?.severity;
		assert.equal(severity(), "error");
		assert.equal(severity("--profile", "personal"), undefined);
		assert.equal(severity("--profile", "auto"), undefined);
		assert.equal(JSON.parse(run("dump", path).stdout).version, "0.11");
		assert.equal(JSON.parse(run("dump", "--prosody-version", "13.0", path).stdout).version, "13.0");
		write(SETTINGS_FILE, { profile: "public", rules: { "limits-missing": "off" } });
		assert.equal(severity(), undefined);
	});

	it("standard input has the settings of where we are", () => {
		write(SETTINGS_FILE, { version: "0.11" });
		const { stdout } = spawnSync(process.execPath, [CLI, "dump", "-"], { cwd: root, encoding: "utf8", input: "a = 1" });
		assert.equal(JSON.parse(stdout).version, "0.11");
	});

	it("files with different settings are not checked in one run", () => {
		const [a, b, c] = [write("a/prosody.cfg.lua"), write("b/prosody.cfg.lua"), write("c/prosody.cfg.lua")];
		write(`a/${SETTINGS_FILE}`, { profile: "public" });
		write(`c/${SETTINGS_FILE}`, { profile: "public", rules: {} });
		const { status, stderr } = run(a, b);
		assert.equal(status, 2);
		assert.match(stderr, /a\/\.prosody-lint\.json and no settings file say different things/);
		assert.equal(hasLimits(a, c), true);
	});

	describe("wrong ones get one line that names the file and the key, and exit code 2", () => {
		const cases: [content: unknown, message: RegExp][] = [
			["{", /this is not valid JSON \(/],
			["", /this is not valid JSON \(/],
			["[]", /settings are written in braces.*not as a list/],
			["null", /not as null/],
			[{ profil: "public" }, /there is no setting called "profil"; there are "profile", "version" and "rules"/],
			['{"__proto__": {"profile": "public"}}', /there is no setting called "__proto__"/],
			[{ profile: "pubic" }, /"profile" takes auto, personal, public, not "pubic"/],
			[{ profile: ["public"] }, /"profile" takes auto, personal, public, not a list/],
			[{ version: 13 }, /"version" takes auto, 0\.11, .*, not 13/],
			[{ version: "1".repeat(200) }, /"version" takes .*, not "1{58}…\./],
			[{ rules: ["limits-missing"] }, /"rules" is written in braces.*not as a list/],
			[{ rules: { "limits-gone": "off" } }, /"rules": there is no rule called "limits-gone"/],
			[{ rules: { "limits-missing": false } }, /"rules", "limits-missing" takes on, off, error, .*, not false/],
			[{ "\u001b[31m\nx": 1 }, /there is no setting called "\\u001b\[31m\\nx"/],
		];
		for (const [content, message] of cases) {
			it(JSON.stringify(content).slice(0, 60), () => {
				const path = write("prosody.cfg.lua");
				const file = write(SETTINGS_FILE, content);
				const { status, stdout, stderr } = run(path);
				assert.deepEqual([status, stdout], [2, ""]);
				assert.match(stderr, message);
				assert.ok(stderr.startsWith(`prosody-lint: ${file}: `), stderr);
				assert.equal(stderr.split("\n").length, 2);
			});
		}
		it("a folder of that name", () => {
			mkdirSync(join(root, SETTINGS_FILE));
			const { status, stderr } = run(write("prosody.cfg.lua"));
			assert.equal(status, 2);
			assert.match(stderr, /\.prosody-lint\.json: this is no file of settings\./);
		});
	});

	describe("its JSON schema", () => {
		const schema = JSON.parse(readFileSync("schemas/prosody-lint.schema.json", "utf8"));
		const accepts = new Ajv().compile(schema);

		it("is shipped and used", () => {
			const { contributes } = JSON.parse(readFileSync("package.json", "utf8"));
			assert.deepEqual(contributes.jsonValidation, [
				{ fileMatch: SETTINGS_FILE, url: "./schemas/prosody-lint.schema.json" },
			]);
		});

		it("offers what the editor's settings offer", () => {
			const { properties } = JSON.parse(readFileSync("package.json", "utf8")).contributes.configuration;
			assert.deepEqual(schema.properties.profile.enum, properties["prosody.profile"].enum);
			assert.deepEqual(schema.properties.version.enum, properties["prosody.version"].enum);
			assert.deepEqual(Object.keys(schema.properties.rules.properties), CHOICES.rules);
		});

		it("accepts just what the program accepts", () => {
			const word = fc.oneof(
				{ weight: 9, arbitrary: fc.constantFrom("auto", "public", "0.12", "trunk", "on", "off", "hint", "Public", "") },
				fc.jsonValue({ maxDepth: 1 }),
			);
			const rule = fc.constantFrom("limits-missing", "include-cycle", "limits-gone", "toString");
			const rules = fc.oneof({ weight: 9, arbitrary: fc.dictionary(rule, word, { maxKeys: 2 }) }, word);
			const profile = fc.oneof(fc.constantFrom("public", "auto"), word);
			const settings = fc.oneof(
				{ weight: 9, arbitrary: fc.record({ profile, version: word, rules, $schema: word }, { requiredKeys: [] }) },
				fc.record({ profile, other: word }),
				fc.jsonValue(),
			);
			const seen = { good: 0, bad: 0 };
			fc.assert(
				fc.property(settings, (input) => {
					const good = problemsOf(input, CHOICES).length === 0;
					seen[good ? "good" : "bad"]++;
					assert.equal(accepts(input), good, JSON.stringify(input));
				}),
				{ numRuns: 2000 },
			);
			assert.ok(seen.good > 50 && seen.bad > 50, JSON.stringify(seen));
		});
	});
});
