/** Every page of every rule: its examples run, and every fix they offer keeps what fixes promise. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { applyChanges } from "../../server/src/edits/index.ts";
import { type Finding, readSettings, Snapshot } from "../../server/src/engine.ts";
import { RULES } from "../../server/src/rules/registry.ts";
import type { Fix, RegisteredRule } from "../../server/src/rules/rule.ts";
import { memoryFiles } from "../support/files.ts";
import { type Block, readPage } from "./page.ts";

const RULES_FOLDER = join(process.cwd(), "server/src/rules");

describe("rule pages", () => {
	for (const rule of RULES) {
		describe(rule.id, () => {
			const path = join(RULES_FOLDER, rule.group, `${rule.id}.md`);
			it("has a page", () => {
				assert.ok(existsSync(path), `${path} is missing`);
				const page = readFileSync(path, "utf8");
				assert.equal(page.split("\n", 1)[0], `# ${rule.id}`);
				const kinds = readPage(page).map(({ kind }) => kind);
				assert.ok(kinds.includes("bad"), "the page shows no bad example");
				assert.ok(kinds.includes("good"), "the page shows nothing that stays silent");
			});
			if (!existsSync(path)) return;
			let bad: Block | undefined;
			for (const block of readPage(readFileSync(path, "utf8"))) {
				const name = `line ${block.line}: ${block.kind}`;
				if (block.kind === "good") it(name, () => checkFindings(rule, block));
				if (block.kind === "bad") {
					const mine = block;
					bad = block;
					it(name, () => checkFindings(rule, mine));
					it(`${name}: every fix keeps its promises`, () => checkFixes(rule, mine));
				}
				if (block.kind === "fixed") {
					const before = bad;
					it(name, () => checkFixed(rule, before, block));
				}
			}
		});
	}
});

function snapshotOf(rule: RegisteredRule, block: Block, text = block.text): Snapshot {
	const uri = `file://${block.options.folder ?? "/etc/prosody"}/${block.options.file ?? "prosody.cfg.lua"}`;
	const beside = Object.entries(block.beside);
	const others = [...(block.options.files?.split(" ") ?? []).map((path) => [path, ""] as const), ...beside];
	const around = others.map(([path, content]) => [new URL(path, uri).href, content]);
	const files = memoryFiles({ ...Object.fromEntries(around), [uri]: text });
	// A rule that is off by default is switched on for its own page.
	const settings = readSettings(rule.off ? { ...block.options, rules: { [rule.id]: "on" } } : block.options);
	return new Snapshot(uri, text, settings, undefined, files);
}

function findingsOf(rule: RegisteredRule, snapshot: Snapshot): readonly Finding[] {
	assert.deepEqual(snapshot.failures, []);
	return snapshot.findings.filter((finding) => finding.rule.id === rule.id);
}

function checkFindings(rule: RegisteredRule, block: Block): void {
	const actual = findingsOf(rule, snapshotOf(rule, block)).map(({ at }) => ({
		rule: rule.id,
		at: at.text.split("\n", 1)[0],
		start: at.start,
	}));
	const expected = block.expected.filter((one) => one.rule === rule.id);
	const order = (a: { start: number }, b: { start: number }) => a.start - b.start;
	assert.deepEqual(actual.sort(order), [...expected].sort(order));
	if (block.kind === "bad") assert.ok(expected.length > 0, "a bad example needs a marker");
}

function apply(snapshot: Snapshot, fix: Fix): string {
	const changes = fix.changes();
	assert.ok(changes.length > 0, `the fix "${fix.title}" does nothing`);
	return applyChanges(snapshot.text, changes);
}

function commentsOf(snapshot: Snapshot): string[] {
	return snapshot.tree.chunks.flatMap((chunk) => chunk.comments.map((comment) => comment.text.trim())).sort();
}

function checkFixes(rule: RegisteredRule, block: Block): void {
	const before = snapshotOf(rule, block);
	for (const finding of findingsOf(rule, before)) {
		for (const fix of finding.fixes) {
			const after = snapshotOf(rule, block, apply(before, fix));
			const problems = (snapshot: Snapshot) =>
				snapshot.tree.chunks.flatMap((chunk) => chunk.problems.map((p) => p.kind));
			assert.ok(problems(after).length <= problems(before).length, `"${fix.title}" breaks the file:\n${after.text}`);
			const count = (snapshot: Snapshot) =>
				findingsOf(rule, snapshot).filter(
					(other) => other.message === finding.message && other.at.text === finding.at.text,
				).length;
			assert.ok(count(after) < count(before), `"${fix.title}" leaves the finding:\n${after.text}`);
			if (block.options.comments === "change") continue;
			// A commented-out line may be brought to life; every other comment must still be there.
			const kept = commentsOf(after);
			for (const comment of commentsOf(before)) {
				assert.ok(
					kept.includes(comment) || after.text.includes(comment.split("--")[0]!.trim()),
					`"${fix.title}" loses the comment --${comment}\n${after.text}`,
				);
			}
		}
	}
}

/** The first fix of each finding in turn; with `fix="Title"`, that fix of the first finding that has it. */
function checkFixed(rule: RegisteredRule, bad: Block | undefined, fixed: Block): void {
	assert.ok(bad, "a fixed block needs a bad one before it");
	let snapshot = snapshotOf(rule, bad);
	const title = fixed.options.fix;
	let rounds = title ? 1 : findingsOf(rule, snapshot).length;
	for (; rounds > 0; rounds--) {
		const fixes = findingsOf(rule, snapshot).map((finding) =>
			title ? finding.fixes.find((fix) => fix.title === title) : finding.fixes[0],
		);
		const fix = fixes.find((one) => one !== undefined);
		if (!fix) {
			if (title) assert.fail(`no fix is called "${title}"`);
			break;
		}
		snapshot = snapshotOf(rule, bad, apply(snapshot, fix));
	}
	assert.equal(snapshot.text, fixed.text);
}
