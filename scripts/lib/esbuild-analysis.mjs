/** esbuild plugin for `virtual:analysis`: what the server needs once there is a document, as text inside the server's one file. */
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import * as esbuild from "esbuild";

/** @param options how the server itself is built; the text is built likewise */
export function analysisPlugin(root, options) {
	return {
		name: "analysis",
		setup(build) {
			build.onResolve({ filter: /^virtual:analysis$/ }, () => ({ path: "analysis", namespace: "prosody-analysis" }));
			build.onLoad({ filter: /.*/, namespace: "prosody-analysis" }, async () => {
				const { outputFiles, metafile } = await esbuild.build({
					...options,
					entryPoints: ["server/src/lsp/load.ts"],
					// The core is pure, and what it brings along must be so too: nothing of Node is handed to it.
					platform: "browser",
					mainFields: ["browser", "module", "main"],
					// Not a file of its own: a map can only travel inside.
					sourcemap: options.sourcemap ? "inline" : false,
					write: false,
					metafile: true,
				});
				const code = `(function (module, exports) {${outputFiles[0].text}\n})`;
				const id = createHash("sha256").update(code).digest("hex").slice(0, 16);
				const inputs = Object.keys(metafile.inputs).filter((path) => !path.includes(":"));
				return {
					contents: `export const id = ${JSON.stringify(id)}; export const code = ${JSON.stringify(code)};`,
					loader: "js",
					watchFiles: inputs.map((path) => resolve(root, path)),
					watchDirs: [join(root, "server/src/rules")],
				};
			});
		},
	};
}
