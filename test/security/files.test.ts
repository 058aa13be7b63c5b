/** Nothing is let in: what a session reads over a folder full of traps, counted call by call in the built programs. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Editor } from "../lsp/client.ts";
import { type Deed, listed, opened, readDeeds, runTraced, touched, tracing } from "./traced.ts";
import { Trap } from "./trap.ts";

describe("what a configuration makes the program read", () => {
	let trap: Trap;
	before(() => {
		trap = new Trap();
	});
	after(() => trap.remove());

	/** Only what lies in the repository; nothing run, nothing sent, nobody called. */
	function isContained(deeds: readonly Deed[], beside: readonly string[] = []): void {
		assert.ok(deeds.length > 0, "nothing was written down");
		assert.deepEqual(
			deeds.filter(({ kind }) => kind !== "file"),
			[],
		);
		const outside = opened(deeds).filter((path) => !beside.includes(path));
		assert.deepEqual(outside, trap.allowed);
		for (const path of touched(deeds)) assert.doesNotMatch(path, /^\/(?:proc|dev|net|sys)\//);
		const lists = listed(deeds).filter((path) => !path.startsWith(trap.repository));
		// The folders that are named; what is in them says nothing to anybody (see the next test).
		assert.ok(
			lists.every((path) => path.startsWith(join(trap.root, "outside"))),
			lists.join(", "),
		);
		assert.ok(!existsSync(join(trap.root, "executed")), "the configuration was run");
	}

	it("prosody-lint stays in the repository", () => {
		const { deeds, stdout, status } = runTraced(["--format", "json", trap.entry], trap.repository);
		assert.ok(status === 0 || status === 1, `exit code ${status}`);
		isContained(deeds, [trap.entry]);
		assert.ok(!stdout.includes("4711") && !stdout.includes("letter"));
	});

	it("prosody-lint --fix writes to nothing else either", () => {
		const before = trap.text;
		const { deeds } = runTraced(["--fix", trap.entry], trap.repository);
		const beside = opened(deeds).filter((path) => path.startsWith(`${trap.repository}/etc/.prosody.cfg.lua.`));
		isContained(deeds, [trap.entry, `${trap.repository}/etc`, ...beside]);
		assert.notEqual(before, "");
	});

	it("dump knows only what lies in the repository", () => {
		const { deeds, stdout } = runTraced(["dump", "--prosody-version", "13.0", trap.entry], trap.repository);
		isContained(deeds, [trap.entry]);
		const { hosts } = JSON.parse(stdout) as { hosts: Record<string, { options: Record<string, unknown> }> };
		for (const name of ["a", "b", "c"]) assert.ok(hosts[`${name}.example.org`], name);
		assert.ok(!hosts["secret.example.org"]);
		const { options } = hosts["*"]!;
		assert.equal(options.read0, "hello\n");
		for (const name of ["read1", "read2", "read3", "read4"]) {
			assert.deepEqual(options[name], { $unknown: "it is read from another file" }, name);
		}
		assert.ok(!stdout.includes("4711"));
	});

	it("the language server stays in the repository, whatever is asked", async () => {
		const file = join(trap.root, "server.txt");
		const before = { ...process.env };
		Object.assign(process.env, tracing(file));
		const editor = await Editor.start();
		process.env = before;
		try {
			const uri = pathToFileURL(trap.entry).href;
			editor.open(trap.text, 1, uri);
			const { diagnostics } = await editor.publication((one) => one.uri === uri);
			assert.ok(diagnostics.length > 0);
			const textDocument = { uri };
			const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
			const answers: unknown[] = [diagnostics];
			for (let line = 0; line < trap.text.split("\n").length; line++) {
				answers.push(await editor.at("hover", line, 10, uri), await editor.at("completion", line, 20, uri));
			}
			for (const method of ["documentSymbol", "documentLink", "foldingRange"]) {
				answers.push(await editor.request(`textDocument/${method}`, { textDocument }).catch(() => null));
			}
			answers.push(
				await editor.request("textDocument/codeAction", { textDocument, range: all, context: { diagnostics } }),
				await editor.request("prosody/effectiveConfiguration", { uri }),
			);
			const said = JSON.stringify(answers);
			assert.ok(said.includes("a.example.org"), "the parts were not read");
			assert.ok(!said.includes("4711") && !said.includes("letter") && !said.includes("secret.example.org"));
		} finally {
			await editor.stop();
		}
		isContained(readDeeds(file));
	});
});
