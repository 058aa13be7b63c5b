/** Sessions with a server, made from a seed and a number. */
import { odd } from "./cases.ts";
import { corpus } from "./corpus.ts";
import { insertion, mutated } from "./mutate.ts";
import { Random } from "./random.ts";
import type { ServerCase, ServerStep } from "./server.ts";

const FILES = ["prosody.cfg.lua", "conf.d/a.cfg.lua", "conf.d/b.cfg.lua"];
const uriOf = (file: string) => `ROOT/${file}`;

export function makeServerCase(seed: number, number: number): ServerCase {
	const random = new Random(seed, "server", number);
	const writer = new SessionWriter(random, random.oneIn(2));
	return {
		kind: "server",
		client: random.pick(["push", "pull", "bare"] as const),
		disk: Object.fromEntries(FILES.map((file) => [file, text(random)])),
		initializationOptions: random.pick<unknown>([
			undefined,
			{},
			{ status: true },
			{ settings: odd(random) },
			odd(random),
		]),
		steps: random.times(10, 60, () => writer.step()),
	};
}

function text(random: Random): string {
	const one = random.pick(corpus().texts);
	const whole = random.oneIn(3) ? mutated(one, random) : one;
	return random.oneIn(2) ? `${whole}\nInclude "conf.d/*.cfg.lua"\n` : whole;
}

class SessionWriter {
	readonly #versions = new Map<string, number>();

	/** @param malformed whether the editor is broken, and not only odd */
	constructor(
		readonly random: Random,
		readonly malformed: boolean,
	) {}

	step(): ServerStep {
		const { random } = this;
		const file = random.pick(FILES);
		const uri = uriOf(file);
		switch (random.below(20)) {
			case 0:
			case 1:
			case 2:
				return this.#open(uri);
			case 3:
				return { notify: "textDocument/didClose", params: { textDocument: { uri } } };
			case 4:
				return { wait: random.pick([0, 1, 5, 30, 250]) };
			case 5:
				return this.#settings();
			case 6:
				return this.#disk(file);
			case 7:
				return this.malformed ? this.#broken(uri) : this.#nobodyKnows(uri);
			case 8:
			case 9:
			case 10:
			case 11:
				return this.#request(uri);
			default:
				return this.#change(uri);
		}
	}

	/** Also of documents that are open. */
	#open(uri: string): ServerStep {
		const version = this.random.pick([0, 1, 1, 1, 1000, -1]);
		this.#versions.set(uri, version);
		const textDocument = {
			uri,
			languageId: this.random.pick(["prosody", "lua", ""]),
			version,
			text: text(this.random),
		};
		return { notify: "textDocument/didOpen", params: { textDocument } };
	}

	/** Also of documents that are not. */
	#change(uri: string): ServerStep {
		const { random } = this;
		const last = this.#versions.get(uri) ?? 1;
		// Versions go up, as a rule by one; broken editors send one twice, or go back.
		const step = random.oneIn(8) ? (this.malformed ? random.pick([0, -1, -5]) : 7) : 1;
		this.#versions.set(uri, last + step);
		const contentChanges = random.times(1, 3, () =>
			random.oneIn(10) ? { text: text(random) } : { range: this.#range(), text: insertion(random) },
		);
		return {
			notify: "textDocument/didChange",
			params: { textDocument: { uri, version: last + step }, contentChanges },
		};
	}

	/** Inside of the text, or not. */
	#range(): unknown {
		const { random } = this;
		const line = random.oneIn(15) ? random.pick([9999, 4_294_967_295, 2_147_483_647]) : random.below(20);
		const character = random.oneIn(15) ? 9999 : random.below(30);
		const lines = random.oneIn(5) ? random.below(3) : 0;
		const start = { line, character };
		const end = { line: line + lines, character: character + (random.oneIn(2) ? random.below(6) : 0) };
		return random.oneIn(20) ? { start: end, end: start } : { start, end };
	}

	#position(): unknown {
		return (this.#range() as { start: unknown }).start;
	}

	#request(uri: string): ServerStep {
		const { random } = this;
		const textDocument = { uri: random.oneIn(8) ? "file:///nowhere/x.cfg.lua" : uri };
		const cancel = random.oneIn(4);
		const version = this.#versions.get(uri) ?? 1;
		const data = {
			uri: textDocument.uri,
			version: version - random.below(2),
			rule: random.pick([undefined, "limits-missing"]),
		};
		const [request, params] = random.pick<[string, unknown]>([
			["textDocument/hover", { textDocument, position: this.#position() }],
			["textDocument/completion", { textDocument, position: this.#position() }],
			["textDocument/codeAction", { textDocument, range: this.#range(), context: { diagnostics: [] } }],
			["codeAction/resolve", { title: "x", data }],
			["completionItem/resolve", { label: "x", data: random.pick([undefined, null, { module: "muc" }, 5]) }],
			["textDocument/documentSymbol", { textDocument }],
			["textDocument/documentLink", { textDocument }],
			["textDocument/diagnostic", { textDocument, previousResultId: random.pick([undefined, "1", "x"]) }],
			["prosody/status", { uri: textDocument.uri }],
			["prosody/effectiveConfiguration", { uri: textDocument.uri, position: this.#position() }],
			["prosody/rules", {}],
		]);
		return { request, params, cancel };
	}

	#settings(): ServerStep {
		const { random } = this;
		const settings = random.oneIn(2) ? odd(random) : { profile: random.pick(["public", "personal"]), version: "13.0" };
		if (random.oneIn(2)) return { configuration: settings };
		return {
			notify: "workspace/didChangeConfiguration",
			params: { settings: random.pick<unknown>([settings, { prosody: settings }, null]) },
		};
	}

	#disk(file: string): ServerStep {
		const { random } = this;
		if (random.oneIn(3)) return { write: file, text: text(random) };
		if (random.oneIn(2)) return { notify: "textDocument/didSave", params: { textDocument: { uri: uriOf(file) } } };
		const changes = [{ uri: uriOf(random.pick([file, "conf.d/new.cfg.lua"])), type: random.pick([1, 2, 3]) }];
		return { notify: "workspace/didChangeWatchedFiles", params: { changes } };
	}

	#nobodyKnows(uri: string): ServerStep {
		const { random } = this;
		const event = { added: [{ uri: "ROOT/more", name: "more" }], removed: [{ uri: "ROOT", name: "root" }] };
		return random.pick<ServerStep>([
			{ notify: "workspace/didChangeWorkspaceFolders", params: { event } },
			{ notify: "$/setTrace", params: { value: "verbose" } },
			{ notify: "$/nonsense", params: { uri } },
			{ notify: "textDocument/nonsense", params: { uri } },
			{ notify: "$/cancelRequest", params: { id: 999_999 } },
			{ request: "textDocument/nonsense", params: { textDocument: { uri } } },
			{ request: "textDocument/foldingRange", params: { textDocument: { uri } } },
		]);
	}

	/** What an editor never sends unless something is wrong with it. */
	#broken(uri: string): ServerStep {
		const { random } = this;
		const method = random.pick([
			"textDocument/hover",
			"textDocument/completion",
			"textDocument/codeAction",
			"codeAction/resolve",
			"completionItem/resolve",
			"textDocument/documentSymbol",
			"textDocument/documentLink",
			"textDocument/diagnostic",
			"workspace/executeCommand",
			"prosody/status",
			"prosody/effectiveConfiguration",
			"textDocument/didOpen",
			"textDocument/didChange",
			"textDocument/didClose",
			"textDocument/didSave",
			"workspace/didChangeWatchedFiles",
			"initialized",
		]);
		const params = random.pick<unknown>([
			undefined,
			{},
			[],
			[1, 2],
			{ textDocument: null },
			{ textDocument: { uri: 5 } },
			{ textDocument: { uri: "" } },
			{ textDocument: { uri: "not a uri" } },
			{ textDocument: { uri: "ROOT/broken.lua", version: "x", languageId: 1, text: null } },
			{ textDocument: { uri: "ROOT/broken.lua" } },
			{ textDocument: { uri }, position: null },
			{ textDocument: { uri }, position: { line: "1", character: [] } },
			{ textDocument: { uri }, position: { line: -1, character: -1 } },
			{ textDocument: { uri }, position: { line: 1.5, character: Number.MAX_VALUE } },
			{ textDocument: { uri }, range: {} },
			{ textDocument: { uri }, range: { start: {}, end: {} }, context: {} },
			{ uri, position: {}, host: 5 },
			{ uri: null },
			{ command: "prosody.fixAll", arguments: [5] },
			{ command: "prosody.fixAll", arguments: null },
			{ command: "prosody.fixAll", arguments: [{ uri: "ROOT/none" }] },
			{ label: 5, data: "x" },
			{ title: "x", data: { uri } },
			{ title: "x", data: null },
			{ changes: null },
			{ changes: [null, { uri: 5, type: "x" }, { uri: "not a uri", type: 2 }] },
			{ textDocument: { uri: "ROOT/broken.lua", version: 3 }, contentChanges: null },
			{ textDocument: { uri: "ROOT/broken.lua", version: 3 }, contentChanges: [{ range: null, text: 5 }] },
		]);
		// These two say something about a real document only by accident; what they do then is not what is looked at here.
		const isState = /did(Open|Change|Close)$/.test(method);
		if (isState && JSON.stringify(params ?? "").includes(`"uri":${JSON.stringify(uri)}`)) return { wait: 0 };
		if (method.includes("/did") || method === "initialized") return { notify: method, params, malformed: true };
		return { request: method, params, malformed: true };
	}
}
