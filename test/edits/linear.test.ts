/** What is asked for each of thousands of findings, in a file that is one long line or one long table, is worked out once. */
import assert from "node:assert/strict";
import { removeItem } from "../../server/src/edits/entries-remove.ts";
import { layoutAround, layoutAt } from "../../server/src/edits/layout.ts";
import { isRead } from "../../server/src/edits/reads.ts";
import { styleOf } from "../../server/src/edits/style.ts";
import { isBlankLine, isFirstOnLine } from "../../server/src/edits/text.ts";
import { Snapshot } from "../../server/src/engine.ts";
import { parse } from "../../server/src/syntax/index.ts";

const URI = "file:///etc/prosody/prosody.cfg.lua";

describe("long lines and large tables", () => {
	for (const [name, text] of [
		["one line of 300,000 numbers", `a = {${"1,".repeat(300_000)}}`],
		["one line of 100,000 tables", `a = {${"{1},".repeat(100_000)}}`],
		[
			"a table in a table, 150 times, around 100,000 numbers",
			`a = ${"{".repeat(150)}${"1,".repeat(100_000)}${"}".repeat(150)}`,
		],
		["200,000 braces that never close", `a = ${"{".repeat(200_000)}`],
		["braces on one line that close nothing", `a = ${"{".repeat(100_000)}${"}".repeat(100_000)}`],
		["20,000 statements on one line", "a = 1 ".repeat(20_000)],
	] as const) {
		it(`${name}: the style is read`, function () {
			this.timeout(20_000);
			const style = styleOf(parse(URI, text));
			assert.equal(style.indent, "\t");
			assert.equal(style.openInside, false);
		});
	}

	it("tables over several lines are told from those on one", () => {
		const style = styleOf(parse(URI, 'a = {\n  { 1; 2 };\n  { [[\n]]; 2, };\n}\nb = { "x", "y", }\n'));
		assert.equal(style.indent, "  ");
		assert.equal(style.inline.separator, ",");
		assert.equal(style.block.separator, ";");
		assert.equal(style.openInside, false);
	});

	it("a layout is read once, however often it is asked for", () => {
		const tree = parse(URI, `a = { { 1 }, ${"2, ".repeat(10_000)} }`);
		const layout = layoutAt(tree, 4);
		assert.ok(layout);
		assert.equal(layout.entries.length, 10_001);
		assert.equal(layoutAround(tree, tree.text.length - 2), layout);
		assert.equal(layoutAround(tree, 5), layout);
		assert.equal(layoutAround(tree, 8)?.open.from, 6);
		assert.equal(layoutAround(tree, 3), undefined);
		assert.equal(layoutAround(tree, tree.text.length), undefined);
	});

	it("a brace too many closes nothing", () => {
		const tree = parse(URI, "a = { 1 } } b = { 2 }");
		assert.equal(layoutAround(tree, 18)?.open.from, 16);
		assert.equal(layoutAround(tree, 12), undefined);
	});

	it("each of many items can be taken out", function () {
		this.timeout(20_000);
		const { config } = new Snapshot(URI, `a = { ${'"x", '.repeat(10_000)} }\n`);
		const value = config.global.own.get("a")!.value;
		assert.ok(value.type === "table");
		for (const item of value.items) assert.deepEqual(removeItem(value, item)[0]?.text, "");
	});

	it("whether a name is read is asked for many names", function () {
		this.timeout(20_000);
		const text = Array.from({ length: 10_000 }, (_, i) => `o${i} = 1\n`).join("");
		const { config } = new Snapshot(URI, `${text}local x = o7\ny = t.o8\n`);
		for (let i = 0; i < 10_000; i++) assert.equal(isRead(config, `o${i}`), i === 7);
	});

	it("the ends of a line are looked for no further than its blanks", () => {
		assert.equal(isFirstOnLine("\ufeff \tx", 3), true);
		assert.equal(isFirstOnLine("a\n\t x", 4), true);
		assert.equal(isFirstOnLine("a x", 2), false);
		assert.equal(isBlankLine("a\n \t\nb", 3), true);
		assert.equal(isBlankLine("a\n \tb", 3), false);
		assert.equal(isBlankLine("", 0), true);
	});
});
