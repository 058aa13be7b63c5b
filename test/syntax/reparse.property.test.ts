/** An edit is read from the statements around it: what comes out is what a parse of the whole text makes. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse, parseCount, type SyntaxTree } from "../../server/src/syntax/index.ts";
import { allSame, stillSame } from "../../server/src/syntax/same.ts";

const SEED = process.env.SEED === "random" ? undefined : Number(process.env.SEED ?? 20261121);
const RUNS = Number(process.env.RUNS ?? 400);
const URI = "file:///etc/prosody/prosody.cfg.lua";

/** The example blocks of the rule pages: good Lua, and every mistake somebody thought of. */
const pieces: string[] = [];
const root = join(process.cwd(), "server/src/rules");
for (const group of readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
	for (const name of readdirSync(join(root, group.name)).filter((one) => one.endsWith(".md"))) {
		const path = join(root, group.name, name);
		if (!existsSync(path)) continue;
		for (const [, block] of readFileSync(path, "utf8").matchAll(/^```lua[^\n]*\n(.*?)^```/gms)) pieces.push(block!);
	}
}

const typed = fc.oneof(
	fc.constantFrom(..."={}[]()\"'-;,.:# \n\r\t$<>%a1\\"),
	fc.constantFrom(
		"--[[",
		"]]",
		"[[",
		"[=[",
		"end",
		"if x then",
		"return",
		"VirtualHost",
		"\n\n",
		"{{",
		"}}",
		"{%",
		"--",
		"\u201c",
		"#",
		"//",
		"::",
		"local ",
	),
	fc.constantFrom(...pieces.map((piece) => piece.slice(0, 40))),
	fc.constantFrom("a = 1\n", 'VirtualHost "example.org"\n', "x", "\n\tb = true"),
);
const documents = fc
	.array(
		fc.oneof(
			{ weight: 3, arbitrary: fc.constantFrom(...pieces) },
			fc.constantFrom("a = 1\n", "a = 1 b = 2\n", "\tc = { 1, 2 }\n", "f()\n(g)()\n"),
		),
		{
			minLength: 1,
			maxLength: 8,
		},
	)
	.map((parts) => parts.join(""));
/** Where in the text (of a thousand), how much is taken out, what is put in. */
const edits = fc.array(fc.tuple(fc.nat(1000), fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, fc.nat(200)), typed), {
	minLength: 1,
	maxLength: 12,
});

const shape = ({ chunks }: SyntaxTree) =>
	chunks.map(({ start, text, codeEnd, statements, comments, problems, state }) => {
		return { start, text, codeEnd, statements, comments, problems, state };
	});

describe("an edit", () => {
	it("comes to the same when one is told which characters it leaves alone, of several edits at a time", function () {
		this.timeout(0);
		fc.assert(
			fc.property(documents, edits, fc.nat(3), (document, changes, together) => {
				let text = document;
				let tree = parse(URI, text);
				let same = allSame(text.length);
				for (const [index, [place, length, insert]] of changes.entries()) {
					const at = Math.floor((text.length * place) / 1000);
					const end = Math.min(text.length, at + length);
					same = stillSame(same, at, end, text.length);
					text = text.slice(0, at) + insert + text.slice(end);
					if (index % (together + 1) > 0) continue;
					tree = parse(URI, text, tree, same);
					same = allSame(text.length);
					assert.deepEqual(shape(tree), shape(parse(URI, text)));
				}
			}),
			{ numRuns: RUNS, seed: SEED },
		);
	});

	it("comes to the tree that a parse of the whole text makes", function () {
		this.timeout(0);
		fc.assert(
			fc.property(documents, edits, (document, changes) => {
				let text = document;
				let tree = parse(URI, text);
				for (const [place, length, insert] of changes) {
					const at = Math.floor((text.length * place) / 1000);
					text = text.slice(0, at) + insert + text.slice(at + length);
					tree = parse(URI, text, tree);
					assert.deepEqual(shape(tree), shape(parse(URI, text)));
					for (const chunk of tree.chunks) assert.equal(chunk.tree, tree);
				}
			}),
			{ numRuns: RUNS, seed: SEED },
		);
	});

	it("parses the statement it stands in, and no other", () => {
		const host = (index: number) =>
			`VirtualHost "host${index}.example.org"\n\tallow_registration = false\n\tname = "n"\n`;
		const text = Array.from({ length: 1000 }, (_, index) => host(index)).join("");
		let tree = parse(URI, text);
		const at = text.indexOf("host500") + 60;
		for (const typed of ['"', "x", " ", "-", "}"]) {
			const before = parseCount.chunks;
			const chunk = tree.chunks[5]!;
			tree = parse(URI, tree.text.slice(0, at) + typed + tree.text.slice(at), tree);
			assert.ok(parseCount.chunks - before <= 2);
			assert.equal(tree.chunks[5], chunk);
		}
	});
});
