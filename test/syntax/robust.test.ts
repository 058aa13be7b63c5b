import assert from "node:assert/strict";
import fc from "fast-check";
import { parseCount } from "../../server/src/syntax/index.ts";
import { placeOf, rangeOfPlace } from "../../server/src/syntax/place.ts";
import { isTrivia } from "../../server/src/syntax/token.ts";
import { tokenize } from "../../server/src/syntax/tokens.ts";
import { applyRepair, checkSilent, parseText, problemsOf, shape } from "./check.ts";
import { stock } from "./stock.ts";

/** Pieces that make trouble when they meet. */
const pieces = fc.array(
	fc.constantFrom(
		..."{ } ( ) [ ] ; , = == += : :: .. . - -- # // /* */ [[ ]] [=[ --[[ \" ' \\ \n \r\n \r \t a b1 10 10M 1w VirtualHost Component Include \"x\" 'y' local function end if then else do for in while repeat until return goto break not and or nil true “ ” ‘ ’ {{ }} {% %} <% %> $X ${Y} @ @A@ ! é 😀 \u00a0 \u200b \u2028 \ufeff \0 \ud800 \udc00 name.x a-b".split(
			" ",
		),
		" ",
		"\n",
		"modules_enabled = {\n",
	),
	{ maxLength: 60 },
);

const anyText = fc.oneof(
	pieces.map((list) => list.join("")),
	pieces.map((list) => list.join(" ")),
	fc.string({ unit: "binary", maxLength: 80 }),
);

/** An edit somewhere in the stock file. */
const edit = fc.record({
	at: fc.nat(stock.length),
	cut: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(200)),
	insert: fc.oneof(fc.constant(""), anyText, fc.constantFrom('"', "{", "}", "\n", "x = 1\n", ",", "--")),
});

function applyEdit(text: string, { at, cut, insert }: { at: number; cut: number; insert: string }): string {
	return text.slice(0, at) + insert + text.slice(at + cut);
}

describe("syntax: whatever the text", function () {
	this.timeout(120_000);

	it("reads the stock file without a word", () => {
		checkSilent(stock);
		checkSilent(stock.replace(/\n/g, "\r\n"));
		checkSilent(stock.replace(/\n/g, "\r"));
	});

	it("gives every character to a token or to white space", () => {
		fc.assert(
			fc.property(anyText, fc.boolean(), (text, templates) => {
				let at = 0;
				for (const token of tokenize(text, templates)) {
					assert.ok(token.from >= at && token.to > token.from);
					assert.match(text.slice(at, token.from), /^[ \t\v\f\r\n]*$/);
					at = token.to;
				}
				assert.match(text.slice(at), /^[ \t\v\f\r\n]*$/);
			}),
			{ numRuns: 2000 },
		);
	});

	it("never throws and covers the text", () => {
		fc.assert(
			fc.property(anyText, (text) => void parseText(text)),
			{ numRuns: 4000 },
		);
		fc.assert(
			fc.property(edit, (change) => void parseText(applyEdit(stock, change))),
			{ numRuns: 500 },
		);
	});

	it("reads the same text to the same tree, whatever was there before", () => {
		fc.assert(
			fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (changes) => {
				let text = stock;
				let tree = parseText(text);
				for (const change of changes) {
					text = applyEdit(text, change);
					tree = parseText(text, tree);
				}
				const fresh = parseText(text);
				const plain = (of: typeof fresh): unknown =>
					of.chunks.map(({ start, text, codeEnd, statements, comments, problems, state }) => ({
						start,
						text,
						codeEnd,
						statements,
						comments,
						problems,
						state,
					}));
				assert.deepEqual(plain(tree), plain(fresh));
				for (const chunk of tree.chunks) assert.equal(chunk.tree, tree);
			}),
			{ numRuns: 500 },
		);
	});

	it("keeps node ranges inside their chunk and in order", () => {
		fc.assert(
			fc.property(
				fc.oneof(
					anyText,
					edit.map((change) => applyEdit(stock, change)),
				),
				(text) => {
					for (const chunk of parseText(text).chunks) {
						JSON.stringify(chunk.statements, (key, value) => {
							if (key !== "range") return value;
							const [from, to] = rangeOfPlace(value);
							assert.ok(from >= 0 && from <= to && to <= chunk.text.length, chunk.text);
							return value;
						});
					}
				},
			),
			{ numRuns: 500 },
		);
	});

	it("finds the place of a node wherever it is, and however long", () => {
		const numbers = fc.oneof(fc.nat(5000), fc.nat(2 ** 19), fc.nat(2 ** 30));
		fc.assert(
			fc.property(numbers, numbers, (from, length) => {
				assert.deepEqual(rangeOfPlace(placeOf(from, from + length)), [from, from + length]);
			}),
		);
		assert.equal(typeof placeOf(2 ** 18 - 1, 2 ** 18 + 4094), "number");
	});

	it("says little about every beginning of the stock file", () => {
		for (let end = 0; end <= stock.length; end++) {
			const tree = parseText(stock.slice(0, end));
			const found = problemsOf(tree);
			assert.ok(found.length <= 3, `${found.length} problems at ${end}: ${JSON.stringify(stock.slice(end - 60, end))}`);
		}
	});

	it("keeps the other statements when one token is missing", () => {
		const whole = parseText(stock);
		let worst = 0;
		for (const token of tokenize(stock)) {
			if (isTrivia(token.kind)) continue;
			const tree = parseText(stock.slice(0, token.from) + stock.slice(token.to));
			const found = problemsOf(tree);
			worst = Math.max(worst, found.length);
			const what = `without ${stock.slice(token.from, token.to)} at ${token.from}: ${stock.slice(Math.max(0, token.from - 40), token.to + 40)}`;
			assert.ok(found.length <= 4, `${JSON.stringify(found.map(({ problem }) => problem))} ${what}`);
			const kept = new Set(tree.chunks.flatMap((chunk) => chunk.statements.map(shape)));
			const touched = whole.chunks.indexOf(whole.chunkAt(token.from));
			const lost = whole.chunks.filter(
				(chunk, index) =>
					Math.abs(index - touched) > 1 && chunk.statements.some((statement) => !kept.has(shape(statement))),
			);
			assert.deepEqual(
				lost.map((chunk) => chunk.text),
				[],
				what,
			);
		}
	});

	it("offers only repairs that help when one token is missing", () => {
		for (const token of tokenize(stock)) {
			if (isTrivia(token.kind)) continue;
			const tree = parseText(stock.slice(0, token.from) + stock.slice(token.to));
			const found = problemsOf(tree);
			for (const one of found) {
				if (one.problem.repair === undefined) continue;
				const after = problemsOf(parseText(applyRepair(tree, one)));
				assert.ok(after.length < found.length, `${one.problem.kind}: ${JSON.stringify(one.chunk.text)}`);
			}
		}
	});

	it("never makes a mess of a mess by a repair", () => {
		fc.assert(
			fc.property(
				edit.map((change) => applyEdit(stock, change)),
				(text) => {
					const tree = parseText(text);
					const found = problemsOf(tree);
					for (const one of found.filter(({ problem }) => problem.repair !== undefined)) {
						const after = problemsOf(parseText(applyRepair(tree, one)));
						assert.ok(after.length <= found.length + 1, `${one.problem.kind}: ${JSON.stringify(one.chunk.text)}`);
					}
				},
			),
			{ numRuns: 500 },
		);
	});
});

/** Milliseconds this process has computed for: other work on the machine does not count. */
const spent = (): number => process.cpuUsage().user / 1000;

describe("syntax: the price of an edit", function () {
	this.timeout(60_000);

	it("parses one statement of five hundred again", () => {
		const lines = Array.from({ length: 500 }, (_, i) => `option_${i} = { "a${i}"; "b" } -- note ${i}\n`);
		let tree = parseText(lines.join(""));
		for (const typed of ['"c"', "; ", "x", "=", " 5", "\n\t", '"open']) {
			lines[250] = lines[250]!.replace(" }", `${typed} }`);
			const before = parseCount.chunks;
			tree = parseText(lines.join(""), tree);
			assert.ok(parseCount.chunks - before <= 2, `${parseCount.chunks - before} after ${typed}`);
		}
		const before = parseCount.chunks;
		parseText(tree.text, tree);
		assert.equal(parseCount.chunks, before);
	});

	it("moves what stands below an edit", () => {
		const tree = parseText("a = 1\nb = 2\n");
		const span = tree.chunks[1]!.span(tree.chunks[1]!.statements[0]!);
		assert.equal(span.start, 6);
		const next = parseText("-- new\na = 11\nb = 2\n", tree);
		assert.equal(span.start, 14);
		assert.equal(span.text, "b = 2");
		assert.equal(next.chunkAt(span.start), span.chunk);
	});

	it("reads a file of five megabytes", () => {
		const text = stock.replace(/\nlocal domain[\s\S]*?\nend\n/, "\n").repeat(Math.ceil(5_000_000 / stock.length));
		const started = spent();
		parseText(text);
		assert.ok(spent() - started < 30_000, `took ${spent() - started} ms`);
	});

	it("stays linear on hostile files", () => {
		const units = [
			"{",
			"(",
			"a.b.",
			"-- x\n",
			"\0",
			"\ud800",
			"{{ ",
			"[[",
			'"',
			"“a ",
			"x=1\r",
			"x=1 ",
			"- ",
			"}",
			"function() ",
			"x..",
			"//",
			"# ",
			"\u00a0x",
			"a = {\n",
			"10M ",
		];
		for (const unit of units) {
			const text = unit.repeat(Math.ceil(300_000 / unit.length));
			const started = spent();
			parseText(text);
			assert.ok(spent() - started < 10_000, `${JSON.stringify(unit)} took ${spent() - started} ms`);
		}
	});
});
