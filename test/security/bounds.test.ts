/** How far a session may read: the layouts that must go on working, and where each ends. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isShared } from "../../server/src/node/bounds.ts";
import { LocalFiles } from "../../server/src/node/files.ts";
import { LARGEST } from "../../server/src/node/read.ts";

describe("the files of this machine", () => {
	let root: string;
	let files: LocalFiles;
	const { HOME } = process.env;
	beforeEach(() => {
		root = realpathSync(mkdtempSync(join(tmpdir(), "prosody-bounds-")));
		files = new LocalFiles();
	});
	afterEach(() => {
		process.env.HOME = HOME;
		rmSync(root, { recursive: true, force: true });
	});

	const uri = (path: string) => pathToFileURL(join(root, path)).href;
	const open = (path: string) => files.real(uri(path));
	function write(...paths: string[]): void {
		for (const path of paths) {
			mkdirSync(dirname(join(root, path)), { recursive: true });
			writeFileSync(join(root, path), path);
		}
	}
	function link(path: string, target: string): void {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		symlinkSync(target, join(root, path));
	}
	/** Asserts which of the files can be read, under the names given. */
	function reads(expected: Record<string, boolean>): void {
		const found = Object.keys(expected).map((path) => [path, files.read(uri(path)).text !== undefined]);
		assert.deepEqual(Object.fromEntries(found), expected);
	}

	it("nothing is read before something was opened", () => {
		write("etc/prosody/prosody.cfg.lua");
		reads({ "etc/prosody/prosody.cfg.lua": false });
	});

	it("Debian's layout: links from conf.d to conf.avail", () => {
		write("etc/prosody/prosody.cfg.lua", "etc/prosody/conf.avail/a.cfg.lua", "etc/passwd", "srv/other.cfg.lua");
		link("etc/prosody/conf.d/a.cfg.lua", "../conf.avail/a.cfg.lua");
		link("etc/prosody/conf.d/absolute.cfg.lua", join(root, "etc/prosody/conf.avail/a.cfg.lua"));
		link("etc/prosody/conf.d/b.cfg.lua", "../../../srv/other.cfg.lua");
		open("etc/prosody/prosody.cfg.lua");
		reads({
			"etc/prosody/conf.d/a.cfg.lua": true,
			"etc/prosody/conf.d/absolute.cfg.lua": true,
			"etc/prosody/conf.d/b.cfg.lua": false,
			"etc/passwd": false,
			"srv/other.cfg.lua": false,
		});
	});

	it("a part that is opened alone reaches its entry file, and what that one reaches", () => {
		write("usr/local/etc/prosody/prosody.cfg.lua", "usr/local/etc/prosody/conf.d/a.cfg.lua", "usr/local/etc/x.lua");
		write("usr/local/etc/prosody/common.lua");
		open("usr/local/etc/prosody/conf.d/a.cfg.lua");
		reads({ "usr/local/etc/prosody/common.lua": false, "usr/local/etc/x.lua": false });
		reads({ "usr/local/etc/prosody/prosody.cfg.lua": true });
		reads({ "usr/local/etc/prosody/common.lua": true, "usr/local/etc/x.lua": false });
	});

	it("an entry file that is a link, with its parts where it is kept", () => {
		write("srv/git/prosody.cfg.lua", "srv/git/hosts/a.cfg.lua", "srv/x.lua", "etc/prosody/local.cfg.lua");
		link("etc/prosody/prosody.cfg.lua", join(root, "srv/git/prosody.cfg.lua"));
		link("etc/prosody/hosts", join(root, "srv/git/hosts"));
		open("etc/prosody/prosody.cfg.lua");
		reads({ "etc/prosody/local.cfg.lua": true, "etc/prosody/hosts/a.cfg.lua": true, "srv/x.lua": false });
	});

	it("a link that poses as a configuration opens no folder", () => {
		write("home/ssh/config", "home/ssh/key");
		link("repository/prosody.cfg.lua", join(root, "home/ssh/config"));
		open("repository/prosody.cfg.lua");
		reads({ "home/ssh/key": false, "home/ssh/config": false });
	});

	it("a repository is one place; another one beside it is not", () => {
		write("one/.git/HEAD", "one/hosts/a/prosody.cfg.lua", "one/common/b.cfg.lua", "two/c.cfg.lua");
		open("one/hosts/a/prosody.cfg.lua");
		reads({ "one/common/b.cfg.lua": true, "one/.git/HEAD": false, "two/c.cfg.lua": false });
	});

	it("the folders an editor has open", () => {
		write("work/a/prosody.cfg.lua", "work/b/b.cfg.lua", "other/c.cfg.lua");
		open("work/a/prosody.cfg.lua");
		reads({ "work/b/b.cfg.lua": false });
		files.admit(uri("work"));
		reads({ "work/b/b.cfg.lua": true, "other/c.cfg.lua": false });
	});

	it("what a mounted ConfigMap of Kubernetes looks like", () => {
		write("config/..2026_11_21/a.cfg.lua");
		link("config/..data", "..2026_11_21");
		link("config/a.cfg.lua", "..data/a.cfg.lua");
		open("config/prosody.cfg.lua");
		reads({ "config/a.cfg.lua": true });
	});

	it("nothing hidden, but a hidden folder that holds the configuration", () => {
		write(".config/prosody/prosody.cfg.lua", ".config/prosody/a.cfg.lua", ".config/prosody/.env", ".config/b.lua");
		open(".config/prosody/prosody.cfg.lua");
		reads({ ".config/prosody/a.cfg.lua": true, ".config/prosody/.env": false, ".config/b.lua": false });
	});

	it("a folder of many things gives its Lua files alone, and is no repository", () => {
		process.env.HOME = root;
		write(".git/HEAD", "prosody.cfg.lua", "a.cfg.lua", "letter.txt", "papers/b.lua", "papers/c.txt");
		open("prosody.cfg.lua");
		reads({ "a.cfg.lua": true, "letter.txt": false, "papers/b.lua": true, "papers/c.txt": false });
		for (const folder of ["/", "/etc", "/usr/local/etc", "/tmp", "/root", root]) assert.ok(isShared(folder), folder);
		for (const folder of ["/etc/prosody", "/usr/local/etc/prosody", "/app"]) assert.ok(!isShared(folder), folder);
	});

	it("of a folder further away only what modules there are", () => {
		write("a/prosody.cfg.lua", "plugins/mod_x/mod_x.lua", "plugins/README", "papers/letter.txt");
		mkdirSync(join(root, "empty"));
		open("a/prosody.cfg.lua");
		assert.deepEqual([...files.list(uri("plugins"))].sort(), ["README", "mod_x"]);
		assert.equal(files.list(uri("papers")), "unknown");
		assert.deepEqual(files.list(uri("empty")), []);
		assert.equal(files.list(uri("gone")), "missing");
		assert.equal(files.exists(uri("plugins/mod_x/mod_x.lua")), true);
		reads({ "plugins/mod_x/mod_x.lua": false });
	});

	it("no file that is larger than any configuration, and none of another machine", () => {
		write("prosody.cfg.lua");
		writeFileSync(join(root, "most.lua"), Buffer.alloc(LARGEST, " "));
		writeFileSync(join(root, "more.lua"), Buffer.alloc(LARGEST + 1, " "));
		open("prosody.cfg.lua");
		reads({ "most.lua": true, "more.lua": false });
		for (const one of [
			"file://example.org/etc/x.lua",
			"untitled:x",
			"http://example.org/",
			"file:///net/example.org/x",
		]) {
			assert.equal(files.read(one).text, undefined, one);
			assert.equal(typeof files.list(one), "string", one);
			assert.equal(files.exists(one), undefined, one);
		}
	});
});
