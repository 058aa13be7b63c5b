/** What the shipped programs are able to do at all: nothing over the network, no other process, no code out of a text. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as esbuild from "esbuild";

const DIST = resolve(process.env.PROSODY_DIST ?? "dist");

/** What reads and writes files, and tells paths and texts apart. */
const FILES = ["fs", "fs/promises", "os", "path", "url", "util"];
/** All that a shipped file asks of its host; whatever is added here has to be explained in SECURITY.md. */
const HOST: Readonly<Record<string, readonly string[]>> = {
	"prosody-lint.js": FILES,
	// `net` connects to the editor (--socket, --pipe). `child_process` is in the protocol's library, which could look for npm's packages; nothing calls that.
	// `vm` compiles the server's own other half, `zlib` unpacks the catalog in it.
	"prosody-language-server.js": [...FILES, "child_process", "crypto", "net", "process", "v8", "vm", "zlib"],
	// Starts the server and talks to it.
	"client.js": [...FILES, "child_process", "crypto", "net", "readline", "vscode"],
	"client.web.js": ["vscode"],
	"server.web.js": [],
};

/** What a file needs that is not in it. */
async function needs(file: string): Promise<string[]> {
	const path = join(DIST, file);
	assert.ok(existsSync(path), `${path} is missing; run \`npm run build\` first`);
	const { metafile } = await esbuild.build({
		entryPoints: [path],
		bundle: true,
		write: false,
		metafile: true,
		outdir: "unused",
		// In a browser the modules of Node are none: they would not be found.
		platform: file.includes(".web.") ? "browser" : "node",
		external: ["vscode"],
		logLevel: "silent",
	});
	const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
	return [...new Set(imports.map(({ path }) => path.replace(/^node:/, "")))].sort();
}

/** Our own code, without the tests beside it. */
function sources(folder: string): { path: string; text: string }[] {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((path) => path.endsWith(".ts"))
		.map((path) => ({ path: join(folder, path), text: readFileSync(join(folder, path), "utf8") }));
}

/** The files in which something occurs. */
const having = (pattern: RegExp) => (file: { text: string }) =>
	pattern.test(file.text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, ""));

describe("the shipped programs", () => {
	for (const [file, allowed] of Object.entries(HOST)) {
		it(`${file} needs ${allowed.join(", ") || "nothing"}`, async () => {
			const found = await needs(file);
			assert.deepEqual(
				found.filter((name) => !allowed.includes(name)),
				[],
			);
		});
	}

	it("there are no others", () => {
		const names = readdirSync(DIST).filter((name) => name.endsWith(".js"));
		assert.deepEqual(names.sort(), Object.keys(HOST).sort());
	});

	it("no text becomes code", () => {
		for (const file of Object.keys(HOST)) {
			const text = readFileSync(join(DIST, file), "utf8");
			assert.doesNotMatch(
				text,
				/\beval\(|\bnew Function\(|[^.\w$]Function\("|\bcreateRequire\(|\bdlopen\(|\bimportScripts\(/,
				file,
			);
			// The server's own other half, and only that.
			assert.equal(text.split("runInThisContext(").length - 1, file === "prosody-language-server.js" ? 1 : 0, file);
			assert.doesNotMatch(text, /\brunIn(?:New)?Context\(|\bcompileFunction\(/, file);
		}
	});
});

describe("our own code", () => {
	const ours = [...sources("server/src"), ...sources("client")];

	it("goes over the network nowhere, but to the editor that asked for it", () => {
		assert.ok(ours.length > 100);
		const talks = ours.filter(
			having(
				/\b(?:from|import|require)\b\s*\(?\s*["'](?:node:)?(?:net|http|https|http2|tls|dgram|dns(?:\/promises)?)["']/,
			),
		);
		assert.deepEqual(
			talks.map(({ path }) => path).filter((path) => !/^server\/src\/lsp\/node[\w-]*\.ts$/.test(path)),
			[],
		);
		const fetching = /\bfetch\(|\bXMLHttpRequest\b|\bnew WebSocket\b|\bEventSource\b|\bsendBeacon\b/;
		assert.deepEqual(ours.filter(having(fetching)), []);
		// The one in @vscode/l10n gets texts from an address: ours are handed over.
		for (const { path, text } of ours) {
			for (const [, given] of text.matchAll(/configureL10n\(([^)]*)\)/g)) assert.match(given!, /^\{ contents\b/, path);
		}
	});

	it("starts no process", () => {
		const starts = /["'](?:node:)?(?:child_process|worker_threads|cluster)["']|\bcreateTerminal\(|\bexecuteTask\(/;
		assert.deepEqual(
			ours.filter(having(starts)).map(({ path }) => path),
			[],
		);
		// Of the client's two doors each starts the server, by a path inside of the extension.
		const workers = ours.filter(having(/\bnew Worker\(|\bTransportKind\b/)).map(({ path }) => path);
		assert.deepEqual(workers.sort(), ["client/extension.ts", "client/extension.web.ts"]);
	});

	it("makes no code out of a text", () => {
		const makes = /\beval\(|\bnew Function\(|\bimport\((?!")|["']node:vm["']|["']node:module["']/;
		assert.deepEqual(
			ours.filter(having(makes)).map(({ path }) => path),
			["server/src/lsp/bundled.ts"],
		);
	});

	it("lets no Markdown of the server run a command", () => {
		const trusting = /isTrusted:(?!\s*false)|supportHtml:(?!\s*false)|\.(?:isTrusted|supportHtml)\s*=(?!=)/;
		assert.deepEqual(
			ours.filter(having(trusting)).map(({ path }) => path),
			[],
		);
		assert.match(readFileSync("client/start.ts", "utf8"), /markdown: \{ isTrusted: false, supportHtml: false \}/);
	});
});

describe("a workspace nobody trusts", () => {
	const { capabilities, contributes } = JSON.parse(readFileSync("package.json", "utf8"));

	it("has everything, since nothing in it starts a process", () => {
		assert.deepEqual(capabilities.untrustedWorkspaces, { supported: true });
		// A setting that names a program, a path or an address would have to be restricted there.
		for (const [name, setting] of Object.entries<{ enum?: unknown; properties?: Record<string, { enum?: unknown }> }>(
			contributes.configuration.properties,
		)) {
			for (const one of setting.properties ? Object.values(setting.properties) : [setting]) {
				assert.ok(Array.isArray(one.enum), `${name} can be anything`);
			}
		}
		for (const kind of ["taskDefinitions", "debuggers", "terminal"]) assert.ok(!(kind in contributes), kind);
	});
});
