import assert from "node:assert/strict";
import { extractCheck, extractFile, extractLoading } from "../../server/src/catalog/extract/core.ts";
import type { ModuleFacts } from "../../server/src/catalog/extract/facts.ts";
import { extractModule, librariesOf } from "../../server/src/catalog/extract/module.ts";
import { printFacts } from "../../server/src/catalog/extract/print-facts.ts";
import { extractSources } from "../../server/src/catalog/extract/sources.ts";

function facts(text: string, name = "test"): ModuleFacts {
	const { facts, problems } = extractModule({ name, texts: [text] });
	assert.deepEqual(problems, []);
	return facts;
}

const files = (all: Readonly<Record<string, string>>) => ({
	paths: Object.keys(all),
	read: (path: string) => all[path],
});

describe("the extractor: modules", () => {
	it("tells what kind they are", () => {
		assert.deepEqual(facts(""), { kind: "host" });
		assert.deepEqual(facts("module:set_global()"), { kind: "global" });
		assert.deepEqual(facts("module:set_global() function module.add_host() end"), { kind: "global", perHost: true });
		assert.equal(facts("", "auth_ldap").kind, "auth");
		assert.equal(facts("", "storage_sql").kind, "storage");
		assert.equal(facts("module:set_global()", "authz_x").kind, "authz");
		assert.equal(facts("", "author").kind, "host");
	});

	it("knows those that only work on a Component", () => {
		for (const text of [
			'if module:get_host_type() ~= "component" then error("no", 0) end',
			'function module.add_host(module) if module:get_host_type() ~= "component" then error("no") end end',
			'if hosts[module.host].type ~= "component" then error "no" end',
		]) {
			assert.equal(facts(text).componentOnly, true, text);
		}
		assert.equal(facts('if module:get_host_type() ~= "component" then x = 1 end').componentOnly, undefined);
		assert.equal(facts('if module:get_host_type() ~= "local" then error("no") end').componentOnly, undefined);
	});

	it("lists what they ask for", () => {
		const { depends, softDepends } = facts(`
			module:depends("disco"); local pep = module:depends "pep";
			function module.add_host(host) host:depends("http") end
			module:depends("http_altconnect", true);
			for _, name in ipairs { "a", "b" } do module:depends("adhoc_" .. name) end
			module:depends(unknown);
			module:daily("Clean up", f);
		`);
		assert.deepEqual(depends, ["adhoc_a", "adhoc_b", "cron", "disco", "http", "pep"]);
		assert.deepEqual(softDepends, ["http_altconnect"]);
	});

	it("lists what they add to the lists of others", () => {
		const { items } = facts('module:add_item("shell-command", {}); module:add_item("adhoc", d); module:add_item(x, y)');
		assert.deepEqual(items, ["adhoc", "shell-command"]);
	});

	it("lists services, with ports and the rest", () => {
		const { provides, services } = facts(
			`
			module:provides("net", { name = "lamp"; default_port = 5222; private = true });
			module:provides("net", { name = "lamp_tls"; default_ports = { 1, 2 }; encryption = "ssl"; config_prefix = "l" });
			module:provides("net", { default_port = base + 1, config_prefix = "" });
			module:add_item("net-provider", { name = "old"; default_port = 7 });
			`,
			"net_light",
		);
		assert.deepEqual(provides, ["net", "net:lamp", "net:lamp_tls", "net:old"]);
		assert.deepEqual(services, {
			lamp: { ports: [5222], private: true },
			lamp_tls: { ports: [1, 2], directTls: true, prefix: "l" },
			light: { ports: [], prefix: "" },
			old: { ports: [7] },
		});
	});

	it("lists HTTP apps, with their paths", () => {
		const http = (text: string) => facts(text, "http_lamp").http;
		assert.deepEqual(http('module:provides("http", { route = {} })'), { lamp: "/lamp" });
		assert.deepEqual(http('module:provides("http", { name = "x"; default_path = "y" })'), { x: "/y" });
		assert.deepEqual(http('module:provides("http", { default_path = module:get_option_string("p", "/q") })'), {
			lamp: "/q",
		});
		assert.deepEqual(http('module:provides("http", { default_path = f() })'), { lamp: "" });
		assert.deepEqual(http('module:provides "http"'), { lamp: "/lamp" });
	});

	it("lists tasks and stores", () => {
		const { tasks, stores } = facts(`
			module:hourly("Clear old grants", f); module:daily(f); module:weekly("x", f);
			module:cron({ name = "By hand", when = "daily", run = f });
			module:add_item("task", { name = "Item", when = "hourly" });
			module:open_store("a"); module:open_store(); module:open_store(nil, "map");
			local name = module:get_option_string("archive_store", "archive"); module:open_store(name .. "_prefs");
			storagemanager.open(host, "b"); datamanager.store(user, host, "c", data);
			local load = require "util.datamanager".load; load(user, host, "d"); require("x").load(user, host, "e");
		`);
		assert.deepEqual(tasks, { by_hand: "1d", clear_old_grants: "1h", daily: "1d", item: "1h", x: "1w" });
		assert.deepEqual(stores, ["a", "archive_prefs", "b", "c", "d", "test"]);
	});

	it("reads the libraries of a module with it", () => {
		assert.deepEqual(librariesOf('local a = module:require "muc"; module:require("a/b"); require "util.x"'), [
			"muc",
			"a/b",
		]);
		const extracted = extractSources(
			files({
				"mod_lamp/mod_lamp.lua": 'module:set_global(); local a = module:require "part"; module:require("gone")',
				"mod_lamp/part.lib.lua": 'module:get_option("a"); module:require "shared"',
				"mod_lamp/other.lib.lua": 'module:get_option("not_read")',
				"mod_shared/shared.lib.lua": 'module:get_option("b"); module:require "part"',
			}),
		)!;
		assert.deepEqual(extracted.facts.modules, {
			lamp: { kind: "global", options: { a: [{ type: "any", global: true }], b: [{ type: "any", global: true }] } },
		});
	});
});

describe("the extractor: folders", () => {
	it("finds the modules of a checkout wherever Prosody would", () => {
		const extracted = extractSources(
			files({
				"mod_a.lua": "",
				"mod_b/mod_b.lua": "",
				"mod_c/c/mod_c.lua": "",
				"d/mod_d.lua": "",
				"mod_e/mod_f.lua": "",
				"mod_g/x/y/mod_g.lua": "",
				"mod_h/README.md": "",
				"mod_b.lua": 'module:get_option("shadowed")',
			}),
		)!;
		assert.deepEqual(Object.keys(extracted.facts.modules), ["a", "b", "c", "d"]);
		assert.equal(extracted.files.b, "mod_b/mod_b.lua");
		assert.equal(extracted.facts.server, undefined);
	});

	it("reads Prosody itself", () => {
		const { facts, problems } = extractSources(
			files({
				"core/modulemanager.lua":
					'local autoload_modules = { prosody.platform, "c2s" }; local component_inheritable_modules = { "tls" }',
				"core/portmanager.lua":
					'local config = require "core.configmanager"; config.get("*", prefix .. "ports"); config.get("*", "ssl")',
				"core/moduleapi.lua": 'function api:get_option_string() return self:get_option("never") end',
				"util/prosodyctl/check.lua": `local config = require "core.configmanager"; config.get("*", "tool"); config.get("*", "ssl")
					local known_global_options = set.new({ "log", "gc" }); local obsolete = set.new({ "setuid" });
					local deprecated_replacements = { daemonize = "x" };
					local ports = { bosh = "http" }; local ends = set.new({ "port", "ssl" });
					for port in pairs(ports) do for e in ends do deprecated_replacements[port .. "_" .. e] = "y" end end
					local deprecated = set.new(array.collect(it.keys(deprecated_replacements)));`,
				"modules/mod_c2s.lua": "module:set_global()",
				"mod_outside.lua": "",
			}),
		)!;
		assert.deepEqual(problems, []);
		assert.deepEqual(facts, {
			autoload: ["c2s"],
			inheritedByComponents: ["tls"],
			check: { obsolete: ["setuid"], deprecated: ["bosh_port", "bosh_ssl", "daemonize"], knownGlobal: ["gc", "log"] },
			stores: [],
			tools: ["tool"],
			server: { "<prefix>ports": [{ type: "any", global: true }], ssl: [{ type: "any", global: true }] },
			modules: { c2s: { kind: "global" } },
		});
	});

	it("says so where there is nothing to read", () => {
		assert.equal(extractSources(files({})), undefined);
		assert.equal(extractSources(files({ "a.lua": "", "util/x.lua": "" })), undefined);
		assert.equal(extractSources(files({ "core/modulemanager.lua": "" })), undefined);
		assert.equal(extractLoading("local autoload_modules = f()"), undefined);
		assert.equal(extractCheck("local x = 1"), undefined);
		assert.equal(extractCheck("local ="), undefined);
	});
});

describe("the extractor: hostile texts", () => {
	it("answers a broken text with a sentence, and goes on", () => {
		const { facts, problems } = extractModule({ name: "x", texts: ["local x =\n\n= 5", 'module:get_option("a")'] });
		assert.equal(problems.length, 1);
		assert.match(problems[0]!, /^Line 3 does not parse: .+\.$/);
		assert.deepEqual(Object.keys(facts.options!), ["a"]);
		assert.match(extractFile("}").problem!, /^Line 1 /);
		for (const text of ["\0", "\u{1F525}", "--[[", '"', "x = '\\", "<<<<<<< mine", "\x1bLua", "function f("]) {
			assert.equal(extractModule({ name: "x", texts: [text] }).problems.length, 1, JSON.stringify(text));
		}
	});

	it("reads ten thousand options, one by one, in a loop and through a function", () => {
		const all = Array.from({ length: 10_000 }, (_, i) => `o${i}`);
		for (const text of [
			all.map((name) => `module:get_option("${name}")`).join("\n"),
			`for _, n in ipairs { ${all.map((name) => `"${name}"`).join(",")} } do module:get_option(n) end`,
			`local function get(n) return module:get_option(n) end ${all.map((name) => `get("${name}")`).join("\n")}`,
		]) {
			const begin = Date.now();
			assert.equal(Object.keys(facts(text).options!).length, 10_000);
			assert.ok(Date.now() - begin < 5_000, "too slow");
		}
	});

	it("survives what is deep or goes round", () => {
		const deep = 20_000;
		for (const text of [
			`local x = ${"1 + ".repeat(deep)}1`,
			`module:get_option("a", ${"1 + ".repeat(deep)}1)`,
			`local x = a${".b".repeat(deep)}`,
			`local x = a${":b()".repeat(deep)}`,
			`local x = ${"a or ".repeat(deep)}module:get_option("a")`,
			`local x = ${"(".repeat(deep)}1${")".repeat(deep)}`,
			`local x = ${"{".repeat(deep)}${"}".repeat(deep)}`,
			`local x = "a"${' .. "a"'.repeat(deep)}`,
			`${"do ".repeat(deep)}${"end ".repeat(deep)}`,
			`${"function f() ".repeat(deep)}${"end ".repeat(deep)}`,
			"local a = b; b = a; module:get_option(a)",
			"local a = a; module:get_option(a .. 'x', a)",
			"a = { a }; module:get_option('x', a)",
			"for _, a in ipairs(a) do for _, b in ipairs(b) do module:get_option(a .. b .. 'x') end end",
		]) {
			const begin = Date.now();
			const { problems } = extractModule({ name: "x", texts: [text] });
			assert.ok(problems.length <= 1);
			assert.ok(Date.now() - begin < 5_000, text.slice(0, 40));
		}
	});

	it("does not multiply loops without end", () => {
		const list = `{ ${Array.from({ length: 300 }, (_, i) => `"n${i}"`).join(",")} }`;
		const text = `for _, a in ipairs ${list} do for _, b in ipairs ${list} do for _, c in ipairs ${list} do
			module:get_option(a .. b .. c) end end end`;
		const begin = Date.now();
		assert.ok(Object.keys(facts(text).options!).length <= 20_000);
		assert.ok(Date.now() - begin < 5_000);
	});

	it("is not misled by names that objects have anyway", () => {
		const text =
			'module:constructor("x"); module:hasOwnProperty("x"); module:get_option("constructor"); module:get_option("__proto__", 1)';
		assert.deepEqual(Object.keys(facts(text).options!), ["__proto__", "constructor"]);
	});
});

describe("the extractor: facts as a file", () => {
	it("are one line a module or option, and come back as they were", () => {
		const all = {
			modules: {
				a: facts('module:depends "disco"'),
				b: facts(
					`module:get_option_enum("lamp", "${"x".repeat(60)}", "${"y".repeat(60)}"); module:get_option("on", {})`,
				),
			},
		};
		const text = printFacts("a test", all);
		assert.match(text, /^ {4}"a": \{ "kind": "host", "depends": \["disco"\] \},$/m);
		assert.match(text, /^ {8}"on": \[\{ "type": "any", "default": "\{ \}" \}\]$/m);
		const { generated, source, ...rest } = JSON.parse(text);
		assert.match(generated, /catalog:extract/);
		assert.equal(source, "a test");
		assert.deepEqual(rest, all);
	});
});
