#!/usr/bin/env node
/**
 * Runs the suite in the Node extension host of a real VS Code (its server edition, with the workbench in Chromium).
 *
 * node test/vscode/run-server.mjs      VERBOSE=1 shows the workbench's own console lines too
 */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startVSCodeServer } from "../../scripts/lib/vscode-server.mjs";
import { buildSuite, suiteForNode } from "./build-suite.mjs";
import { brokenResult, isMain, printResult, skippedResult } from "./result.mjs";
import { runSuiteInPage } from "./run-suite.mjs";
import { ensureChromium, ensureVSCodeServer } from "./setup.mjs";

const NAME = "VS Code, Node extension host";

/**
 * @param {object} [options]
 * @param {string} [options.extension] the folder of the extension, built
 * @param {string} [options.suite] the bundle that exports `run()`; the project's own suite is built when none is given
 * @param {string} [options.workspace] the folder to open a copy of
 * @param {number} [options.limit] ms for the suite
 */
export async function runServer({
	extension = path.resolve(import.meta.dirname, "../.."),
	suite,
	workspace = path.join(import.meta.dirname, "fixtures"),
	limit,
} = {}) {
	const [installation, browser] = [await ensureVSCodeServer(), await ensureChromium()];
	const missing = [installation, browser].find((part) => !part.ok);
	if (missing) return skippedResult(NAME, missing.reason);

	const temporary = await mkdtemp(path.join(tmpdir(), "prosody-vscode-"));
	let server;
	try {
		if (!suite) await buildSuite();
		const folder = path.join(temporary, "workspace");
		await cp(workspace, folder, { recursive: true });
		server = await startVSCodeServer(installation, { data: path.join(temporary, "server"), driver: true });
		const remote = (file) => `vscode-remote://${server.authority}${path.resolve(file)}`;
		const url = server.url(folder, [
			["extensionDevelopmentPath", remote(extension)],
			["extensionTestsPath", remote(suite ?? suiteForNode)],
		]);
		return await runSuiteInPage({ name: NAME, chromium: browser.path, url, limit });
	} catch (error) {
		return brokenResult(NAME, error, server?.output());
	} finally {
		await server?.stop();
		await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
	}
}

if (isMain(import.meta)) await printResult(runServer());
