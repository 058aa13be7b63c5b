/** What an edit in one of many files costs does not grow with their number: counted in looks at hosts, not in time. */
import assert from "node:assert/strict";
import { LoadedScope } from "../../server/src/config/scope.ts";
import { readSettings, Snapshot, Workspace } from "../../server/src/engine.ts";
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
