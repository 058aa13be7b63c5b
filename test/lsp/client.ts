/** The editor's side of the built language server, over standard input and output. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import type { Diagnostic, InitializeResult, PublishDiagnosticsParams } from "vscode-languageserver-protocol";
import {
	createProtocolConnection,
	type ProtocolConnection,
	StreamMessageReader,
	StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

export const SERVER = process.env.PROSODY_LANGUAGE_SERVER ?? path.resolve("dist/prosody-language-server.js");

export const URI = "file:///etc/prosody/prosody.cfg.lua";

interface Options {
	readonly capabilities?: object;
	readonly initializationOptions?: unknown;
	/** What workspace/configuration is answered with; `"never"`: not at all. */
	readonly configuration?: unknown;
	readonly args?: readonly string[];
	readonly workspaceFolders?: readonly { readonly uri: string; readonly name: string }[];
}

/** What most tests announce: an editor that gets its diagnostics published. */
export const PUSH = {
	workspace: { configuration: true, workspaceEdit: { documentChanges: true }, applyEdit: true },
	textDocument: {
		publishDiagnostics: { versionSupport: true },
		hover: { contentFormat: ["markdown"] },
		codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
		documentSymbol: { hierarchicalDocumentSymbolSupport: true },
	},
};

/** An editor that asks for them. */
export const PULL = {
	...PUSH,
	workspace: { ...PUSH.workspace, diagnostics: { refreshSupport: true } },
	textDocument: { ...PUSH.textDocument, diagnostic: {} },
};

export class Editor {
	readonly published: PublishDiagnosticsParams[] = [];
	readonly logged: string[] = [];
	readonly notified: { method: string; params: unknown }[] = [];
	refreshes = 0;
	configuration: unknown;
	applied: unknown;
	stderr = "";
	#listeners = new Set<() => void>();
	readonly exited: Promise<number | null>;

	private constructor(
		readonly child: ChildProcess,
		readonly connection: ProtocolConnection,
		options: Options,
	) {
		this.configuration = options.configuration ?? null;
		this.exited = new Promise((resolve) => child.on("exit", resolve));
		child.stderr?.on("data", (data) => {
			this.stderr += data;
		});
		connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
			this.published.push(params);
			for (const listener of this.#listeners) listener();
		});
		connection.onNotification("window/logMessage", ({ message }: { message: string }) => {
			this.logged.push(message);
			for (const listener of this.#listeners) listener();
		});
		connection.onNotification("prosody/statusChanged", (params: unknown) => {
			this.notified.push({ method: "prosody/statusChanged", params });
			for (const listener of this.#listeners) listener();
		});
		connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) =>
			this.configuration === "never" ? new Promise(() => {}) : items.map(() => this.configuration),
		);
		connection.onRequest("workspace/diagnostic/refresh", () => {
			this.refreshes++;
			for (const listener of this.#listeners) listener();
			return null;
		});
		connection.onRequest("workspace/applyEdit", ({ edit }: { edit: unknown }) => {
			this.applied = edit;
			return { applied: true };
		});
		connection.onRequest("client/registerCapability", () => null);
		connection.listen();
	}

	initialized!: InitializeResult;

	static async start(options: Options = {}): Promise<Editor> {
		const editor = Editor.spawn(options);
		editor.initialized = await editor.connection.sendRequest("initialize", {
			processId: process.pid,
			rootUri: null,
			capabilities: options.capabilities ?? PUSH,
			workspaceFolders: options.workspaceFolders ?? null,
			initializationOptions: options.initializationOptions,
		});
		await editor.connection.sendNotification("initialized", {});
		return editor;
	}

	/** Starts the process without saying anything. */
	static spawn(options: Options = {}): Editor {
		assert.ok(existsSync(SERVER), `${SERVER} is missing; run \`npm run build\` first`);
		const child = spawn(process.execPath, [SERVER, ...(options.args ?? ["--stdio"])], {
			stdio: ["pipe", "pipe", "pipe"],
		});
		const connection = createProtocolConnection(
			new StreamMessageReader(child.stdout),
			new StreamMessageWriter(child.stdin),
		);
		return new Editor(child, connection, options);
	}

	/** Stops the server in the orderly way; the exit code. */
	async stop(): Promise<number | null> {
		await this.connection.sendRequest("shutdown");
		await this.connection.sendNotification("exit");
		const code = await this.exited;
		this.connection.dispose();
		return code;
	}

	/** For the end of a test, whatever happened in it. */
	kill(): void {
		this.connection.dispose();
		this.child.kill("SIGKILL");
	}

	open(text: string, version = 1, uri = URI): void {
		this.#notify("didOpen", { textDocument: { uri, languageId: "prosody", version, text } });
	}
	close(uri = URI): void {
		this.#notify("didClose", { textDocument: { uri } });
	}
	/** Replaces `[line, character, line, character]` by a text. */
	edit(version: number, ...edits: [[number, number, number, number], string][]): void {
		const contentChanges = edits.map(([[line, character, endLine, endCharacter], text]) => ({
			range: { start: { line, character }, end: { line: endLine, character: endCharacter } },
			text,
		}));
		this.#notify("didChange", { textDocument: { uri: URI, version }, contentChanges });
	}
	replace(version: number, text: string): void {
		this.#notify("didChange", { textDocument: { uri: URI, version }, contentChanges: [{ text }] });
	}
	#notify(method: string, params: unknown): void {
		void this.connection.sendNotification(`textDocument/${method}`, params);
	}

	request<T>(method: string, params: unknown): Promise<T> {
		return this.connection.sendRequest(method, params);
	}
	at<T>(method: string, line: number, character: number, uri = URI): Promise<T> {
		return this.request(`textDocument/${method}`, { textDocument: { uri }, position: { line, character } });
	}
	async pull(uri = URI, previousResultId?: string): Promise<{ kind: string; resultId?: string; items?: Diagnostic[] }> {
		return this.request("textDocument/diagnostic", { textDocument: { uri }, previousResultId });
	}

	/** The first publication, past or to come, that is accepted. */
	async publication(
		accept: (published: PublishDiagnosticsParams) => boolean = () => true,
	): Promise<PublishDiagnosticsParams> {
		return this.until(() => this.published.find(accept));
	}
	ofVersion(version: number): Promise<PublishDiagnosticsParams> {
		return this.publication((one) => one.uri === URI && one.version === version);
	}

	/** Waits for something to come true when a message arrives. */
	until<T>(look: () => T | undefined, limit = 10_000): Promise<T> {
		return new Promise((resolve, reject) => {
			const check = () => {
				const found = look();
				if (found === undefined) return;
				clearTimeout(timer);
				this.#listeners.delete(check);
				resolve(found);
			};
			const timer = setTimeout(() => {
				this.#listeners.delete(check);
				reject(new Error(`nothing came; stderr: ${this.stderr}; log: ${this.logged.join("\n")}`));
			}, limit);
			this.#listeners.add(check);
			check();
		});
	}
}

export function rules({ diagnostics }: { diagnostics?: Diagnostic[] }): string[] {
	return (diagnostics ?? []).map(({ code }) => String(code)).sort();
}
