/**
 * Work on documents is cut into units: whatever happens between any two of them, what comes out is what a fresh look says,
 * and no unit reads more than a little.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { dumpConfiguration } from "../../server/src/config/dump.ts";
import { partCount } from "../../server/src/config/loader/part.ts";
import { LoadedScope } from "../../server/src/config/scope.ts";
import { type Finding, readSettings, type Settings, Snapshot, Workspace } from "../../server/src/engine.ts";
import { type Analysed, OpenDocuments } from "../../server/src/lsp/documents.ts";
import type { Needs } from "../../server/src/lsp/needs.ts";
import { parse, parseCount, type SyntaxTree } from "../../server/src/syntax/index.ts";
import { linesOf } from "../../server/src/syntax/lines.ts";
import { changingFiles } from "../fuzz/files.ts";

const SEED = process.env.SEED === "random" ? undefined : Number(process.env.SEED ?? 20261121);
const RUNS = Number(process.env.RUNS ?? 60);
const FOLDER = "file:///etc/prosody/";
const ENTRY = "prosody.cfg.lua";

/** An editor with a workspace, where units of work and events come in any order. */
class Desk {
	readonly documents = new OpenDocuments();
	readonly files: Map<string, string>;
	readonly workspace: Workspace;
	settings: Settings = readSettings({ version: "13.0" });

	constructor(disk: Readonly<Record<string, string>>) {
		this.files = new Map(Object.entries(disk).map(([path, text]) => [FOLDER + path, text]));
		this.workspace = new Workspace(changingFiles(this.files));
	}

	open(uri: string): void {
		if (!this.documents.get(uri))
			this.documents.open({ uri, languageId: "prosody", version: 1, text: this.files.get(uri) ?? "" });
	}
	close(uri: string): void {
		this.documents.close(uri);
		this.workspace.close(uri);
	}
	/** @returns what is known once so many units are done */
	advance(uri: string, needs: Needs, units = Number.POSITIVE_INFINITY): Analysed | undefined {
		const document = this.documents.get(uri);
		let known: Analysed | undefined;
		for (let unit = 0; document && !known && unit < units; unit++) {
			assert.ok(unit < 20_000, "it never ends");
			known = document.advance(needs, { Snapshot, settings: this.settings, workspace: this.workspace });
		}
		return known;
	}
	/** The same as if nobody had ever looked. */
	fresh(uri: string): Snapshot {
		const workspace = new Workspace(changingFiles(this.files));
		for (const document of this.documents.all()) workspace.setText(document.uri, textOf(document));
		return new Snapshot(uri, textOf(this.documents.get(uri)!), this.settings, undefined, workspace);
	}
}

/** What the editor shows: kept beside the document, which tells nobody. */
const texts = new WeakMap<object, string>();
const textOf = (document: { readonly uri: string }) => texts.get(document)!;

const show = ({ rule, at, message, severity, fixes }: Finding): string =>
	[at.file, at.start, at.end, rule.id, severity, message, ...fixes.map(({ title }) => title)].join(" | ");
/** One rule asks about files that are no part of the configuration: of changes in those it hears with the next edit. */
const shown = ({ findings }: Snapshot) =>
	findings.filter(({ rule }) => rule.id !== "unreachable-config-file").map(show);
const dump = ({ config }: Snapshot) =>
	dumpConfiguration(config, ({ file, start }) => {
		const tree = config.trees.find(({ uri }) => uri === file)!;
		return { file, line: linesOf(tree).lineAt(start) };
	});
const shape = ({ text, chunks }: SyntaxTree) => ({
	text,
	chunks: chunks.map(({ start, text, codeEnd, problems, state }) => ({ start, text, codeEnd, problems, state })),
});

/** Long enough to take several units, and soon read. */
const LONG = Array.from({ length: 300 }, (_, index) => `-- a line of a comment, the ${index}th of many\n`).join("");
const options = fc.constantFrom(
	"allow_registration = true\n",
	'modules_enabled = { "roster", "mod_mam", "register" }\n',
	"c2s_require_encryption = 'yes'\n",
	'admins = { "a@example.org" }\n',
	"x = y\n",
	"limits = {\n",
	"}\n",
	"--[[\n",
	"]]\n",
	`${LONG}pidfile = "/x"\n${LONG}`,
	'Include "conf.d/a.cfg.lua"\n',
	'Include "more/*"\n',
	'include("conf.d/" .. "*.cfg.lua")\n',
	'if os then Include "more/b" end\n',
	'pcall(Include, "more/c")\n',
	"local Include = print\n",
	"{{ placeholder }}\n",
	'VirtualHost "example.org"\n',
	'VirtualHost "b.example.net"\n',
	'Component "rooms.example.org" "muc"\n',
);
const text = fc.array(options, { maxLength: 4 }).map((parts) => parts.join(""));
const entryText = fc.tuple(text, text).map(([above, below]) => `${above}\nInclude "conf.d/*.cfg.lua"\n${below}`);
const NAMES = [ENTRY, "conf.d/a.cfg.lua", "conf.d/b.cfg.lua", "more/b", "more/c"];
const file = fc.constantFrom(...NAMES, ENTRY);
const step = fc.oneof(
	fc.record({ do: fc.constantFrom("open" as const, "close" as const, "remove" as const), file }),
	{
		weight: 4,
		arbitrary: fc.record({ do: fc.constant("edit" as const), file, at: fc.nat(1000), out: fc.nat(40), text }),
	},
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constant("write" as const), file, text: fc.oneof(text, entryText) }),
	},
	fc.record({ do: fc.constantFrom("forget" as const, "settings" as const), file }),
	{ weight: 8, arbitrary: fc.record({ do: fc.constant("work" as const), file, units: fc.nat(30) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant("hover" as const), file }) },
);

const HOSTS = 40;
const disk = fc.tuple(entryText, text, text).map(([entry, a, b]) => {
	const files: Record<string, string> = {
		[ENTRY]: entry,
		"conf.d/a.cfg.lua": a,
		"conf.d/b.cfg.lua": b,
		"more/c": "muc_log = true\n",
	};
	for (let host = 0; host < HOSTS; host++) files[`conf.d/z${host}.cfg.lua`] = `VirtualHost "z${host}.example.org"\n`;
	return files;
});

function change(desk: Desk, uri: string, place: number, out: number, text: string): void {
	const document = desk.documents.get(uri);
	if (!document) return;
	const before = textOf(document);
	const from = Math.floor((before.length * place) / 1000);
	const to = Math.min(before.length, from + out);
	const at = (offset: number) => {
		const lines = before.slice(0, offset).split("\n");
		return { line: lines.length - 1, character: lines.at(-1)!.length };
	};
	document.change([{ range: { start: at(from), end: at(to) }, text }], document.version + 1);
	texts.set(document, before.slice(0, from) + text + before.slice(to));
}

function check(desk: Desk, uri: string, needs: Needs): void {
	const known = desk.advance(uri, needs)!;
	const { snapshot } = known;
	assert.equal(snapshot.text, textOf(desk.documents.get(uri)!));
	assert.equal(known.version, desk.documents.get(uri)!.version);
	const fresh = desk.fresh(uri);
	assert.deepEqual(shape(snapshot.tree), shape(parse(uri, snapshot.text)));
	for (const chunk of snapshot.tree.chunks) assert.equal(chunk.tree, snapshot.tree);
	assert.deepEqual(dump(snapshot), dump(fresh));
	if (needs !== "findings") return;
	assert.deepEqual(snapshot.failures, []);
	assert.deepEqual(shown(snapshot), shown(fresh));
}

describe("work in units", () => {
	it("comes to what a fresh look says, whatever happens in the middle of it", function () {
		this.timeout(0);
		fc.assert(
			fc.property(disk, file, fc.array(step, { minLength: 4, maxLength: 24 }), (files, first, steps) => {
				const desk = new Desk(files);
				const open = (uri: string) => {
					const known = desk.documents.get(uri);
					desk.open(uri);
					if (!known) texts.set(desk.documents.get(uri)!, desk.files.get(uri) ?? "");
				};
				open(FOLDER + first);
				for (const one of steps) {
					const uri = FOLDER + one.file;
					if (one.do === "open") open(uri);
					else if (one.do === "close") desk.close(uri);
					else if (one.do === "edit") change(desk, uri, one.at, one.out, one.text);
					else if (one.do === "write") {
						const kind = desk.files.has(uri) ? "written" : "made";
						// That a file no open one is a part of brings others now, nobody hears of: only entry files are looked for.
						const written = one.file === ENTRY ? one.text : one.text.replace(/include/gi, "include_nothing");
						desk.files.set(uri, written);
						desk.workspace.changedOnDisk([{ uri, kind }]);
					} else if (one.do === "remove") {
						if (desk.files.delete(uri)) desk.workspace.changedOnDisk([{ uri, kind: "removed" }]);
					} else if (one.do === "forget") desk.workspace.forgetDisk();
					else if (one.do === "settings")
						desk.settings = readSettings({ version: desk.settings.version === "13.0" ? "0.12" : "13.0" });
					else if (one.do === "work") desk.advance(uri, "findings", one.units);
					else if (desk.documents.get(uri)) check(desk, uri, "config");
				}
				for (const { uri } of desk.documents.all()) check(desk, uri, "findings");
			}),
			{ numRuns: RUNS, seed: SEED },
		);
	});
});

describe("a file on disk that is written while it is being read", () => {
	const part = `${FOLDER}conf.d/a.cfg.lua`;
	const entry = FOLDER + ENTRY;
	/** Whether the part belongs to the entry file after the entry file was written in the middle of so many units. */
	const belongs = (before: string, after: string, units: number): boolean => {
		const desk = new Desk({ [ENTRY]: before, "conf.d/a.cfg.lua": "admins = {}\n" });
		desk.open(part);
		assert.equal(desk.advance(part, "config", units), undefined);
		desk.files.set(entry, after);
		desk.workspace.changedOnDisk([{ uri: entry, kind: "written" }]);
		return desk.advance(part, "config")!.snapshot.config.entry.uri === entry;
	};

	it("counts as it is in the end", () => {
		const include = `${LONG}pidfile = "/x"\n${LONG}Include "conf.d/*"\n`;
		const other = `${LONG}pidfile = "/x"\n${LONG}admins = {}\n`;
		for (let units = 1; units <= 6; units++) {
			assert.equal(belongs(include, other, units), false, `no longer included, after ${units} units`);
			assert.equal(belongs(other, include, units), true, `included by now, after ${units} units`);
		}
	});
});

describe("who types while everything is read for the first time", () => {
	/** Types a comment, key by key, with a few units between two keys. @returns the parts and statements that were read in all */
	const typing = (
		desk: Desk,
		uri: string,
	): { readonly keys: number; readonly read: number; readonly parsed: number } => {
		const before = { parts: partCount.read, chunks: parseCount.chunks };
		let keys = 0;
		texts.set(desk.documents.get(uri)!, desk.files.get(uri)!);
		while (!desk.advance(uri, "config", 8)) {
			assert.ok(keys < 200, "the work never comes to its end");
			change(desk, uri, 1000, 0, keys++ === 0 ? "--" : "x");
		}
		check(desk, uri, "config");
		return { keys, read: partCount.read - before.parts, parsed: parseCount.chunks - before.chunks };
	};

	it("does not have thousands of files read again with every key", () => {
		const uri = `${FOLDER}conf.d/h0.cfg.lua`;
		const files: Record<string, string> = { [ENTRY]: 'Include "conf.d/*"\n' };
		for (let index = 0; index < 1000; index++)
			files[`conf.d/h${index}.cfg.lua`] = `VirtualHost "h${index}.example.org"\n`;
		const desk = new Desk(files);
		desk.open(uri);
		const { keys, read } = typing(desk, uri);
		assert.ok(keys > 2, `${keys} keys`);
		// What the comparison with a fresh look reads is read once more.
		assert.ok(read < 2 * 2001 + 5 * (keys + 2), `${read} parts read with ${keys} keys`);
	});

	it("does not have a long text parsed again with every key", () => {
		const uri = FOLDER + ENTRY;
		const text = Array.from({ length: 3000 }, (_, index) => `VirtualHost "h${index}.example.org"\n`).join("");
		const desk = new Desk({ [ENTRY]: text });
		desk.open(uri);
		const { keys, read, parsed } = typing(desk, uri);
		assert.ok(keys > 2, `${keys} keys`);
		assert.ok(parsed < 3 * 3000 + 20 * (keys + 2), `${parsed} statements parsed with ${keys} keys`);
		assert.ok(read < 2 * 3001 + 5 * (keys + 2), `${read} parts read with ${keys} keys`);
	});
});

interface Costs {
	/** Statements parsed. */
	readonly parsed: number;
	/** Parts of files read. */
	readonly parts: number;
	/** Hosts whose modules were asked for the first time. */
	readonly hosts: number;
}

/** What each unit of a first look costs. */
function costs(desk: Desk, uri: string): Costs[] {
	const found: Costs[] = [];
	const hosts = new Set<LoadedScope>();
	const { prototype } = LoadedScope;
	const modules = Object.getOwnPropertyDescriptor(prototype, "modules")!;
	Object.defineProperty(prototype, "modules", {
		...modules,
		get(this: LoadedScope) {
			if (this.kind !== "global") hosts.add(this);
			return modules.get!.call(this);
		},
	});
	try {
		for (let known: Analysed | undefined; !known; ) {
			const before = { parsed: parseCount.chunks, parts: partCount.read, hosts: hosts.size };
			known = desk.advance(uri, "findings", 1);
			found.push({
				parsed: parseCount.chunks - before.parsed,
				parts: partCount.read - before.parts,
				hosts: hosts.size - before.hosts,
			});
		}
	} finally {
		Object.defineProperty(prototype, "modules", modules);
	}
	return found;
}
const sum = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

describe("a unit", () => {
	/** However short the statements are. */
	const MOST: Costs = { parsed: 250, parts: 250, hosts: 50 };
	const hostOf = (index: number) => `VirtualHost "h${index}.example.org"\n\tname = "n"\n\n\tadmins = {}\n`;

	function look(files: Readonly<Record<string, string>>, all: Costs): void {
		const desk = new Desk(files);
		const uri = FOLDER + ENTRY;
		desk.open(uri);
		const units = costs(desk, uri);
		for (const what of ["parsed", "parts", "hosts"] as const) {
			const counts = units.map((unit) => unit[what]);
			assert.equal(sum(counts), all[what], what);
			assert.ok(Math.max(...counts) <= MOST[what], `${Math.max(...counts)} in one unit: ${what}`);
		}
	}

	it("parses a few statements, reads a few sections and looks at a few hosts of twenty thousand lines", () => {
		look(
			{ [ENTRY]: Array.from({ length: 5000 }, (_, index) => hostOf(index)).join("") },
			{ parsed: 15_000, parts: 5001, hosts: 5000 },
		);
	});

	it("reads a few of two thousand files, and of one that is long, however deep the Includes", () => {
		const files: Record<string, string> = {
			[ENTRY]: 'Include "outer.cfg.lua"\n',
			"outer.cfg.lua": 'Include "inner.cfg.lua"\nInclude "long.cfg.lua"\n',
			"inner.cfg.lua": 'Include "conf.d/*.cfg.lua"\n',
			"long.cfg.lua": Array.from({ length: 2000 }, (_, index) => hostOf(index + 2000)).join(""),
		};
		for (let index = 0; index < 2000; index++) files[`conf.d/h${index}.cfg.lua`] = hostOf(index);
		look(files, { parsed: 12_004, parts: 4 + 2000 + 2000 + 2000, hosts: 4000 });
	});
});
