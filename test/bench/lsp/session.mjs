/** One start of one server on one document: everything that is measured, in the order an admin would meet it. */
import path from "node:path";
import { performance } from "node:perf_hooks";
import { initializeParams } from "./capabilities.mjs";
import { LspClient, NoAnswer } from "./client.mjs";
import { OpenDocument } from "./open-document.mjs";
import { peakMemory } from "./process-tree.mjs";

/** Keystrokes after opening that are typed but not counted. */
export const WARM_UP = 5;
/** Keystrokes of a burst. */
const BURST = 40;

/** What a session measures, in this order. */
export const MEASURES = [
	...["start", "first", "completion", "hover", "outline", "codeAction", "keystroke", "symbols", "burst", "memory"],
];

/**
 * @typedef {import("../documents/documents.mjs").BenchDocument} BenchDocument
 * @typedef {{ name: string, command: string, args: string[], options?: unknown, settings?: Record<string, unknown> }} Server
 * @typedef {{ limit: number, budget: number, requests: number, keystrokes: number, symbols: number, bursts: number }} Effort
 *   limit: of a single wait; budget: of a whole loop (both ms); the rest: samples wanted
 * @typedef {Record<string, number[]> & { mode?: "push" | "pull", found?: OpenDocument["found"], missed?: string, error?: string }} Samples
 *   by measure; missed: the measure whose answer did not come in time; error: why the session broke
 */

/**
 * @param {Server} server @param {BenchDocument} document @param {Effort} effort
 * @param {boolean} loops whether more than starting and opening is measured
 * @returns {Promise<Samples>}
 */
export async function session(server, document, effort, loops) {
	/** @type {any} */
	const samples = Object.fromEntries(MEASURES.map((name) => [name, []]));
	const root = path.dirname(document.file);
	const client = new LspClient(server.command, server.args, { cwd: root, settings: server.settings });
	/** Where the samples of a measure go; until the next one, it is this that is missed when an answer does not come. */
	const during = (name) => {
		samples.missed = name;
		return samples[name];
	};
	try {
		during("start");
		const initialize = initializeParams(root, { options: server.options });
		const { result, at } = await client.request("initialize", initialize, effort.limit);
		samples.start.push(at - client.startedAt);
		client.notify("initialized", {});
		client.notify("workspace/didChangeConfiguration", { settings: server.settings ?? {} });

		const open = new OpenDocument(client, document, result.capabilities, effort.limit);
		samples.found = open.found; // filled as answers come
		samples.mode = open.pulls ? "pull" : "push";
		during("first").push(await open.open());
		if (loops) {
			await measure(open, result.capabilities, effort, during);
			const memory = peakMemory(client.child.pid);
			if (memory !== undefined) samples.memory.push(memory);
		}
		samples.missed = undefined;
	} catch (error) {
		if (!(error instanceof NoAnswer)) {
			samples.error = `${samples.missed}: ${error.message}`;
			samples.missed = undefined;
		}
	} finally {
		await client.close();
	}
	return samples;
}

/** The loops: requests about the text as it was opened, then typing. */
async function measure(open, capabilities, effort, during) {
	const { budget, requests, keystrokes, symbols, bursts } = effort;
	await open.settle();
	for (const [name, offered] of [
		["completion", capabilities.completionProvider],
		["hover", capabilities.hoverProvider],
		["outline", capabilities.documentSymbolProvider],
		["codeAction", capabilities.codeActionProvider],
	])
		if (offered) await loop(during(name), requests, budget, () => open.ask(name));

	const typed = during("keystroke");
	await loop([], WARM_UP, budget, () => open.type());
	await loop(typed, keystrokes, budget, () => open.type());
	await open.settle();
	if (capabilities.documentSymbolProvider) await loop(during("symbols"), symbols, budget, () => open.typeAndOutline());
	await loop(during("burst"), bursts, Number.POSITIVE_INFINITY, () => open.burst(BURST));
}

/** Puts up to `count` samples into `samples`, but takes no further one after `budget` milliseconds. */
export async function loop(samples, count, budget, sample) {
	const until = performance.now() + budget;
	for (let i = 0; i < count && (i === 0 || performance.now() < until); i++) samples.push(await sample());
}
