import assert from "node:assert/strict";
import type { LeftOutModule, ModuleSet, Scope } from "../../server/src/config/model.ts";
import { Snapshot } from "../../server/src/engine.ts";
import { type Choice, effectiveConfiguration } from "../../server/src/reports/effective.ts";
import { writeModules } from "../../server/src/reports/modules.ts";
import { Page } from "../../server/src/reports/page.ts";
import { parse } from "../../server/src/syntax/index.ts";
import { memoryFiles } from "../support/files.ts";

const URI = "file:///etc/prosody/prosody.cfg.lua";

/** The text made of a configuration, without its head. */
function show(source: string, choice?: (snapshot: Snapshot) => Choice, uri = URI) {
	const snapshot = new Snapshot(uri, source);
	const effective = effectiveConfiguration(snapshot.config, snapshot.catalog, choice?.(snapshot));
	return { ...effective, snapshot, lines: effective.text.split("\n") };
}

/** The lines of one part, without blank ones and without the indentation all have in common. */
function part(source: string, name = "*"): string[] {
	const { parts, lines } = show(source);
	const found = parts.find(({ scope }) => scope.name === name);
	assert.ok(found, `no part for ${name}`);
	return lines
		.slice(found.line + 1, found.lastLine + 1)
		.filter((line) => line !== "")
		.map((line) => line.replace(/^ {4}/, ""));
}

/** The options of a part: what stands in front of its modules. */
function options(source: string, name?: string): string[] {
	const lines = part(source, name);
	return lines.slice(
		0,
		lines.findIndex((line) => line.startsWith("-- Modules")),
	);
}

/** The modules of a part, below their headings. */
function modules(source: string, name?: string): string[] {
	const lines = part(source, name);
	return lines.slice(lines.indexOf("modules = {") + 1, -1).map((line) => line.trim());
}

/** The modules below one heading. */
function group(source: string, heading: string, name?: string): string[] {
	const lines = modules(source, name);
	const start = lines.indexOf(`-- ${heading}`) + 1;
	assert.ok(start > 0, `no "${heading}" in ${lines.join("\n")}`);
	const next = lines.findIndex((line, index) => index >= start && line.startsWith("--"));
	return lines.slice(start, next < 0 ? undefined : next);
}

const HOST = '\nVirtualHost "example.org"\n';

describe("effective configuration: options", () => {
	it("name the line they come from", () => {
		assert.deepEqual(options(`a = 1\n\nlonger_name = "x"${HOST}`), [
			"a = 1              -- prosody.cfg.lua:1",
			'longer_name = "x"  -- prosody.cfg.lua:3',
		]);
	});

	it("stand on several lines where they are long", () => {
		const [first, second, ...rest] = options(
			`c = { abuse = { "mailto:abuse@example.org" }, admin = { "xmpp:admin@example.org" }, ["a b"] = 1 }`,
		);
		assert.equal(first, "c = {  -- prosody.cfg.lua:1");
		assert.equal(second, '    abuse = { "mailto:abuse@example.org" },');
		assert.deepEqual(rest, ['    admin = { "xmpp:admin@example.org" },', '    ["a b"] = 1,', "}"]);
	});

	it("tell what they took the place of, and what was added", () => {
		assert.deepEqual(options("a = { 1 }\na = { 2 }\na:append { 3 }\n"), [
			"a = { 2, 3 }  -- prosody.cfg.lua:2",
			"  -- replaced: { 1 } · prosody.cfg.lua:1",
			"  -- added: { 3 } · prosody.cfg.lua:3",
		]);
	});

	it("that may or may not be set tell both", () => {
		const lines = options('a = 1\nif os.getenv "X" then\n\ta = 2\nend\n');
		assert.match(lines[0]!, /^a = unknown {2}-- not known here, because .* · prosody\.cfg\.lua:3$/);
		assert.deepEqual(lines.slice(1), ["  -- perhaps: 1 · prosody.cfg.lua:1", "  -- perhaps: 2 · prosody.cfg.lua:3"]);
	});

	it("say why they are not known", () => {
		assert.deepEqual(options("a = os.getenv 'X'\nb = { 1, os.getenv 'Y' }"), [
			"a = unknown  -- not known here, because it comes from the environment variable X · prosody.cfg.lua:1",
			"b = {        -- prosody.cfg.lua:2",
			"    1,",
			"    unknown, -- it comes from the environment variable Y",
			"}",
		]);
	});

	it("of a host stand in front of what it takes over", () => {
		const source = `admins = { "a@example.org" }\nauthentication = "internal_hashed"\nlimits = {}${HOST}authentication = "ldap"\n`;
		assert.deepEqual(options(source, "example.org"), [
			'authentication = "ldap"  -- prosody.cfg.lua:5',
			'  -- instead of the global "internal_hashed" · prosody.cfg.lua:2',
			"-- From the global section:",
			'    admins = { "a@example.org" }  -- prosody.cfg.lua:1',
			"    -- and 1 that are not read in a VirtualHost",
		]);
	});

	it("that nobody knows are taken over", () => {
		assert.deepEqual(
			options(`my_own_option = 1${HOST}`, "example.org")[1],
			"    my_own_option = 1  -- prosody.cfg.lua:1",
		);
	});

	it("do not give secrets away", () => {
		const { text } = show(
			`turn_external_secret = "hush"\nsql = { password = "hush" }${HOST}component_secret = "hush"\n`,
		);
		assert.ok(!text.includes("hush"), text);
		assert.match(text, /sql = \{ password = "\(not shown\)" \}/);
	});

	it("that are long lists are cut", () => {
		const lines = options(`a = { ${'"abcdef", '.repeat(1000)} }`);
		assert.equal(lines.length, 303);
		assert.equal(lines[301], "    -- and 700 more");
	});
});

describe("effective configuration: modules", () => {
	it("are grouped by the reason they are there", () => {
		const source = 'modules_enabled = { "roster";\n"register" }\nallow_registration = false\n';
		assert.deepEqual(group(source, "in modules_enabled:"), [
			'"roster",    -- prosody.cfg.lua:1',
			'"register",  -- prosody.cfg.lua:2',
		]);
		assert.match(
			group(source, "brought along by other modules:")[0]!,
			/^"user_account_management", {2}-- for register$/,
		);
		assert.deepEqual(group(source, "loaded by Prosody itself:"), [
			'"presence", "message", "iq", "offline", "c2s", "s2s", "s2s_auth_certs",',
		]);
	});

	it("of a Component", () => {
		const source =
			'modules_enabled = { "tls", "roster" }\nComponent "a.example.org" "muc"\nmodules_enabled = { "muc_mam" }\n';
		const of = (heading: string) => group(source, heading, "a.example.org");
		assert.deepEqual(of("the Component itself:"), ['"muc",  -- prosody.cfg.lua:2']);
		assert.deepEqual(of("in this host's own modules_enabled:"), ['"muc_mam",  -- prosody.cfg.lua:3']);
		assert.deepEqual(of("from the global modules_enabled:"), ['"tls",']);
		assert.deepEqual(of("loaded by Prosody itself:"), ['"iq", "s2s",']);
		const lines = modules(source, "a.example.org");
		const passed = lines[lines.indexOf("-- that Components do not take over:") + 1]!;
		assert.match(passed, /^-- {3}"presence", .*"roster"$/);
	});

	it("that are kept out say why", () => {
		const page = new Page(URI);
		const { config } = show('modules_enabled = { "roster" }\n').snapshot;
		const at = config.global.own.get("modules_enabled")!.value.span;
		const leftOut = new Map<string, LeftOutModule>([
			["offline", { name: "offline", because: "disabled", at }],
			["vcard", { name: "vcard", because: "conflict", via: "vcard_legacy" }],
		]);
		const set: ModuleSet = { loaded: new Map(), leftOut, complete: true, alike: {}, has: () => false };
		writeModules(page, "", { kind: "Component", own: new Map(), modules: set, config } as unknown as Scope);
		assert.deepEqual(page.text.split("\n").slice(2, -2), [
			"    -- kept out:",
			'    --   "offline": switched off by modules_disabled · prosody.cfg.lua:1',
			'    --   "vcard": "vcard_legacy" takes its place',
		]);
	});

	it("tell when the list is not the only one, or not known", () => {
		const lines = modules('modules_enabled = { "mam" }\nmodules_enabled = { os.getenv "X" }\n');
		assert.deepEqual(lines.slice(0, 3), [
			'-- modules_enabled, replaced: { "mam" } · prosody.cfg.lua:1',
			"-- modules_enabled: an entry is not known, because it comes from the environment variable X · prosody.cfg.lua:2",
			"-- Not all of them: a list could not be read whole.",
		]);
	});
});

describe("effective configuration: the text", () => {
	it("begins with what was read, for which Prosody, and what keeps it from starting", () => {
		const { lines } = show(
			'b.c = 1\nInclude "conf.d/*.cfg.lua"\nVirtualHost "example.org"\nComponent "rooms.example.org" "muc"\n',
		);
		assert.deepEqual(lines.slice(0, 9), [
			"-- What Prosody would load from prosody.cfg.lua",
			"-- Read for Prosody 13.0, as nothing says which one it is for. VirtualHosts: 1, Components: 1.",
			"",
			"-- Prosody would not start. Below is what it would load if this were put right:",
			"--   attempt to index a nil value (global 'b') · prosody.cfg.lua:1",
			"",
			"-- Not everything could be seen; there may be more than is shown below:",
			'--   "conf.d/*.cfg.lua" was not read · prosody.cfg.lua:2',
			"",
		]);
	});

	it("has a part for every host, in the order of the files", () => {
		const { parts, lines } = show('Component "b.example.org" "muc"\nVirtualHost "a.example.org"\nenabled = false\n');
		assert.deepEqual(
			parts.map(({ line }) => lines[line]),
			[
				"-- Global section",
				'Component "b.example.org" "muc"  -- prosody.cfg.lua:1',
				'VirtualHost "a.example.org"  -- not started · prosody.cfg.lua:2',
			],
		);
		assert.deepEqual(
			parts.map(({ lastLine }) => lines[lastLine]),
			["    }", "    }", "    }"],
		);
	});

	it("leads to the lines of the files", () => {
		const source = 'modules_enabled = {\n\t"roster" }\nVirtualHost "example.org"\n\tb = 2\n';
		const { text, links } = show(source);
		const told = links.map(({ start, end, uri, line, character }) => {
			assert.equal(uri, URI);
			return [text.slice(start, end), line, character];
		});
		assert.deepEqual(told, [
			["prosody.cfg.lua:2", 1, 1],
			["prosody.cfg.lua:3", 2, 0],
			["prosody.cfg.lua:4", 3, 1],
			['"roster"', 1, 1],
		]);
	});

	it("names included files from the folder of the configuration", () => {
		const files = memoryFiles({
			"file:///etc/prosody/conf.d/a%20b.cfg.lua": 'VirtualHost "example.org"\na = 1\n',
			"file:///srv/shared.cfg.lua": "b = 2\n",
		});
		const source = 'Include "conf.d/*.cfg.lua"\nInclude "/srv/shared.cfg.lua"\n';
		const { config, catalog } = new Snapshot(URI, source, undefined, undefined, files);
		const { text, links } = effectiveConfiguration(config, catalog);
		assert.match(text, /^-- Files: 3\n-- {3}prosody\.cfg\.lua, conf\.d\/a b\.cfg\.lua, \/srv\/shared\.cfg\.lua\n/m);
		assert.match(text, /^ {4}b = 2 {2}-- \/srv\/shared\.cfg\.lua:1\n/m);
		assert.match(text, /^ {4}a = 1 {2}-- conf\.d\/a b\.cfg\.lua:2\n/m);
		const link = links.find(({ start, end }) => text.slice(start, end) === "conf.d/a b.cfg.lua:2");
		assert.deepEqual([link?.uri, link?.line], ["file:///etc/prosody/conf.d/a%20b.cfg.lua", 1]);
	});

	it("shows one host, or as many as there is room for", () => {
		const source = Array.from({ length: 50 }, (_, i) => `VirtualHost "h${i}.example.org"`).join("\n");
		const one = show(source, ({ config }) => ({ hosts: [config.host("h7.example.org")!] }));
		assert.deepEqual(
			one.parts.map(({ scope }) => scope.name),
			["*", "h7.example.org"],
		);
		const some = show(source, () => ({ most: 50, elsewhere: "Look there." }));
		assert.ok(some.parts.length > 3 && some.parts.length < 20 && some.lines.length < 70);
		assert.equal(
			some.lines.at(-3),
			`-- ${51 - some.parts.length} more hosts are not shown here, because the text would get too long.`,
		);
		assert.equal(some.lines.at(-2), "-- Look there.");
	});

	it("is Lua, whatever the configuration holds", () => {
		const { text } = show(
			[
				'a = "line\\nbreak \\0 \\u{202E} \\" \\\\ 🦜"',
				"b = function() end",
				"c = { f = function() end, 1/0, 0/0, -1/0, 1e300, nil, true, { { { {} } } }, ['end'] = 1 }",
				"d = c",
				"if os.getenv 'X' then e = 1 else e = { 2 } end",
				'Component "x\\ny.example.org" "mo\\"d"',
				'VirtualHost "example.org" { x = 1 }',
				"f = '",
			].join("\n"),
		);
		assert.deepEqual(
			parse("file:///x.lua", text).chunks.flatMap(({ problems }) => problems),
			[],
			text,
		);
	});

	it("of a text without a file, and of nothing at all", () => {
		assert.match(show("a = 1", undefined, "untitled:Untitled-1").text, /from Untitled-1\n[\s\S]*-- Untitled-1:1\n/);
		assert.match(show("").text, /-- Global section\n\n {4}-- Modules of every VirtualHost: 7\n/);
	});
});
