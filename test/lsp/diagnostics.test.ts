import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Editor, PULL, PUSH, rules, URI } from "./client.ts";

/** A public server without limits. */
const OPEN =
	'modules_enabled = { "register" }\nallow_registration = true\nmin_seconds_between_registrations = 3600\nVirtualHost "example.org"\n';

let editor: Editor;
afterEach(() => editor?.kill());

describe("language server: published diagnostics", () => {
	it("come for what is opened, with version and link", async () => {
		editor = await Editor.start();
		editor.open(OPEN);
		const published = await editor.ofVersion(1);
		const found = published.diagnostics.find(({ code }) => code === "limits-missing");
		assert.match(found?.codeDescription?.href ?? "", /^file:\/\/.*\/rules\/limits-missing\.md$/);
	});
	it("link to where the client keeps the pages", async () => {
		editor = await Editor.start({ initializationOptions: { rulePages: "https://rules.example/pages" } });
		editor.open(OPEN);
		const { diagnostics } = await editor.ofVersion(1);
		assert.equal(
			diagnostics.find(({ code }) => code === "limits-missing")?.codeDescription?.href,
			"https://rules.example/pages/limits-missing.md",
		);
	});
	it("follow edits, in order, the newest version last", async () => {
		editor = await Editor.start();
		editor.open("");
		for (let version = 2; version <= 60; version++) editor.edit(version, [[0, version - 2, 0, version - 2], "x"]);
		editor.replace(61, OPEN);
		const last = await editor.ofVersion(61);
		assert.ok(rules(last).includes("limits-missing"));
		const versions = editor.published.map(({ version }) => version!);
		assert.deepEqual(
			versions,
			[...versions].sort((a, b) => a - b),
			"an old version came after a newer one",
		);
		await sleep(100);
		assert.equal(editor.published.at(-1)?.version, 61);
	});
	it("hold with astral characters and CRLF", async () => {
		editor = await Editor.start();
		const text = OPEN.replace(/\n/g, "\r\n");
		editor.open(`-- 🦜🦜🦜\r\n${text}`);
		await editor.ofVersion(1);
		// Between two parrots, over a line break, and several edits at once, each seen after the one before.
		editor.edit(2, [[0, 5, 0, 7], "🐘🐘"], [[0, 0, 0, 0], "-- ä\r\n"], [[1, 11, 2, 0], "\r\n\r\n"]);
		const { diagnostics } = await editor.ofVersion(2);
		const found = diagnostics.find(({ code }) => code === "limits-missing");
		assert.deepEqual(found?.range, { start: { line: 3, character: 0 }, end: { line: 3, character: 15 } });
		editor.edit(3, [[3, 0, 3, 0], "x = '🦜🦜' "]);
		const shifted = (await editor.ofVersion(3)).diagnostics.find(({ code }) => code === "limits-missing");
		assert.equal(shifted?.range.start.character, 11);
	});
	it("go when the document is closed", async () => {
		editor = await Editor.start();
		editor.open(OPEN);
		await editor.ofVersion(1);
		editor.edit(2, [[0, 0, 0, 0], "-- x\n"]);
		editor.close();
		await editor.publication(({ diagnostics }) => diagnostics.length === 0);
		await sleep(100);
		assert.deepEqual(editor.published.at(-1)?.diagnostics, []);
	});
	it("come back when it is opened again with the same version", async () => {
		editor = await Editor.start();
		editor.open("x = 1");
		await editor.ofVersion(1);
		editor.close();
		editor.open(OPEN);
		await editor.publication(({ diagnostics }) => rules({ diagnostics }).includes("limits-missing"));
	});
	it("follow the settings", async () => {
		editor = await Editor.start({ configuration: { rules: { "limits-missing": "off" } } });
		editor.open(OPEN);
		assert.ok(!rules(await editor.ofVersion(1)).includes("limits-missing"));
		editor.configuration = { rules: { "limits-missing": "error" } };
		await editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
		const { diagnostics } = await editor.publication(({ diagnostics }) =>
			rules({ diagnostics }).includes("limits-missing"),
		);
		assert.equal(diagnostics.find(({ code }) => code === "limits-missing")?.severity, 1);
	});
	it("follow settings that are sent", async () => {
		const capabilities = { ...PUSH, workspace: {} };
		editor = await Editor.start({ capabilities, initializationOptions: { settings: { profile: "personal" } } });
		editor.open(OPEN);
		assert.ok(!rules(await editor.ofVersion(1)).includes("limits-missing"));
		await editor.connection.sendNotification("workspace/didChangeConfiguration", {
			settings: { prosody: { profile: "public" } },
		});
		await editor.publication(({ diagnostics }) => rules({ diagnostics }).includes("limits-missing"));
	});
	for (const configuration of [
		null,
		1,
		"x",
		[],
		{ profile: 5, version: [], rules: "no" },
		{ rules: { "limits-missing": 7, x: null } },
		{ version: "99" },
	]) {
		it(`survive settings like ${JSON.stringify(configuration)}`, async () => {
			editor = await Editor.start({ configuration });
			editor.open(OPEN);
			assert.ok(rules(await editor.ofVersion(1)).includes("limits-missing"));
		});
	}
	it("do not wait for ever for settings", async () => {
		editor = await Editor.start({ configuration: "never" });
		editor.open(OPEN);
		assert.ok(rules(await editor.ofVersion(1)).includes("limits-missing"));
	});
});

describe("language server: pulled diagnostics", () => {
	it("come when they are asked for, and are not published", async () => {
		editor = await Editor.start({ capabilities: PULL });
		assert.deepEqual(editor.initialized.capabilities.diagnosticProvider, {
			identifier: "prosody",
			interFileDependencies: true,
			workspaceDiagnostics: false,
		});
		editor.open(OPEN);
		const report = await editor.pull();
		assert.equal(report.kind, "full");
		assert.ok(rules({ diagnostics: report.items }).includes("limits-missing"));
		assert.deepEqual(await editor.pull(URI, report.resultId), { kind: "unchanged", resultId: report.resultId });
		editor.edit(2, [[0, 0, 0, 0], "-- \n"]);
		const next = await editor.pull(URI, report.resultId);
		assert.equal(next.kind, "full");
		assert.notEqual(next.resultId, report.resultId);
		assert.deepEqual(editor.published, []);
	});
	it("are of the version that was sent last", async () => {
		editor = await Editor.start({ capabilities: PULL });
		editor.open("");
		const answers: Promise<{ items?: { range: { start: { line: number } }; code?: unknown }[] }>[] = [];
		for (let version = 2; version < 30; version++) {
			editor.replace(version, "\n".repeat(version) + OPEN);
			answers.push(editor.pull());
		}
		const lines = (await Promise.all(answers)).map(
			({ items }) => items?.find(({ code }) => code === "limits-missing")?.range.start.line,
		);
		assert.deepEqual(lines.at(-1), 29);
		assert.deepEqual(
			lines,
			[...lines].sort((a, b) => a! - b!),
		);
	});
	it("are asked for again after the settings changed", async () => {
		editor = await Editor.start({ capabilities: PULL });
		editor.open(OPEN);
		const { resultId } = await editor.pull();
		editor.configuration = { profile: "personal" };
		await editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
		await editor.until(() => editor.refreshes || undefined);
		const report = await editor.pull(URI, resultId);
		assert.equal(report.kind, "full");
		assert.ok(!rules({ diagnostics: report.items }).includes("limits-missing"));
	});
	it("of an unknown document are none", async () => {
		editor = await Editor.start({ capabilities: PULL });
		assert.deepEqual(await editor.pull("file:///nowhere"), { kind: "full", items: [] });
	});
});
