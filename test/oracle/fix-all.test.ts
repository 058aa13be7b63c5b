/** The real Prosody judges what "fix all safe problems" makes of the fixtures and of the sample. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkConfig, luac, startServer } from "./prosody.ts";

const FIXTURES = "test/oracle/fixtures";
const CLI = "dist/prosody-lint.js";

/**
 * Whether a server takes strangers is the admin's decision, which no safe fix makes. On an open server `prosodyctl check config`
 * always ends with this reminder; everything else must be gone.
 */
const REMINDER =
	/^Public registration is enabled on:|^example\.org$|^If this is intentional, review|^at https:\/\/prosody\.im\/doc\/public_servers|^invite-based registration/;

/** What the check says before: the part of its text that proves that it minds. `luac`: it does not even parse. */
const CASES: Record<string, { complains: RegExp | "luac" | undefined; open?: boolean }> = {
	"deprecated.cfg.lua": { complains: /deprecated options in the global section/ },
	"misplaced.cfg.lua": { complains: /should be$/ },
	"slips.cfg.lua": { complains: /'mod_' prefix/ },
	"syntax.cfg.lua": { complains: "luac" },
	"windows.cfg.lua": { complains: /should be$/ },
	"personal.cfg.lua": { complains: undefined },
	"sample/prosody.cfg.lua": { complains: "luac", open: true },
};

function prosodyLint(...args: string[]): { status: number | null; stdout: string; stderr: string } {
	return spawnSync(process.execPath, [CLI, ...args], { encoding: "utf8" });
}

describe("the real Prosody after fix all", () => {
	// Prosody drops root: its user must be able to read the file. The path stays short, because a loader warning on a long one is fatal.
	const folder = mkdtempSync("/tmp/o-");
	chmodSync(folder, 0o755);
	after(() => rmSync(folder, { recursive: true, force: true }));

	it("every fixture is used", () => {
		const files = readdirSync(FIXTURES).filter((name) => name.endsWith(".cfg.lua"));
		assert.deepEqual(
			files.filter((name) => !(name in CASES)),
			[],
		);
	});

	for (const [name, { complains, open }] of Object.entries(CASES)) {
		describe(name, () => {
			const path = join(folder, `${name.replaceAll("/", "-").replace(".cfg.lua", "")}.cfg.lua`);
			before(() => {
				copyFileSync(name.startsWith("sample/") ? name : join(FIXTURES, name), path);
				chmodSync(path, 0o644);
			});

			it("before", () => {
				if (complains === "luac") assert.notEqual(luac(path), "");
				else if (complains) assert.match(checkConfig(path).lines.join("\n"), new RegExp(complains.source, "m"));
				else assert.deepEqual(checkConfig(path), { lines: [], status: 0 });
			});

			it("fix all leaves a file that Lua accepts, and nothing more to fix", () => {
				const text = readFileSync(path, "utf8");
				const { status, stderr } = prosodyLint(
					"--fix",
					"--fail-on",
					"error",
					"--profile",
					open ? "auto" : "personal",
					path,
				);
				assert.equal(stderr, "");
				assert.ok(status === 0 || open, `errors are left: ${prosodyLint(path).stdout}`);
				assert.equal(luac(path), "");
				const fixed = readFileSync(path, "utf8");
				if (!complains) assert.equal(fixed, text, "a file without mistakes must stay as it is");
				prosodyLint("--fix", path);
				assert.equal(readFileSync(path, "utf8"), fixed, "a second run must change nothing");
			});

			it("prosodyctl check config has nothing to say", () => {
				const { lines, status } = checkConfig(path);
				assert.deepEqual(open ? lines.filter((line) => !REMINDER.test(line)) : lines, []);
				assert.equal(status, 0);
			});

			it("the server starts and answers on its c2s port", async () => {
				const { answer, log } = await startServer(path, "example.org");
				assert.match(answer, /<stream:stream [^>]*from='example\.org'/);
				assert.doesNotMatch(log, /Error in mod_|Unable to load module|error\s+.*[Cc]onfig/);
			});
		});
	}
});

describe("switching to invitations", () => {
	it("leaves prosodyctl check config nothing to say about the sample", () => {
		const folder = mkdtempSync("/tmp/o-");
		chmodSync(folder, 0o755);
		try {
			const path = join(folder, "prosody.cfg.lua");
			copyFileSync("sample/prosody.cfg.lua", path);
			prosodyLint("--fix", path);
			const findings = JSON.parse(prosodyLint("--format", "json", path).stdout) as {
				rule: string;
				fixes: { title: string; edits: { range: Range; newText: string }[] }[];
			}[];
			const fix = findings
				.find(({ rule }) => rule === "registration-open")
				?.fixes.find(({ title }) => /invitation/i.test(title));
			assert.ok(fix, "the fix is not offered");
			writeFileSync(path, applyEdits(readFileSync(path, "utf8"), fix.edits));
			chmodSync(path, 0o644);
			assert.equal(luac(path), "");
			assert.deepEqual(checkConfig(path), { lines: [], status: 0 });
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});
});

interface Range {
	start: { line: number; character: number };
	end: { line: number; character: number };
}

/** Applies edits as any client of the JSON output would. */
function applyEdits(text: string, edits: readonly { range: Range; newText: string }[]): string {
	const lines = text.split("\n");
	const offset = ({ line, character }: Range["start"]) =>
		lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
	return [...edits]
		.sort((a, b) => offset(b.range.start) - offset(a.range.start))
		.reduce(
			(result, { range, newText }) => result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)),
			text,
		);
}
