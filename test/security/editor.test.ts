/** What an editor brings along: the folders it has open, and the settings file in them. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Editor, PUSH, rules } from "../lsp/client.ts";

describe("in an editor", () => {
	let root: string;
	let editor: Editor;
	beforeEach(() => {
		root = realpathSync(mkdtempSync(join(tmpdir(), "prosody-editor-")));
	});
	afterEach(() => {
		editor.kill();
		rmSync(root, { recursive: true, force: true });
	});

	const uri = (path: string) => pathToFileURL(join(root, path)).href;
	function write(path: string, text: string): void {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), text);
	}
	const FOLDERS = { ...PUSH, workspace: { ...PUSH.workspace, workspaceFolders: true } };
	/** What the rules say once they say what is wanted. */
	const says = (path: string, accept: (rules: string[]) => boolean) =>
		editor.until(() => {
			const last = editor.published.filter((one) => one.uri === uri(path)).at(-1);
			return last && accept(rules(last)) ? rules(last) : undefined;
		});

	it("the folders it has open may be read, also those that are added", async () => {
		const ENTRY = 'Include "../../b/part.lua"\nInclude "../../c/part.lua"\nVirtualHost "example.org"\n';
		write("a/x/prosody.cfg.lua", ENTRY);
		// Both set what is set already; seen only when they are read.
		write("b/part.lua", 'VirtualHost "one.example.org"\n');
		write("c/part.lua", 'VirtualHost "two.example.org"\n');
		const hosts = async () => {
			const textDocument = { uri: uri("a/x/prosody.cfg.lua") };
			const answer = await editor.request<{ hosts: { name: string }[] }>(
				"prosody/effectiveConfiguration",
				textDocument,
			);
			return answer.hosts.map(({ name }) => name);
		};
		editor = await Editor.start({
			capabilities: FOLDERS,
			workspaceFolders: [
				{ uri: uri("a"), name: "a" },
				{ uri: uri("b"), name: "b" },
			],
		});
		editor.open(ENTRY, 1, uri("a/x/prosody.cfg.lua"));
		assert.deepEqual(await hosts(), ["one.example.org", "example.org"]);
		await editor.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
			event: { added: [{ uri: uri("c"), name: "c" }], removed: [] },
		});
		assert.deepEqual(await hosts(), ["one.example.org", "two.example.org", "example.org"]);
	});

	it("a settings file counts, behind what the editor sets, and is read again when it changes", async () => {
		const path = "etc/prosody.cfg.lua";
		const text = 'setuid = "prosody"\nmodules_enabled = { "roster", "saslauth" }\nVirtualHost "example.org"\n';
		write(path, text);
		write("etc/.prosody-lint.json", '{ "profile": "public", "rules": { "option-obsolete": "off" } }');
		editor = await Editor.start({ configuration: { profile: "auto", rules: {} } });
		editor.open(text, 1, uri(path));
		const first = await says(path, () => true);
		assert.ok(first.includes("limits-missing") && !first.includes("option-obsolete"), first.join());

		write("etc/.prosody-lint.json", '{ "profile": "personal" }');
		const changes = [{ uri: uri("etc/.prosody-lint.json"), type: 2 }];
		await editor.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
		await says(path, (found) => found.includes("option-obsolete") && !found.includes("limits-missing"));

		editor.configuration = { profile: "public", rules: { "option-obsolete": "off" } };
		await editor.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
		await says(path, (found) => !found.includes("option-obsolete") && found.includes("limits-missing"));

		write("etc/.prosody-lint.json", '{ "profil": "personal" }');
		await editor.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
		await editor.until(() =>
			editor.logged.find((line) => line.includes('.prosody-lint.json: there is no setting called "profil"')),
		);
	});
});
