/** Typing into a server that works on fixes: what it sends was made from the text of the version it names. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { CodeAction, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver-types";
import { applyChanges } from "../../server/src/edits/index.ts";
import { DEFAULT_SETTINGS, fixAll, Snapshot } from "../../server/src/engine.ts";
import { codeActions, FIX_ALL, resolveCodeAction } from "../../server/src/features/code-actions.ts";
import { FULL_SUPPORT } from "../../server/src/features/support.ts";
import { type Answer, RawClient } from "../fuzz/lsp.ts";
import { Random } from "../fuzz/random.ts";
import { URI } from "./check.ts";

const SERVER = process.env.PROSODY_LANGUAGE_SERVER ?? resolve("dist/prosody-language-server.js");
const CONTENT_MODIFIED = -32801;
const SESSIONS = Number(process.env.RUNS ?? 12);

/** Mistakes with safe fixes, far enough apart for all of them to be made at once. */
const TEXT = `modules_enabled = { "mod_roster"; "mod_disco"; "tls"; "tls"; }
use_libevent = true
-- prosody-lint: disable-file host-clash
c2s_require_encryption = "true"
VirtualHost "example.org"
	s2s_secure_auth = "yes"
`;
const CAPABILITIES = {
	workspace: { workspaceEdit: { documentChanges: true }, applyEdit: true },
	textDocument: {
		codeAction: {
			codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } },
			dataSupport: true,
			resolveSupport: { properties: ["edit"] },
		},
	},
};

class Typist {
	version = 1;
	/** The text of every version. */
	readonly texts = new Map([[1, TEXT]]);
	readonly client = new RawClient(SERVER, 512);

	async start(): Promise<void> {
		await this.client.request("initialize", { processId: process.pid, rootUri: null, capabilities: CAPABILITIES })
			.answer;
		this.client.notify("initialized", {});
		this.client.notify("textDocument/didOpen", {
			textDocument: { uri: URI, languageId: "prosody", version: 1, text: TEXT },
		});
	}

	/** Types some characters, each a version of its own. */
	type(random: Random): void {
		for (let count = random.below(4); count > 0; count--) {
			const before = TextDocument.create(URI, "", this.version, this.texts.get(this.version)!);
			const at = before.positionAt(random.below(before.getText().length + 1));
			const contentChanges = [
				{ range: { start: at, end: at }, text: random.pick(["x", " ", "\n", "-- y\n", "\n\ta = 1\n"]) },
			];
			this.version++;
			this.texts.set(this.version, TextDocument.update(before, contentChanges, this.version).getText());
			this.client.notify("textDocument/didChange", {
				textDocument: { uri: URI, version: this.version },
				contentChanges,
			});
		}
	}

	/** Asks for what can be done to the whole file. */
	ask(): Promise<Answer> {
		const range = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };
		const context = { diagnostics: [] };
		return this.client.request("textDocument/codeAction", { textDocument: { uri: URI }, range, context }).answer;
	}

	snapshot(version: number): Snapshot {
		const text = this.texts.get(version);
		assert.ok(text !== undefined, `version ${version} was never there`);
		return new Snapshot(URI, text, DEFAULT_SETTINGS);
	}

	/** The text of the version an edit names, once the edit is applied to it. */
	after(edit: WorkspaceEdit): { version: number; text: string } {
		assert.equal(edit.changes, undefined);
		const [own, ...more] = edit.documentChanges as TextDocumentEdit[];
		assert.deepEqual(more, []);
		const version = own!.textDocument.version!;
		const { text } = this.snapshot(version);
		return { version, text: TextDocument.applyEdits(TextDocument.create(URI, "", version, text), own!.edits as never) };
	}
}

/** What each action comes to when it is worked out here, from the text of its version. */
function expected(typist: Typist, version: number, title: string): Set<string> {
	const document = { snapshot: typist.snapshot(version), version };
	const actions = codeActions(
		document,
		0,
		document.snapshot.text.length,
		{ diagnostics: [] },
		FULL_SUPPORT,
		() => undefined,
	);
	const full = actions
		.filter((action) => action.title === title)
		.map((action) => (action.data ? resolveCodeAction(action, document, FULL_SUPPORT)! : action));
	return new Set(full.map(({ edit }) => typist.after(edit!).text));
}

describe("typing into the server while it works on fixes", () => {
	const typists: Typist[] = [];
	afterEach(() => {
		for (const typist of typists.splice(0)) typist.client.kill();
	});
	const start = async () => {
		assert.ok(existsSync(SERVER), `${SERVER} is missing; run \`npm run build\` first`);
		const typist = new Typist();
		typists.push(typist);
		await typist.start();
		return typist;
	};

	it("every fix belongs to the version it names; what was offered for an earlier one is refused", async function () {
		this.timeout(120_000);
		const typist = await start();
		const seen = { resolved: 0, refused: 0, eager: 0 };
		for (let session = 0; session < SESSIONS; session++) {
			const random = new Random("actions", session);
			typist.type(random);
			const asked = typist.ask();
			typist.type(random);
			const actions = ((await asked).result as CodeAction[]).filter(({ edit, data }) => edit ?? data);
			for (let count = 0; count < 3; count++) {
				const action = random.pick(actions);
				if (action.edit) {
					const { version, text } = typist.after(action.edit);
					assert.ok(expected(typist, version, action.title).has(text), action.title);
					seen.eager++;
				}
				const lazy = random.pick(actions.filter(({ data }) => data));
				const { version } = lazy.data as { version: number };
				if (random.oneIn(2)) typist.type(random);
				const isOld = version !== typist.version;
				const { result, error } = await typist.client.request("codeAction/resolve", lazy).answer;
				if (isOld) {
					assert.equal(error?.code, CONTENT_MODIFIED, JSON.stringify(result));
					seen.refused++;
				} else {
					const after = typist.after((result as CodeAction).edit!);
					assert.equal(after.version, version);
					assert.ok(expected(typist, version, lazy.title).has(after.text), lazy.title);
					seen.resolved++;
				}
			}
		}
		assert.ok(Math.min(...Object.values(seen)) > 0, `this proves nothing: ${JSON.stringify(seen)}`);
	});

	it("fix all names the version it was made from, whatever is typed meanwhile", async function () {
		this.timeout(120_000);
		const typist = await start();
		for (let session = 0; session < SESSIONS; session++) {
			const random = new Random("fix all", session);
			typist.type(random);
			const params = { command: "prosody.fixAll", arguments: [URI] };
			const { answer } = typist.client.request("workspace/executeCommand", params);
			typist.type(random);
			assert.equal((await answer).error, undefined);
			const edits = typist.client.asked.splice(0).filter(({ method }) => method === "workspace/applyEdit");
			for (const { params } of edits) {
				const { version, text } = typist.after((params as { edit: WorkspaceEdit }).edit);
				const snapshot = typist.snapshot(version);
				assert.equal(text, applyChanges(snapshot.text, fixAll(snapshot)));
			}
			assert.equal(edits.length, 1, "one edit, or the text was put right by typing");
		}
	});

	it("an action for a document that was closed and opened again is refused", async () => {
		const typist = await start();
		const actions = (await typist.ask()).result as CodeAction[];
		const all = actions.find(({ kind }) => kind === FIX_ALL);
		assert.ok(all);
		typist.client.notify("textDocument/didClose", { textDocument: { uri: URI } });
		const closed = await typist.client.request("codeAction/resolve", all).answer;
		assert.equal(closed.error?.code, CONTENT_MODIFIED, JSON.stringify(closed));
		// A version of the same number, but another text.
		const text = `-- new\n${TEXT}`;
		const textDocument = { uri: URI, languageId: "prosody", version: 1, text };
		typist.client.notify("textDocument/didOpen", { textDocument });
		typist.texts.set(1, text);
		const { result, error } = await typist.client.request("codeAction/resolve", all).answer;
		if (error) assert.equal(error.code, CONTENT_MODIFIED);
		else {
			const snapshot = typist.snapshot(1);
			assert.equal(typist.after((result as CodeAction).edit!).text, applyChanges(text, fixAll(snapshot)));
		}
	});
});
