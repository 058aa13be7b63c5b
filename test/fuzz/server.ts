/** A session with the built server, in an order no editor would think of; in the end it knows what a fresh server knows. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Answer, RawClient } from "./lsp.ts";
import { Broken, hold, same } from "./promises.ts";

export interface ServerCase {
	readonly kind: "server";
	/** What the editor can do. */
	readonly client: "push" | "pull" | "bare";
	/** On disk: path → text. */
	readonly disk: Readonly<Record<string, string>>;
	readonly initializationOptions: unknown;
	readonly steps: readonly ServerStep[];
}

/** `ROOT` in whatever is sent stands for the folder's URI. */
export type ServerStep =
	| { readonly notify: string; readonly params: unknown; readonly malformed?: boolean }
	| { readonly request: string; readonly params: unknown; readonly cancel?: boolean; readonly malformed?: boolean }
	/** From now on workspace/configuration is answered with this. */
	| { readonly configuration: unknown }
	| { readonly write: string; readonly text: string }
	/** Milliseconds in which the server may go on. */
	| { readonly wait: number };

/** An answer that has not come by then, on a machine that others use too, will not come. */
const PATIENCE = 20_000;
const MEMORY = 512;

const BASE = {
	workspace: { configuration: true, workspaceEdit: { documentChanges: true }, applyEdit: true },
	textDocument: {
		publishDiagnostics: { versionSupport: true, relatedInformation: true, tagSupport: { valueSet: [1, 2] } },
		hover: { contentFormat: ["markdown"] },
		codeAction: {
			codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } },
			dataSupport: true,
			resolveSupport: { properties: ["edit"] },
		},
		documentSymbol: { hierarchicalDocumentSymbolSupport: true },
	},
};
const CAPABILITIES = {
	push: {
		...BASE,
		workspace: {
			...BASE.workspace,
			didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
		},
	},
	pull: {
		...BASE,
		workspace: { ...BASE.workspace, diagnostics: { refreshSupport: true } },
		textDocument: { ...BASE.textDocument, diagnostic: {} },
	},
	bare: {},
} as const;

/** What the protocol lets a server answer to a well-formed request besides a result. */
const FINE = new Set([-32800, -32801, -32802, -32803, -32601]);

/** Has the settings asked for once more, where they are asked for: what the editor would answer may have changed unsaid. */
const LAST_WORD = ["workspace/didChangeConfiguration", { settings: null }] as const;

interface Version {
	readonly languageId: string;
	readonly version: number;
	readonly text: string;
}

/** @param server the built server @throws Broken when a promise is not kept */
export async function tryServer(one: ServerCase, server: string): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "prosody-fuzz-"));
	const root = pathToFileURL(folder).href;
	const session = JSON.parse(JSON.stringify(one).replaceAll("ROOT", root)) as ServerCase;
	const write = (path: string, text: string) => {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	};
	for (const [path, text] of Object.entries(session.disk)) write(path, text);
	const clients: RawClient[] = [];
	const start = async () => {
		const client = new RawClient(server, MEMORY);
		clients.push(client);
		await begin(client, session, root);
		return client;
	};
	try {
		const client = await start();
		const open = await play(client, session, write);
		const fresh = await start();
		fresh.configuration = client.configuration;
		// Settings that were sent stay, also where later ones could not be read.
		for (const step of session.steps) {
			if ("notify" in step && step.notify === "workspace/didChangeConfiguration")
				fresh.notify(step.notify, step.params);
		}
		fresh.notify(...LAST_WORD);
		for (const [uri, document] of open) fresh.notify("textDocument/didOpen", { textDocument: { uri, ...document } });
		for (const [uri, { version }] of open) {
			const expected = await diagnosticsOf(fresh, session, uri, version);
			await compare(client, session, uri, version, expected);
		}
		await end(client);
	} finally {
		for (const client of clients) client.kill();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function begin(client: RawClient, session: ServerCase, root: string): Promise<void> {
	await answered(client, "initialize", {
		processId: process.pid,
		rootUri: root,
		capabilities: CAPABILITIES[session.client],
		initializationOptions: session.initializationOptions,
	});
	client.notify("initialized", {});
}

/** Does all steps. @returns the documents that are open in the end, in the order they were opened */
async function play(
	client: RawClient,
	session: ServerCase,
	write: (path: string, text: string) => void,
): Promise<Map<string, Version>> {
	const open = new Map<string, Version>();
	const answers: Promise<void>[] = [];
	for (const step of session.steps) {
		if ("wait" in step) await new Promise((resolve) => setTimeout(resolve, step.wait));
		else if ("configuration" in step) client.configuration = step.configuration;
		else if ("write" in step) write(step.write, step.text);
		else if ("notify" in step) {
			client.notify(step.notify, step.params);
			if (!step.malformed) follow(open, step.notify, step.params);
		} else {
			const { id, answer } = client.request(step.request, step.params);
			if (step.cancel) client.notify("$/cancelRequest", { id });
			answers.push(inTime(step.request, answer).then((given) => checkAnswer(step.request, given, step.malformed)));
		}
	}
	await Promise.all(answers);
	// What broke down inside is only told to the log.
	if (!session.steps.some((step) => "malformed" in step && step.malformed)) checkLog(client);
	client.notify(...LAST_WORD);
	return open;
}

/** What an editor's documents look like after a notification. */
function follow(open: Map<string, Version>, method: string, params: unknown): void {
	const { textDocument, contentChanges } = params as {
		textDocument: { uri: string } & Version;
		contentChanges: TextDocumentContentChangeEvent[];
	};
	if (method === "textDocument/didOpen") {
		const { uri, languageId, version, text } = textDocument;
		open.set(uri, { languageId, version, text });
	} else if (method === "textDocument/didClose") {
		open.delete(textDocument.uri);
	} else if (method === "textDocument/didChange") {
		const { uri, version } = textDocument;
		const known = open.get(uri);
		if (!known) return;
		const text = contentChanges.reduce(changed, known.text);
		open.set(uri, { ...known, version, text });
	}
}

/** What lies behind the end of a line or of the text means that end. */
function changed(text: string, change: TextDocumentContentChangeEvent): string {
	if (!("range" in change)) return change.text;
	const document = TextDocument.create("", "", 0, text);
	const [start, end] = [document.offsetAt(change.range.start), document.offsetAt(change.range.end)];
	return text.slice(0, Math.min(start, end)) + change.text + text.slice(Math.max(start, end));
}

function checkAnswer(method: string, { error }: Answer, malformed: boolean | undefined): void {
	if (!error) return;
	hold(error.code !== 0, "the server dies", () => `${method}: ${error.message}`);
	hold(malformed === true || FINE.has(error.code), `${method} is answered with an error`, () => JSON.stringify(error));
}

function checkLog(client: RawClient): void {
	for (const { method, params } of client.told) {
		const { type, message } = params as { type: number; message: string };
		if (method === "window/logMessage" && type === 1) throw new Broken("something breaks down inside", message);
	}
}

async function inTime(what: string, answer: Promise<Answer>): Promise<Answer> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<undefined>((resolve) => {
		timer = setTimeout(() => resolve(undefined), PATIENCE);
	});
	const given = await Promise.race([answer, late]);
	clearTimeout(timer);
	if (given === undefined) throw new Broken(`${what} is not answered`, `in ${PATIENCE / 1000} s`);
	return given;
}

async function answered(client: RawClient, method: string, params: unknown): Promise<unknown> {
	const { result, error } = await inTime(method, client.request(method, params).answer);
	if (error) throw new Broken(error.code === 0 ? "the server dies" : `${method} fails`, error.message);
	return result;
}

interface Published {
	readonly uri: string;
	readonly version?: number;
	readonly diagnostics: unknown;
}

function lastPublished(client: RawClient, uri: string): Published | undefined {
	const all = client.told.filter(({ method }) => method === "textDocument/publishDiagnostics");
	return all.map(({ params }) => params as Published).findLast((one) => one.uri === uri);
}

async function pull(client: RawClient, uri: string): Promise<unknown> {
	const report = await answered(client, "textDocument/diagnostic", { textDocument: { uri } });
	return (report as { items: unknown }).items;
}

/** What a fresh server says of a document. */
async function diagnosticsOf(client: RawClient, session: ServerCase, uri: string, version: number): Promise<unknown> {
	if (session.client === "pull") return pull(client, uri);
	await quiet(client, uri);
	const published = lastPublished(client, uri);
	hold(published?.version === version, "a fresh server publishes nothing", () => `${uri} ${JSON.stringify(published)}`);
	return published!.diagnostics;
}

/** Waits until a server has said what it has to say of a document: the first publication, and what follows on its heels. */
async function quiet(client: RawClient, uri: string): Promise<void> {
	await client.until(() => lastPublished(client, uri), PATIENCE);
	// Other documents are looked after when the typing pauses; a request is answered after what is due by then.
	for (let count = -1; count !== client.told.length; ) {
		count = client.told.length;
		await new Promise((resolve) => setTimeout(resolve, 260));
		await answered(client, "prosody/status", { uri });
	}
}

async function compare(
	client: RawClient,
	session: ServerCase,
	uri: string,
	version: number,
	expected: unknown,
): Promise<void> {
	const check = "the server's diagnostics differ from a fresh server's";
	if (session.client === "pull") return same(await pull(client, uri), expected, check);
	const isRight = () => {
		const last = lastPublished(client, uri);
		return last?.version === version && JSON.stringify(last.diagnostics) === JSON.stringify(expected);
	};
	if (await client.until(() => isRight() || undefined, 1500)) return;
	same(lastPublished(client, uri), { uri, version, diagnostics: expected }, check);
}

async function end(client: RawClient): Promise<void> {
	await answered(client, "prosody/rules", {});
	await answered(client, "shutdown", undefined);
	client.notify("exit", undefined);
	const why = await client.until(() => client.ended, PATIENCE);
	hold(why?.startsWith("the server ended (0)") === true, "the server does not end in order", () => String(why));
}
