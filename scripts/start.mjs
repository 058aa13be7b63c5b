#!/usr/bin/env node
/**
 * `npm start`: an editor with the extension and a realistic configuration open. Works on a fresh clone with nothing but
 * Node and npm. What is not to be had is replaced by the next best thing, and said in one line.
 */
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ensureDependencies } from "./lib/dependencies.mjs";

const HELP = `npm start [-- OPTION…]

Builds the extension and opens a copy of the sample configuration with it:
in VS Code if \`code\` is on the PATH, otherwise in a VS Code server in the browser (installed into .cache/ once),
otherwise prosody-lint shows in the terminal what it has to say about the sample.

  --in code|browser|terminal  begin with this way instead of the first of the three that works
  --check                     open no window: see whether everything would work, then end (the default where CI is set)
  --help                      this text

In the browser it goes on until Ctrl+C. Without a terminal it also ends five minutes after its last window was closed.`;

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, ".cache/sample");
const sample = join(folder, "prosody.cfg.lua");

/** Each opens the sample in its way; returns why it could not. */
const WAYS = { code: inCode, browser: inBrowser, terminal: inTerminal };

const options = readOptions();
ensureDependencies(root);
say("Building the extension …");
node([join(root, "scripts/build.mjs")], "the build failed");
// A new copy each time: whatever was tried on it is gone.
rmSync(folder, { recursive: true, force: true });
cpSync(join(root, "sample"), folder, { recursive: true });

const names = Object.keys(WAYS);
for (const name of names.slice(options.in ? names.indexOf(options.in) : 0)) {
	const reason = await WAYS[name]();
	if (reason === undefined) process.exit();
	say(`Not in ${name === "code" ? "VS Code" : `the ${name}`}: ${reason}.`);
}
process.exit(1);

async function inCode() {
	// Windows has it as code.cmd, which only a shell starts.
	const code = (...args) =>
		spawnSync("code", args, { stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
	if (code("--version").status !== 0) return "`code` is not on the PATH or does not run";
	say(`Opening ${shown(sample)} in VS Code${options.check ? " would work" : " with the extension"}.`);
	if (options.check) return;
	const quoted = (path) => (process.platform === "win32" ? `"${path}"` : path);
	const { status } = code(`--extensionDevelopmentPath=${quoted(root)}`, quoted(folder), quoted(sample));
	if (status !== 0) return `\`code\` ended with ${status}`;
}

async function inBrowser() {
	const { ensureVSCodeServer } = await import("./lib/vscode-install.mjs");
	const { startVSCodeServer } = await import("./lib/vscode-server.mjs");
	const { makePackage } = await import("./package.mjs");
	const installation = await ensureVSCodeServer(say);
	if (!installation.ok) return installation.reason;
	let server;
	try {
		server = await startVSCodeServer(installation, {
			data: join(root, ".cache/sample-editor"),
			settings: { "workbench.colorTheme": "Dark 2026" },
			vsix: [makePackage({ quiet: true })],
			lasting: process.stdin.isTTY && !options.check,
		});
	} catch (error) {
		return `the VS Code server does not start (${error.message.split("\n")[0]})`;
	}
	const url = server.url(folder, [["openFile", `vscode-remote://${server.authority}${sample}`]]);
	if (!options.check) {
		say(
			`VS Code with the extension and ${shown(sample)}: open this address in a browser (Ctrl+C ends it)\n\n  ${url}\n`,
		);
		await server.exited;
		return;
	}
	try {
		if (!(await server.serves(url))) return `${url} does not answer with the editor`;
		const { publisher, name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
		const extension = `${publisher}.${name}@${version}`;
		if (!(await server.extensions()).includes(extension)) return `${extension} is not installed`;
		say(`${url} answers and ${extension} is installed.`);
	} finally {
		await server.stop();
	}
}

async function inTerminal() {
	say(`What prosody-lint has to say about ${shown(sample)}:`);
	node([join(root, "dist/prosody-lint.js"), sample, "--fail-on", "never"], "prosody-lint failed");
	say("For a file of your own: node dist/prosody-lint.js FILE");
}

/** Runs a script and ends with it if it fails. */
function node(args, failure) {
	const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
	if (status === 0) return;
	console.error(`npm start: ${failure}; see above.`);
	process.exit(1);
}

function readOptions() {
	const known = { in: { type: "string" }, check: { type: "boolean" }, help: { type: "boolean", short: "h" } };
	try {
		const { values } = parseArgs({ options: known });
		if (values.help) {
			console.log(HELP);
			process.exit();
		}
		if (values.in && !Object.hasOwn(WAYS, values.in)) throw new Error(`--in takes ${Object.keys(WAYS).join(", ")}`);
		return { in: values.in, check: values.check ?? Boolean(process.env.CI && !process.stdin.isTTY) };
	} catch (error) {
		console.error(`npm start: ${error.message}; see npm start -- --help`);
		process.exit(2);
	}
}

function say(line) {
	console.log(line);
}

/** A path as a person would type it. */
function shown(path) {
	return relative(process.cwd(), path) || ".";
}
