/**
 * Bundles the suite. One text for both hosts: it may use `vscode` and nothing of Node (but see suite/processes.ts).
 */
import { copyFile, readdir } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

const repository = path.resolve(import.meta.dirname, "../..");
const folder = path.join(import.meta.dirname, "suite");
const out = path.join(repository, "build/vscode");

/** The bundle for the Node host. The worker host gets the same bytes; it insists on a name that ends in `.js`. */
export const suiteForNode = path.join(out, "suite.cjs");
export const suiteForWeb = path.join(out, "suite.web.js");

export async function buildSuite() {
	const tests = (await readdir(folder)).filter((file) => file.endsWith(".test.ts")).sort();
	// mocha.ts first: it makes `describe` and `it`, which the test files call as they are loaded.
	const imports = ["mocha.ts", ...tests].map((file) => `import "./${file}";`);
	await build({
		stdin: {
			contents: [...imports, 'export { run } from "./mocha.ts";'].join("\n"),
			resolveDir: folder,
			sourcefile: "all.ts",
		},
		outfile: suiteForNode,
		bundle: true,
		format: "iife",
		globalName: "suite",
		// Last, because mocha's own wrapper takes the file's exports for itself.
		footer: { js: "module.exports = suite;" },
		platform: "browser",
		target: "es2022",
		external: ["vscode", "node:child_process"],
		sourcemap: "inline",
		logLevel: "warning",
	});
	await copyFile(suiteForNode, suiteForWeb);
}
