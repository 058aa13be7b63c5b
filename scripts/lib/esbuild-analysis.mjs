/** esbuild plugin for `virtual:analysis`: what the server needs once there is a document, as text inside the server's one file. */
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { deflateRawSync } from "node:zlib";
import * as esbuild from "esbuild";
import { readCatalog } from "./esbuild-plugins.mjs";

/** @param options how the server itself is built; the text is built likewise */
export function analysisPlugin(root, options) {
	return {
		name: "analysis",
		setup(build) {
			build.onResolve({ filter: /^virtual:analysis$/ }, () => ({ path: "analysis", namespace: "prosody-analysis" }));
			build.onLoad({ filter: /.*/, namespace: "prosody-analysis" }, async () => {
				const { outputFiles, metafile } = await esbuild.build({
					...options,
					// The first to answer for a path is the one that is asked.
					plugins: [catalogHandedIn, ...options.plugins],
					entryPoints: ["server/src/lsp/load.ts"],
					// The core is pure, and what it brings along must be so too: nothing of Node is handed to it.
					platform: "browser",
					mainFields: ["browser", "module", "main"],
					// Not a file of its own: a map can only travel inside.
					sourcemap: options.sourcemap ? "inline" : false,
					write: false,
					metafile: true,
				});
				const code = `(function (module, exports, catalog) {${outputFiles[0].text}\n})`;
				const id = createHash("sha256").update(code).digest("hex").slice(0, 16);
				const { text, watch, errors } = readCatalog(root);
				if (errors) return { errors, ...watch };
				const packed = (part) => deflateRawSync(part, { level: 9 }).toString("base64");
				const inputs = Object.keys(metafile.inputs).filter((path) => !path.includes(":"));
				return {
					contents: Object.entries({ id, code: packed(code), catalog: packed(text) })
						.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
						.join("\n"),
					loader: "js",
					watchFiles: [...inputs.map((path) => resolve(root, path)), ...watch.watchFiles],
					watchDirs: [join(root, "server/src/rules"), ...watch.watchDirs],
				};
			});
		},
	};
}

/** In the server's file the catalog is packed, and unpacked with what Node has for that: it gets to the code as a parameter. */
const catalogHandedIn = {
	name: "catalog-handed-in",
	setup(build) {
		build.onResolve({ filter: /^virtual:catalog$/ }, () => ({ path: "catalog", namespace: "prosody-packed" }));
		build.onLoad({ filter: /.*/, namespace: "prosody-packed" }, () => ({
			contents: "export default catalog;",
			loader: "js",
		}));
	},
};
