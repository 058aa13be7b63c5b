import assert from "node:assert/strict";
import { type Chunk, type Problem, parse, type SyntaxTree } from "../../server/src/syntax/index.ts";

/** A problem together with the chunk it belongs to. */
export interface Found {
	chunk: Chunk;
	problem: Problem;
}

export function problemsOf(tree: SyntaxTree): Found[] {
	return tree.chunks.flatMap((chunk) => chunk.problems.map((problem) => ({ chunk, problem })));
}

/** The file's text after one repair. */
export function applyRepair(tree: SyntaxTree, { chunk, problem }: Found): string {
	let text = tree.text;
	for (const edit of [...(problem.repair ?? [])].reverse()) {
		text = text.slice(0, chunk.start + edit.from) + edit.text + text.slice(chunk.start + edit.to);
	}
	return text;
}

export function parseText(text: string, previous?: SyntaxTree): SyntaxTree {
	const tree = parse("file:///test/prosody.cfg.lua", text, previous);
	assert.equal(tree.chunks.map((chunk) => chunk.text).join(""), text, "chunks cover the text");
	for (const chunk of tree.chunks) {
		for (const problem of chunk.problems) {
			assert.ok(
				problem.from >= 0 && problem.from <= problem.to && problem.to <= chunk.text.length,
				"problem inside its chunk",
			);
			let end = 0;
			for (const edit of problem.repair ?? []) {
				assert.ok(
					edit.from >= end && edit.to >= edit.from && edit.to <= chunk.text.length,
					"edits in order, inside the chunk",
				);
				end = edit.to;
			}
		}
	}
	return tree;
}

/**
 * Parses a text in which every expected problem is wrapped in `⟦…⟧`.
 * Each repair by itself must remove its problem and add none; all together must give `fixed`, which must be clean.
 * @param kinds the kinds of the problems, in the order of the markers
 * @param fixed the text after all repairs; undefined when there is none to offer
 */
export function check(marked: string, kinds: string | readonly string[], fixed?: string): SyntaxTree {
	const expected: { kind: string; text: string; from: number }[] = [];
	const wanted = typeof kinds === "string" ? [kinds] : kinds;
	let text = "";
	const open: number[] = [];
	for (const char of marked) {
		if (char === "⟦") open.push(text.length);
		else if (char === "⟧") {
			const from = open.pop()!;
			expected.push({ kind: wanted[expected.length] ?? "?", text: text.slice(from), from });
		} else text += char;
	}
	const tree = parseText(text);
	const found = problemsOf(tree);
	const seen = found.map(({ chunk, problem }) => ({
		kind: problem.kind as string,
		text: chunk.text.slice(problem.from, problem.to),
		from: chunk.start + problem.from,
	}));
	assert.deepEqual(
		seen,
		expected.sort((a, b) => a.from - b.from),
	);
	if (fixed === undefined) {
		for (const { problem } of found) assert.equal(problem.repair, undefined, "no repair expected");
		return tree;
	}
	for (const one of found) {
		if (one.problem.repair === undefined) continue;
		const after = problemsOf(parseText(applyRepair(tree, one)));
		assert.equal(after.length, found.length - 1, `repairing ${one.problem.kind} alone: ${applyRepair(tree, one)}`);
	}
	let now = tree;
	for (let left = found.length; left > 0; left--) {
		const next = problemsOf(now).find(({ problem }) => problem.repair !== undefined);
		if (next === undefined) break;
		now = parseText(applyRepair(now, next));
	}
	assert.equal(now.text, fixed);
	assert.deepEqual(problemsOf(now), []);
	for (const chunk of now.chunks) assert.equal(chunk.state, "clean");
	return tree;
}

/** Valid Lua: every chunk must be clean and silent. */
export function checkSilent(text: string): SyntaxTree {
	const tree = parseText(text);
	for (const chunk of tree.chunks) {
		assert.deepEqual(chunk.problems, [], chunk.text);
		assert.equal(chunk.state, "clean");
	}
	return tree;
}

/** The shape of a tree without positions: what a statement says, not where. */
export function shape(node: unknown): string {
	return JSON.stringify(node, (key, value) => (key === "range" ? undefined : value));
}
