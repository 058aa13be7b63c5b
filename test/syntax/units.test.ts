/** A text is read in units; whoever stops in the middle has lost nothing. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parse, parseCount, parseUnits, type SyntaxTree } from "../../server/src/syntax/index.ts";
import { toEnd } from "../../server/src/units.ts";

const SEED = process.env.SEED === "random" ? undefined : Number(process.env.SEED ?? 20261121);
const RUNS = Number(process.env.RUNS ?? 60);
const URI = "file:///etc/prosody/prosody.cfg.lua";
/** No unit may hold more statements, however short they are. */
const MOST = 250;

const host = (index: number) => `VirtualHost "host${index}.example.org"\n\tname = "n"\n\tlimits = { a = ${index} }\n\n`;
const hosts = (count: number, from = 0) => Array.from({ length: count }, (_, index) => host(from + index)).join("");

/** How many statements each unit of some work parses. */
function parsedBy(work: Generator<unknown, unknown>): number[] {
	const counts: number[] = [];
	for (let done = false; !done; ) {
		const before = parseCount.chunks;
		done = work.next().done === true;
		counts.push(parseCount.chunks - before);
	}
	return counts;
}

const shape = ({ chunks }: SyntaxTree) =>
	chunks.map(({ start, text, codeEnd, statements, problems, state }) => {
		return { start, text, codeEnd, statements, problems, state };
	});

describe("reading a text in units", () => {
	it("parses a few statements in each, of twenty thousand lines", () => {
		const counts = parsedBy(parseUnits(URI, hosts(5000)));
		assert.ok(counts.length > 50, `${counts.length} units`);
		assert.ok(Math.max(...counts) <= MOST, `${Math.max(...counts)} statements in one unit`);
		assert.equal(
			counts.reduce((sum, count) => sum + count),
			15_000,
		);
	});

	it("does so when much is pasted into a text that is known", () => {
		const [above, below] = [hosts(3000), hosts(3000, 3000)];
		const tree = parse(URI, above + below);
		const counts = parsedBy(parseUnits(URI, above + hosts(1000, 6000) + below, tree));
		assert.ok(Math.max(...counts) <= MOST, `${Math.max(...counts)} statements in one unit`);
		assert.ok(counts.length > 10, `${counts.length} units`);
	});

	it("takes one unit for a key that is typed", () => {
		const text = hosts(5000);
		let tree = parse(URI, text);
		const at = text.indexOf("host2500") + 60;
		for (const typed of ['"', "x", " ", "}"]) {
			const step = parseUnits(URI, tree.text.slice(0, at) + typed + tree.text.slice(at), tree).next();
			assert.ok(step.done);
			tree = step.value;
		}
	});

	it("may stop anywhere: the tree before is as good as ever, and serves the next text", function () {
		this.timeout(0);
		const typed = fc.oneof(
			fc.constantFrom("{", "}", "[[", "--[[", '"', "x", "return", "{{ x }}", "# x\n", "\n"),
			fc.nat(9).map((index) => hosts(300, 100 * index)),
		);
		const edits = fc.array(fc.tuple(fc.nat(1000), fc.nat(400), typed, fc.nat(12)), { minLength: 1, maxLength: 4 });
		fc.assert(
			fc.property(edits, (changes) => {
				let tree = parse(URI, hosts(300));
				for (const [place, length, insert, units] of changes) {
					const before = shape(tree);
					const at = Math.floor((tree.text.length * place) / 1000);
					const text = tree.text.slice(0, at) + insert + tree.text.slice(at + length);
					const work = parseUnits(URI, text, tree);
					let step = work.next();
					for (let unit = 0; unit < units && !step.done; unit++) step = work.next();
					if (!step.done) {
						work.return(undefined as never);
						assert.deepEqual(shape(tree), before);
						for (const chunk of tree.chunks) assert.equal(chunk.tree, tree);
					}
					tree = step.done ? step.value : toEnd(parseUnits(URI, text, tree));
					assert.deepEqual(shape(tree), shape(parse(URI, text)));
				}
			}),
			{ numRuns: RUNS, seed: SEED },
		);
	});
});
