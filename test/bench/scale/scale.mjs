/** Ours alone, on one entry file that includes very many files of one host each: what grows with their number, and what does not. */
import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { LINT_FILE } from "../commands/programs.mjs";
import { fragments } from "../documents/fragments.mjs";
import { initializeParams } from "../lsp/capabilities.mjs";
import { LspClient, NoAnswer } from "../lsp/client.mjs";
import { OpenDocument } from "../lsp/open-document.mjs";
import { peakMemory } from "../lsp/process-tree.mjs";
import { loop, WARM_UP } from "../lsp/session.mjs";
import { server } from "../peers/servers.mjs";
import { poolScale } from "./report.mjs";

/** How many files the many are compared with. */
export const FEW = 100;

const WATCHES = {
	didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
	diagnostics: { refreshSupport: true },
};
const CHANGED = 2;

/**
 * @typedef {{ start: number[], first: number[], fragment: number[], disk: number[], openEntry: number[], entry: number[], lint: number[],
 *   memory: number[], lintMemory: number[], found: Record<string, number>, missed?: string, error?: string }} ScaleSamples
 */

/**
 * @param {string} folder @param {number} many files
 * @param {{ limit: number, budget: number, keystrokes: number, rounds: number }} effort @param {(what: string) => void} tell
 */
export async function measureScale(folder, many, effort, tell) {
	const results = {};
	for (const files of new Set([FEW, many]))
		results[files] = poolScale(await scale(path.join(folder, String(files)), files, effort, tell));
	const title = `${many.toLocaleString("en")} files with one host each, included by one entry file`;
	return { title, few: FEW, many, results };
}

/**
 * @param {string} folder @param {number} files
 * @param {{ limit: number, budget: number, keystrokes: number, rounds: number }} effort @param {(what: string) => void} tell
 * @returns {Promise<ScaleSamples[]>} one a round
 */
async function scale(folder, files, effort, tell) {
	const documents = fragments(folder, files);
	const rounds = [];
	for (let round = 1; round <= effort.rounds && !rounds.some((one) => one.missed || one.error); round++) {
		tell(`${files.toLocaleString("en")} included files: round ${round} of ${effort.rounds}`);
		writeFileSync(documents.other.file, documents.other.texts[1]);
		const samples = await session(folder, documents, effort);
		if (!samples.missed && !samples.error) await lint(documents.entry.file, samples, effort.limit);
		rounds.push(samples);
	}
	rmSync(folder, { recursive: true, force: true });
	return rounds;
}

async function session(folder, { entry, fragment, other }, effort) {
	/** @type {ScaleSamples} */
	const samples = {
		start: [],
		first: [],
		fragment: [],
		disk: [],
		openEntry: [],
		entry: [],
		lint: [],
		memory: [],
		lintMemory: [],
		found: {},
	};
	const { command, args } = server("ours", folder);
	const client = new LspClient(command, args, { cwd: folder });
	let measuring = "start";
	try {
		const { limit, budget, keystrokes } = effort;
		const watching = client.asked("client/registerCapability", limit);
		watching.catch(() => {}); // it is waited for below
		const initialized = await client.request("initialize", initializeParams(folder, { workspace: WATCHES }), limit);
		samples.start.push(initialized.at - client.startedAt);
		client.notify("initialized", {});
		const { capabilities } = initialized.result;

		measuring = "first";
		const open = new OpenDocument(client, fragment, capabilities, limit);
		samples.first.push(await open.open());
		samples.found.fragment = open.found.diagnostics;
		await watching;

		measuring = "fragment";
		await loop([], WARM_UP, budget, () => open.type());
		await loop(samples.fragment, keystrokes, budget, () => open.type());

		measuring = "disk";
		let turn = 0;
		const change = () => changeOnDisk(client, other.file, other.texts[turn++ % 2], open, limit);
		await loop([], 1, budget, change);
		await loop(samples.disk, keystrokes, budget, change);

		measuring = "openEntry";
		const main = new OpenDocument(client, entry, capabilities, limit);
		samples.openEntry.push(await main.open());
		samples.found.entry = main.found.diagnostics;
		await sleep(300);
		measuring = "entry";
		await loop([], WARM_UP, budget, () => main.type());
		await loop(samples.entry, keystrokes, budget, () => main.type());
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

/** Writes another file, says so, and does what an editor does then; milliseconds until the open document is answered for again. */
async function changeOnDisk(client, file, text, open, limit) {
	writeFileSync(file, text);
	const asked = open.pulls
		? client.asked("workspace/diagnostic/refresh", limit)
		: client.published((p) => p.uri === open.uri, limit);
	const from = performance.now();
	client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: pathToFileURL(file).href, type: CHANGED }] });
	const answer = await asked;
	if (!open.pulls) return answer.at - from;
	await open.again();
	return performance.now() - from;
}

/** `prosody-lint` on the entry file, from start to end. */
function lint(entry, samples, limit) {
	return new Promise((resolve) => {
		const from = performance.now();
		const child = spawn(process.execPath, [LINT_FILE, "--format", "json", entry], {
			stdio: ["ignore", "pipe", "inherit"],
		});
		const timer = setTimeout(() => {
			samples.missed = "lint";
			child.kill("SIGKILL");
		}, limit);
		// It is gone once it has ended, so its memory is looked at on the way.
		let memory;
		const look = setInterval(() => {
			memory = peakMemory(child.pid) ?? memory;
		}, 50);
		let output = "";
		child.stdout.on("data", (data) => {
			output += data;
		});
		child.on("error", (error) => {
			samples.error = `lint: ${error.message}`;
		});
		child.on("close", (code) => {
			const took = performance.now() - from;
			clearTimeout(timer);
			clearInterval(look);
			if (!samples.missed && (code === 0 || code === 1)) {
				samples.lint.push(took);
				samples.found.lint = countFindings(output);
				if (memory !== undefined) samples.lintMemory.push(memory);
			} else if (!samples.missed) samples.error ??= `lint: ended with ${code}`;
			resolve(undefined);
		});
	});
}

function countFindings(output) {
	const report = JSON.parse(output);
	return (report.findings ?? report.files?.flatMap(({ findings }) => findings) ?? report).length;
}
