/**
 * An edit in one of many files looks at that file alone, and a load that was kept is patched: both must say what a fresh look at everything says.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { dumpConfiguration } from "../../server/src/config/dump.ts";
import { DEFAULT_SETTINGS, type Finding, readSettings, Snapshot, Workspace } from "../../server/src/engine.ts";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { addJson } from "../../server/src/features/shared.ts";
import { FULL_SUPPORT } from "../../server/src/features/support.ts";
import { documentSymbols } from "../../server/src/features/symbols.ts";
import type { FileSystem } from "../../server/src/file-system.ts";
import type { Fix } from "../../server/src/rules/rule.ts";
import { linesOf } from "../../server/src/syntax/lines.ts";
import { memoryFiles } from "../support/files.ts";
import { readPage } from "./page.ts";

const SEED = process.env.SEED === "random" ? undefined : Number(process.env.SEED ?? 20261121);
const RUNS = Number(process.env.RUNS ?? 150);
const FOLDER = "file:///etc/prosody/";
const ENTRY = `${FOLDER}prosody.cfg.lua`;
const NAMES = ["a", "b", "c"].map((name) => `${FOLDER}conf.d/${name}.cfg.lua`);

/** Pieces of all rule pages: the statements that some rule has something to say of. */
const pieces: string[] = [];
const root = join(process.cwd(), "server/src/rules");
for (const group of readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
	for (const name of readdirSync(join(root, group.name)).filter((one) => one.endsWith(".md"))) {
		const path = join(root, group.name, name);
		if (!existsSync(path)) continue;
		for (const { text } of readPage(readFileSync(path, "utf8"))) {
			if (text.length < 600 && !/Include|include/.test(text)) pieces.push(text);
		}
	}
}

const host = (file: string) =>
	fc.constantFrom(`${file}.example.org`, `${file}.example.net`, "shared.example.org", "localhost");
const statement = fc.oneof(
	fc.constantFrom(...pieces),
	fc.constantFrom(
		"allow_registration = true\n",
		'modules_enabled = { "roster", "mod_mam", "register" }\n',
		'modules_enabled:append { "csi" }\n',
		"c2s_require_encryption = 'yes'\n",
		"interfaces = { '*' }\n",
		'admins = { "a@example.org" }\n',
		"enabled = false\n",
		"x = y\n",
	),
);
const fragment = (file: string) =>
	fc
		.array(fc.tuple(fc.boolean(), host(file), statement), { maxLength: 4 })
		.map((parts) => parts.map(([head, name, text]) => (head ? `VirtualHost "${name}"\n${text}` : text)).join(""));
const files = fc.record({
	entry: fc.array(statement, { maxLength: 3 }).map((parts) => `${parts.join("\n")}\nInclude "conf.d/*.cfg.lua"\n`),
	a: fragment("a"),
	b: fragment("b"),
	c: fragment("c"),
	edits: fc.array(fc.tuple(fc.nat({ max: 2 }), fragment("a"), fragment("b")), { minLength: 1, maxLength: 5 }),
	version: fc.constantFrom("0.12", "13.0", "auto"),
});

interface Texts {
	readonly entry: string;
	readonly a: string;
	readonly b: string;
	readonly c: string;
}

/** Everything is saved at once: the files are as the texts are at any time. */
function workspaceOf(texts: Texts): Workspace {
	const disk = (): FileSystem =>
		memoryFiles({ [ENTRY]: texts.entry, [NAMES[0]!]: texts.a, [NAMES[1]!]: texts.b, [NAMES[2]!]: texts.c });
	return new Workspace({
		exists: (uri) => disk().exists(uri),
		read: (uri) => disk().read(uri),
		real: (uri) => uri,
		list: (uri) => disk().list(uri),
	});
}

const show = ({ rule, at, message, severity, fixes }: Finding): string =>
	[at.file, at.start, at.end, rule.id, severity, message, ...fixes.map(showFix)].join(" | ");
const showFix = ({ title, safe, changes }: Fix): string => `${title} ${safe} ${JSON.stringify(changes())}`;

const dump = (snapshot: Snapshot) =>
	dumpConfiguration(snapshot.config, ({ file, start }) => {
		const tree = snapshot.config.trees.find(({ uri }) => uri === file)!;
		return { file, line: linesOf(tree).lineAt(start) };
	});

/** What an editor is told, as it is sent. */
function answered(snapshot: Snapshot): unknown {
	const answers = [diagnostics(snapshot, FULL_SUPPORT, LINKS), documentSymbols(snapshot)];
	const pieces: string[] = [];
	addJson({ answers }, pieces);
	for (const answer of answers) addJson(answer, pieces);
	const text = JSON.stringify({ answers }) + answers.map((answer) => JSON.stringify(answer)).join("");
	assert.equal(decoded(pieces.join("")), decoded(text));
	return answers;
}
const LINKS = (rule: string) => `file:///rules/${rule}.md`;
/** JSON that leaves nothing in ASCII that need not be. */
const decoded = (json: string) =>
	json.replace(/\\u([\da-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** One file with many sections, and what is typed into it. */
const manyHosts = fc.record({
	head: fc.array(statement, { maxLength: 2 }).map((parts) => parts.join("\n")),
	hosts: fc.array(
		fc.tuple(fc.constantFrom("VirtualHost", "Component", "VirtualHost"), fc.array(statement, { maxLength: 2 })),
		{
			minLength: 2,
			maxLength: 6,
		},
	),
	edits: fc.array(
		fc.tuple(
			fc.nat(1000),
			fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(30)),
			fc.oneof(
				fc.constantFrom(...'x="{},\n-'),
				fc.constantFrom(
					"\nallow_registration = true\n",
					"\nenabled = false\n",
					'\nVirtualHost "new.example.org"\n',
					"\nadmins = {}\n",
				),
				statement,
			),
		),
		{ minLength: 1, maxLength: 6 },
	),
	version: fc.constantFrom("0.12", "13.0", "auto"),
});

describe("one file with many hosts", () => {
	it("can be edited again and again, and everything is as if it were read afresh", function () {
		this.timeout(0);
		fc.assert(
			fc.property(manyHosts, ({ head, hosts, edits, version }) => {
				const settings = { ...DEFAULT_SETTINGS, version } as typeof DEFAULT_SETTINGS;
				const sections = hosts.map(([kind, parts], index) => `${kind} "h${index}.example.org"\n${parts.join("")}`);
				let text = `${head}\n${sections.join("\n")}`;
				const kept = new Workspace();
				void new Snapshot(ENTRY, text, settings, undefined, kept).findings;
				for (const [place, length, insert] of edits) {
					const at = Math.floor((text.length * place) / 1000);
					text = text.slice(0, at) + insert + text.slice(at + length);
					const patched = new Snapshot(ENTRY, text, settings, undefined, kept);
					const fresh = new Snapshot(ENTRY, text, settings, undefined, new Workspace());
					assert.deepEqual(dump(patched), dump(fresh));
					assert.deepEqual(patched.failures, []);
					assert.deepEqual(patched.findings.map(show), fresh.findings.map(show));
					assert.deepEqual(answered(patched), answered(fresh));
				}
			}),
			{ numRuns: RUNS, seed: SEED },
		);
	});
});

describe("a host that is switched off", () => {
	it("is one of which no rule says anything any more", () => {
		const text = (more: string) =>
			`admins = {}\nVirtualHost "a.example.org"\nmodules_enabled = { "nonsense_x" }\nallow_registration = true\n${more}VirtualHost "b.example.org"\n`;
		const kept = new Workspace();
		const counts = ["", "enabled = false\n", "enabled = true\n", "enabled = false\n"].map((more) => {
			const patched = new Snapshot(ENTRY, text(more), DEFAULT_SETTINGS, undefined, kept);
			const fresh = new Snapshot(ENTRY, text(more), DEFAULT_SETTINGS, undefined, new Workspace());
			assert.deepEqual(patched.findings.map(show), fresh.findings.map(show));
			return fresh.findings.length;
		});
		assert.ok(counts[1]! < counts[0]! && counts[2] === counts[0] && counts[3] === counts[1]);
	});
});

describe("one file of many", () => {
	it("is told what a look at the whole configuration tells of it", function () {
		this.timeout(0);
		fc.assert(
			fc.property(files, (given) => {
				const settings = readSettings({ version: given.version });
				const entry = new Snapshot(ENTRY, given.entry, settings, undefined, workspaceOf(given));
				const all = entry.runOnAll();
				assert.deepEqual(all.failures, []);
				for (const [index, uri] of NAMES.entries()) {
					// A comment without an end can swallow the Include.
					if (!entry.config.trees.some((tree) => tree.uri === uri)) continue;
					const text = [given.a, given.b, given.c][index]!;
					const alone = new Snapshot(uri, text, settings, undefined, workspaceOf(given));
					assert.deepEqual(alone.failures, []);
					const expected = all.findings.filter(({ at }) => at.file === uri).map(show);
					assert.deepEqual(alone.findings.map(show).sort(), expected.sort());
				}
			}),
			{ numRuns: RUNS, seed: SEED },
		);
	});

	it("can be edited again and again, and everything is as if it were read afresh", function () {
		this.timeout(0);
		fc.assert(
			fc.property(files, (given) => {
				const settings = { ...DEFAULT_SETTINGS, version: given.version } as typeof DEFAULT_SETTINGS;
				const now = { entry: given.entry, a: given.a, b: given.b, c: given.c };
				const kept = workspaceOf(now);
				void new Snapshot(NAMES[0]!, now.a, settings, undefined, kept).findings;
				for (const [which, one, other] of given.edits) {
					const key = (["a", "b", "c"] as const)[which]!;
					now[key] = which === 1 ? other : one;
					const patched = new Snapshot(NAMES[which]!, now[key], settings, undefined, kept);
					const fresh = new Snapshot(NAMES[which]!, now[key], settings, undefined, workspaceOf(now));
					assert.deepEqual(dump(patched), dump(fresh));
					assert.deepEqual(patched.findings.map(show), fresh.findings.map(show));
					// The others, which were open all along, may be judged by what was typed here.
					for (const [index, uri] of [...NAMES, ENTRY].entries()) {
						const text = [now.a, now.b, now.c, now.entry][index]!;
						const kept1 = new Snapshot(uri, text, settings, undefined, kept);
						const fresh1 = new Snapshot(uri, text, settings, undefined, workspaceOf(now));
						assert.deepEqual(kept1.findings.map(show), fresh1.findings.map(show));
					}
				}
			}),
			{ numRuns: RUNS, seed: SEED },
		);
	});
});
