#!/usr/bin/env node
/**
 * Runs the same suite in a desktop VS Code, which is downloaded once.
 *
 * npm run test:electron
 *
 * VSCODE_EXECUTABLE=path takes an installed VS Code instead, VSCODE_VERSION=1.91.1 (or `insiders`) another one than the
 * newest. On Linux without a display put `xvfb-run -a` before it.
 */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runTests } from "@vscode/test-electron";
import { buildSuite, suiteForNode } from "./build-suite.mjs";

const repository = path.resolve(import.meta.dirname, "../..");
const temporary = await mkdtemp(path.join(tmpdir(), "prosody-vscode-"));
const inside = (name) => path.join(temporary, name);
try {
	await import("../../scripts/build.mjs");
	await buildSuite();
	await cp(path.join(import.meta.dirname, "fixtures"), inside("workspace"), { recursive: true });
	await runTests({
		vscodeExecutablePath: process.env.VSCODE_EXECUTABLE,
		version: process.env.VSCODE_VERSION,
		cachePath: path.join(repository, ".cache/vscode-desktop"),
		extensionDevelopmentPath: repository,
		extensionTestsPath: suiteForNode,
		launchArgs: [inside("workspace"), `--user-data-dir=${inside("user")}`, `--extensions-dir=${inside("extensions")}`],
	});
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
} finally {
	await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
}
