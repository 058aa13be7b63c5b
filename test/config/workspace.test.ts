/** Which configuration a file belongs to, and what a change on disk or in the editor does to the others. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DEFAULT_SETTINGS, Snapshot, Workspace } from "../../server/src/engine.ts";
import type { FileSystem } from "../../server/src/file-system.ts";
import { LocalFiles } from "../../server/src/node/files.ts";
import { parseCount } from "../../server/src/syntax/index.ts";
import { memoryFiles } from "../support/files.ts";

const FOLDER = "file:///etc/prosody/";
const ENTRY = `${FOLDER}prosody.cfg.lua`;
const PART = `${FOLDER}conf.d/org.cfg.lua`;

const open = (workspace: Workspace, uri: string, text: string) =>
	new Snapshot(uri, text, DEFAULT_SETTINGS, undefined, workspace);
const hostNames = ({ config }: Snapshot) => config.hosts.map(({ name }) => name);

describe("the configuration of a file", () => {
	it("is that of the entry file that includes it, also when that is not open", () => {
		const entry = 'admins = { "a@example.org" }\nInclude "conf.d/*.cfg.lua"\n';
		const part = 'VirtualHost "example.org"\n';
		const workspace = new Workspace(memoryFiles({ [ENTRY]: entry, [PART]: part }));
		const snapshot = open(workspace, PART, part);
		assert.equal(snapshot.config.entry.uri, ENTRY);
		assert.equal(snapshot.config.fragment, false);
		assert.equal(snapshot.config.hosts[0]!.value("admins")?.type, "table");
	});

	it("is its own when nobody includes it", () => {
		const workspace = new Workspace(memoryFiles({ [ENTRY]: "", [PART]: "" }));
		const snapshot = open(workspace, PART, 'VirtualHost "example.org"\n');
		assert.equal(snapshot.config.entry.uri, PART);
		assert.equal(snapshot.config.fragment, true);
	});

	it("changes when the entry file, open and not saved, no longer includes it", () => {
		const part = 'VirtualHost "example.org"\n';
		const workspace = new Workspace(memoryFiles({ [ENTRY]: 'Include "conf.d/*.cfg.lua"\n', [PART]: part }));
		const snapshot = open(workspace, PART, part);
		assert.equal(snapshot.config.entry.uri, ENTRY);
		open(workspace, ENTRY, "-- nothing\n");
		assert.equal(snapshot.isCurrent, false);
		assert.equal(open(workspace, PART, part).config.entry.uri, PART);
		open(workspace, ENTRY, 'Include "conf.d/org.cfg.lua"\n');
		assert.equal(open(workspace, PART, `${part}--`).config.entry.uri, ENTRY);
	});

	it("is that of several entry files: what any of them makes of it is said", () => {
		const part = 'VirtualHost "example.org"\nlimits = {}\n';
		const other = `${FOLDER}other.cfg.lua`;
		const workspace = new Workspace(memoryFiles({ [ENTRY]: 'Include "conf.d/*"\n', [PART]: part }));
		open(workspace, other, 'Include "conf.d/org.cfg.lua"\n');
		const { configs } = open(workspace, PART, part);
		assert.deepEqual(configs.map(({ entry }) => entry.uri).sort(), [other, ENTRY].sort());
	});

	it("is that of an entry file that is written later on", () => {
		const part = 'VirtualHost "example.org"\n';
		const files: Record<string, string> = { [ENTRY]: "-- nothing\n", [PART]: part };
		const now = () => memoryFiles(files);
		const workspace = new Workspace({
			exists: (uri) => now().exists(uri),
			read: (uri) => now().read(uri),
			real: (uri) => uri,
			list: (uri) => now().list(uri),
		});
		const snapshot = open(workspace, PART, part);
		assert.equal(snapshot.config.entry.uri, PART);
		files[ENTRY] = 'Include "conf.d/*.cfg.lua"\n';
		assert.equal(workspace.changedOnDisk([{ uri: ENTRY, kind: "written" }]), true);
		assert.equal(snapshot.isCurrent, false);
		assert.equal(open(workspace, PART, part).config.entry.uri, ENTRY);
	});

	it("counts a file that an Include misses as soon as it is open, before it is saved", () => {
		const workspace = new Workspace(memoryFiles({ [ENTRY]: "" }));
		const snapshot = open(workspace, ENTRY, 'Include "new.cfg.lua"\n');
		assert.equal(snapshot.config.error?.kind, "include");
		open(workspace, `${FOLDER}new.cfg.lua`, 'VirtualHost "example.org"\n');
		assert.equal(snapshot.isCurrent, false);
		assert.deepEqual(hostNames(open(workspace, ENTRY, 'Include "new.cfg.lua"\n')), ["example.org"]);
	});

	it("never looks further than the folders above, and never lists a folder nobody names", () => {
		const asked: string[] = [];
		const inner = memoryFiles({});
		const files: FileSystem = {
			...inner,
			read(uri) {
				asked.push(`read ${uri}`);
				return inner.read(uri);
			},
			list(uri) {
				asked.push(`list ${uri}`);
				return inner.list(uri);
			},
		};
		void open(new Workspace(files), "file:///home/ada/work/a/b/org.cfg.lua", 'VirtualHost "example.org"\n').findings;
		assert.deepEqual(asked, [
			"read file:///home/ada/work/a/b/prosody.cfg.lua",
			"read file:///home/ada/work/a/prosody.cfg.lua",
			"read file:///home/ada/work/prosody.cfg.lua",
		]);
	});
});

describe("changes in one file", () => {
	const text = (i: number) => `VirtualHost "h${i}.example.net"\n\tname = "Host ${i}"\n`;
	const many = (count: number) => {
		const files: Record<string, string> = { [ENTRY]: 'Include "conf.d/*.cfg.lua"\n' };
		for (let i = 0; i < count; i++) files[`${FOLDER}conf.d/h${i}.cfg.lua`] = text(i);
		return files;
	};

	it("cost the statement they touch, and leave all other hosts as they are", () => {
		const workspace = new Workspace(memoryFiles(many(300)));
		const uri = `${FOLDER}conf.d/h7.cfg.lua`;
		const before = open(workspace, uri, text(7)).config;
		const scopes = new Map(before.hosts.map((host) => [host.name, host]));
		const parsed = parseCount.chunks;
		const after = open(workspace, uri, text(7).replace("Host 7", "Host seven")).config;
		assert.equal(parseCount.chunks - parsed, 1);
		assert.deepEqual(
			after.hosts.filter((host) => scopes.get(host.name) !== host).map(({ name }) => name),
			["h7.example.net"],
		);
		assert.deepEqual(
			after.hosts.map(({ name }) => name),
			[...scopes.keys()],
		);
	});

	it("in a section read those behind it again that do not lead to a host by themselves", () => {
		const text = (more: string) =>
			`admins = {}\nlocal function Component(name)\n\treturn name\nend\nVirtualHost "a.example.org"\n${more}Component "b.example.org"\nallow_registration = true\n`;
		const workspace = new Workspace();
		for (const more of ["", "motd_text = 'a'\n", "motd_text = 'ab'\n"]) {
			const { config } = open(workspace, ENTRY, text(more));
			assert.deepEqual(hostNames({ config } as Snapshot), ["a.example.org"]);
			assert.ok(config.host("a.example.org")!.own.has("allow_registration"), more);
		}
	});

	it("that switch a host off and on are heard of by all lists", () => {
		const text = (more: string) =>
			`VirtualHost "a.example.org"\n${more}VirtualHost "b.example.org"\nComponent "c.example.org" "muc"\n`;
		const workspace = new Workspace();
		for (const [more, names] of [
			["", "a b"],
			["enabled = false\n", "b"],
			["enabled = fals\n", "a b"],
			["enabled = true\n", "a b"],
		] as const) {
			const { config } = open(workspace, ENTRY, text(more));
			assert.deepEqual(hostNames({ config } as Snapshot).length, 3);
			assert.equal(config.virtualHosts.map(({ name }) => name[0]).join(" "), names);
			assert.deepEqual(config.virtualHosts.includes(config.host("a.example.org")!), names.startsWith("a"));
		}
	});

	it("leave alone what is included above them", () => {
		const files = memoryFiles({
			[`${FOLDER}a`]: "log = 1\n",
			[`${FOLDER}b`]: "oops()\n",
			[`${FOLDER}c`]: 'Include "a"\n',
		});
		const kept = new Workspace(files);
		const texts = [
			'Include "c"\nVirtualHost "a.example.org"\n\tname = "x"\nInclude "b"\n',
			'Include "c"\nVirtualHost "a.example.org"\n\tname = "x"\nInclude "b"\nVirtualHost "b.example.org"\n\tfail()\n',
			'Include "c"\nVirtualHost "n.example.org"\nVirtualHost "a.example.org"\n\tname = "x"\nInclude "b"\nVirtualHost "b.example.org"\n',
			'Include "c"\nVirtualHost "n.example.org"\n\tname = "y"\nVirtualHost "a.example.org"\n\tname = "x"\nInclude "b"\nVirtualHost "b.example.org"\n',
		];
		const seen = ({ config }: Snapshot) => ({
			files: config.trees.map(({ uri }) => uri),
			sections: config.sections.map(({ scope, assignments }) => [
				scope.name,
				...assignments.map(({ option }) => option),
			]),
			errors: config.errors.map(({ message }) => message),
		});
		for (const text of texts) {
			const fresh = open(new Workspace(files), ENTRY, text);
			assert.deepEqual(seen(open(kept, ENTRY, text)), seen(fresh));
		}
	});

	it("end the file where it is included by a pcall and goes wrong", () => {
		const uri = `${FOLDER}a`;
		const files = memoryFiles({ [ENTRY]: 'VirtualHost "a.example.org"\npcall(Include, "a")\n', [uri]: "" });
		const kept = new Workspace(files);
		for (const text of [
			'VirtualHost "b.example.org"\n\tadmins = {}\n',
			'VirtualHost "b.example.org"\n\tfail()\n\tadmins = {}\n',
		]) {
			const seen = (workspace: Workspace) => {
				const { config } = open(workspace, uri, text);
				assert.equal(config.entry.uri, ENTRY);
				return [config.errors.length, config.host("b.example.org")?.value("admins")?.type];
			};
			assert.deepEqual(seen(kept), seen(new Workspace(files)));
		}
	});

	it("on disk count once somebody tells of them", () => {
		const files = many(3);
		const inner = memoryFiles(files);
		const workspace = new Workspace({
			...inner,
			read: (uri) => memoryFiles(files).read(uri),
			list: (uri) => memoryFiles(files).list(uri),
		});
		const entry = files[ENTRY]!;
		assert.deepEqual(hostNames(open(workspace, ENTRY, entry)), ["h0.example.net", "h1.example.net", "h2.example.net"]);
		const uri = `${FOLDER}conf.d/h1.cfg.lua`;
		files[uri] = 'VirtualHost "new.example.net"\n';
		assert.equal(workspace.changedOnDisk([{ uri, kind: "written" }]), true);
		assert.deepEqual(hostNames(open(workspace, ENTRY, entry)), ["h0.example.net", "new.example.net", "h2.example.net"]);
		files[`${FOLDER}conf.d/h9.cfg.lua`] = text(9);
		assert.equal(workspace.changedOnDisk([{ uri: `${FOLDER}conf.d/h9.cfg.lua`, kind: "made" }]), true);
		assert.equal(hostNames(open(workspace, ENTRY, entry)).length, 4);
		delete files[uri];
		workspace.changedOnDisk([{ uri, kind: "removed" }]);
		assert.deepEqual(hostNames(open(workspace, ENTRY, entry)), ["h0.example.net", "h2.example.net", "h9.example.net"]);
		assert.equal(workspace.changedOnDisk([{ uri: "file:///srv/unrelated.lua", kind: "written" }]), false);
	});

	it("a document that is closed counts as it is on disk again", () => {
		const workspace = new Workspace(memoryFiles(many(2)));
		const uri = `${FOLDER}conf.d/h1.cfg.lua`;
		const entry = 'Include "conf.d/*.cfg.lua"\n';
		open(workspace, uri, 'VirtualHost "typed.example.net"\n');
		assert.deepEqual(hostNames(open(workspace, ENTRY, entry)), ["h0.example.net", "typed.example.net"]);
		workspace.close(uri);
		assert.deepEqual(hostNames(open(workspace, ENTRY, entry)), ["h0.example.net", "h1.example.net"]);
	});
});

describe("files on a real disk", () => {
	let folder: string;
	beforeEach(() => {
		folder = realpathSync(mkdtempSync(join(tmpdir(), "prosody-workspace-")));
		mkdirSync(join(folder, "conf.d"));
		mkdirSync(join(folder, "conf.avail"));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));
	const uriOf = (...path: string[]) => pathToFileURL(join(folder, ...path)).href;
	const write = (text: string, ...path: string[]) => writeFileSync(join(folder, ...path), text);

	it("a site from conf.avail is the one its link in conf.d leads to", () => {
		write('Include "conf.d/*.cfg.lua"\nmodules_enabled = { "roster" }\n', "prosody.cfg.lua");
		write('VirtualHost "example.org"\n', "conf.avail", "org.cfg.lua");
		symlinkSync("../conf.avail/org.cfg.lua", join(folder, "conf.d", "org.cfg.lua"));
		const workspace = new Workspace(new LocalFiles());
		const uri = uriOf("conf.avail", "org.cfg.lua");
		const snapshot = open(workspace, uri, 'VirtualHost "typed.example.org"\nx = 1\nx = 2\n');
		assert.equal(snapshot.config.entry.uri, uriOf("prosody.cfg.lua"));
		assert.deepEqual(hostNames(snapshot), ["typed.example.org"]);
		assert.ok(snapshot.findings.some(({ rule, at }) => rule.id === "duplicate-option" && at.file === uri));
	});

	it("a link that leads nowhere stops Prosody, and nothing else", () => {
		write('Include "conf.d/*.cfg.lua"\nadmins = { "a@example.org" }\n', "prosody.cfg.lua");
		symlinkSync("../conf.avail/gone.cfg.lua", join(folder, "conf.d", "gone.cfg.lua"));
		write('VirtualHost "example.org"\n', "conf.d", "org.cfg.lua");
		const workspace = new Workspace(new LocalFiles());
		const { config } = open(
			workspace,
			uriOf("prosody.cfg.lua"),
			'Include "conf.d/*.cfg.lua"\nadmins = { "a@example.org" }\n',
		);
		assert.equal(config.error?.kind, "include");
		assert.equal(config.includes[0]?.outcome, "missing");
		assert.ok(config.global.own.has("admins"));
		assert.ok(config.host("example.org"));
	});

	it("a fragment that is deleted while it is open goes on as it is in the editor, until it is closed", () => {
		write('Include "conf.d/*.cfg.lua"\n', "prosody.cfg.lua");
		write('VirtualHost "example.org"\n', "conf.d", "org.cfg.lua");
		const workspace = new Workspace(new LocalFiles());
		const uri = uriOf("conf.d", "org.cfg.lua");
		assert.equal(open(workspace, uri, 'VirtualHost "example.org"\n').config.entry.uri, uriOf("prosody.cfg.lua"));
		unlinkSync(join(folder, "conf.d", "org.cfg.lua"));
		workspace.changedOnDisk([{ uri, kind: "removed" }]);
		const after = open(workspace, uri, 'VirtualHost "example.org"\n--\n');
		assert.deepEqual(after.failures, []);
		assert.deepEqual(hostNames(after), ["example.org"]);
		workspace.close(uri);
		assert.deepEqual(hostNames(open(workspace, uriOf("prosody.cfg.lua"), 'Include "conf.d/*.cfg.lua"\n')), []);
	});
});
