/** The folders that hold modules of one's own: what is found there, and when all of it was seen. */
import assert from "node:assert/strict";
import { readSettings, Snapshot } from "../../server/src/engine.ts";
import { type PluginFolders, pluginFolders } from "../../server/src/rules/plugin-folders.ts";
import { memoryFiles } from "../support/files.ts";

const SERVER = "file:///etc/prosody/prosody.cfg.lua";
const COPY = "file:///home/me/prosody/prosody.cfg.lua";
const PROGRAM = { "file:///usr/lib/prosody/modules/mod_roster.lua": "" };

function look(text: string, files: Record<string, string | null>, uri = SERVER): PluginFolders {
	const around = memoryFiles({ ...files, [uri]: text });
	return pluginFolders(new Snapshot(uri, text, readSettings({}), undefined, around).config, around);
}

describe("folders of modules", () => {
	for (const path of [
		"mod_tea.lua",
		"tea/mod_tea.lua",
		"mod_tea/mod_tea.lua",
		"mod_tea/tea/mod_tea.lua",
		"share/lua/5.2/mod_tea.lua",
		"share/lua/5.4/mod_tea/mod_tea.lua",
	]) {
		it(`finds ${path}`, () => {
			const folders = look('plugin_paths = { "/srv/my modules//" }', { [`file:///srv/my%20modules/${path}`]: "" });
			assert.deepEqual([folders.none, folders.complete], [false, true]);
			assert.deepEqual(["tea", "te", "coffee"].map(folders.has), [true, false, false]);
		});
	}

	it("does not take a note for a module", () => {
		const folders = look('plugin_paths = { "/srv" }', { "file:///srv/mod_tea/README.md": "" });
		assert.equal(folders.has("tea"), false);
	});

	it("knows several folders in one text, and the installer's", () => {
		const folders = look('plugin_paths = "/srv/a;/srv/b"\ninstaller_plugin_path = "/srv/c"', {
			"file:///srv/a/mod_a.lua": "",
			"file:///srv/b/mod_b.lua": "",
			"file:///srv/c/share/lua/5.4/mod_c.lua": "",
		});
		assert.deepEqual(["a", "b", "c", "d"].map(folders.has), [true, true, true, false]);
		assert.equal(folders.complete, true);
	});

	it("looks into Prosody's own on the server only", () => {
		const files = { ...PROGRAM, "file:///usr/lib/prosody/modules/mod_tea.lua": "" };
		assert.equal(look("", files).has("tea"), true);
		assert.equal(look("", files, COPY).has("tea"), false);
		assert.equal(look("", {}).none, true);
	});

	for (const [what, text, files, uri, complete] of [
		["no folder", "", {}, COPY, true],
		["an empty list", "plugin_paths = {}", {}, COPY, true],
		["one that is elsewhere", 'plugin_paths = { "/srv" }', {}, COPY, false],
		["one that is elsewhere, below /etc/prosody", 'plugin_paths = { "/srv" }', {}, SERVER, false],
		["one that is not there", 'plugin_paths = { "/srv" }', PROGRAM, SERVER, true],
		["one that cannot be read", 'plugin_paths = { "/srv" }', { ...PROGRAM, "file:///srv": null }, SERVER, false],
		["a relative one", 'plugin_paths = { "modules" }', { "file:///etc/prosody/modules/mod_a.lua": "" }, SERVER, false],
		["an unknown one", "plugin_paths = { ENV_MODULES }", PROGRAM, SERVER, false],
		["an unknown option", "plugin_paths = ENV_MODULES", PROGRAM, SERVER, false],
		["a computed list", 'plugin_paths = { "/srv", x = 1, [ENV_X] = "/a" }', PROGRAM, SERVER, false],
		["an Include that was not read", "Include(ENV_MORE)", PROGRAM, SERVER, false],
		["a drive of Windows", 'plugin_paths = { "C:\\\\modules" }', PROGRAM, SERVER, false],
	] as const) {
		it(`${complete ? "has" : "has not"} seen everything: ${what}`, () => {
			assert.equal(look(text, files, uri).complete, complete);
		});
	}

	it("can do without files, and with any name", () => {
		const { config } = new Snapshot(SERVER, 'plugin_paths = { "/srv" }', readSettings({}));
		const folders = pluginFolders(config, undefined);
		assert.equal(folders.complete, false);
		assert.equal(folders.has("roster"), false);
		const some = look('plugin_paths = { "/srv", "/\\237\\160\\128" }', PROGRAM);
		for (const name of ["../mod_roster", "\uD800", "", "a/b", "%"]) assert.equal(some.has(name), false);
	});
});

describe("severities of module names", () => {
	const severities = (text: string, files: Record<string, string> = {}, uri = SERVER, version = "auto") =>
		new Snapshot(uri, text, readSettings({ version }), undefined, memoryFiles({ ...files, [uri]: text })).findings
			.filter(({ rule }) => /^module-(?:unknown|now-core|not-yet-core|obsolete)$/.test(rule.id))
			.map(({ at, severity }) => `${at.text} ${severity}`);
	const hosts = '\nVirtualHost "example.org"\n';

	it("are lower where something was not seen", () => {
		const list = 'modules_enabled = { "rooster", "firewal", "Time", "teatime", "compression", "bidi" }';
		assert.deepEqual(severities(`${list}${hosts}`), [
			'"rooster" warning',
			'"firewal" warning',
			'"Time" warning',
			'"teatime" hint',
			'"compression" warning',
			'"bidi" warning',
		]);
		assert.deepEqual(severities(`plugin_paths = { "/srv" }\n${list}${hosts}`), [
			'"rooster" information',
			'"firewal" information',
			'"Time" warning',
			'"compression" information',
			'"bidi" information',
		]);
	});

	it("are lower where a copy is there", () => {
		const files = { "file:///srv/mod_bidi.lua": "", "file:///srv/mod_compression.lua": "" };
		const text = `plugin_paths = { "/srv" }\nmodules_enabled = { "compression", "bidi", "mam_muc" }${hosts}`;
		assert.deepEqual(severities(text, files), ['"bidi" information', '"mam_muc" warning']);
	});

	it("are those of any unknown name, also of those that JavaScript knows", () => {
		const text = `modules_enabled = { "constructor", "__proto__", "toString" }${hosts}`;
		assert.deepEqual(severities(text), ['"constructor" hint', '"__proto__" hint', '"toString" hint']);
	});

	it("are a hint where a community module may be installed", () => {
		const text = `modules_enabled = { "cloud_notify", "account_activity" }${hosts}`;
		assert.deepEqual(severities(text, {}, COPY, "0.12"), ['"cloud_notify" hint', '"account_activity" information']);
	});
});
