import assert from "node:assert/strict";
import type { OptionRead, Reading } from "../../server/src/catalog/extract/facts.ts";
import { extractModule } from "../../server/src/catalog/extract/module.ts";

function extract(text: string, name = "test") {
	return extractModule({ name, texts: [text] });
}

/** The readings of one option, where the text reads no other. */
function only(text: string, option: string, module?: string): Reading {
	const { facts, problems } = extract(text, module);
	assert.deepEqual(problems, []);
	assert.deepEqual(Object.keys(facts.options ?? {}), [option], text);
	assert.equal(facts.options![option]!.length, 1, JSON.stringify(facts.options));
	return facts.options![option]![0]!;
}

function names(text: string, module?: string): string[] {
	return Object.keys(extract(text, module).facts.options ?? {});
}

describe("the extractor: how an option is asked for", () => {
	const getters: [string, Reading["type"]][] = [
		["get_option", "any"],
		["get_option_scalar", "any"],
		["get_option_string", "string"],
		["get_option_number", "number"],
		["get_option_integer", "integer"],
		["get_option_period", "period"],
		["get_option_boolean", "boolean"],
		["get_option_set", "set"],
		["get_option_array", "array"],
		["get_option_inherited_set", "inherited-set"],
		["get_option_path", "path"],
	];
	for (const [getter, type] of getters) {
		it(`${getter} gives ${type}`, () => {
			assert.deepEqual(only(`local x = module:${getter}("lamp");`, "lamp"), { type });
		});
	}

	it("understands every way to write the call", () => {
		for (const text of [
			'module:get_option_string "lamp"',
			"module:get_option_string [[lamp]]",
			"module:get_option_string('lamp')",
			'return module:get_option_string("lamp")',
			'module.get_option_string(module, "lamp")',
			'module["get_option_string"](module, "lamp")',
			'local get = module.get_option_string; get(module, "lamp")',
			'local get = module.get_option_string; local same = get; same(module, "lamp")',
			'module:context("example.com"):get_option_string("lamp")',
			'local function on(event) return { f = function () return event.origin.module:get_option_string("lamp") end } end',
			'assert(module:get_option_string("lamp"), "no lamp")',
			'if not module:get_option_string("lamp") then return end',
			'while module:get_option_string("lamp") do break end',
			'repeat local y = 1 until module:get_option_string("lamp")',
			'for i = 1, module:get_option_string("lamp") do end',
			'local t = { [module:get_option_string("lamp")] = 1 }',
			'local x <const> = module:get_option_string("lamp")',
			'#!/usr/bin/lua\nlocal x = module:get_option_string("lamp")',
			'\uFEFFlocal x = module:get_option_string("lamp")',
			'goto done; ::done:: module:get_option_string("lamp")',
		]) {
			if (text.startsWith("module") || text.startsWith("assert")) {
				assert.equal(only(`local x = ${text};`, "lamp").type, "string", text);
			} else assert.equal(only(text, "lamp").type, "string", text);
		}
	});

	it("understands configmanager, under its names", () => {
		for (const text of [
			'local config = require "core.configmanager"; config.get("*", "lamp")',
			'local config = require "prosody.core.configmanager"; config.get("*", "lamp")',
			'require"core.configmanager".get("*", "lamp")',
			'local get = require "core.configmanager".get; get("*", "lamp")',
			'local cm = require("core.configmanager"); local get = cm.get; get("*", "lamp")',
			'local cm = require "core.configmanager"; cm.rawget("*", "lamp")',
			'configmanager.get("*", "lamp")',
			'local config = configmanager; config.get("*", "core", "lamp")',
		]) {
			assert.deepEqual(only(text, "lamp"), { type: "any", global: true }, text);
		}
		assert.equal(only('configmanager.get(module.host, "lamp")', "lamp").global, undefined);
	});

	it("takes no other get for an option's", () => {
		assert.deepEqual(
			names('local cache = new(); cache.get("x", "lamp"); store:get("lamp"); vcards.get("*", "lamp")'),
			[],
		);
		assert.deepEqual(names('local config = { get = 1 }; config.get("*", "lamp")'), []);
		assert.deepEqual(names("module:get_option(); module:get_option_string(nil); module.get_option_string()"), []);
		assert.deepEqual(names('-- module:get_option("lamp")\nlocal s = [[module:get_option("lamp")]]'), []);
	});
});

describe("the extractor: names", () => {
	it("puts constant parts together", () => {
		assert.deepEqual(names('local p = "http_"; module:get_option(p .. "lamp" .. 2)'), ["http_lamp2"]);
		assert.deepEqual(names('module:get_option(module.name .. "_size")', "lamp"), ["lamp_size"]);
		assert.deepEqual(names('module:get_option(module:get_name() .. "_size")', "lamp"), ["lamp_size"]);
		assert.deepEqual(names("local n = module.name; module:get_option(n)", "lamp"), ["lamp"]);
		assert.deepEqual(names('module:get_option(("%s_lamp"):format("big"))'), ["big_lamp"]);
		assert.deepEqual(names('module:get_option(("LAMP"):lower())'), ["lamp"]);
		assert.deepEqual(names('prefix = "a_"; module:get_option(prefix .. "b")'), ["a_b"]);
		assert.deepEqual(names('module:get_option(tls and "a" or "b")'), ["a", "b"]);
		assert.deepEqual(names('local n = tls and "a" or "b"; module:get_option(n)'), ["a", "b"]);
		assert.deepEqual(names('local n = "a"; if tls then n = "b" end module:get_option(n)'), ["a", "b"]);
		assert.deepEqual(names('local n; if tls then n = "a" else n = f() end module:get_option(n)'), ["a"]);
	});

	it("leaves holes where a part is not known", () => {
		assert.deepEqual(names('function f(service) return module:get_option(service .. "_ports") end'), [
			"<service>_ports",
		]);
		assert.deepEqual(names('local p = "a"; p = "b"; module:get_option(p .. "_x")'), ["<p>_x"]);
		assert.deepEqual(names('local p = compute(); module:get_option("x_" .. p)'), ["x_<p>"]);
		const { facts } = extract("module:get_option(name); module:get_option(a .. b); module:get_option(f())");
		assert.deepEqual(facts.options, undefined);
		assert.equal(facts.unnamed, 3);
	});

	it("walks through loops over what is written down", () => {
		assert.deepEqual(names('for _, n in ipairs({ "a", "b" }) do module:get_option(n .. "_x") end'), ["a_x", "b_x"]);
		assert.deepEqual(names('for _, n in ipairs { "a", "b" } do module:get_option(n) end'), ["a", "b"]);
		assert.deepEqual(names('local all = { "a", "b" }; for i, n in ipairs(all) do module:get_option(n) end'), [
			"a",
			"b",
		]);
		assert.deepEqual(names('for n in set.new { "a", "b" } do module:get_option(n) end'), ["a", "b"]);
		assert.deepEqual(names('local s = set.new { "a", "b" }; for n in s do module:get_option(n) end'), ["a", "b"]);
		assert.deepEqual(names('for n in ("a b"):gmatch("%S+") do module:get_option(n) end'), ["a", "b"]);
		const { facts } = extract("for n, d in pairs({ size = 5, on = 6 }) do module:get_option_number(n, d) end");
		assert.deepEqual(facts.options, {
			on: [{ type: "number", default: "6" }],
			size: [{ type: "number", default: "5" }],
		});
	});

	it("follows functions that hand a name on", () => {
		const { facts } = extract(`
			local function get(name, default) return module:get_option_number("lamp_" .. name, default, 1); end
			local function both(name) return get(name, 7), get(name .. "_max", 8); end
			local size = get("size", 5);
			both("depth");
		`);
		assert.deepEqual(facts.options, {
			lamp_depth: [{ type: "number", default: "7", min: "1" }],
			lamp_depth_max: [{ type: "number", default: "8", min: "1" }],
			lamp_size: [{ type: "number", default: "5", min: "1" }],
		});
		assert.deepEqual(names("local get = function (n) return module:get_option(n) end; get('a'); get 'b'"), ["a", "b"]);
		assert.deepEqual(
			names("function get(n) return module:get_option(n) end; for _, n in ipairs{'a','b'} do get(n) end"),
			["a", "b"],
		);
		assert.deepEqual(names("local function get(m, n) return m:get_option(n) end; get(module, 'a')"), ["a"]);
	});

	it("does not follow a function round in circles", () => {
		assert.deepEqual(names("local function f(n) f(n .. 'x'); return module:get_option(n) end; f('a')"), ["a"]);
		const { facts } = extract("local f, g; f = function (n) g(n) end; g = function (n) f(n); module:get_option(n) end");
		assert.equal(facts.unnamed, 1);
	});
});

describe("the extractor: what stands behind the name", () => {
	it("works out defaults", () => {
		const defaults: [string, string][] = [
			["10 * 1024^2", "10485760"],
			["60*60*24", "86400"],
			["7 // 2", "3"],
			["-1", "-1"],
			["0x10", "16"],
			['"a" .. "b"', '"ab"'],
			["[[a\nb]]", '"a\\nb"'],
			["true", "true"],
			["not true", "false"],
			["false or 5", "5"],
			["math.huge", "math.huge"],
			["{}", "{ }"],
			["{ 'a'; 2, x = true, ['y z'] = 1 }", '{ "a", 2, x = true, ["y z"] = 1 }'],
			["set.new { 'a' }", '{ "a" }'],
			["set.new()", "{ }"],
			["array { 1, 2 }", "{ 1, 2 }"],
			["size", "5"],
			["{ size, { size } }", "{ 5, { 5 } }"],
			["nil or 3", "3"],
			["('a'):upper()", '"A"'],
			["2^1023*2", "math.huge"],
		];
		for (const [lua, value] of defaults) {
			const reading = only(`local size = 5; local x = module:get_option("lamp", ${lua})`, "lamp");
			assert.deepEqual(reading, { type: "any", default: value }, lua);
		}
		assert.deepEqual(only('module:get_option_string("lamp", nil)', "lamp"), { type: "string" });
	});

	it("says so where the code computes them", () => {
		for (const lua of [
			"module.host",
			"f()",
			"{ f() }",
			"x and 1 or 2",
			"os.time() + 1",
			"function () end",
			"a.b",
			"...",
		]) {
			assert.deepEqual(only(`module:get_option("lamp", ${lua})`, "lamp"), { type: "any", computed: true }, lua);
		}
		const [read] = extract('module:get_option("lamp",  f(\n1))').reads;
		assert.equal(read?.written, "f( 1)");
		const filled = 'local list = {}; table.insert(list, "a"); module:get_option_set("lamp", list)';
		assert.deepEqual(only(filled, "lamp"), { type: "set", computed: true });
	});

	it("keeps no long ones", () => {
		const text = "word ".repeat(40);
		assert.deepEqual(only(`module:get_option_string("lamp", "${text}")`, "lamp"), { type: "string", long: 202 });
	});

	it("sees what stands behind an or, and what a comparison implies", () => {
		assert.deepEqual(only('local x = module:get_option_number("lamp") or 5', "lamp"), { type: "number", default: "5" });
		assert.deepEqual(only('local x = module:get_option_number("lamp", 4) or 5', "lamp"), {
			type: "number",
			default: "4",
		});
		assert.deepEqual(only('local x = module:get_option("lamp") ~= false', "lamp"), { type: "any", default: "true" });
		assert.deepEqual(only('local x = module:get_option("lamp") == true', "lamp"), { type: "any", default: "false" });
		assert.deepEqual(only('local x = module:get_option("lamp") == "a"', "lamp"), { type: "any" });
	});

	it("names the options that step in", () => {
		const readings = (text: string) => extract(text).facts.options!;
		const expected: [string, Reading][] = [
			['module:get_option_number("a", module:get_option_number("b"))', { type: "number", fallback: ["b"] }],
			[
				'module:get_option_number("a", module:get_option_number("b", 5))',
				{ type: "number", default: "5", fallback: ["b"] },
			],
			[
				'local b = module:get_option_number("b", 5); module:get_option_number("a", b)',
				{ type: "number", default: "5", fallback: ["b"] },
			],
			[
				'local x = module:get_option_number("a") or module:get_option_number("b") or 5',
				{ type: "number", default: "5", fallback: ["b"] },
			],
			[
				'local x = module:get_option_number("a", module:get_option("b") or f())',
				{ type: "number", computed: true, fallback: ["b"] },
			],
			[
				'local x = module:get_option_number("a") or module:get_option("b") or module:get_option("c")',
				{ type: "number", fallback: ["b", "c"] },
			],
			[
				'local x = module:get_option_number("a") or module:context("*"):get_option_number("a") or 1',
				{ type: "number", default: "1" },
			],
		];
		for (const [text, reading] of expected) {
			const all = readings(text).a!;
			assert.deepEqual(
				all.find(({ global }) => !global),
				reading,
				text,
			);
		}
	});

	it("reads bounds, values and parents", () => {
		assert.deepEqual(only('module:get_option_integer("lamp", 5, 1, 2^10)', "lamp"), {
			type: "integer",
			default: "5",
			min: "1",
			max: "1024",
		});
		assert.deepEqual(only('module:get_option_period("lamp", "1 day", "1 minute")', "lamp"), {
			type: "period",
			default: '"1 day"',
			min: '"1 minute"',
		});
		assert.deepEqual(only('module:get_option_number("lamp", nil, nil, 5)', "lamp"), { type: "number", max: "5" });
		assert.deepEqual(only('module:get_option_number("lamp", 1, f())', "lamp"), { type: "number", default: "1" });
		assert.deepEqual(only('module:get_option_enum("lamp", "a", "b", true, "a")', "lamp"), {
			type: "enum",
			default: '"a"',
			values: ['"a"', '"b"', "true"],
		});
		assert.deepEqual(only('module:get_option_enum("lamp", f(), "b")', "lamp"), {
			type: "enum",
			computed: true,
			values: ['"b"'],
		});
		assert.deepEqual(only('module:get_option_path("lamp", "x.txt", "config")', "lamp"), {
			type: "path",
			default: '"x.txt"',
			parent: '"config"',
		});
		assert.deepEqual(only('module:get_option_path("lamp", "x.txt", module.host)', "lamp"), {
			type: "path",
			default: '"x.txt"',
			parent: "",
		});
		assert.deepEqual(only('module:get_option_path("lamp", "x.txt")', "lamp"), { type: "path", default: '"x.txt"' });
	});

	it("keeps different readings, and not those that say nothing", () => {
		const { facts } = extract(`
			module:get_option("lamp");
			module:get_option_string("lamp", "a"); module:get_option_string("lamp", "a");
			module:get_option_boolean("lamp");
		`);
		assert.deepEqual(facts.options!.lamp, [{ type: "boolean" }, { type: "string", default: '"a"' }]);
	});

	it("counts lines", () => {
		const { reads } = extract('\n\nmodule:get_option("a")\nfor _, n in ipairs{"b",\n"c"} do\nmodule:get_option(n) end');
		assert.deepEqual(
			reads.map(({ name, line }: OptionRead) => [name, line]),
			[
				["a", 3],
				["b", 6],
				["c", 6],
			],
		);
	});
});

describe("the extractor: on whose behalf", () => {
	const scope = (text: string) => only(text, "lamp").global === true;

	it("tells the server from a host", () => {
		assert.equal(scope('module:get_option("lamp")'), false);
		assert.equal(scope('module:set_global(); module:get_option("lamp")'), true);
		assert.equal(scope('module:get_option("lamp"); module:set_global()'), true);
		assert.equal(scope('module:context("*"):get_option("lamp")'), true);
		assert.equal(scope('module:context():get_option("lamp")'), true);
		assert.equal(scope('module:context(host):get_option("lamp")'), false);
		assert.equal(scope('module.host = "*"; module:get_option("lamp")'), true);
		assert.equal(scope('function f() module:set_global() end module:get_option("lamp")'), false);
	});

	it("knows the part of a global module that belongs to a host", () => {
		const of = (text: string) => `module:set_global(); ${text}`;
		assert.equal(scope(of('function module.add_host(module) module:get_option("lamp") end')), false);
		assert.equal(scope(of('function module.add_host(host_module) host_module:get_option("lamp") end')), false);
		assert.equal(scope(of('function module.add_host(host_module) module:get_option("lamp") end')), true);
		assert.equal(scope(of('local function add(module) module:get_option("lamp") end module.add_host = add')), false);
		assert.equal(scope(of('function f(host) module:context(host):get_option("lamp") end')), false);
	});
});
