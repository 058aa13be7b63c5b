/** The servers that are measured: ours as built, and two of the same trade from npm, in exact versions. */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
export const ROOT = path.resolve(HERE, "../..");
const PEERS = path.join(ROOT, ".cache/bench/peers");

const OURS = path.join(ROOT, "dist/prosody-language-server.js");
const SCRIPTS = {
	ours: OURS,
	yaml: path.join(PEERS, "node_modules/yaml-language-server/bin/yaml-language-server"),
	dockerfile: path.join(PEERS, "node_modules/dockerfile-language-server-nodejs/bin/docker-langserver"),
};
const PACKAGES = { yaml: "yaml-language-server", dockerfile: "dockerfile-language-server-nodejs" };

/** The names `--servers` takes, in the order of the table. */
export const SERVER_NAMES = Object.keys(SCRIPTS);
/** Which document of a scenario each opens. */
export const LANGUAGE_OF = { ours: "prosody", yaml: "yaml", dockerfile: "dockerfile" };

/** Installs the peers unless they are there already in the wanted versions. @returns {string | undefined} what went wrong */
export function installPeers() {
	const lock = "package-lock.json";
	const wanted = readFileSync(path.join(HERE, "peers", lock), "utf8");
	const copy = path.join(PEERS, lock);
	const complete = path.join(PEERS, "node_modules/.package-lock.json");
	if (existsSync(complete) && existsSync(copy) && readFileSync(copy, "utf8") === wanted) return undefined;
	mkdirSync(PEERS, { recursive: true });
	for (const file of ["package.json", lock]) copyFileSync(path.join(HERE, "peers", file), path.join(PEERS, file));
	const npm = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
		cwd: PEERS,
		encoding: "utf8",
		shell: process.platform === "win32",
	});
	return npm.status === 0 ? undefined : (npm.error?.message ?? npm.stderr.trim().split("\n").slice(-3).join("\n"));
}

/** @param {string} name @param {string} schema the YAML server's schema @returns {import("./session.mjs").Server} */
export function server(name, schema) {
	const yaml = {
		schemas: { [pathToFileURL(schema).href]: "*.yaml" },
		schemaStore: { enable: false },
		validate: true,
		hover: true,
		completion: true,
	};
	return {
		name,
		command: process.execPath,
		args: [SCRIPTS[name], "--stdio"],
		settings: name === "yaml" ? { yaml } : {},
	};
}

/** @param {string} name */
export function isInstalled(name) {
	return existsSync(SCRIPTS[name]);
}

/** @param {string} name @returns {string} for the table's head and the results */
export function version(name) {
	const file = PACKAGES[name]
		? path.join(PEERS, "node_modules", PACKAGES[name], "package.json")
		: path.join(ROOT, "package.json");
	const { name: title, version: number } = JSON.parse(readFileSync(file, "utf8"));
	return `${PACKAGES[name] ?? title} ${number}`;
}
