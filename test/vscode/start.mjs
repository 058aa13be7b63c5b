#!/usr/bin/env node
/**
 * `npm start` in its three ways: a stand-in for `code`, the VS Code server in the browser, the terminal.
 *
 * node test/vscode/start.mjs
 */
import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startGroup } from "../../scripts/lib/vscode-process.mjs";
import { isMain, printResult, Steps } from "./result.mjs";
import { ensureVSCodeServer } from "./setup.mjs";

const run = promisify(execFile);
const NAME = "npm start";
const script = path.resolve(import.meta.dirname, "../../scripts/start.mjs");

/** @param {{ say?: (line: string) => void }} [options] */
export async function runStart({ say } = {}) {
	const steps = new Steps(NAME, say);
	const temporary = await mkdtemp(path.join(tmpdir(), "prosody-start-"));
	const { CI: _, ...env } = process.env;
	const start = (args, more = {}) => run(process.execPath, [script, ...args], { env: { ...env, ...more } });
	try {
		await steps.step("tells its options", async () => expect((await start(["--help"])).stdout, /--check/));

		await steps.step("opens the editor on the PATH with the extension and the sample", async () => {
			const code = path.join(temporary, "code");
			await writeFile(code, `#!/bin/sh\nprintf '%s\\n' "$@" >>"${temporary}/arguments"\n`);
			await chmod(code, 0o755);
			await start([], { PATH: `${temporary}${path.delimiter}${env.PATH}` });
			const given = await readFile(path.join(temporary, "arguments"), "utf8");
			expect(given, /^--extensionDevelopmentPath=.+\n.*\.cache\/sample\n.*\.cache\/sample\/prosody\.cfg\.lua$/m);
		});

		await steps.step("shows the findings in the terminal", async () => {
			expect((await start(["--in", "terminal"])).stdout, /limits-missing/);
		});

		const installation = await ensureVSCodeServer();
		if (!installation.ok) {
			steps.result.skipped.push({ name: `${NAME} in the browser`, reason: installation.reason });
			return steps.result;
		}
		await steps.step("checks the way through the browser", async () => {
			expect((await start(["--in", "browser", "--check"])).stdout, /answers and .+ is installed/);
		});
		await steps.step("stays until Ctrl+C and takes the server with it", async () => {
			const group = startGroup(process.execPath, [script, "--in", "browser"], { env });
			try {
				const url = await urlIn(group);
				await fetch(url);
				group.signal("SIGINT");
				await group.exited;
				const alive = await fetch(url).catch(() => undefined);
				if (alive) throw new Error("the server outlived npm start");
			} finally {
				await group.stop();
			}
		});
	} catch {
		// The step has told what went wrong.
	} finally {
		await rm(temporary, { recursive: true, force: true });
	}
	return steps.result;
}

/** The address it prints. */
async function urlIn(group) {
	let ended = false;
	group.exited.then(() => {
		ended = true;
	});
	for (
		const begin = Date.now();
		Date.now() - begin < 60_000 && !ended;
		await new Promise((next) => setTimeout(next, 50))
	) {
		const [url] = /http:\/\/127\.0\.0\.1:\S+/.exec(group.output()) ?? [];
		if (url) return url;
	}
	throw new Error(`no address in:\n${group.output()}`);
}

function expect(text, pattern) {
	if (!pattern.test(text)) throw new Error(`expected ${pattern} in:\n${text}`);
}

if (isMain(import.meta)) await printResult(runStart());
