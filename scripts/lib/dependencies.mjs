/** Makes a fresh clone usable: needs nothing but Node and npm. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Installs what the lock file says when node_modules is missing or differs from it. Ends the process with a clear line when that fails.
 * Not with `npm ci`: that insists on lock entries for the binaries of every platform, and a mirror need not carry them all.
 */
export function ensureDependencies(root) {
	if (Number.parseInt(process.versions.node, 10) < 20) {
		console.error(`Node 20 or newer is needed; this is ${process.version}.`);
		process.exit(2);
	}
	if (matchesLock(root)) return;
	console.log("Installing dependencies …");
	// No package may run scripts here: nothing needs them, and none gets the chance.
	const { status } = spawnSync(
		"npm",
		["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
		{
			cwd: root,
			stdio: "inherit",
			shell: process.platform === "win32",
		},
	);
	if (status !== 0) {
		console.error("npm install failed; see above.");
		process.exit(2);
	}
}

/** npm writes what it installed to node_modules/.package-lock.json. */
function matchesLock(root) {
	const installed = join(root, "node_modules/.package-lock.json");
	if (!existsSync(installed)) return false;
	const versions = (path, prefix) => {
		const { packages } = JSON.parse(readFileSync(path, "utf8"));
		return Object.entries(packages).filter(([name, entry]) => name.startsWith(prefix) && !entry.optional);
	};
	const have = new Map(versions(installed, "node_modules/").map(([name, { version }]) => [name, version]));
	return versions(join(root, "package-lock.json"), "node_modules/").every(
		([name, { version }]) => have.get(name) === version,
	);
}
