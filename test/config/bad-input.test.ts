/** What nobody should write, and somebody will: it ends, it throws nothing, and it says what it could not work out. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DEFAULT_SETTINGS, Snapshot, Workspace } from "../../server/src/engine.ts";
import type { FileSystem } from "../../server/src/file-system.ts";
import { LocalFiles } from "../../server/src/node/files.ts";
import { memoryFiles } from "../support/files.ts";

const ENTRY = "file:///etc/prosody/prosody.cfg.lua";
const HOST = '\nVirtualHost "example.org"\n';

function look(text: string, files?: FileSystem, uri = ENTRY): Snapshot {
	const snapshot = new Snapshot(uri, text, DEFAULT_SETTINGS, undefined, files);
	assert.deepEqual(snapshot.failures, []);
	return snapshot;
}

/** Why an option of the global section is not known; its value otherwise. */
function reasonOf(snapshot: Snapshot, option = "a"): string {
	const value = snapshot.config.global.own.get(option)?.value;
	return value?.type === "unknown"
		? value.reason
		: value?.type === "table"
			? (value.table.blur ?? "whole")
			: String(value?.type);
}

describe("work without end", () => {
	const cases: [name: string, text: string, reason: string][] = [
		["recursion", "local function f(n) return f(n + 1) + 1 end\na = f(1)\n", "working it out ends"],
		[
			"two functions that call each other",
			"local g\nlocal function f() return 1 + g() end\nfunction g() return 1 + f() end\na = f()\n",
			"",
		],
		["while true", "a = 1\nwhile true do a = a + 1 end\n", "it takes too long to work out"],
		["repeat until false", "a = 1\nrepeat a = a + 1 until false\n", "it takes too long to work out"],
		["a billion turns", "a = 0\nfor i = 1, 1000000000 do a = a + i end\n", "it takes too long to work out"],
		["a list that grows", "local t = {}\nfor i = 1, 1000000 do t[i] = i end\na = t\n", "it takes too long to work out"],
		["a text that doubles", `local s = "x"\n${"s = s .. s\n".repeat(100)}a = s\n`, "it grows too long"],
		["a text that doubles in a loop", 'local s = "x"\nfor i = 1, 100 do s = s .. s end\na = s\n', "it grows too long"],
		["a text repeated often", 'a = ("x"):rep(10000000000)\n', "it grows too long"],
		["a pattern that tries everything", 'a = ("a"):rep(40):match(("a*"):rep(30) .. "b")\n', ""],
		["a goto in circles", "a = 1\n::again::\na = 2\ngoto again\n", ""],
	];
	for (const [name, text, reason] of cases) {
		it(`${name} ends`, function () {
			this.timeout(20_000);
			const snapshot = look(text + HOST + "x = 1\n");
			if (reason === "it takes too long to work out" || reason === "it grows too long")
				assert.equal(reasonOf(snapshot), reason);
			// What follows is read all the same.
			assert.equal(snapshot.config.host("example.org")?.own.get("x")?.value.type, "number");
		});
	}
});

describe("things too large", () => {
	it("twenty thousand sums in a row", () => {
		const snapshot = new Snapshot(ENTRY, `a = 1${" + 1".repeat(20_000)}${HOST}\tx = 1\n`);
		assert.equal(reasonOf(snapshot), "it is nested too deeply");
		assert.ok(snapshot.config.host("example.org")?.own.has("x"));
	});
	it("a table of a million entries", function () {
		this.timeout(60_000);
		// Without the rules: choosing a place for a fix looks at the style of all entries.
		const snapshot = new Snapshot(ENTRY, `a = { ${"1,".repeat(1_000_000)} }${HOST}`);
		assert.equal(reasonOf(snapshot), "it has too many entries");
		assert.ok(snapshot.config.host("example.org"));
	});
	for (const [name, text] of [
		["braces", `a = ${"{".repeat(1000)}${"}".repeat(1000)}`],
		["round brackets", `a = ${"(".repeat(1000)}1${")".repeat(1000)}`],
		["operators", `a = ${"not ".repeat(1000)}true`],
		["blocks", `${"do ".repeat(1000)}${"end ".repeat(1000)}`],
	] as const) {
		it(`${name} nested deeply`, function () {
			this.timeout(60_000);
			look(`${text}${HOST}`);
		});
	}
	it("tables that a loop nests deeply", () => {
		look(`local t = {}\na = t\nfor i = 1, 20000 do local u = {} t.x = u t = u end${HOST}`);
	});
	it("a table that holds itself", () => {
		assert.equal(look(`local t = { 1 }\nt.own = t\na = t${HOST}`).config.global.own.get("a")?.value.type, "table");
	});
	it("a thousand files", () => {
		const files: Record<string, string> = {};
		for (let i = 0; i < 1000; i++)
			files[`file:///etc/prosody/conf.d/${i}.cfg.lua`] = `VirtualHost "h${i}.example.org"\n`;
		assert.equal(look('Include "conf.d/*.cfg.lua"\n', memoryFiles(files)).config.hosts.length, 1000);
	});
});

describe("Includes that go wrong", () => {
	const including = (text: string, others: Record<string, string | null>) =>
		look(text, memoryFiles({ [ENTRY]: text, ...others }));
	const outcome = ({ config }: Snapshot) => config.includes.at(-1)?.outcome;

	it("of the file itself", () => {
		const snapshot = including(`a = 1\nInclude "prosody.cfg.lua"${HOST}`, {});
		assert.equal(outcome(snapshot), "cycle");
		assert.match(snapshot.config.error!.message, /it includes itself/);
	});
	it("of each other", () => {
		const snapshot = including(`Include "b.cfg.lua"${HOST}`, {
			"file:///etc/prosody/b.cfg.lua": 'Include "prosody.cfg.lua"\n',
		});
		assert.ok(snapshot.config.includes.some((one) => one.outcome === "cycle"));
	});
	it("of ever deeper folders", () => {
		const others: Record<string, string> = {};
		for (let i = 0; i < 200; i++) others[`file:///etc/prosody/${i}.cfg.lua`] = `Include "${i + 1}.cfg.lua"\n`;
		const { config } = including(`Include "0.cfg.lua"${HOST}`, others);
		assert.ok(config.includes.some((one) => one.outcome === "too-deep"));
		assert.ok(config.host("example.org"));
	});
	it("of one that may not be read, one that is a folder, and one with a NUL in its name", () => {
		assert.equal(
			outcome(including('Include "secret.cfg.lua"\n', { "file:///etc/prosody/secret.cfg.lua": null })),
			"unreadable",
		);
		assert.equal(outcome(including('Include "conf.d"\n', { "file:///etc/prosody/conf.d/x": "" })), "unreadable");
		assert.equal(outcome(including('Include "a\\0b"\n', {})), "unseen");
	});
	it("one finding for one that is missing, and the rest goes on", () => {
		const snapshot = including(`Include "gone.cfg.lua"${HOST}\tx = 1\n`, {});
		assert.deepEqual(
			snapshot.findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule.id),
			["include-missing"],
		);
		assert.ok(snapshot.config.host("example.org")?.own.has("x"));
	});
});

describe("odd things on disk", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "prosody-odd-"));
		mkdirSync(join(folder, "conf.d"));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));
	const including = (text: string) => {
		writeFileSync(join(folder, "prosody.cfg.lua"), text);
		return look(text, new LocalFiles(), pathToFileURL(join(folder, "prosody.cfg.lua")).href);
	};

	it("links in a circle", () => {
		symlinkSync("b.cfg.lua", join(folder, "conf.d", "a.cfg.lua"));
		symlinkSync("a.cfg.lua", join(folder, "conf.d", "b.cfg.lua"));
		assert.equal(including('Include "conf.d/*.cfg.lua"\n').config.includes[0]?.outcome, "unreadable");
	});
	it("a folder that leads back into itself", () => {
		symlinkSync("..", join(folder, "conf.d", "up"));
		assert.equal(including('Include "conf.d/up/conf.d/up/conf.d/*.lua"\n').config.includes[0]?.outcome, "empty");
	});
	it("a pipe nobody writes into, and a device without end", () => {
		execFileSync("mkfifo", [join(folder, "conf.d", "pipe.cfg.lua")]);
		assert.equal(including('Include "conf.d/pipe.cfg.lua"\n').config.includes[0]?.outcome, "unreadable");
		assert.equal(including('Include "/dev/zero"\n').config.includes[0]?.outcome, "unreadable");
	});
	it("a file that is no text", () => {
		writeFileSync(
			join(folder, "conf.d", "a.cfg.lua"),
			Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)),
		);
		assert.ok(including('Include "conf.d/*.cfg.lua"\nVirtualHost "example.org"\n').config.host("example.org"));
	});
});

describe("a part that goes while it is open", () => {
	const PART = "file:///etc/prosody/conf.d/a.cfg.lua";

	it("counts as it is in the editor, and is gone once it is closed", () => {
		const text = 'Include "conf.d/a.cfg.lua"\n';
		const disk: Record<string, string> = { [ENTRY]: text, [PART]: HOST };
		const workspace = new Workspace({
			exists: (uri) => memoryFiles(disk).exists(uri),
			read: (uri) => memoryFiles(disk).read(uri),
			real: (uri) => uri,
			list: (uri) => memoryFiles(disk).list(uri),
		});
		const again = () => {
			const snapshot = new Snapshot(ENTRY, text, DEFAULT_SETTINGS, undefined, workspace);
			assert.deepEqual(snapshot.failures, []);
			return snapshot.config;
		};
		assert.deepEqual(new Snapshot(PART, HOST, DEFAULT_SETTINGS, undefined, workspace).failures, []);
		assert.ok(again().host("example.org"));
		delete disk[PART];
		workspace.changedOnDisk([{ uri: PART, kind: "removed" }]);
		assert.ok(again().host("example.org"));
		workspace.close(PART);
		assert.equal(again().includes[0]?.outcome, "missing");
		assert.match(again().error!.message, /No such file or directory/);
	});
});
