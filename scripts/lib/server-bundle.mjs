/** How the language server is bundled for Node: as it is shipped, and as the fuzzer drives it. */
import { analysisPlugin } from "./esbuild-analysis.mjs";
import { lazyPlugin } from "./esbuild-lazy.mjs";
import { catalogPlugin, rulesPlugin } from "./esbuild-plugins.mjs";

/** esbuild's options for anything of ours that runs in Node. */
export function nodeOptions(root) {
	return {
		absWorkingDir: root,
		bundle: true,
		platform: "node",
		format: "cjs",
		target: "node20",
		mainFields: ["module", "main"],
		legalComments: "none",
		logLevel: "warning",
		plugins: [catalogPlugin(root), rulesPlugin(root)],
	};
}

/** esbuild's options for the server in one file; `options` says what differs from `nodeOptions`: minifying, source maps. */
export function serverBundle(root, outfile, options = {}) {
	const node = { ...nodeOptions(root), ...options };
	return {
		...node,
		entryPoints: ["server/src/lsp/node.ts"],
		outfile,
		plugins: [...node.plugins, lazyPlugin(), analysisPlugin(root, node)],
	};
}
