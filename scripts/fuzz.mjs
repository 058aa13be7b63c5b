/**
 * `npm run fuzz -- --seconds N --seed S [--only core|server] [--case N] [--shrink N]`: damaged texts, odd edits and broken editors,
 * until the time is up. The same seed makes the same cases. What breaks is made small and written to test/fuzz/found/.
 * The exit status is 0 when all promises held, 1 when one was broken, 2 for wrong usage.
 */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import * as esbuild from "esbuild";
import { nodeOptions, serverBundle } from "./lib/server-bundle.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const options = readOptions();
process.chdir(root);
const outdir = join(root, "build/fuzz");
mkdirSync(outdir, { recursive: true });
await build();
console.log(`seed ${options.seed}`);
const { main } = await import(pathToFileURL(join(outdir, "main.mjs")).href);
const broken = await main({
	...options,
	worker: join(outdir, "worker.mjs"),
	server: join(outdir, "server.cjs"),
	found: join(root, "test/fuzz/found"),
});
process.exitCode = broken > 0 ? 1 : 0;

function readOptions() {
	const number = { type: "string" };
	const { values } = parse({ seconds: number, seed: number, only: number, case: number, shrink: number });
	const { only } = values;
	if (only !== undefined && only !== "core" && only !== "server") usage(`--only ${only}`);
	const read = (name, otherwise) => {
		const value = values[name] === undefined ? otherwise : Number(values[name]);
		if (value !== undefined && (!Number.isFinite(value) || value < 0)) usage(`--${name} ${values[name]}`);
		return value;
	};
	// Sessions with a server are slow, and there is more to try without one.
	const seconds = read("seconds", 60);
	const shares = only ? { core: 0, server: 0, [only]: seconds } : { core: seconds * 0.6, server: seconds * 0.4 };
	return {
		seconds: shares,
		seed: read("seed", Date.now() % 1_000_000_000),
		number: read("case", undefined),
		shrinking: read("shrink", 30),
	};
}

function parse(options) {
	try {
		return parseArgs({ options });
	} catch (error) {
		return usage(error.message);
	}
}

function usage(problem) {
	console.error(`${problem}\nnpm run fuzz -- --seconds N --seed S [--only core|server] [--case N] [--shrink N]`);
	process.exit(2);
}

/** The runner with its worker, and the language server as it is shipped, except for where it lies. */
async function build() {
	const runner = {
		...nodeOptions(root),
		entryPoints: ["main", "worker"].map((name) => `test/fuzz/${name}.ts`),
		format: "esm",
		sourcemap: "linked",
		packages: "external",
		outdir,
		outExtension: { ".js": ".mjs" },
	};
	await Promise.all([
		esbuild.build(runner),
		esbuild.build(serverBundle(root, join(outdir, "server.cjs"), { sourcemap: "linked" })),
	]);
}
