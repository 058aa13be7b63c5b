/** The built prosody-lint, as a shell sees it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CLI = join(process.cwd(), "dist/prosody-lint.js");

interface Entry {
	file: string;
	range: { start: { line: number; character: number }; end: { line: number; character: number } };
	rule: string;
	severity: string;
	message: string;
	url: string;
	fixes: { title: string; safe: boolean; edits: { file: string; range: Entry["range"]; newText: string }[] }[];
}

describe("prosody-lint", () => {
	const folder = mkdtempSync(join(tmpdir(), "prosody-lint-"));
	after(() => rmSync(folder, { recursive: true, force: true }));

	function run(args: string[], input = ""): { status: number | null; stdout: string; stderr: string } {
		return spawnSync(process.execPath, [CLI, ...args], { encoding: "utf8", input, cwd: folder });
	}
	function file(name: string, content: string | Buffer): string {
		const path = join(folder, name);
		mkdirSync(join(path, ".."), { recursive: true });
		writeFileSync(path, content);
		return path;
	}
	const json = (args: string[], input?: string): Entry[] =>
		JSON.parse(run(["--format", "json", ...args], input).stdout);

	const GOOD =
		'admins = { "ada@example.org" }\nmodules_enabled = { "disco", "roster", "saslauth", "tls", "register" }\nVirtualHost "example.org"\n';
	const BAD = GOOD.replace("admins", 'setuid = "prosody"\nadmins').replace('"disco"', '"mod_disco"');

	it("exit code 0 and a word when nothing is found", () => {
		const { status, stdout, stderr } = run([file("good.cfg.lua", GOOD)]);
		assert.deepEqual([status, stderr], [0, ""]);
		assert.match(stdout, /good\.cfg\.lua: nothing found/);
	});

	it("exit code 1 and a line a finding, as compilers write it", () => {
		const { status, stdout } = run(["lint", file("bad.cfg.lua", BAD)]);
		assert.equal(status, 1);
		assert.match(stdout, /bad\.cfg\.lua:1:1: warning: .*setuid.* \[option-obsolete\]/);
		assert.match(stdout, /bad\.cfg\.lua:3:21: error: .*mod_disco.* \[module-mod-prefix\]/);
		assert.match(stdout, /can be put right with --fix/);
	});

	it("--fail-on decides what counts", () => {
		const path = file("warn.cfg.lua", `setuid = "prosody"\n${GOOD}`);
		assert.equal(run(["--fail-on", "error", path]).status, 0);
		assert.equal(run(["--fail-on", "warning", path]).status, 1);
		assert.equal(run(["--fail-on", "never", file("bad.cfg.lua", BAD)]).status, 0);
	});

	it("JSON positions count from 0 in UTF-16 units and edits apply", () => {
		const text = `-- 🦜🦜\nadmins = { "🦜@example.org" } setuid = "p"\n${GOOD.replace(/^admins.*\n/, "")}`;
		const path = file("astral.cfg.lua", text);
		const entry = json([path]).find(({ rule }) => rule === "option-obsolete")!;
		assert.equal(entry.file, path);
		assert.deepEqual(entry.range.start, { line: 1, character: text.split("\n")[1]!.indexOf("setuid") });
		assert.match(entry.url, /^https:\/\/.*option-obsolete/);
		assert.ok(entry.fixes[0]!.safe && entry.fixes[0]!.edits[0]!.file === path);
	});

	it("standard input is read with -", () => {
		assert.deepEqual(
			json(["-"], BAD)
				.map(({ file, rule }) => [file, rule])
				.slice(0, 1),
			[["-", "option-obsolete"]],
		);
	});

	it("a folder stands for its main configuration", () => {
		file("etc/prosody.cfg.lua", BAD);
		file("etc/migrator.cfg.lua", "input { }\n");
		file("etc/conf.d/other.cfg.lua", "setuid = 1\n");
		assert.deepEqual(
			[...new Set(json([join(folder, "etc")]).map(({ file }) => file))],
			[join(folder, "etc/prosody.cfg.lua")],
		);
		mkdirSync(join(folder, "empty"));
		const { status, stderr } = run([join(folder, "empty")]);
		assert.equal(status, 2);
		assert.match(stderr, /^prosody-lint: .*empty: the folder has no prosody\.cfg\.lua/);
	});

	it("--profile and --prosody-version reach the rules", () => {
		const path = file("closed.cfg.lua", GOOD);
		assert.ok(!json([path]).some(({ rule }) => rule === "limits-missing"));
		assert.ok(json(["--profile", "public", path]).some(({ rule }) => rule === "limits-missing"));
	});

	it("--fix keeps mode, writes through links, leaves nothing behind, and is done after one run", () => {
		const path = file("fix/conf.avail/x.cfg.lua", BAD);
		chmodSync(path, 0o640);
		const link = join(folder, "fix/prosody.cfg.lua");
		symlinkSync("conf.avail/x.cfg.lua", link);
		run(["--fix", link]);
		const fixed = readFileSync(path, "utf8");
		assert.equal(fixed, GOOD);
		assert.equal(statSync(path).mode & 0o777, 0o640);
		assert.deepEqual(readdirSync(join(folder, "fix/conf.avail")), ["x.cfg.lua"]);
		run(["--fix", link]);
		assert.equal(readFileSync(path, "utf8"), fixed);
	});

	describe("bad input gets one clear line and exit code 2", () => {
		const cases: [name: string, args: () => string[], message: RegExp][] = [
			["no file", () => [], /no file given/],
			["an unknown option", () => ["--colour", "x"], /Unknown option '--colour'/],
			["an unknown format", () => ["--format", "xml", "x"], /--format takes text, json, not "xml"/],
			["a file that is not there", () => ["nowhere.cfg.lua"], /nowhere\.cfg\.lua: there is no such file/],
			["a folder for dump", () => ["dump", folder], /this is a folder, not a file/],
			["--host without dump", () => ["--host", "example.org", "x"], /--host belongs to dump/],
			["binary bytes", () => [file("binary.cfg.lua", Buffer.from([1, 0, 2, 255]))], /not a text file/],
			["--fix of standard input", () => ["--fix", "-"], /--fix cannot change standard input/],
			["an unknown rule", () => ["explain", "limits-gone"], /no rule called limits-gone \(did you mean limits-/],
		];
		for (const [name, args, message] of cases) {
			it(name, () => {
				const { status, stdout, stderr } = run(args());
				assert.deepEqual([status, stdout], [2, ""]);
				assert.match(stderr, /^prosody-lint: [^\n]*\n$/);
				assert.match(stderr, message);
			});
		}

		it("a file nobody may read", () => {
			const path = file("secret.cfg.lua", GOOD);
			chmodSync(path, 0);
			// Root may read everything: ask as somebody else.
			const uid = process.getuid?.() === 0 ? 65534 : undefined;
			chmodSync(folder, 0o755);
			const { status, stderr } = spawnSync(process.execPath, [CLI, path], { encoding: "utf8", uid });
			assert.equal(status, 2);
			assert.match(stderr, /secret\.cfg\.lua: you are not allowed to read it/);
		});
	});

	it("text that is not UTF-8 is checked, but not written", () => {
		const bytes = Buffer.concat([Buffer.from("-- caf"), Buffer.from([0xe9]), Buffer.from(`\n${BAD}`)]);
		const path = file("latin.cfg.lua", bytes);
		assert.equal(run([path]).status, 1);
		const { status, stderr } = run(["--fix", path]);
		assert.equal(status, 2);
		assert.match(stderr, /not valid UTF-8/);
		assert.deepEqual(readFileSync(path), bytes);
	});

	it("a file of 5 MB is answered", () => {
		const path = file("large.cfg.lua", GOOD + `-- ${"x".repeat(97)}\n`.repeat(50_000));
		assert.equal(run([path]).status, 0);
	});

	it("a template says so once", () => {
		const path = file(
			"template.cfg.lua",
			GOOD.replace('"example.org"', "{{ domain }}").replace('"ada@example.org"', "{{ admin }}"),
		);
		assert.equal(json([path]).filter(({ rule }) => rule === "template-placeholder").length, 1);
		assert.ok(!json([path]).some(({ severity }) => severity === "error"));
	});

	it("control characters of the file do not reach the terminal", () => {
		const { stdout } = run([file("escape.cfg.lua", `${GOOD}Component "a\\27[31m\\nb.example.org" "mod_muc"\n`)]);
		assert.ok(!stdout.includes("\u001b"));
	});

	it("dump shows what Prosody would load", () => {
		const text = 'a = { 1, x = true }\nf = function() end\ne = ENV_X\nVirtualHost "example.org"\nb = 10 * 2\n';
		const dump = JSON.parse(run(["dump", "--prosody-version", "0.12", file("dump/prosody.cfg.lua", text)]).stdout);
		assert.equal(dump.version, "0.12");
		assert.deepEqual(dump.files, [join(folder, "dump/prosody.cfg.lua")]);
		assert.deepEqual(dump.hosts["*"].options, {
			a: { x: true, "#list": [1] },
			f: "<function>",
			e: { $unknown: "it comes from the environment variable X" },
		});
		assert.deepEqual(dump.hosts["example.org"].options, { b: 20 });
		assert.equal(dump.error, null);
		const broken = JSON.parse(
			run(["dump", file("dump/broken.cfg.lua", 'VirtualHost "a.example"\nComponent "a.example" "muc"\n')]).stdout,
		);
		assert.equal(broken.error.line, 2);
	});

	it("dump tells where everything comes from, of one host if asked", () => {
		const text =
			'a = 1\na = 2\nmodules_enabled = { "roster" }\nVirtualHost "example.org"\nb = 3\nComponent "rooms.example.org" "muc"\n';
		const path = file("dump/origins.cfg.lua", text);
		const { hosts } = JSON.parse(run(["dump", path]).stdout);
		const place = (line: number) => ({ file: path, line });
		assert.deepEqual(hosts["*"].origins.a, [
			{ ...place(1), kind: "set", conditional: false },
			{ ...place(2), kind: "set", conditional: false },
		]);
		assert.deepEqual(hosts["*"].moduleReasons.roster, { loaded: true, because: "global", ...place(3) });
		assert.deepEqual(hosts["*"].moduleReasons.presence, { loaded: true, because: "autoload" });
		assert.deepEqual(hosts["example.org"].origins.b, [{ ...place(5), kind: "set", conditional: false }]);
		assert.deepEqual(hosts["rooms.example.org"].moduleReasons.muc, { loaded: true, because: "component", ...place(6) });

		const one = JSON.parse(run(["dump", "--host", "EXAMPLE.org", path]).stdout);
		assert.deepEqual(Object.keys(one.hosts), ["*", "example.org"]);
		const { status, stdout, stderr } = run(["dump", "--host", "example.com", path]);
		assert.deepEqual([status, stdout], [2, ""]);
		assert.match(stderr, /there is no host example\.com \(example\.org, rooms\.example\.org\)/);
	});

	it("dump names included files as the first one was named", () => {
		const path = file("parts/prosody.cfg.lua", 'Include "conf.d/*.cfg.lua"\n');
		const part = file("parts/conf.d/a.cfg.lua", 'VirtualHost "example.org"\na = 1\n');
		const origin = (name: string) => JSON.parse(run(["dump", name]).stdout).hosts["example.org"].origins.a[0];
		assert.deepEqual([origin(path).file, origin(path).line], [part, 2]);
		assert.equal(origin("parts/prosody.cfg.lua").file, "parts/conf.d/a.cfg.lua");
		assert.match(run(["dump", "--format", "text", path]).stdout, / {4}a = 1 {2}-- conf\.d\/a\.cfg\.lua:2\n/);
	});

	it("dump --format text is for reading", () => {
		const text = 'turn_external_secret = "hush"\nVirtualHost "example.org"\nVirtualHost "example.net"\nb = 3\n';
		const path = file("dump/text.cfg.lua", text);
		const { status, stdout } = run(["dump", "--format", "text", path]);
		assert.equal(status, 0);
		assert.match(stdout, /^-- What Prosody would load from text\.cfg\.lua\n/);
		assert.match(stdout, /\nVirtualHost "example\.net" {2}-- text\.cfg\.lua:3\n\n {4}b = 3 {2}-- text\.cfg\.lua:4\n/);
		assert.ok(!stdout.includes("hush"));
		assert.ok(!run(["dump", "--format", "text", "--host", "example.net", path]).stdout.includes("example.org"));
		assert.match(run(["dump", "--format", "text", "-"], "a = 1").stdout, /a = 1 {2}-- prosody\.cfg\.lua:1\n/);
	});

	it("explain, rules, --version, --help", () => {
		assert.match(run(["explain", "limits-missing"]).stdout, /^# limits-missing\n/);
		const rules = JSON.parse(run(["rules", "--format", "json"]).stdout) as { id: string }[];
		assert.ok(rules.some(({ id }) => id === "limits-missing"));
		assert.match(run(["rules"]).stdout, /limits-missing +/);
		assert.match(run(["--version"]).stdout, /^prosody-lint \d+\.\d+\.\d+\n$/);
		assert.match(run(["--help"]).stdout, /Exit code: 0/);
	});
});
