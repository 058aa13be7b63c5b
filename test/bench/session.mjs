/** One start of one server on one document: everything that is measured, in the order an admin would meet it. */
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { LspClient, NoAnswer } from "./lsp-client.mjs";
import { OpenDocument } from "./open-document.mjs";
import { peakMemory } from "./process-tree.mjs";

/** Keystrokes after opening that are typed but not counted. */
export const WARM_UP = 5;

/**
 * @typedef {import("./documents/documents.mjs").BenchDocument} BenchDocument
 * @typedef {{ name: string, command: string, args: string[], settings?: Record<string, unknown> }} Server
 * @typedef {{ limit: number, budget: number, keystrokes: number, requests: number }} Effort
 *   limit: of a single wait; budget: of a whole loop (both ms); keystrokes and requests: samples wanted
 * @typedef {{ start: number[], first: number[], keystroke: number[], hover: number[], completion: number[],
 *   memory: number[], mode?: "push" | "pull", found?: OpenDocument["found"], missed?: string, error?: string }} Samples
 *   missed: the measure whose answer did not come in time; error: why the session broke
 */

const CAPABILITIES = {
	general: { positionEncodings: ["utf-16"] },
	workspace: { configuration: true, didChangeConfiguration: {}, workspaceFolders: true },
	textDocument: {
		synchronization: { didSave: true },
		publishDiagnostics: { versionSupport: true },
		diagnostic: {},
		hover: { contentFormat: ["markdown", "plaintext"] },
		completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
	},
};

/** @param {Server} server @param {BenchDocument} document @param {Effort} effort @returns {Promise<Samples>} */
export async function session(server, document, effort) {
	/** @type {Samples} */
	const samples = { start: [], first: [], keystroke: [], hover: [], completion: [], memory: [] };
	const root = path.dirname(document.file);
	const client = new LspClient(server.command, server.args, { cwd: root, settings: server.settings });
	let measuring = "start";
	try {
		const initialized = await client.request("initialize", initializeParams(root), effort.limit);
		samples.start.push(initialized.at - client.startedAt);
		client.notify("initialized", {});
		client.notify("workspace/didChangeConfiguration", { settings: server.settings ?? {} });

		const open = new OpenDocument(client, document, initialized.result.capabilities, effort.limit);
		samples.found = open.found; // filled as answers come
		samples.mode = open.pulls ? "pull" : "push";
		measuring = "first";
		samples.first.push(await open.open());
		await sleep(300); // late publications of the opening must not pass for answers to keystrokes

		for (const [name, provider, position] of [
			["hover", "hoverProvider", document.hoverAt],
			["completion", "completionProvider", document.typeAt],
		]) {
			if (!initialized.result.capabilities[provider]) continue;
			measuring = name;
			await loop(samples[name], effort.requests, effort.budget, () => open.ask(name, position));
		}
		measuring = "keystroke";
		await loop([], WARM_UP, effort.budget, () => open.type());
		await loop(samples.keystroke, effort.keystrokes, effort.budget, () => open.type());
	} catch (error) {
		if (error instanceof NoAnswer) samples.missed = measuring;
		else samples.error = `${measuring}: ${error.message}`;
	} finally {
		const memory = peakMemory(client.child.pid);
		if (memory !== undefined) samples.memory.push(memory);
		await client.close();
	}
	return samples;
}

/** @param {string} root @param {Record<string, unknown>} [workspace] what the client can do besides */
export function initializeParams(root, workspace) {
	const uri = pathToFileURL(root).href;
	return {
		processId: process.pid,
		clientInfo: { name: "prosody-config bench" },
		rootUri: uri,
		workspaceFolders: [{ uri, name: "bench" }],
		capabilities: { ...CAPABILITIES, workspace: { ...CAPABILITIES.workspace, ...workspace } },
	};
}

/** Puts up to `count` samples into `samples`, but takes no further one after `budget` milliseconds. */
export async function loop(samples, count, budget, sample) {
	const until = performance.now() + budget;
	for (let i = 0; i < count && (i === 0 || performance.now() < until); i++) samples.push(await sample());
}
