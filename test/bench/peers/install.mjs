/** The peers, from npm into .cache/bench/peers: in the exact versions of the lock file, without their install scripts. */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
export const ROOT = path.resolve(HERE, "../../..");
const FOLDER = path.join(ROOT, ".cache/bench/peers");
const LOCK = "package-lock.json";

/** @param {string} file of an installed peer, from its package's name on @returns {string} where it is */
export function peerFile(file) {
	return path.join(FOLDER, "node_modules", file);
}

/** Installs the peers unless they are there already in the wanted versions. @returns {string | undefined} what went wrong */
export function installPeers() {
	const wanted = readFileSync(path.join(HERE, LOCK), "utf8");
	const copy = path.join(FOLDER, LOCK);
	const complete = peerFile(".package-lock.json");
	if (existsSync(complete) && existsSync(copy) && readFileSync(copy, "utf8") === wanted) return undefined;
	mkdirSync(FOLDER, { recursive: true });
	for (const file of ["package.json", LOCK]) copyFileSync(path.join(HERE, file), path.join(FOLDER, file));
	const npm = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
		cwd: FOLDER,
		encoding: "utf8",
		shell: process.platform === "win32",
	});
	return npm.status === 0 ? undefined : (npm.error?.message ?? npm.stderr.trim().split("\n").slice(-3).join("\n"));
}
