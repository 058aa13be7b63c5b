/** Bundles the TypeScript tests into a folder below build/, one file each, for mocha. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { catalogPlugin, rulesPlugin } from "./esbuild-plugins.mjs";

/** Returns the bundled files of the tests given (relative to the root). */
export async function bundleTests(root, files) {
	// A folder of its own for each run: several may go on at once.
	const outdir = join(root, `build/tests-${process.pid}`);
	process.once("exit", () => rmSync(outdir, { recursive: true, force: true }));
	await esbuild.build({
		absWorkingDir: root,
		entryPoints: files,
		bundle: true,
		platform: "node",
		format: "esm",
		target: "node20",
		packages: "external",
		splitting: true,
		outdir,
		outbase: "test",
		outExtension: { ".js": ".mjs" },
		sourcemap: "linked",
		logLevel: "warning",
		plugins: [catalogPlugin(root), rulesPlugin(root)],
	});
	return files.map((file) => join(outdir, file.replace(/^test\//, "").replace(/\.ts$/, ".mjs")));
}
