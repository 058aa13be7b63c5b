/** Runs the grammar's cases (*.prosody in this folder) with a stand-in for VS Code's Lua grammar, which no package carries. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const runner = resolve(root, "node_modules/vscode-tmgrammar-test/dist/unit.js");
const grammars = ["syntaxes/prosody.tmLanguage.json", "test/grammar/lua-stand-in.tmLanguage.json"].flatMap((path) => [
	"-g",
	path,
]);
const { status } = spawnSync(process.execPath, [runner, ...grammars, "test/grammar/**/*.prosody"], {
	cwd: root,
	stdio: "inherit",
});
process.exitCode = status ?? 1;
