/**
 * `npm test`: everything, on a fresh clone. Installs what is missing, then checks, builds and runs every suite.
 * The last line is `N passed, N failed`. What cannot run here is named as skipped; with CI=true a skip is a failure.
 */
import { spawnSync } from "node:child_process";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "./lib/dependencies.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
ensureDependencies(root);

/** A command that passes or fails as a whole. */
function command(name, file, args) {
	return async () => {
		const { status, stdout, stderr } = spawnSync(file, args, { cwd: root, encoding: "utf8" });
		const ok = status === 0;
		return { name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [], output: ok ? "" : `${stdout}${stderr}` };
	};
}

const bin = (name) => join(root, "node_modules/.bin", name);

/** Imported late: they need the dependencies. */
const { checkLayers } = await import("./lib/layers.mjs");
const { runUnitTests } = await import("./lib/unit-tests.mjs");
const { ensurePackages } = await import("./lib/debian.mjs");

async function layers() {
	const violations = checkLayers(root);
	return {
		passed: violations.length === 0 ? 1 : 0,
		failed: violations.length,
		skipped: [],
		output: violations.join("\n"),
	};
}

async function oracle() {
	const { ok, reason } = await ensurePackages(["prosody", "prosody-modules", "lua5.4", "lua-unbound"]);
	if (!ok) return { passed: 0, failed: 0, skipped: [{ name: "the real Prosody", reason }], output: "" };
	return runUnitTests(root, { folders: ["oracle"] });
}

const later =
	(path, name, ...args) =>
	async () =>
		(await import(path))[name](...args);

/** In this order: what fails fast first, and the build before what needs it. */
const SUITES = [
	["types", command("types", bin("tsc"), ["--noEmit", "-p", "."])],
	["format and lint", command("format and lint", bin("biome"), ["check", "--error-on-warnings", "."])],
	["layers", layers],
	["generated files", command("generated files", process.execPath, ["scripts/generate.mjs", "--check"])],
	["texts for translators", command("texts for translators", process.execPath, ["scripts/l10n.mjs", "--check"])],
	["build", command("build", process.execPath, ["scripts/build.mjs"])],
	["grammar", command("grammar", process.execPath, ["test/grammar/run.mjs"])],
	["unit", () => runUnitTests(root)],
	["oracle", oracle],
	["package", later("../test/package/run.mjs", "runPackage")],
	["VS Code, Node host", later("../test/vscode/run-server.mjs", "runServer")],
	["VS Code, web worker host", later("../test/vscode/run-web.mjs", "runWeb")],
	["VS Code, by hand of a browser", later("../test/vscode/drive.mjs", "runDrive")],
	["Neovim", later("../test/vscode/neovim.mjs", "runNeovim")],
	["npm start", later("../test/vscode/start.mjs", "runStart")],
];

let passed = 0;
let failed = 0;
for (const [name, suite] of SUITES) {
	const begin = Date.now();
	let result;
	try {
		result = await suite();
	} catch (error) {
		result = { passed: 0, failed: 1, skipped: [], output: error.stack ?? String(error) };
	}
	const skips = result.skipped ?? [];
	if (result.output && (result.failed > 0 || skips.length > 0)) console.log(result.output);
	for (const skip of skips) console.log(`skipped: ${skip.name}: ${skip.reason}`);
	const seconds = ((Date.now() - begin) / 1000).toFixed(1);
	console.log(`${name}: ${result.passed} passed, ${result.failed} failed, ${skips.length} skipped (${seconds} s)`);
	passed += result.passed;
	failed += result.failed + (process.env.CI === "true" ? skips.length : 0);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
