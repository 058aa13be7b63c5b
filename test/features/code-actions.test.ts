import assert from "node:assert/strict";
import type { CodeAction, CodeActionContext } from "vscode-languageserver-types";
import { applyChanges } from "../../server/src/edits/index.ts";
import { codeActions, resolveCodeAction } from "../../server/src/features/code-actions.ts";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { type ClientSupport, FULL_SUPPORT } from "../../server/src/features/support.ts";
import { ignoreInFile, ignoreOnLine } from "../../server/src/features/suppress.ts";
import { workspaceEdit } from "../../server/src/features/workspace-edit.ts";
import { findRule } from "../../server/src/rules/registry.ts";
import { applyWorkspaceEdit, snapshotOf, URI, withRanges } from "./check.ts";

const VERSION = 7;
const LINKS = (rule: string) => `https://rules.example/${rule}.md`;
const EAGER: ClientSupport = { ...FULL_SUPPORT, lazyActionEdits: false };

/** A public server without limits, and comments that silence nothing. */
const SAMPLE = `-- prosody-lint: disable-file host-clash
modules_enabled = {
	"register";
	"roster"; -- prosody-lint: disable-line host-clash
}
allow_registration = true
min_seconds_between_registrations = 3600
VirtualHost "example.org"
`;

function actions(
	text: string,
	at: string | [number, number],
	context: Partial<CodeActionContext> = {},
	support = EAGER,
): CodeAction[] {
	const snapshot = snapshotOf(text);
	const [start, end] = typeof at === "string" ? [text.indexOf(at), text.indexOf(at)] : at;
	return codeActions({ snapshot, version: VERSION }, start, end, { diagnostics: [], ...context }, support, LINKS);
}

function titled(found: readonly CodeAction[], title: RegExp): CodeAction {
	const action = found.find((one) => title.test(one.title));
	assert.ok(action, `only ${found.map((one) => one.title).join(" | ")}`);
	return action;
}

describe("code actions: quick fixes", () => {
	it("put a finding right", () => {
		const text = applyWorkspaceEdit(SAMPLE, titled(actions(SAMPLE, "modules_enabled"), /limit/i).edit);
		assert.match(text, /"limits";/);
		assert.match(text, /^limits = \{/m);
		assert.ok(!snapshotOf(text).findings.some(({ rule }) => rule.id === "limits-missing"));
	});
	it("are bound to the version they were made for", () => {
		const { edit } = titled(actions(SAMPLE, "modules_enabled"), /limit/i);
		assert.equal(edit?.changes, undefined);
		assert.deepEqual(
			edit?.documentChanges?.map((one) => "textDocument" in one && one.textDocument),
			[{ uri: URI, version: VERSION }],
		);
	});
	it("name no version for clients that know none", () => {
		const { edit } = titled(actions(SAMPLE, "modules_enabled", {}, { ...EAGER, documentChanges: false }), /limit/i);
		assert.equal(edit?.documentChanges, undefined);
		assert.deepEqual(Object.keys(edit?.changes ?? {}), [URI]);
	});
	it("are preferred only when they are safe and the first", () => {
		for (const action of actions(SAMPLE, [0, SAMPLE.length])) {
			const safe = action.title === "Remove it";
			assert.equal(action.isPreferred ?? false, safe, action.title);
		}
	});
	it("carry the client's own diagnostic", () => {
		const [own] = diagnostics(snapshotOf(SAMPLE), FULL_SUPPORT, LINKS).filter(({ code }) => code === "limits-missing");
		const sent = { ...own!, data: "the client's" };
		const action = titled(actions(SAMPLE, "modules_enabled", { diagnostics: [sent] }), /limit/i);
		assert.equal(action.diagnostics?.[0], sent);
	});
	it("are there where the finding is, and nowhere else", () => {
		assert.ok(actions(SAMPLE, "odules_enabled").length > 0);
		assert.deepEqual(actions(SAMPLE, "\nVirtualHost", { only: ["quickfix"] }), []);
	});
	it("of one rule, all at once", () => {
		const found = actions(SAMPLE, "-- prosody-lint: disable-line");
		const text = applyWorkspaceEdit(SAMPLE, titled(found, /^Fix all: unused-suppression$/).edit);
		assert.doesNotMatch(text, /prosody-lint/);
		assert.match(text, /"roster";\n/);
		const single = SAMPLE.replace(" -- prosody-lint: disable-line host-clash", "");
		assert.ok(
			!actions(single, "-- prosody-lint").some(({ title }) => /^Fix all:/.test(title)),
			"one finding needs no fix-all",
		);
	});
	it("explain the rule where the client can", () => {
		const support = { ...EAGER, commands: new Set(["prosody.explainRule"]) };
		const { command } = titled(actions(SAMPLE, "modules_enabled", {}, support), /^Explain limits-missing$/);
		assert.deepEqual(command?.arguments, ["limits-missing"]);
		assert.ok(!actions(SAMPLE, "modules_enabled").some(({ title }) => /Explain/.test(title)));
	});
});

describe("code actions: kinds", () => {
	const kinds = (only?: string[], triggerKind?: 1 | 2, support = EAGER) =>
		[...new Set(actions(SAMPLE, "modules_enabled", { only, triggerKind }, support).map(({ kind }) => kind))].sort();
	const cases: [string[] | undefined, string[]][] = [
		[undefined, ["quickfix", "source.fixAll.prosody"]],
		[["quickfix"], ["quickfix"]],
		[["quickfix.other"], []],
		[["source"], ["source.fixAll.prosody"]],
		[["source.fixAll"], ["source.fixAll.prosody"]],
		[["source.fixAll.prosody"], ["source.fixAll.prosody"]],
		[["source.fixAll.prosody.more"], []],
		[["source.fixAll.eslint"], []],
		[["source.fix"], []],
		[["source.organizeImports"], []],
		[["refactor"], []],
		[["refactor", "quickfix"], ["quickfix"]],
		[[""], ["quickfix", "source.fixAll.prosody"]],
		[[], []],
	];
	for (const [only, expected] of cases)
		it(`${only ? JSON.stringify(only) : "any"}`, () => assert.deepEqual(kinds(only), expected));
	it("fix all is not worked out when nobody asked", () => assert.deepEqual(kinds(undefined, 2), ["quickfix"]));
	it("… but offered when it can be worked out later", () =>
		assert.deepEqual(kinds(undefined, 2, FULL_SUPPORT), ["quickfix", "source.fixAll.prosody"]));
});

describe("code actions: fix all", () => {
	it("applies everything safe and nothing else", () => {
		const action = titled(actions(SAMPLE, [0, 0], { only: ["source.fixAll"] }), /^Fix all safe problems$/);
		const text = applyWorkspaceEdit(SAMPLE, action.edit);
		assert.doesNotMatch(text, /prosody-lint/);
		assert.doesNotMatch(text, /limits/);
	});
	it("is not offered where there is nothing", () => {
		assert.deepEqual(actions('VirtualHost "example.org"\n', [0, 0], { only: ["source.fixAll"] }), []);
	});
	it("is worked out when it is chosen", () => {
		const action = titled(actions(SAMPLE, [0, 0], { only: ["source.fixAll"] }, FULL_SUPPORT), /safe/);
		assert.equal(action.edit, undefined);
		const sent: CodeAction = JSON.parse(JSON.stringify(action));
		const resolved = resolveCodeAction(sent, { snapshot: snapshotOf(SAMPLE), version: VERSION }, FULL_SUPPORT);
		assert.doesNotMatch(applyWorkspaceEdit(SAMPLE, resolved?.edit), /prosody-lint/);
	});
	it("is refused when the document has changed since", () => {
		const action = titled(actions(SAMPLE, [0, 0], { only: ["source.fixAll"] }, FULL_SUPPORT), /safe/);
		assert.equal(
			resolveCodeAction(action, { snapshot: snapshotOf(SAMPLE), version: VERSION + 1 }, FULL_SUPPORT),
			undefined,
		);
	});
	it("leaves the snapshot as it is", () => {
		const snapshot = snapshotOf(SAMPLE);
		const before = snapshot.findings.map(({ at }) => at.start);
		codeActions({ snapshot, version: 1 }, 0, 0, { diagnostics: [], only: ["source"] }, EAGER, LINKS);
		assert.deepEqual(
			snapshot.findings.map(({ at }) => at.start),
			before,
		);
	});
});

describe("code actions: silencing", () => {
	const RULE = findRule("limits-missing")!;
	/** The text after the rule was silenced on the line of the marked place. */
	function silence(marked: string): string | undefined {
		const { text, ranges } = withRanges(marked);
		const snapshot = snapshotOf(text);
		const at = snapshot.tree.span(ranges[0]![0], ranges[0]![1]);
		const change = ignoreOnLine(snapshot, {
			rule: RULE,
			at,
			severity: "warning",
			message: "",
			fixes: [],
			safeFixes: [],
			related: [],
		});
		return change && applyChanges(text, [change]);
	}
	const MARK = "-- prosody-lint:";
	const cases: [string, string | undefined][] = [
		["⟦x⟧ = 1", `${MARK} disable-next-line limits-missing\nx = 1`],
		["a = 1\n\t⟦x⟧ = 1\n", `a = 1\n\t${MARK} disable-next-line limits-missing\n\tx = 1\n`],
		["a = 1\r\n  ⟦x⟧ = 1\r\n", `a = 1\r\n  ${MARK} disable-next-line limits-missing\r\n  x = 1\r\n`],
		['a = {\n\t"b";\n\t⟦"c"⟧;\n}', `a = {\n\t"b";\n\t${MARK} disable-next-line limits-missing\n\t"c";\n}`],
		["a = [[\nb]] ⟦x⟧ = 1\n", `a = [[\nb]] x = 1 ${MARK} disable-line limits-missing\n`],
		["a = [[\nb]] ⟦x⟧ = [[\n]]\n", undefined],
		["a = [[\nb]] ⟦x⟧ = 1 -- why\n", undefined],
		["--[[\nb]] ⟦x⟧ = 1", `--[[\nb]] x = 1 ${MARK} disable-line limits-missing`],
		[`${MARK} disable-next-line host-clash\n⟦x⟧ = 1`, `${MARK} disable-next-line host-clash, limits-missing\nx = 1`],
		[`⟦x⟧ = 1 ${MARK} disable-line host-clash -- why`, `x = 1 ${MARK} disable-line host-clash, limits-missing -- why`],
		["\uFEFF⟦x⟧ = 1", `\uFEFF${MARK} disable-next-line limits-missing\nx = 1`],
		["⟦\uFEFF⟧x = 1 -- y", undefined],
	];
	for (const [marked, expected] of cases) it(JSON.stringify(marked), () => assert.equal(silence(marked), expected));

	const inFile: [string, string][] = [
		["x = 1\n", `${MARK} disable-file limits-missing\nx = 1\n`],
		["-- -*- lua -*-\nx = 1\n", `-- -*- lua -*-\n${MARK} disable-file limits-missing\nx = 1\n`],
		["\uFEFFx = 1\r\n", `\uFEFF${MARK} disable-file limits-missing\r\nx = 1\r\n`],
		[`x = 1\n${MARK} disable-file host-clash\n`, `x = 1\n${MARK} disable-file host-clash, limits-missing\n`],
	];
	for (const [text, expected] of inFile) {
		it(`in the file: ${JSON.stringify(text)}`, () =>
			assert.equal(applyChanges(text, [ignoreInFile(snapshotOf(text), "limits-missing")]), expected));
	}

	it("really silences, on the line and in the file", () => {
		for (const title of [/^Ignore limits-missing on this line$/, /^Ignore limits-missing in this file$/]) {
			const text = applyWorkspaceEdit(SAMPLE, titled(actions(SAMPLE, "modules_enabled"), title).edit);
			assert.ok(!snapshotOf(text).findings.some(({ rule }) => rule.id === "limits-missing"), text);
		}
	});
	it("is not offered for comments that silence nothing, and not for syntax errors", () => {
		assert.ok(!actions(SAMPLE, "-- prosody-lint").some(({ title }) => /^Ignore/.test(title)));
		assert.ok(!actions('a = { "x" "y" }\n', [0, 12]).some(({ title }) => /^Ignore missing-separator/.test(title)));
	});
});

describe("workspace edits", () => {
	it("count UTF-16 and CRLF right", () => {
		const text = '-- 🦜🦜\r\nx = "🦜" y = 1\r\n';
		const at = text.indexOf("y =");
		const edit = workspaceEdit(
			{ snapshot: snapshotOf(text), version: 1 },
			[{ file: URI, start: at, end: at + 1, text: "z" }],
			EAGER,
		);
		assert.equal(applyWorkspaceEdit(text, edit), '-- 🦜🦜\r\nx = "🦜" z = 1\r\n');
		assert.match(JSON.stringify(edit), /"start":\{"line":1,"character":9\}/);
	});
});

describe("code actions: what is left to do", () => {
	const text = 'admins = { }\nmodules_enabled = { "register" }\nallow_registration = true\nVirtualHost "example.org"\n';
	const withStep = (found: readonly CodeAction[]) =>
		found.find(({ title, command }) => /\(then: /.test(title) || command);
	it("is told after the fix where the client can, else in its title", () => {
		const able = withStep(
			actions(text, [0, text.length], {}, { ...EAGER, commands: new Set(["prosody.showNextStep"]) }),
		);
		if (!able) return;
		assert.equal(able.command?.command, "prosody.showNextStep");
		assert.doesNotMatch(able.title, /then:/);
		const step = String(able.command?.arguments?.[0]);
		assert.ok(withStep(actions(text, [0, text.length]))?.title.includes(step));
	});
});
