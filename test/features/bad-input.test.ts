/** The whole way from a text to what an editor shows, for texts nobody should write: it ends, and nothing breaks down. */
import assert from "node:assert/strict";
import { DEFAULT_SETTINGS, Snapshot } from "../../server/src/engine.ts";
import { codeActions } from "../../server/src/features/code-actions.ts";
import { completion } from "../../server/src/features/completion.ts";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { hover } from "../../server/src/features/hover.ts";
import { documentLinks } from "../../server/src/features/links.ts";
import { statusOf } from "../../server/src/features/status.ts";
import { FULL_SUPPORT } from "../../server/src/features/support.ts";
import { documentSymbols, flatSymbols } from "../../server/src/features/symbols.ts";
import { shortValue } from "../../server/src/features/values.ts";
import { URI } from "./check.ts";

const HOST = '\nVirtualHost "example.org"\n\tx = 1\n';
const list = (count: number, one: (index: number) => string, between = "") =>
	Array.from({ length: count }, (_, index) => one(index)).join(between);

const TEXTS: Readonly<Record<string, string>> = {
	"a sum of 20,000 numbers": `a = 1${" + 1".repeat(20_000)}`,
	"20,000 conditions": `a = ENV_X${" and ENV_Y".repeat(20_000)}`,
	"20,000 comparisons": `a = 1${" == 1".repeat(20_000)}`,
	"20,000 texts joined": `a = "x"${' .. "x"'.repeat(20_000)}`,
	"20,000 texts joined, line by line": `a = "x"${'\n\t.. "x"'.repeat(20_000)}`,
	"a field of a field of a field": `local b = {}\na = b${".c".repeat(20_000)}`,
	"a field of a field that is set": `b${".c".repeat(20_000)} = 1`,
	"an index of an index": `local b = {}\na = b${"[1]".repeat(20_000)}`,
	"a call of a call of a call": `f${"()".repeat(20_000)}`,
	"a method of a method": `a = f${":m()".repeat(20_000)}`,
	"5,000 elseif": `if ENV_Y then a = 2 ${"elseif ENV_X then a = 3 ".repeat(5000)} end`,
	"5,000 if": "if ENV_X then a = 2 else b = 1 end\n".repeat(5000),
	"a million numbers": `a = { ${"1,".repeat(1_000_000)} }`,
	"100,000 fields": `a = { ${list(100_000, (i) => `a${i} = 1`, ",")} }`,
	"20,000 modules": `modules_enabled = { ${list(20_000, (i) => `"m${i}"`, ";")} }`,
	"10,000 times the same module": `modules_enabled = {\n${'"roster";\n'.repeat(10_000)} }`,
	"100,000 braces": `a = ${"{".repeat(100_000)}${"}".repeat(100_000)}`,
	"100,000 small tables": `a = {${"{1},".repeat(100_000)}}`,
	"100,000 round brackets": `a = ${"(".repeat(100_000)}1${")".repeat(100_000)}`,
	"100,000 open braces": `a = ${"{".repeat(100_000)}`,
	"open braces line by line": "a = {\n".repeat(3000),
	"100,000 closing braces": "}".repeat(100_000),
	"100,000 times not": `a = ${"not ".repeat(100_000)}true`,
	"100,000 blocks": `${"do ".repeat(100_000)}${"end ".repeat(100_000)}`,
	"100,000 quotes": '"'.repeat(100_001),
	"quotes line by line": 'a = "x\n'.repeat(3000),
	"long brackets": "a = [[\n".repeat(3000),
	"long comments": "--[[\n".repeat(20_000),
	"comments, one after the other": "--[[ x ]] ".repeat(50_000),
	"100,000 comments": "-- x\n".repeat(100_000),
	"500,000 blank lines": `a = 1\n${"\n".repeat(500_000)}b = 2`,
	"500,000 blanks": `a = 1${" ".repeat(500_000)}b = 2`,
	"5,000 assignments on one line": "a = 1 ".repeat(5000),
	"5,000 assignments of one option": "a = 1\n".repeat(5000),
	"20,000 options": list(20_000, (i) => `o${i} = 1\n`),
	"3,000 hosts": list(3000, (i) => `VirtualHost "h${i}.example.org"\n`),
	"2,000 times one host": 'VirtualHost "h.example.org"\n'.repeat(2000),
	"a thousand variables": list(1000, (i) => `local v${i} = ${i}\n`),
	"20,000 times one variable": "local v = 1\n".repeat(20_000),
	"10,000 constants": `local ${list(10_000, (i) => `v${i} <const>`, ", ")} = 1`,
	"a text of two million characters": `a = "${"x".repeat(2_000_000)}"`,
	"a name of 300,000 characters": `${"x".repeat(300_000)} = 1`,
	"a number of 100,000 digits": `a = ${"9".repeat(100_000)}`,
	"a host of 100,000 labels": `VirtualHost "${"a.".repeat(100_000)}org"`,
	"signs of a template": "{{".repeat(50_000),
	"signs of another template": "${".repeat(50_000),
	"signs of a third template": "<%".repeat(50_000),
	"a template with a long line": `b = "{{ x }}" a = { ${'"x",'.repeat(100_000)} }`,
	"a template with a long name": `a = {{${"x".repeat(100_000)} y}}`,
	"a template that declares its name at the end": `${"a = {{ x }}\n".repeat(3000)}local x = 1`,
	"tables that hold one table twice": `local t = {}\n${"t = { t, t }\n".repeat(60)}a = t\nmodules_enabled = t\nlog = t\nssl = t`,
	"fields that hold one table twice": `local t = {}\n${"t = { x = t, y = t }\n".repeat(60)}a = t\nlog = t`,
	"a table that holds itself": "local t = { 1 }\nt.own = t t[2] = t\nmodules_enabled = t\nlog = t\nssl = t",
	"a loop that never ends": "while true do a = 1 end\nb = 1",
	"loops inside of loops": `a = 0\n${"for i = 1, 1000 do ".repeat(20)}a = a + 1 ${"end ".repeat(20)}`,
	"quotes that look nice": `a = { ${"\u201cx\u201d, ".repeat(2000)} }`,
	"commas that are missing": `a = {\n${'"x"\n'.repeat(3000)} }`,
	zeros: "\0".repeat(50_000),
	"signs that mean nothing": "§ ".repeat(20_000),
	"words of no language": "this is a sentence of words ".repeat(3000),
	"half of a character": `a = "${"\ud800".repeat(50_000)}"`,
	"names JavaScript knows":
		'__proto__ = 1\nconstructor = 2\ntoString = 3\nlog = { __proto__ = "x" }\nVirtualHost "__proto__"\nComponent "constructor" "toString"',
};

describe("from bad input to the editor", () => {
	for (const [name, text] of Object.entries(TEXTS)) {
		it(name, function () {
			this.timeout(120_000);
			const snapshot = new Snapshot(URI, text + HOST);
			assert.deepEqual(snapshot.failures, []);
			diagnostics(snapshot, FULL_SUPPORT, () => undefined);
			documentSymbols(snapshot);
			flatSymbols(snapshot);
			documentLinks(snapshot, FULL_SUPPORT);
			statusOf(snapshot);
			for (const at of [0, 4, text.length >> 1, text.length, text.length + HOST.length]) {
				completion(snapshot, at, FULL_SUPPORT);
				hover(snapshot, at, FULL_SUPPORT);
				codeActions({ snapshot, version: 1 }, at, at, { diagnostics: [] }, FULL_SUPPORT, () => undefined);
			}
			const again = new Snapshot(URI, `${text}${HOST} `, DEFAULT_SETTINGS, snapshot);
			assert.ok(again.config.trees.length > 0);
		});
	}
});

describe("a value in short", () => {
	it("looks at no more of a value than there is room for", () => {
		const text = `local t = {}\n${"t = { t, t }\n".repeat(100)}a = t${HOST}`;
		const value = new Snapshot(URI, text).config.global.own.get("a")!.value;
		assert.ok(shortValue(value)!.length <= 60);
	});
	it("shows an inner table whole where it fits", () => {
		const value = new Snapshot(URI, `a = { { 1, "x" }, b = { c = 2 } }${HOST}`).config.global.own.get("a")!.value;
		assert.equal(shortValue(value), '{ { 1, "x" }, b = { c = 2 } }');
	});
});
