#!/usr/bin/env node
/**
 * Runs the suite in the web worker extension host: VS Code as on vscode.dev, with no server side.
 *
 * node test/vscode/run-web.mjs         VERBOSE=1 shows the workbench's own console lines too
 */
import path from "node:path";
import { buildSuite, suiteForWeb } from "./build-suite.mjs";
import { brokenResult, isMain, printResult, skippedResult } from "./result.mjs";
import { runSuiteInPage } from "./run-suite.mjs";
import { ensureChromium, ensureVSCodeServer } from "./setup.mjs";
import { serveWorkbench } from "./web-workbench.mjs";

const NAME = "VS Code, web worker extension host";

/** Takes what {@link import("./run-server.mjs").runServer} takes. */
export async function runWeb({
	extension = path.resolve(import.meta.dirname, "../.."),
	suite,
	workspace = path.join(import.meta.dirname, "fixtures"),
	limit,
} = {}) {
	const [installation, browser] = [await ensureVSCodeServer(), await ensureChromium()];
	const missing = [installation, browser].find((part) => !part.ok);
	if (missing) return skippedResult(NAME, missing.reason);

	let server;
	try {
		if (!suite) await buildSuite();
		server = await serveWorkbench({ vscode: installation.vscode, extension, suite: suite ?? suiteForWeb, workspace });
		return await runSuiteInPage({ name: NAME, chromium: browser.path, url: server.url, limit });
	} catch (error) {
		return brokenResult(NAME, error);
	} finally {
		await server?.close();
	}
}

if (isMain(import.meta)) await printResult(runWeb());
