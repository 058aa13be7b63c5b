/** What Prosody would load: values, sections, modules, unknowns. */
import assert from "node:assert/strict";
import { dumpConfiguration, type Json } from "../../server/src/config/dump.ts";
import { loadConfiguration } from "../../server/src/config/load.ts";
import type { Configuration } from "../../server/src/config/model.ts";
import type { Series } from "../../server/src/config/version.ts";
import { parse } from "../../server/src/syntax/index.ts";

function load(text: string, series: Series = "13.0", uri = "file:///etc/prosody/prosody.cfg.lua"): Configuration {
	return loadConfiguration(parse(uri, text), { series, assumed: false });
}

interface Dump {
	hosts: Record<string, { kind: string; module: string | null; options: Record<string, Json>; modules: string[] }>;
	warnings: { line: number; message: string }[];
	error: { line: number; message: string } | null;
}

function dump(text: string, series?: Series): Dump {
	const locate = ({ start, file }: { start: number; file: string }) => ({
		file,
		line: text.slice(0, start).split("\n").length,
	});
	return dumpConfiguration(load(text, series), locate) as unknown as Dump;
}

describe("values", () => {
	const cases: [source: string, expected: Json][] = [
		['"text"', "text"],
		["'it\\'s'", "it's"],
		["[[a\nb]]", "a\nb"],
		['"\\65\\x42\\u{43}\\z   \n D"', "ABCD"],
		["0x10", 16],
		["10 * 1024 * 1024", 10485760],
		["2 ^ 10 + 7 // 2 - 7 % 4", 1024],
		["-5", -5],
		["not nil", true],
		['"a" .. 1 .. "b"', "a1b"],
		['#"abc"', 3],
		["{}", []],
		["{ 1, 2; 3 }", [1, 2, 3]],
		['{ a = 1, ["b c"] = { true } }', { a: 1, "b c": [true] }],
		["{ 1, a = 2 }", { a: 2, "#list": [1] }],
		["nil or 5", 5],
		["false and f() or 7", 7],
		["1 == 1.0", true],
		['"a" ~= "b"', true],
		["3 > 2", true],
		["function() end", "<function>"],
		["({ 5, 6 })[2]", 6],
		["ENV_PORT", { $unknown: "it comes from the environment variable PORT" }],
		['ENV_DOMAIN or "example.org"', { $unknown: "it comes from the environment variable DOMAIN" }],
		['Lua.os.getenv("HOME")', { $unknown: "it comes from the environment variable HOME" }],
		['FileLine("secret")', { $unknown: "it is read from another file" }],
		['Credential "turn"', { $unknown: "it is a systemd credential" }],
		['{ "a", ENV_X }', ["a", { $unknown: "it comes from the environment variable X" }]],
	];
	for (const [source, expected] of cases) {
		it(source.replaceAll("\n", "\\n"), () => {
			assert.deepEqual(dump(`a = ${source}\n`).hosts["*"]!.options.a, expected);
		});
	}

	it("locals are followed and can be shadowed", () => {
		const { hosts } = dump('local d = "example.org"\na = "x@" .. d\ndo local d = 1; b = d end\nc = d\n');
		assert.deepEqual(hosts["*"]!.options, { a: "x@example.org", b: 1, c: "example.org" });
	});

	it("a value that an if decides is unknown, unless the condition is known", () => {
		const { hosts } = dump("if ENV_X then a = 1 else b = 2 end\nif 1 < 2 then c = 3 else d = 4 end\n");
		const options = hosts["*"]!.options;
		assert.ok("$unknown" in (options.a as object) && "$unknown" in (options.b as object));
		assert.equal(options.c, 3);
		assert.ok(!("d" in options));
	});

	it("an option can be read back on 13.0 but not before", () => {
		assert.deepEqual(dump("a = 5\nb = a\n").hosts["*"]!.options, { a: 5, b: 5 });
		assert.deepEqual(dump("a = 5\nb = a\n", "0.12").hosts["*"]!.options, { a: 5 });
	});

	it("doubling a string does not end in a lack of memory", () => {
		const text = `local s = "x"\n${"s = s .. s\n".repeat(60)}a = s\n`;
		assert.deepEqual(dump(text).hosts["*"]!.options.a, { $unknown: "it grows too long" });
	});

	it("a function that calls itself ends", () => {
		const { hosts } = dump("local function f() a = 1; f() end\nf()\n");
		assert.ok("$unknown" in (hosts["*"]!.options.a as object));
	});
});

describe("sections", () => {
	it("an option belongs to the host above it, and to the global section again after a table", () => {
		const { hosts } = dump(
			'a = 1\nVirtualHost "example.org"\nb = 2\nComponent "rooms.example.org" "muc"\nc = 3\nVirtualHost "example.net" { d = 4 }\ne = 5\n',
		);
		assert.deepEqual(hosts["*"]!.options, { a: 1, e: 5 });
		assert.deepEqual(hosts["example.org"]!.options, { b: 2 });
		assert.deepEqual(hosts["rooms.example.org"]!.options, { c: 3 });
		assert.deepEqual(hosts["example.net"]!.options, { d: 4 });
	});

	for (const head of [
		'Component "x.example.org" "muc"',
		'Component("x.example.org")("muc")',
		"component 'x.example.org' [[muc]]",
		'Component("x." .. "example.org") "muc"',
		'Component "x.example.org" "muc" { }',
	]) {
		it(`${head} is a muc component`, () => {
			const host = dump(`${head}\n`).hosts["x.example.org"]!;
			assert.deepEqual([host.kind, host.module], ["Component", "muc"]);
		});
	}

	it("a second argument of one call is lost, as Prosody loses it", () => {
		assert.equal(dump('Component("x.example.org", "muc")\n').hosts["x.example.org"]!.module, "component");
	});

	it("host names are compared after nameprep", () => {
		const config = load('VirtualHost "A.Example"\na = 1\nVirtualHost "a.example"\nb = 2\n');
		assert.deepEqual(
			config.hosts.map(({ name, sections }) => [name, sections.length]),
			[["a.example", 2]],
		);
	});

	it("a VirtualHost and a Component of one name clash where the second one stands", () => {
		const { error } = dump('VirtualHost "example.org"\nComponent "EXAMPLE.ORG" "muc"\n');
		assert.equal(error?.line, 2);
	});

	it("a module name after VirtualHost is refused", () => {
		assert.match(dump('VirtualHost "example.org" "muc"\n').error!.message, /do not accept a module name/);
	});

	it("a disabled host does not count among the VirtualHosts", () => {
		const config = load('VirtualHost "example.org"\nenabled = false\nVirtualHost "example.net"\n');
		assert.deepEqual(
			config.virtualHosts.map(({ name }) => name),
			["example.net"],
		);
	});
});

describe("history", () => {
	it("the second assignment in a section is the duplicate, and wins", () => {
		const { warnings, hosts } = dump('a = 1\nVirtualHost "example.org"\na = 2\na = 3\n');
		assert.deepEqual(
			warnings.map(({ line, message }) => [line, message]),
			[[4, "Duplicate option 'a'"]],
		);
		assert.equal(hosts["example.org"]!.options.a, 3);
	});

	it("append and the call form add to a list on 13.0", () => {
		const { hosts } = dump('l = { "a" }\nl:append { "b" }\nl { "c" }\nm = { x = 1 }\nm:append { y = 2 }\n');
		assert.deepEqual(hosts["*"]!.options, { l: ["a", "b", "c"], m: { x: 1, y: 2 } });
	});

	it("append under a host that has no list of its own is an error", () => {
		const { error } = dump('l = { "a" }\nVirtualHost "example.org"\nl:append { "b" }\n');
		assert.equal(error?.line, 3);
	});

	it("calling an option that is not set is an error", () => {
		assert.equal(dump('modules_enabled { "roster" }\n').error?.line, 1);
	});

	it("an unquoted word is noted, and is nil", () => {
		const { warnings, hosts } = dump("a = internal_hashed\n");
		assert.match(warnings[0]!.message, /unrecognized value: internal_hashed/);
		assert.deepEqual(hosts["*"]!.options, {});
	});
});

describe("calls", () => {
	it("a keyword in another case stops Prosody, and what follows is still read as its section", () => {
		const { error, hosts } = dump('virtualHost "example.org"\na = 1\nCOMPONENT "rooms.example.org" "muc"\nb = 2\n');
		assert.match(error!.message, /global 'virtualHost'/);
		assert.deepEqual([hosts["example.org"]?.options, hosts["rooms.example.org"]?.options], [{ a: 1 }, { b: 2 }]);
	});

	it("Lua's own functions exist, with a warning", () => {
		const { error, warnings, hosts } = dump('print "x"\nassert(ENV_X)\na = tonumber(ENV_Y)\n');
		assert.equal(error, null);
		assert.deepEqual(
			warnings.map(({ message }) => /`(\w+)`/.exec(message)?.[1]),
			["print", "assert", "tonumber"],
		);
		assert.deepEqual(hosts["*"]!.options.a, { $unknown: "it comes from the environment variable Y" });
	});

	it("a local os is no use of Lua's own", () => {
		assert.deepEqual(dump('local os = Lua.os\na = os.getenv("X")\n').warnings, []);
	});

	it("what a script or template puts in is not known", () => {
		const { hosts, warnings } = dump("a = __A__\n");
		assert.ok("$unknown" in (hosts["*"]!.options.a as object));
		assert.deepEqual(warnings, []);
	});
});

describe("modules", () => {
	const lists = 'modules_enabled = { "tls", "saslauth", "limits", "mam" }\nmodules_disabled = { "offline" }\n';

	it("a VirtualHost has the autoloaded, the global and its own, without the disabled", () => {
		const { hosts } = dump(
			`${lists}VirtualHost "example.org"\nmodules_enabled = { "welcome" }\nmodules_disabled = { "mam" }\n`,
		);
		const modules = hosts["example.org"]!.modules;
		assert.deepEqual(modules, [
			"c2s",
			"iq",
			"limits",
			"message",
			"presence",
			"s2s",
			"s2s_auth_certs",
			"saslauth",
			"tls",
			"welcome",
		]);
	});

	it("a Component takes over only what Components inherit", () => {
		const { hosts } = dump(`${lists}Component "rooms.example.org" "muc"\nmodules_enabled = { "muc_mam" }\n`);
		assert.deepEqual(hosts["rooms.example.org"]!.modules, ["iq", "muc", "muc_mam", "s2s", "saslauth", "tls"]);
	});

	it("a list with something unknown in it leaves the question open", () => {
		const modules = load('modules_enabled = { "tls", ENV_MORE }\nVirtualHost "example.org"\n').hosts[0]!.modules;
		assert.equal(modules.has("tls"), true);
		assert.equal(modules.has("mam"), undefined);
	});
});

describe("what was not seen", () => {
	const kinds = (text: string, uri?: string) => load(text, "13.0", uri).unseen.map(({ kind }) => kind);

	it("an Include, a computed host, a script, a statement that cannot be read", () => {
		assert.deepEqual(kinds('a = 1\nInclude "conf.d/*.cfg.lua"\n'), ["include"]);
		assert.deepEqual(kinds("VirtualHost(ENV_DOMAIN)\n"), ["dynamic"]);
		assert.deepEqual(kinds('RunScript "x.lua"\n'), ["dynamic"]);
	});

	it("what a template will put in", () => {
		const config = load('a = {{ x }}\nb = "{{ y }}/z"\nVirtualHost {{ domain }}\nc = 1\n');
		assert.deepEqual(
			[...config.global.own.values()].map(({ value }) => value.type),
			["unknown", "unknown"],
		);
		assert.equal(config.error, undefined);
		assert.equal(config.whole, false);
	});

	it("what the branches of a template set may or may not be set", () => {
		for (const [start, other, end] of [
			["{% if x %}", "{% else %}", "{% endif %}"],
			["{{ if .Env.X }}", "{{ else }}", "{{ end }}"],
			["<% if @x -%>", "<%- else -%>", "<%- end -%>"],
			["{{#x}}", "{{/x}}{{^x}}", "{{/x}}"],
		]) {
			const config = load(`${start}\na = 1\n${other}\na = 2\n${end}\nb = 1\nb = 2\n`);
			const a = config.global.own.get("a")!;
			assert.deepEqual(
				a.assignments.map(({ conditional }) => conditional),
				[true, true],
				start,
			);
			assert.equal(a.value.type, "unknown");
			assert.deepEqual(
				config.warnings.map(({ name }) => name),
				["b"],
			);
		}
	});

	it("the keys that a template puts in", () => {
		const { value } = load("a = {\n{% for x in y %}\n{{ x.key }} = 1;\n{% endfor %}\n}\n").global.own.get("a")!;
		assert.ok(value.type === "table" && value.open && value.fields.size === 0);
	});

	it("the name of a host: options of two such hosts are not set twice", () => {
		const config = load("VirtualHost(ENV_A)\n\ta = 1\nVirtualHost(ENV_B)\n\ta = 1\n");
		assert.deepEqual(config.warnings, []);
	});

	it("a file in conf.d is part of another one", () => {
		assert.deepEqual(kinds('VirtualHost "example.org"\n', "file:///etc/prosody/conf.d/example.org.cfg.lua"), [
			"fragment",
		]);
		assert.deepEqual(kinds('VirtualHost "example.org"\n', "file:///etc/prosody/prosody.cfg.lua"), []);
	});
});
