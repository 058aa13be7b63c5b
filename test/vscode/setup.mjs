#!/usr/bin/env node
/**
 * What the editor tests need beside npm's packages. Called by each of them; run by hand it prepares everything at once:
 * `node test/vscode/setup.mjs`
 */
import { ensurePackages } from "../../scripts/lib/debian.mjs";
import { ensureVSCodeServer } from "../../scripts/lib/vscode-install.mjs";
import { isMain } from "./result.mjs";

export { ensureVSCodeServer };

/** Chromium for the workbench. `CHROMIUM` names another browser of its family. */
export async function ensureChromium() {
	if (process.env.CHROMIUM) return { ok: true, path: process.env.CHROMIUM };
	const { ok, missing, reason } = await ensurePackages(["chromium"]);
	return ok ? { ok, path: "/usr/bin/chromium" } : { ok, reason: `needs ${missing.join(", ")} (${reason})` };
}

/** Neovim. `NVIM` names another executable. */
export async function ensureNeovim() {
	if (process.env.NVIM) return { ok: true, path: process.env.NVIM };
	const { ok, missing, reason } = await ensurePackages(["neovim"]);
	return ok ? { ok, path: "/usr/bin/nvim" } : { ok, reason: `needs ${missing.join(", ")} (${reason})` };
}

if (isMain(import.meta)) {
	const parts = {
		"VS Code server": await ensureVSCodeServer(console.log),
		Chromium: await ensureChromium(),
		Neovim: await ensureNeovim(),
	};
	for (const [name, part] of Object.entries(parts)) {
		console.log(`${name}: ${part.ok ? (part.path ?? part.entry) : part.reason}`);
		if (!part.ok) process.exitCode = 1;
	}
}
