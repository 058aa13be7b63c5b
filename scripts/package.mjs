/** `npm run package`: the extension as one .vsix file in the root. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(fileURLToPath(import.meta.url), "../..");

/** Builds and packs; returns the path of the .vsix. Throws with vsce's output when it fails. */
export function makePackage({ quiet = false } = {}) {
	const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	const out = join(root, `${name}-${version}.vsix`);
	const vsce = join(root, "node_modules/@vscode/vsce/vsce");
	// Everything is bundled, so no dependency is packed.
	const args = [
		vsce,
		"package",
		"--no-dependencies",
		"--allow-missing-repository",
		"--no-rewrite-relative-links",
		"--out",
		out,
	];
	const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
	if (status !== 0) throw new Error(`vsce package failed:\n${stdout}${stderr}`);
	if (!quiet) console.log(stdout.trim().split("\n").at(-1));
	return out;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) makePackage();
