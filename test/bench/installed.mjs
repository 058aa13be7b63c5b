/** What the server needs on a disk: its file is put where nothing else is, and must find the mistakes there too. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { session } from "./lsp/session.mjs";
import { ROOT } from "./peers/install.mjs";
import { SERVER_FILE } from "./peers/servers.mjs";

const ONCE = { budget: 0, requests: 0, keystrokes: 0, symbols: 0, bursts: 0 };

/**
 * @typedef {{ bytes: number, pages: number, dependencies: string[], problem?: string }} Installed
 *   bytes: of the server; pages: of the rules' pages an editor opens; dependencies: packages to be installed beside it
 */

/** @param {string} folder @param {import("./documents/documents.mjs").BenchDocument} document @param {number} limit ms */
export async function measureInstalled(folder, document, limit) {
	const alone = path.join(folder, "installed");
	mkdirSync(alone);
	const copy = path.join(alone, path.basename(SERVER_FILE));
	copyFileSync(SERVER_FILE, copy);
	const server = { name: "ours, alone", command: process.execPath, args: [copy, "--stdio"] };
	const { found, missed, error } = await session(server, document, { ...ONCE, limit }, false);
	const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
	/** @type {Installed} */
	return {
		bytes: statSync(copy).size,
		pages: folderSize(path.join(ROOT, "dist/rules")),
		dependencies: Object.keys(manifest.dependencies ?? {}),
		problem: error ?? missed ?? (found?.diagnostics ? undefined : "finds nothing where it stands alone"),
	};
}

function folderSize(folder) {
	return readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
}
