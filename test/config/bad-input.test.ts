/** What nobody should write, and somebody will: it ends, it throws nothing, and it says what it could not work out. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Exhausted } from "../../server/src/config/lua/errors.ts";
import { findPattern, MOST_COMPARISONS } from "../../server/src/config/lua/pattern.ts";
import { MOST_STEPS, Run } from "../../server/src/config/lua/run.ts";
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

const TOO_LONG = "it takes too long to work out";

/** Each is quick where the work is bounded; where it is not, it takes minutes, or the stack does not do. */
describe("work without end", () => {
	/** `reason`: why `a` is not known. `below`: what becomes of an option further down, which may never be reached. */
	const cases: [name: string, text: string, reason?: string, below?: "number" | "unknown"][] = [
		["recursion", "local function f(n) return f(n + 1) + 1 end\na = f(1)\n"],
		["recursion that needs no room", "local function f(n) return f(n + 1) end\na = f(1)\n", undefined, "unknown"],
		[
			"two functions that call each other",
			"local g\nlocal function f() return 1 + g() end\nfunction g() return 1 + f() end\na = f()\n",
		],
		["while true", "a = 1\nwhile true do a = a + 1 end\n", TOO_LONG, "unknown"],
		["while true, with nothing in it", "a = ENV_A\nwhile true do end\n", undefined, "unknown"],
		["repeat until false", "a = 1\nrepeat a = a + 1 until false\n", TOO_LONG, "unknown"],
		["for to infinity", "a = 1\nfor i = 1, math.huge do a = a + 1 end\n", TOO_LONG, "unknown"],
		["an iterator that never ends", "a = 1\nfor i in function() return 1 end do a = a + 1 end\n", TOO_LONG, "unknown"],
		["a billion turns", "a = 0\nfor i = 1, 1000000000 do a = a + i end\n", TOO_LONG],
		["loops inside of loops", `a = 0\n${"for i = 1, 1000 do ".repeat(20)}a = a + 1 ${"end ".repeat(20)}`, TOO_LONG],
		["a list that grows", "local t = {}\nfor i = 1, 1000000 do t[i] = i end\na = t\n", TOO_LONG],
		["a text that doubles", `local s = "x"\n${"s = s .. s\n".repeat(100)}a = s\n`, "it grows too long"],
		["a text that doubles in a loop", 'local s = "x"\nfor i = 1, 100 do s = s .. s end\na = s\n', "it grows too long"],
		["a text repeated often", 'a = ("x"):rep(10000000000)\n', "it grows too long"],
		["a goto in circles", "a = 1\n::again::\na = 2\ngoto again\n", "it changes with every turn of a loop", "unknown"],
		["a goto in circles inside of a block", "a = 1\ndo\n::again::\na = a + 1\ngoto again\nend", TOO_LONG, "unknown"],
		["a pattern that tries everything", 'a = ("a"):rep(40):match(("a*"):rep(30) .. "b")\n'],
		["brackets that do not balance", 'a = ("("):rep(100000):find("%b()")'],
		["a replacement that finds nothing, from every place", 'a = ("a"):rep(100000):gsub("a-b", "")'],
		["matches that find nothing, from every place", 'for x in ("a"):rep(100000):gmatch("a-b") do a = x end'],
		["a long set of characters", 'a = ("x"):rep(100000):find("[" .. ("y"):rep(100000) .. "]")'],
		["a piece that comes again", 'a = ("x"):rep(100000):find("(x*)%1y")'],
		["long texts over and over", 'local t = {}\nfor i = 1, 20000 do t[1] = ("x"):rep(1000000) end'],
		["long texts, each changed a little", 'local s, t = ("x"):rep(900000), {}\nfor i = 1, 20000 do t[i] = s .. i end'],
		["long texts compared", 'local s = ("ä"):rep(400000)\nfor i = 1, 20000 do a = s .. "" < s end'],
		["long texts with numbers in them", 'for i = 1, 1000 do a = tonumber("1" .. (" "):rep(900000) .. "1") end'],
		["long numbers", 'for i = 1, 1000 do a = ("9"):rep(900000) + 1 end'],
		["long numbers in other bases", 'for i = 1, 1000 do a = tonumber(("z"):rep(900000), 36) end'],
		["a list shifted over and over", "local t = {}\nfor i = 1, 60000 do table.insert(t, 1, i) end"],
		[
			"a list copied over and over",
			"local t = {}\nfor i = 1, 50000 do t[i] = i end\nfor i = 1, 20000 do if ENV_X then t[1] = 2 end end",
		],
		[
			"next over and over",
			"local t = {}\nfor i = 1, 50000 do t[i] = i end\nlocal k = next(t)\nwhile k do k = next(t, k) end",
			undefined,
			"unknown",
		],
		[
			"pairs over and over",
			"local t = {}\nfor i = 1, 20000 do t[i] = i end\nfor i = 1, 20000 do for k in pairs(t) do break end end",
		],
		["a list with gaps", "local t = {}\nfor i = 1, 60000 do t[i + 1] = i t[1] = nil a = #t end"],
		["hosts without end", 'for i = 1, 1000000 do VirtualHost("h" .. i .. ".example.org") end'],
		[
			"calls that catch each other's errors",
			"while true do pcall(function() while true do end end) end",
			undefined,
			"unknown",
		],
		[
			"functions around functions",
			"local f = print\nfor i = 1, 1000000 do local g = f f = function() return g() end end",
		],
		["unpack of very much", "a = { table.unpack({}, 1, 100000000) }", "it is a long list of values"],
		["a text as very many numbers", 'a = { ("x"):rep(900000):byte(1, -1) }', "it is a long list of values"],
		["a list moved very far", "a = table.move({}, 1, 100000000, 2)", "it is a long list of values"],
		["a metatable that leads to itself", "local t = {}\nsetmetatable(t, { __index = t })\na = t.x"],
		["a comment that a loop comes by", `for i = 1, 100000 do local x = type --[[${"x".repeat(1_000_000)}]] (1) end`],
		["many loops without end", "while true do a = 1 end\n".repeat(2000), TOO_LONG, "unknown"],
		["many patterns without end", 'a = ("a"):rep(100000):gsub("a-b", "")\n'.repeat(2000)],
	];
	for (const [name, text, reason, below = "number"] of cases) {
		it(`${name} ends`, function () {
			this.timeout(20_000);
			const snapshot = look(`${text}${HOST}x = 1\n`);
			if (reason !== undefined) assert.equal(reasonOf(snapshot), reason);
			// What follows is read all the same.
			assert.equal(snapshot.config.host("example.org")?.own.get("x")?.value.type, below);
		});
	}
	it("a file that never ends, included again and again", function () {
		this.timeout(20_000);
		const files = { "file:///etc/prosody/x.cfg.lua": "for i = 1, 100000000 do end\n" };
		look(
			`${'Include "x.cfg.lua"\n'.repeat(2000)}for i = 1, 100000 do Include "x.cfg.lua" end${HOST}`,
			memoryFiles(files),
		);
	});
});

describe("work is counted", () => {
	/** How much a call of a pattern asks to be paid for. */
	function paid(text: string, pattern: string): number {
		let all = 0;
		const payer = {
			work(amount: number) {
				all += amount;
			},
		};
		try {
			findPattern(text, pattern, 0, payer);
		} catch (error) {
			assert.ok(error instanceof Exhausted);
		}
		return all;
	}
	for (const [name, text, pattern] of [
		["brackets", "(".repeat(5000), "%b()"],
		["the shortest run", "a".repeat(5000), "a-b"],
		["a set", "x".repeat(5000), `[${"y".repeat(5000)}]`],
		["a frontier", "x".repeat(5000), `%f[${"y".repeat(5000)}]`],
		["a piece again", "x".repeat(5000), "(x*)%1y"],
	] as const) {
		it(`${name}: all of it is paid for, up to a bound that holds for all places together`, () => {
			const work = paid(text, pattern);
			assert.ok(work >= MOST_COMPARISONS - 10_000, String(work));
			assert.ok(work <= MOST_COMPARISONS + 10_000, String(work));
		});
	}
	it("a match that is found at once costs little", () => {
		assert.ok(paid(`b${"a".repeat(100_000)}`, "b") < 200);
	});
	it("a loop may not be longer by what the library does in it", () => {
		const run = new Run();
		run.work(100 * MOST_STEPS);
		assert.throws(() => run.work(100), Exhausted);
		assert.equal(run.steps, MOST_STEPS + 1);
	});
});

/** What was given up says nothing that a run which gets further could contradict. */
describe("nothing is claimed of what could not be followed", () => {
	const known = (text: string, option: string) => {
		const { config } = look(`${text}${HOST}`);
		const value = config.global.own.get(option)?.value;
		return value && value.type !== "unknown" ? value : undefined;
	};
	const cases: [name: string, text: string, options: string[]][] = [
		["a loop by goto", "n = 0\nlocal i = 0\n::again::\ni = i + 1\na = i\nif i < 3 then goto again end\n", ["a"]],
		["what stands below a jump back", "::again::\ngoto again\nb = 1\n", ["b"]],
		[
			"what a jump may leave out",
			"local i = 0\n::again::\ni = i + 1\nif i > 3 then goto done end\ngoto again\nb = 1\n::done::\n",
			["b"],
		],
		["what stands below a loop that never ends", "while true do end\nb = 1\n", ["b"]],
		[
			"what stands below a loop that ends the file",
			"local n = 0\nfor i = 1, 1000000 do if i == 999999 then return end end\nb = 1\n",
			["b"],
		],
		["what a later turn sets", "a = 1\nfor i = 1, 1000000 do if i == 999999 then a = 5 b = 2 end end\n", ["a", "b"]],
		[
			"what a later turn sets through a function",
			"a = 1\nlocal function f() a = 5 end\nfor i = 1, 1000000 do if i == 999999 then f() end end\n",
			["a"],
		],
		[
			"a variable that a later turn sets",
			"local v = 1\nfor i = 1, 1000000 do if i == 999999 then v = 5 end end\na = v\n",
			["a"],
		],
		[
			"a field that a later turn sets",
			"local t = { x = 1 }\nfor i = 1, 1000000 do if i == 999999 then t.x = 5 end end\na = t.x\n",
			["a"],
		],
		[
			"a field that a function sets",
			"local t = { x = 1 }\nlocal function f(u) u.x = 5 end\nfor i = 1, 1000000 do if i == 999999 then f(t) end end\na = t.x\n",
			["a"],
		],
		[
			"a section that a later turn begins",
			'for i = 1, 1000000 do if i == 999999 then VirtualHost "late.example.org" end end\nb = 1\n',
			["b"],
		],
		[
			"a branch that was not followed to its end",
			"a = 1\nif ENV_X then a = 2 else for i = 1, 1000000 do end end\n",
			["a"],
		],
	];
	for (const [name, text, options] of cases) {
		it(name, () => {
			for (const option of options) assert.equal(known(text, option), undefined, option);
		});
	}
	it("but what has nothing to do with it stays known", () => {
		const text = 'a = 1\nlocal v = "x"\nfor i = 1, 1000000 do local b = i end\nc = v\n';
		assert.equal(known(text, "a")?.type, "number");
		assert.equal(known(text, "c")?.type, "string");
		assert.equal(look(text).config.global.own.has("b"), false);
	});
	it("and no error is noted that may never come", () => {
		assert.equal(look(`while true do end\nnothing.x = 1${HOST}`).config.error, undefined);
	});
});

describe("things too large", () => {
	const shown = (expression: string, before = "") => {
		const value = new Snapshot(ENTRY, `${before}a = ${expression}${HOST}`).config.global.own.get("a")?.value;
		return value && "value" in value ? value.value : value?.type;
	};
	it("what goes on and on to the right is followed to its end", () => {
		assert.equal(shown(`1${" + 1".repeat(20_000)}`), 20_001);
		assert.equal(shown(`true${" and true".repeat(20_000)}`), true);
		assert.equal(shown(`nil${" or false".repeat(20_000)}`), false);
		assert.equal(shown(`t${".t".repeat(20_000)}.x`, "local t = { x = 5 } t.t = t\n"), 5);
		assert.equal(shown(`f${"()".repeat(20_000)}`, "local function f() return f end\n"), "function");
		assert.equal(shown(`t${":f()".repeat(20_000)}.x`, "local t = { x = 5 } function t:f() return self end\n"), 5);
	});
	it("thousands of branches that nobody can decide", () => {
		const branches = (count: number) =>
			`if ENV_Y then a = 2 b = 1 ${"elseif ENV_X then a = 3 b = 1 ".repeat(count)} else b = 1 end`;
		for (const count of [40, 5000]) {
			const snapshot = look(branches(count) + HOST);
			assert.match(reasonOf(snapshot), /environment variable/);
			assert.equal(snapshot.config.global.own.get("b")?.value.type, "number");
		}
	});
	it("thousands of branches whose conditions may change something", () => {
		const text = `local function f() return ENV_X end\nif ENV_Y then a = 2 ${"elseif f() then a = 3 ".repeat(5000)} end`;
		assert.equal(reasonOf(look(text + HOST)), "there are too many branches");
	});
	it("thousands of ways out", () => {
		look(Array.from({ length: 3000 }, (_, i) => `if ENV_X then return end\no${i} = ${i}\n`).join("") + HOST);
	});
	it("a width that Lua does not allow", () => {
		for (const format of ["%100d", "%.100f", "%100s"]) {
			assert.match(look(`a = ("${format}"):format(1)${HOST}`).config.error!.message, /invalid conversion/);
		}
		assert.equal(shown('("%99d"):format(1)'), "1".padStart(99));
	});
	it("a text that is formatted too long", () => {
		const text = `local s = ("x"):rep(900000)\na = ("%s%s"):format(s, s)`;
		assert.equal(reasonOf(look(text + HOST)), "it grows too long");
	});
	it("a table of a million entries", function () {
		this.timeout(60_000);
		const snapshot = look(`a = { ${"1,".repeat(1_000_000)} }${HOST}`);
		assert.equal(reasonOf(snapshot), "it has too many entries");
		assert.ok(snapshot.config.host("example.org"));
	});
	it("a full table that is changed, in one way or another", () => {
		const full = `local t = { ${"1,".repeat(100_000)} }\n`;
		look(`${full}for i = 1, 10 do t[1] = i end\na = t${HOST}`);
		look(`${full}if ENV_X then t[1] = 2 return end\na = t${HOST}`);
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
	it("two tables that look alike, each holding the next one a hundred times", () => {
		const nest = (name: string) => `local ${name} = 1\n${`${name} = { ${`${name},`.repeat(100)} }\n`.repeat(9)}`;
		look(`${nest("t")}${nest("u")}if ENV_X then a = t else a = u end${HOST}`);
	});
	it("a thousand files", () => {
		const files: Record<string, string> = {};
		for (let i = 0; i < 1000; i++)
			files[`file:///etc/prosody/conf.d/${i}.cfg.lua`] = `VirtualHost "h${i}.example.org"\n`;
		assert.equal(look('Include "conf.d/*.cfg.lua"\n', memoryFiles(files)).config.hosts.length, 1000);
	});
	it("texts that look like a template again and again", () => {
		for (const sign of ["{{", "${a", "${a:-", "<%", "{%"]) look(`a = "${sign.repeat(50_000)}"${HOST}`);
		assert.equal(shown('"{{ x"'), "{{ x");
		assert.equal(shown('"${x"'), "${x");
		for (const filled of ["{{ x }}", "a${x}b", "${x:-b}", "<% x %>", "{% x %}"])
			assert.equal(shown(`"${filled}"`), "unknown");
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
