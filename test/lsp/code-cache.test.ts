import assert from "node:assert/strict";
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { cacheFolder } from "../../server/src/lsp/code-cache.ts";
import { Editor, rules } from "./client.ts";

const TEXT = 'modules_enabled = { "register" }\nallow_registration = true\nVirtualHost "example.org"\n';

/** One life of a server; the rules that speak. */
async function live(): Promise<string[]> {
	const editor = await Editor.start();
	try {
		editor.open(TEXT);
		const found = rules(await editor.ofVersion(1));
		assert.equal(await editor.stop(), 0);
		assert.equal(editor.stderr, "");
		return found;
	} finally {
		editor.kill();
	}
}

describe("language server: what V8 made of its code", () => {
	let folder: string;
	const before = process.env.NODE_COMPILE_CACHE;
	beforeEach(() => {
		folder = mkdtempSync(path.join(os.tmpdir(), "prosody-code-"));
		process.env.NODE_COMPILE_CACHE = path.join(folder, "cache");
	});
	afterEach(() => {
		if (before === undefined) delete process.env.NODE_COMPILE_CACHE;
		else process.env.NODE_COMPILE_CACHE = before;
		rmSync(folder, { recursive: true });
	});
	/** Node keeps its own there as well, from version 22 on. */
	const kept = () =>
		readdirSync(path.join(folder, "cache"))
			.filter((name) => name.startsWith("prosody-language-server-"))
			.map((name) => path.join(folder, "cache", name));

	it("is kept where the host says, and used the next time", async () => {
		const found = await live();
		assert.ok(found.includes("limits-missing"));
		const [file, ...others] = kept();
		assert.deepEqual(others, []);
		const { mode, mtimeMs } = statSync(file!);
		assert.equal(mode & 0o777, 0o600);
		assert.deepEqual(await live(), found);
		assert.equal(statSync(file!).mtimeMs, mtimeMs, "it was good enough");
	});
	it("is made anew when it is broken", async () => {
		const found = await live();
		const file = kept()[0]!;
		const good = readFileSync(file).length;
		writeFileSync(file, "nonsense");
		assert.deepEqual(await live(), found);
		assert.ok(readFileSync(file).length > good / 2);
	});
	it("is not taken from a file that others can write", async () => {
		await live();
		const file = kept()[0]!;
		const { ino } = statSync(file);
		chmodSync(file, 0o666);
		await live();
		assert.notEqual(statSync(file).ino, ino, "it was made anew");
	});
	it("does no harm where it cannot be kept", async () => {
		process.env.NODE_COMPILE_CACHE = "/dev/null/cache";
		assert.ok((await live()).includes("limits-missing"));
	});
	it("does not pile up", async () => {
		mkdirSync(path.join(folder, "cache"));
		const [old, recent, other] = [
			"prosody-language-server-0-x.bin",
			"prosody-language-server-1-x.bin",
			"somebody-else.bin",
		].map((name) => path.join(folder, "cache", name));
		for (const file of [old!, recent!, other!]) writeFileSync(file, "");
		for (const file of [old!, other!]) utimesSync(file, 0, 0);
		await live();
		assert.deepEqual([old!, recent!, other!].map(existsSync), [false, true, true]);
	});
	it("goes into the folder that the host names, and into no other", () => {
		assert.equal(cacheFolder({ HOME: folder, XDG_CACHE_HOME: folder, LOCALAPPDATA: folder }), undefined);
		assert.equal(cacheFolder({ NODE_COMPILE_CACHE: "" }), undefined);
		assert.equal(cacheFolder({ NODE_COMPILE_CACHE: "/x" }), "/x");
		assert.equal(cacheFolder({ NODE_COMPILE_CACHE: "/x", NODE_DISABLE_COMPILE_CACHE: "1" }), undefined);
	});
});
