#!/usr/bin/env node
/**
 * A real Neovim attaches to the language server over standard input and output: findings, hover, a quick fix.
 *
 * node test/vscode/neovim.mjs          NVIM=path takes another Neovim than Debian's
 */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startGroup } from "../../scripts/lib/vscode-process.mjs";
import { brokenResult, isMain, printResult, skippedResult } from "./result.mjs";
import { ensureNeovim } from "./setup.mjs";

const NAME = "Neovim";
const repository = path.resolve(import.meta.dirname, "../..");

export async function runNeovim({
	server = path.join(repository, "dist/prosody-language-server.js"),
	limit = 60_000,
} = {}) {
	const nvim = await ensureNeovim();
	if (!nvim.ok) return skippedResult(NAME, nvim.reason);

	const folder = await mkdtemp(path.join(tmpdir(), "prosody-neovim-"));
	try {
		await copyFile(path.join(import.meta.dirname, "fixtures/prosody.cfg.lua"), path.join(folder, "prosody.cfg.lua"));
		// The last command is reached only if the script breaks down: without it Neovim would wait for keys.
		const script = path.join(import.meta.dirname, "neovim.lua");
		const args = ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", `luafile ${script}`, "-c", "cquit 3"];
		const group = startGroup(nvim.path, args, {
			cwd: folder,
			env: {
				...process.env,
				PROSODY_NODE: process.execPath,
				PROSODY_SERVER: server,
				XDG_STATE_HOME: folder,
				XDG_CACHE_HOME: folder,
			},
		});
		const timer = setTimeout(group.stop, limit);
		const code = await group.exited;
		clearTimeout(timer);
		await group.stop();

		const lines = group.output().split(/\r?\n/);
		const passed = lines.filter((line) => line.startsWith("✓")).length;
		const failed = Math.max(lines.filter((line) => line.startsWith("✗")).length, code === 0 && passed > 0 ? 0 : 1);
		return {
			name: NAME,
			passed,
			failed,
			skipped: [],
			output: `${group.output().trim()}${failed ? `\nNeovim ended with ${code}.` : ""}`,
		};
	} catch (error) {
		return brokenResult(NAME, error);
	} finally {
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

if (isMain(import.meta)) await printResult(runNeovim());
