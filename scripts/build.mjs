/** `npm run build`: everything the extension ships, into dist/. `--watch` keeps at it, `--dev` leaves out minifying. */
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { ruleFiles } from "./lib/esbuild-plugins.mjs";
import { nodeOptions, serverBundle } from "./lib/server-bundle.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const watch = process.argv.includes("--watch");
const dev = watch || process.argv.includes("--dev");

const mode = { minify: !dev, sourcemap: dev ? "linked" : false };
const node = { ...nodeOptions(root), ...mode };
const web = {
	...node,
	platform: "browser",
	target: "es2022",
	mainFields: ["browser", "module", "main"],
};

const bundles = [
	{ ...node, entryPoints: ["client/extension.ts"], outfile: "dist/client.js", external: ["vscode"] },
	{ ...web, entryPoints: ["client/extension.web.ts"], outfile: "dist/client.web.js", external: ["vscode"] },
	{
		...serverBundle(root, "dist/prosody-language-server.js", mode),
		banner: { js: "#!/usr/bin/env node" },
	},
	{ ...web, entryPoints: ["server/src/lsp/browser.ts"], outfile: "dist/server.web.js", format: "iife" },
	{
		...node,
		entryPoints: ["server/src/cli/main.ts"],
		outfile: "dist/prosody-lint.js",
		banner: { js: "#!/usr/bin/env node" },
	},
];

rmSync(join(root, "dist"), { recursive: true, force: true });
mkdirSync(join(root, "dist/rules"), { recursive: true });
for (const { path, id } of ruleFiles(root).rules) {
	const page = path.replace(/\.ts$/, ".md");
	if (existsSync(page)) cpSync(page, join(root, `dist/rules/${id}.md`));
	else {
		console.error(`The rule ${id} has no page: write ${page}.`);
		process.exitCode = 1;
	}
}

if (watch) {
	console.log("Building…");
	for (const options of bundles) await (await esbuild.context(options)).watch();
	console.log("Watching; stop with Ctrl+C.");
} else {
	await Promise.all(bundles.map((options) => esbuild.build(options)));
}
