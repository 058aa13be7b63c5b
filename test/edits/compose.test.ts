import assert from "node:assert/strict";
import fc from "fast-check";
import { applyChanges, type Change, Composer, nonOverlapping } from "../../server/src/edits/index.ts";

const at = (start: number, end: number, text: string, file = "f"): Change => ({ file, start, end, text });

describe("applyChanges", () => {
	it("applies changes in any order", () => {
		assert.equal(applyChanges("abcdef", [at(4, 5, "E"), at(0, 1, "A")]), "AbcdEf");
	});
	it("keeps the order of insertions, and puts them in front of a replacement", () => {
		assert.equal(applyChanges("abc", [at(1, 2, "B"), at(1, 1, "1"), at(1, 1, "2")]), "a12Bc");
	});
	it("does nothing with nothing", () => assert.equal(applyChanges("abc", []), "abc"));
});

describe("nonOverlapping", () => {
	it("takes a group wholly or not at all", () => {
		const groups = [[at(0, 2, "x")], [at(1, 3, "y"), at(8, 9, "z")], [at(8, 9, "w")]];
		assert.deepEqual(nonOverlapping(groups), [at(0, 2, "x"), at(8, 9, "w")]);
	});
	it("merges identical changes", () => {
		assert.deepEqual(nonOverlapping([[at(1, 1, "x")], [at(1, 1, "x"), at(3, 4, "")]]), [at(1, 1, "x"), at(3, 4, "")]);
	});
	it("takes one of two insertions at one place", () => {
		assert.deepEqual(nonOverlapping([[at(1, 1, "x")], [at(1, 1, "y")]]), [at(1, 1, "x")]);
	});
	it("takes no insertion that touches a replacement", () => {
		assert.deepEqual(nonOverlapping([[at(1, 3, "x")], [at(3, 3, "y")], [at(1, 1, "z")]]), [at(1, 3, "x")]);
	});
	it("takes lines next to each other", () => {
		assert.equal(nonOverlapping([[at(0, 4, "")], [at(4, 8, "")]]).length, 2);
	});
	it("keeps files apart", () => {
		assert.equal(nonOverlapping([[at(0, 4, "x")], [at(0, 4, "y", "g")]]).length, 2);
	});
	it("lets a group insert twice at one place", () => {
		assert.deepEqual(nonOverlapping([[at(1, 1, "x"), at(1, 1, "y")]]), [at(1, 1, "x"), at(1, 1, "y")]);
	});
	it("takes nothing of nothing", () => assert.deepEqual(nonOverlapping([[], []]), []));
});

/** Changes that do not overlap, as cut points of a text with what goes between them. */
const rounds = fc.array(fc.array(fc.tuple(fc.nat(30), fc.nat(6), fc.string({ maxLength: 4 })), { maxLength: 4 }), {
	maxLength: 6,
});

function roundFor(text: string, wanted: readonly (readonly [number, number, string])[]): Change[] {
	let from = 0;
	const changes: Change[] = [];
	for (const [skip, length, added] of wanted) {
		const start = Math.min(text.length, from + skip);
		const end = Math.min(text.length, start + length);
		changes.push(at(start, end, added));
		if (end === text.length) break;
		from = end + 1;
	}
	return changes;
}

describe("Composer", () => {
	it("makes one edit of several", () => {
		const composer = new Composer("f", "a = 1\nb = 2\n");
		composer.apply([at(4, 5, "10")]);
		composer.apply([at(4, 6, "100"), at(12, 12, " -- b")]);
		assert.equal(composer.text, "a = 100\nb = 2 -- b\n");
		assert.deepEqual(composer.changes(), [at(5, 5, "00"), at(11, 11, " -- b")]);
	});
	it("forgets what was undone", () => {
		const composer = new Composer("f", "abc");
		composer.apply([at(1, 1, "x")]);
		composer.apply([at(1, 2, "")]);
		assert.deepEqual(composer.changes(), []);
		composer.apply([at(1, 2, "")]);
		composer.apply([at(1, 1, "b")]);
		assert.deepEqual(composer.changes(), []);
	});
	it("starts from nothing", () => {
		const composer = new Composer("f", "");
		composer.apply([at(0, 0, "x")]);
		assert.deepEqual(composer.changes(), [at(0, 0, "x")]);
	});
	it("keeps both halves of a character together", () => {
		const composer = new Composer("f", "x\u{1f600}y");
		composer.apply([at(1, 3, "\u{1f601}")]);
		assert.deepEqual(composer.changes(), [at(1, 3, "\u{1f601}")]);
	});
	it("equals one round after the other", () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 40 }), rounds, (text, wanted) => {
				const composer = new Composer("f", text);
				let current = text;
				for (const round of wanted) {
					const changes = roundFor(current, round);
					current = applyChanges(current, changes);
					composer.apply(changes);
				}
				assert.equal(composer.text, current);
				const changes = composer.changes();
				assert.equal(applyChanges(text, changes), current);
				for (const [index, one] of changes.entries()) {
					assert.ok(one.start >= (changes[index - 1]?.end ?? 0));
					const old = text.slice(one.start, one.end);
					assert.notEqual(old, one.text);
				}
			}),
			{ numRuns: 500 },
		);
	});
});
