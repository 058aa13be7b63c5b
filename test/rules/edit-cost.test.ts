/** What an edit in one of many files costs does not grow with their number: counted in looks at hosts, not in time. */
import assert from "node:assert/strict";
import { partCount } from "../../server/src/config/loader/part.ts";
import { LoadedScope } from "../../server/src/config/scope.ts";
import { readSettings, Snapshot, Workspace } from "../../server/src/engine.ts";
import { ruleRuns } from "../../server/src/rules/kept.ts";
import { parseCount } from "../../server/src/syntax/index.ts";
import { memoryFiles } from "../support/files.ts";

const FOLDER = "file:///etc/prosody/";
const ENTRY = `${FOLDER}prosody.cfg.lua`;
const GLOBAL = `admins = { "admin@host1.example.org" }
modules_enabled = { "disco", "roster", "saslauth", "tls", "register", "limits", "mam" }
limits = { c2s = { rate = "10kb/s" } }
Include "conf.d/*.cfg.lua"
`;

const nameOf = (index: number) => `${FOLDER}conf.d/host${index}.cfg.lua`;
const textOf = (index: number, more = "") =>
	`VirtualHost "host${index}.example.org"\n\tauthentication = "internal_hashed"\n\tc2s_require_encryption = "yes"\n${more}`;

/** Looks at options and modules of hosts while one file of so many is edited. */
function looks(count: number, global: string, edits: readonly string[]): number {
	const files: Record<string, string> = { [ENTRY]: global };
	for (let index = 1; index <= count; index++) files[nameOf(index)] = textOf(index);
	const workspace = new Workspace(memoryFiles(files));
	const settings = readSettings({ version: "13.0" });
	const edited = nameOf(7);
	void new Snapshot(edited, textOf(7), settings, undefined, workspace).findings;
	// The first edit is where everything is read that was not asked for before.
	void new Snapshot(edited, textOf(7, "\t-- \n"), settings, undefined, workspace).findings;
	const counted = countLooks(() => {
		for (const edit of edits) {
			const snapshot = new Snapshot(edited, textOf(7, edit), settings, undefined, workspace);
			assert.deepEqual(snapshot.failures, []);
			assert.ok(snapshot.findings.length > 0);
		}
	});
	return counted;
}

function countLooks(work: () => void): number {
	const { prototype } = LoadedScope;
	let count = 0;
	const originals = (["own", "modules", "enabled"] as const).map((name) => {
		const original = Object.getOwnPropertyDescriptor(prototype, name)!;
		Object.defineProperty(prototype, name, {
			...original,
			get(this: LoadedScope) {
				count++;
				return original.get!.call(this);
			},
		});
		return [name, original] as const;
	});
	try {
		work();
	} finally {
		for (const [name, original] of originals) Object.defineProperty(prototype, name, original);
	}
	return count;
}

describe("an edit in one host of many in one file", () => {
	const textOfAll = (count: number, more: string) =>
		`${GLOBAL.replace(/Include.*\n/, "")}${Array.from({ length: count }, (_, index) => textOf(index + 1, index === 6 ? more : "")).join("")}`;
	const edits = ["\tn\n", "\tname\n", "\tname =\n", '\tname = "x\n', '\tname = "x"\n', '\tname = "xy"\n'];

	function costs(count: number) {
		const workspace = new Workspace();
		const settings = readSettings({ version: "13.0" });
		const look = (more: string) => {
			const snapshot = new Snapshot(ENTRY, textOfAll(count, more), settings, undefined, workspace);
			assert.deepEqual(snapshot.failures, []);
			assert.equal(snapshot.config.hosts.length, count);
		};
		look("");
		look("\tn\n");
		const before = { parsed: parseCount.chunks, read: partCount.read, whole: ruleRuns.whole, parts: ruleRuns.parts };
		const looks = countLooks(() => edits.slice(1).forEach(look));
		return {
			parsed: parseCount.chunks - before.parsed,
			read: partCount.read - before.read,
			whole: ruleRuns.whole - before.whole,
			parts: ruleRuns.parts - before.parts,
			looks,
		};
	}

	it("parses the statement, reads the section, and no rule looks at another host", () => {
		const few = costs(20);
		assert.ok(few.parsed <= 2 * (edits.length - 1), `${few.parsed} statements parsed`);
		// A line that is no statement yet has no section of its own, but belongs to that of the host.
		assert.equal(few.read, edits.length - 1);
		assert.ok(few.parts > 0);
		assert.deepEqual(costs(400), few);
	});
});

describe("an edit in one file of many", () => {
	for (const [what, global] of [
		["a server for its own people", GLOBAL],
		["a server that is not whole", `${GLOBAL}Include "missing.cfg.lua"\n`],
		["a server without a global list", 'Include "conf.d/*.cfg.lua"\n'],
	] as const) {
		it(`looks at no host of another file: ${what}`, () => {
			const edits = ["\tallow_registration = false\n", '\tmodules_enabled = { "csi" }\n', "\tname = nam\n", ""];
			assert.equal(looks(200, global, edits), looks(20, global, edits));
		});
	}
});

describe("a rule that asks about files", () => {
	const folder = "file:///srv/modules/";
	const text = (count: number, name: string) =>
		`plugin_paths = { "/srv/modules" }\nmodules_enabled = { "disco", "teapot" }\n${Array.from(
			{ length: count },
			(_, index) => `VirtualHost "host${index}.example.org"\n\tname = "${index === 3 ? name : ""}"\n`,
		).join("")}`;
	const unknown = ({ findings }: Snapshot) => findings.filter(({ rule }) => rule.id === "module-unknown").length;

	it("looks again when the answer is another one, and not before", () => {
		const files: Record<string, string> = { [`${folder}mod_other.lua`]: "" };
		const now = () => memoryFiles(files);
		const workspace = new Workspace({
			exists: (uri) => now().exists(uri),
			read: (uri) => now().read(uri),
			real: (uri) => uri,
			list: (uri) => now().list(uri),
		});
		const settings = readSettings({ version: "13.0" });
		const look = (name: string) => new Snapshot(ENTRY, text(10, name), settings, undefined, workspace);
		assert.equal(unknown(look("")), 1);
		assert.equal(unknown(look("a")), 1);
		// Some rules always look at everything; this is not about them.
		const looksAtAll = (name: string, expected: number) => {
			const before = ruleRuns.whole;
			assert.equal(unknown(look(name)), expected);
			return ruleRuns.whole - before;
		};
		const others = looksAtAll("ab", 1);
		assert.equal(looksAtAll("abc", 1), others);
		files[`${folder}mod_teapot.lua`] = "";
		assert.ok(looksAtAll("ab", 0) > others);
		delete files[`${folder}mod_teapot.lua`];
		assert.equal(unknown(look("abc")), 1);
	});
});
