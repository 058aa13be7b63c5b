/**
 * esbuild plugin for parts of Node that the library of the protocol requires at once and hardly ever uses: here they are loaded when
 * something of theirs is asked for. A server that starts would spend more time on them than on its own code.
 */
const RARE = {
	// Making up names for pipes.
	crypto: ["randomBytes"],
	// Looking for modules that are installed globally.
	child_process: ["fork", "spawnSync"],
};

export function lazyPlugin() {
	return {
		name: "lazy",
		setup(build) {
			build.onResolve({ filter: /^(crypto|child_process)$/ }, ({ path, importer, namespace }) => {
				const isLibrary = namespace === "file" && /node_modules[\\/]vscode-(languageserver|jsonrpc)/.test(importer);
				return isLibrary ? { path, namespace: "prosody-lazy" } : undefined;
			});
			build.onLoad({ filter: /.*/, namespace: "prosody-lazy" }, ({ path }) => ({
				contents: RARE[path]
					.map((name) => `Object.defineProperty(exports, "${name}", { get: () => require("${path}").${name} });`)
					.join("\n"),
				loader: "js",
			}));
		},
	};
}
