import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { CodeAction, DocumentSymbol, Hover } from "vscode-languageserver-protocol";
import { Editor, SERVER, URI } from "./client.ts";

/** A public server without limits. */
const OPEN =
	'modules_enabled = { "register" }\nallow_registration = true\nmin_seconds_between_registrations = 3600\nVirtualHost "example.org"\n';

let editor: Editor;
afterEach(() => editor?.kill());

describe("language server: life", () => {
	it("introduces itself", async () => {
		editor = await Editor.start();
		const { capabilities, serverInfo } = editor.initialized;
		assert.equal(serverInfo?.name, "prosody-language-server");
		assert.match(serverInfo?.version ?? "", /^\d+\.\d+\.\d+/);
		assert.equal(capabilities.positionEncoding, "utf-16");
		// This client watches no files: it is to tell at least of those that are saved.
		assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: 2, save: { includeText: false } });
		for (const provider of [
			"hoverProvider",
			"completionProvider",
			"codeActionProvider",
			"documentSymbolProvider",
			"documentLinkProvider",
		]) {
			assert.ok(capabilities[provider as "hoverProvider"], provider);
		}
		assert.equal(capabilities.diagnosticProvider, undefined, "this editor does not pull");
		assert.deepEqual(capabilities.executeCommandProvider?.commands, ["prosody.fixAll"]);
		assert.equal(await editor.stop(), 0);
	});
	it("leaves commands to a client that has them", async () => {
		editor = await Editor.start({ initializationOptions: { commands: ["prosody.fixAll"] } });
		assert.equal(editor.initialized.capabilities.executeCommandProvider, undefined);
	});
	it("ends with 1 when nobody said shutdown", async () => {
		editor = await Editor.start();
		await editor.connection.sendNotification("exit");
		assert.equal(await editor.exited, 1);
	});
	it("ends when the editor is gone", async () => {
		editor = await Editor.start();
		editor.child.stdin?.end();
		assert.equal(await editor.exited, 1);
	});
	it("refuses requests before initialize and after shutdown", async () => {
		editor = Editor.spawn();
		await assert.rejects(editor.at("hover", 0, 0), /[Ii]nitialized/);
		editor.kill();
		editor = await Editor.start();
		editor.open(OPEN);
		await editor.connection.sendRequest("shutdown");
		await assert.rejects(editor.at("hover", 0, 0), /shutting down/);
	});
	it("speaks on the command line", () => {
		const run = (...args: string[]) => spawnSync(process.execPath, [SERVER, ...args], { encoding: "utf8" });
		assert.match(run("--version").stdout, /^prosody-language-server \d+\.\d+\.\d+\n$/);
		assert.match(run("--help").stdout, /--stdio/);
		const bare = run();
		assert.equal(bare.status, 2);
		assert.equal(bare.stdout, "");
		assert.match(bare.stderr, /^prosody-language-server: .*--stdio.*\n$/);
	});
});

describe("language server: requests", () => {
	it("are answered by their features", async () => {
		editor = await Editor.start();
		editor.open(OPEN);
		assert.match(JSON.stringify(await editor.at<Hover>("hover", 0, 22)), /mod_register/);
		const list = await editor.at<{ items: { label: string }[] }>("completion", 0, 21);
		const item = list.items.find(({ label }) => label === "limits");
		assert.ok(item);
		assert.match(JSON.stringify(await editor.request("completionItem/resolve", item)), /bandwidth|bytes/);
		const textDocument = { uri: URI };
		const symbols = await editor.request<DocumentSymbol[]>("textDocument/documentSymbol", { textDocument });
		assert.deepEqual(
			symbols.map(({ name }) => name),
			["Global", "example.org"],
		);
		const links = await editor.request<{ target: string }[]>("textDocument/documentLink", { textDocument });
		assert.match(links[0]!.target, /mod_register/);
		const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
		const actions = await editor.request<CodeAction[]>("textDocument/codeAction", {
			textDocument,
			range,
			context: { diagnostics: [] },
		});
		assert.ok(actions.some(({ title }) => /limit/i.test(title)));
	});
	it("about unknown documents are answered with nothing", async () => {
		editor = await Editor.start();
		assert.equal(await editor.at("hover", 0, 0), null);
		assert.equal(await editor.at("completion", 0, 0), null);
		assert.equal(await editor.request("prosody/status", { uri: "file:///nowhere" }), null);
		const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
		assert.deepEqual(
			await editor.request("textDocument/codeAction", {
				textDocument: { uri: URI },
				range,
				context: { diagnostics: [] },
			}),
			[],
		);
	});
	it("outside of the text do no harm", async () => {
		editor = await Editor.start();
		editor.open("x = 1");
		assert.equal(await editor.at("hover", 99, 99), null);
		assert.ok(await editor.at("completion", 99, 99));
	});
	it("can be cancelled", async () => {
		editor = await Editor.start({ configuration: "never" });
		editor.open(OPEN);
		const { CancellationTokenSource } = await import("vscode-languageserver-protocol");
		const source = new CancellationTokenSource();
		const answer = editor.connection.sendRequest(
			"textDocument/hover",
			{ textDocument: { uri: URI }, position: { line: 0, character: 1 } },
			source.token,
		);
		await sleep(50);
		source.cancel();
		await assert.rejects(answer, /[Cc]ancel/);
	});
	it("are answered with nothing when the document is closed meanwhile", async () => {
		editor = await Editor.start({ configuration: "never" });
		editor.open(OPEN);
		const answer = editor.at("hover", 0, 1);
		editor.close();
		assert.equal(await answer, null);
	});
	it("that nobody knows are refused, and the server lives on", async () => {
		editor = await Editor.start();
		await assert.rejects(editor.request("textDocument/nonsense", {}), /[Uu]nhandled|not found/i);
		await assert.rejects(editor.request("workspace/executeCommand", { command: "format.disk" }), /no command/);
		await editor.connection.sendNotification("workspace/nonsense", {});
		await assert.rejects(editor.request("textDocument/hover", {}));
		editor.open(OPEN);
		assert.match(JSON.stringify(await editor.at("hover", 0, 22)), /mod_register/);
	});
	it("tell the status, and tell of its changes", async () => {
		editor = await Editor.start({ initializationOptions: { status: true } });
		editor.open(OPEN);
		assert.match(
			JSON.stringify(await editor.request("prosody/status", { uri: URI })),
			/"profile":"public","profileAuto":true,"series":"13.0"/,
		);
		await editor.until(() => editor.notified.length || undefined);
		editor.edit(2, [[3, 0, 3, 0], "registration_invite_only = true\n"], [[1, 21, 1, 25], "false"]);
		await editor.until(() =>
			editor.notified.find(({ params }) => (params as { profile: string }).profile === "personal"),
		);
		const count = editor.notified.length;
		editor.edit(3, [[0, 0, 0, 0], "\n"]);
		await editor.ofVersion(3);
		await sleep(50);
		assert.equal(editor.notified.length, count, "nothing changed");
	});
	it("list the rules", async () => {
		editor = await Editor.start();
		const listed = await editor.request<{ id: string; title: string }[]>("prosody/rules", undefined);
		assert.ok(listed.some(({ id, title }) => id === "limits-missing" && title));
	});
	it("fix everything safe, as a command", async () => {
		editor = await Editor.start();
		editor.open(`${OPEN}-- prosody-lint: disable-line host-clash\n`);
		await editor.request("workspace/executeCommand", { command: "prosody.fixAll", arguments: [URI] });
		assert.match(JSON.stringify(editor.applied), /"version":1/);
		assert.match(JSON.stringify(editor.applied), /"line":4/);
	});
});

describe("language server: translated texts", () => {
	it("are taken from the client", async () => {
		const l10n = { Documentation: "Dokumentation", "Type: {0}": "Art: {0}" };
		editor = await Editor.start({ initializationOptions: { l10n } });
		editor.open("allow_registration = true");
		assert.match(JSON.stringify(await editor.at("hover", 0, 1)), /Art: .*Dokumentation/);
	});
	it("reach the rules' titles", async () => {
		editor = await Editor.start({
			initializationOptions: { l10n: { "A public server without bandwidth limits": "Ohne Begrenzung" } },
		});
		const listed = await editor.request<{ id: string; title: string }[]>("prosody/rules", undefined);
		assert.equal(listed.find(({ id }) => id === "limits-missing")?.title, "Ohne Begrenzung");
	});
});
