/**
 * Statements of all rule pages thrown together: whatever comes of it, fixes keep what they promise.
 * `RUNS=n` tries more, `SEED=random` others.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { applyChanges } from "../../server/src/edits/index.ts";
import { type Finding, fixAll, Snapshot } from "../../server/src/engine.ts";
import { RULES } from "../../server/src/rules/registry.ts";
import { parse } from "../../server/src/syntax/index.ts";
import { readPage } from "./page.ts";

const URI = "file:///etc/prosody/prosody.cfg.lua";
const RUNS = Number(process.env.RUNS ?? 200);

/** The statements of every example on every page, trailing comments included. */
const STATEMENTS = RULES.flatMap(({ group, id }) =>
	readPage(readFileSync(join(process.cwd(), "server/src/rules", group, `${id}.md`), "utf8"))
		.filter(({ kind }) => kind !== "fixed")
		.flatMap(({ text }) => parse(URI, text).chunks.map((chunk) => chunk.text)),
);

const statement = fc.constantFrom(...STATEMENTS);
const configuration = fc
	.record({
		head: fc.array(statement, { maxLength: 6 }),
		tail: fc.array(statement, { maxLength: 6 }),
		crlf: fc.boolean(),
	})
	.map(({ head, tail, crlf }) => {
		const text = [...head, 'VirtualHost "example.org"\n', ...tail].map((one) => one.replace(/\n*$/, "\n")).join("");
		return crlf ? text.replace(/\r?\n/g, "\r\n") : text;
	});

const snapshotOf = (text: string) => new Snapshot(URI, text, { profile: "auto", version: "auto", rules: {} });

const problemsOf = ({ tree }: Snapshot) => tree.chunks.reduce((sum, chunk) => sum + chunk.problems.length, 0);

const sameFindings = ({ findings }: Snapshot, { rule, message, at }: Finding) =>
	findings.filter((other) => other.rule.id === rule.id && other.message === message && other.at.text === at.text)
		.length;

/** Every comment of the first text is in the second one, unless its line was brought to life. */
function assertCommentsKept(before: Snapshot, after: Snapshot, title: string): void {
	const comments = ({ tree }: Snapshot) =>
		tree.chunks.flatMap((chunk) => chunk.comments.map((comment) => comment.text.trim()));
	const kept = comments(after);
	for (const comment of comments(before)) {
		const alive = after.text.includes(comment.split("--")[0]!.trim());
		const silencer = /^prosody-lint:/.test(comment);
		assert.ok(kept.includes(comment) || alive || silencer, `"${title}" loses the comment "${comment}"\n${after.text}`);
	}
}

describe("fixes, whatever stands around the mistake", () => {
	it("each leaves a file that parses, loses no comment, and takes its finding away", function () {
		this.timeout(120_000);
		fc.assert(
			fc.property(configuration, (text) => {
				const before = snapshotOf(text);
				assert.deepEqual(before.failures, []);
				// What is written in several places may have to be put right in each.
				const names = before.config.sections.flatMap(({ assignments }) => assignments.map(({ option }) => option));
				const twice = new Set(names).size < names.length;
				for (const finding of before.findings) {
					for (const fix of finding.fixes) {
						const changes = fix.changes();
						if (changes.length === 0) continue;
						const after = snapshotOf(applyChanges(text, changes));
						const title = `${finding.rule.id}: ${fix.title}`;
						assert.ok(problemsOf(after) <= problemsOf(before), `"${title}" breaks the file\n${after.text}`);
						assertCommentsKept(before, after, title);
						assert.ok(
							twice || sameFindings(after, finding) < sameFindings(before, finding),
							`"${title}" leaves its finding\n${after.text}`,
						);
					}
				}
			}),
			{ numRuns: RUNS },
		);
	});

	it("fix all ends, loses no comment, and has nothing left to do", function () {
		this.timeout(120_000);
		fc.assert(
			fc.property(configuration, (text) => {
				const before = snapshotOf(text);
				const after = snapshotOf(applyChanges(text, fixAll(before)));
				assert.ok(problemsOf(after) <= problemsOf(before), after.text);
				assertCommentsKept(before, after, "fix all");
				assert.deepEqual(fixAll(after), []);
			}),
			{ numRuns: RUNS },
		);
	});

	it("a damaged file never breaks a rule down", function () {
		this.timeout(120_000);
		const damage = fc.record({
			at: fc.nat(),
			length: fc.nat(12),
			put: fc.constantFrom("", '"', "{", "}", "--[[", "\0", "“", "="),
		});
		fc.assert(
			fc.property(configuration, fc.array(damage, { minLength: 1, maxLength: 4 }), (text, damages) => {
				const damaged = damages.reduce((result, { at, length, put }) => {
					const from = at % (result.length + 1);
					return result.slice(0, from) + put + result.slice(from + length);
				}, text);
				const snapshot = snapshotOf(damaged);
				assert.deepEqual(snapshot.failures, []);
				fixAll(snapshot);
			}),
			{ numRuns: RUNS * 2 },
		);
	});
});
