import { code, type LuaInput, setOption } from "../../server/src/edits/index.ts";
import { cases, check, crlf, declines, lines, scope, type Verb } from "./check.ts";

const set =
	(option: string, value: LuaInput, host = "*", how?: Parameters<typeof setOption>[3]): Verb =>
	(config) =>
		setOption(scope(config, host), option, value, how);

describe("setOption", () => {
	describe("replaces a value", () => {
		cases(set("c2s_timeout", 60), [
			["a number", "c2s_timeout = 300\n", "c2s_timeout = 60\n"],
			["arithmetic", "c2s_timeout = 5 * 60 -- minutes\n", "c2s_timeout = 60 -- minutes\n"],
			["a name without quotes", "c2s_timeout = soon\n", "c2s_timeout = 60\n"],
			["the last of two", "c2s_timeout = 1\nc2s_timeout = 2\n", "c2s_timeout = 1\nc2s_timeout = 60\n"],
			["the same", "c2s_timeout = 60\n", "c2s_timeout = 60\n"],
			[
				"in a comment column",
				lines("a = 1             -- one", "c2s_timeout = 300 -- two"),
				lines("a = 1             -- one", "c2s_timeout = 60  -- two"),
			],
			[
				"a table with comments",
				lines("c2s_timeout = {", "\t-- text", "\t1; -- one", "}"),
				lines("-- text", "-- one", "c2s_timeout = 60"),
			],
			["Windows line ends", "c2s_timeout = 300\r\n", "c2s_timeout = 60\r\n"],
			["a negative number", "c2s_timeout = -1\n", "c2s_timeout = 60\n"],
		]);
		cases(set("storage", "sql"), [
			[
				"in its own quotes",
				'storage = \'internal\'\nlog = "x"\nkey = "y"\n',
				'storage = \'sql\'\nlog = "x"\nkey = "y"\n',
			],
			["a long string", "storage = [[internal]]\n", 'storage = "sql"\n'],
			["in the file's quotes", "storage = true; log = 'x'\n", "storage = 'sql'; log = 'x'\n"],
		]);
		cases(set("enabled", false, "example.com"), [
			[
				"of a host",
				lines("enabled = true", 'VirtualHost "example.com"', "\tenabled = true"),
				lines("enabled = true", 'VirtualHost "example.com"', "\tenabled = false"),
			],
			[
				"of a table-form host",
				'VirtualHost "example.com" { enabled = true }',
				'VirtualHost "example.com" { enabled = false }',
			],
		]);
	});

	describe("brings back a line", () => {
		cases(set("limits", { c2s: { rate: "10kb/s" } }), [
			[
				"on its own",
				lines('-- "rates"', "--limits = {}", "", 'VirtualHost "example.com"'),
				lines('-- "rates"', "limits = {", '\tc2s = { rate = "10kb/s" };', "}", "", 'VirtualHost "example.com"'),
			],
		]);
		cases(set("storage", "sql"), [
			[
				"with its comment",
				'--storage = "memory" -- Default is "internal"\n',
				'storage = "sql" -- Default is "internal"\n',
			],
			["with a blank and a semicolon", '-- storage = "memory";\n', 'storage = "sql";\n'],
			[
				"the one that has the value",
				'--storage = "memory"\n--storage = "sql"\n--storage = "x"\n',
				'--storage = "memory"\nstorage = "sql"\n--storage = "x"\n',
			],
			["not prose", "-- storage = whatever you like\n", '-- storage = whatever you like\n\nstorage = "sql"\n'],
			["not a bare word", "-- storage = internal\n", '-- storage = internal\n\nstorage = "sql"\n'],
			[
				"not several lines",
				lines("--storage = {", '--  archive = "sql";', "--}"),
				lines("--storage = {", '--  archive = "sql";', "--}", "", 'storage = "sql"'),
			],
			["not a deeper line", '--   storage = "x"\n', '--   storage = "x"\n\nstorage = "sql"\n'],
			[
				"not that of a commented-out host",
				lines("a = 1", "", '--VirtualHost "b.example.org"', '--storage = "x"'),
				lines("a = 1", 'storage = "sql"', "", '--VirtualHost "b.example.org"', '--storage = "x"'),
			],
			[
				"not inside of a table",
				lines("a = {", '\t--storage = "x"', "}"),
				lines("a = {", '\t--storage = "x"', "}", "", 'storage = "sql"'),
			],
			[
				"not that of a host",
				lines('VirtualHost "example.com"', '--storage = "x"'),
				lines('storage = "sql"', "", 'VirtualHost "example.com"', '--storage = "x"'),
			],
			["not behind a statement", 'a = 1 --storage = "x"\n', 'a = 1 --storage = "x"\nstorage = "sql"\n'],
			[
				"not behind a return",
				lines("return", '--storage = "x"'),
				lines('storage = "sql"', "", "return", '--storage = "x"'),
			],
		]);
		cases(set("ssl", true, "example.com"), [
			[
				"of a host",
				lines(
					"--ssl = {}",
					'VirtualHost "example.com"',
					"\t-- text",
					"\t--ssl = {}",
					'Component "b.example.org"',
					"--ssl = {}",
				),
				lines(
					"--ssl = {}",
					'VirtualHost "example.com"',
					"\t-- text",
					"\tssl = true",
					'Component "b.example.org"',
					"--ssl = {}",
				),
			],
		]);
	});

	describe("adds a global line", () => {
		cases(set("c2s_timeout", 60), [
			["to an empty file", "", "c2s_timeout = 60\n"],
			["to a file of blank lines", "\n\n", "\n\nc2s_timeout = 60\n"],
			[
				"below the last option",
				lines("a = 1", "b = 2", "", 'VirtualHost "example.com"', "c = 3"),
				lines("a = 1", "b = 2", "c2s_timeout = 60", "", 'VirtualHost "example.com"', "c = 3"),
			],
			[
				"a blank line where the file has them",
				lines("a = 1", "", "b = 2", "", "-- text", "", "d = 4", "", 'VirtualHost "example.com"'),
				lines(
					"a = 1",
					"",
					"b = 2",
					"",
					"-- text",
					"",
					"d = 4",
					"",
					"c2s_timeout = 60",
					"",
					'VirtualHost "example.com"',
				),
			],
			[
				"a blank line below a block",
				lines("a = {", "\t1;", "}", "", 'VirtualHost "example.com"'),
				lines("a = {", "\t1;", "}", "", "c2s_timeout = 60", "", 'VirtualHost "example.com"'),
			],
			[
				"none where blocks stand close",
				lines("a = {", "\t1;", "}", "b = {", "\t1;", "}", 'VirtualHost "example.com"'),
				lines("a = {", "\t1;", "}", "b = {", "\t1;", "}", "c2s_timeout = 60", 'VirtualHost "example.com"'),
			],
			[
				"behind the comment on the line",
				lines("a = 1 -- one", 'VirtualHost "example.com"'),
				lines("a = 1 -- one", "c2s_timeout = 60", 'VirtualHost "example.com"'),
			],
			[
				"behind its own comment lines",
				lines("a = 1", "-- more of a", "", "-- host", 'VirtualHost "example.com"'),
				lines("a = 1", "-- more of a", "c2s_timeout = 60", "", "-- host", 'VirtualHost "example.com"'),
			],
			[
				"before a banner",
				lines("-- x", "", "----- hosts -----", "-- text", "", 'VirtualHost "example.com"'),
				lines("-- x", "", "c2s_timeout = 60", "", "----- hosts -----", "-- text", "", 'VirtualHost "example.com"'),
			],
			["semicolons", lines("a = 1;", "b = 2;"), lines("a = 1;", "b = 2;", "c2s_timeout = 60;")],
			["tight", lines("a=1", "b=2"), lines("a=1", "b=2", "c2s_timeout=60")],
			["no final line break", "a = 1", "a = 1\nc2s_timeout = 60"],
			["Windows line ends", "a = 1\r\n", "a = 1\r\nc2s_timeout = 60\r\n"],
			[
				"on one line with a host",
				'a = 1 VirtualHost "example.com"\n',
				'a = 1\nc2s_timeout = 60\nVirtualHost "example.com"\n',
			],
			["two on the last line", "a = 1 b = 2\n", "a = 1 b = 2\nc2s_timeout = 60\n"],
			[
				"before an Include that is all",
				'Include "conf.d/*.cfg.lua"\n',
				'c2s_timeout = 60\n\nInclude "conf.d/*.cfg.lua"\n',
			],
			[
				"not behind an Include",
				lines("a = 1", "", 'Include "conf.d/*.cfg.lua"'),
				lines("a = 1", "c2s_timeout = 60", "", 'Include "conf.d/*.cfg.lua"'),
			],
			["before a return", lines("a = 1", "return"), lines("a = 1", "c2s_timeout = 60", "return")],
			["before a lone return", "return\n", "c2s_timeout = 60\n\nreturn\n"],
			[
				"behind an if",
				lines("if ENV_X then", "\ta = 1", "end"),
				lines("if ENV_X then", "\ta = 1", "end", "", "c2s_timeout = 60"),
			],
			[
				"before a host inside of an if",
				lines("if ENV_X then", '\tVirtualHost "example.com"', "\ta = 1", "end"),
				lines("c2s_timeout = 60", "", "if ENV_X then", '\tVirtualHost "example.com"', "\ta = 1", "end"),
			],
			[
				"before a table-form host",
				lines('VirtualHost "example.com" { }', "a = 1"),
				lines("c2s_timeout = 60", "", 'VirtualHost "example.com" { }', "a = 1"),
			],
			[
				"a byte order mark stays first",
				'\ufeffVirtualHost "example.com"\n',
				'\ufeffc2s_timeout = 60\n\nVirtualHost "example.com"\n',
			],
			[
				"a block comment behind",
				lines("a = 1 --[[ x", "y ]]", "b = { }"),
				lines("a = 1 --[[ x", "y ]]", "b = { }", "c2s_timeout = 60"),
			],
			["locals only", lines('local x = "a"'), lines('local x = "a"', "c2s_timeout = 60")],
		]);
		cases(set("c2s_timeout", 60, "*", { after: "a", comment: "one minute" }), [
			["next to another", lines("a = 1", "", "b = 2"), lines("a = 1", "c2s_timeout = 60 -- one minute", "", "b = 2")],
			[
				"next to a block",
				lines("a = {", "\t1;", "}", "", "b = 2"),
				lines("a = {", "\t1;", "}", "", "c2s_timeout = 60 -- one minute", "", "b = 2"),
			],
			[
				"the other is a host's",
				lines("b = 2", 'VirtualHost "example.com"', "\ta = 1"),
				lines("b = 2", "c2s_timeout = 60 -- one minute", 'VirtualHost "example.com"', "\ta = 1"),
			],
		]);
	});

	describe("adds a line to a host", () => {
		cases(set("ssl", { key: "/k" }, "example.com"), [
			[
				"tabs",
				lines('VirtualHost "example.com"', "\ta = 1", "", "---- next ----", 'Component "b.example.org"'),
				lines(
					'VirtualHost "example.com"',
					"\ta = 1",
					'\tssl = { key = "/k" }',
					"",
					"---- next ----",
					'Component "b.example.org"',
				),
			],
			[
				"as other hosts are indented",
				lines('VirtualHost "example.com"', "", 'Component "b.example.org"', "    a = 1"),
				lines('VirtualHost "example.com"', '    ssl = { key = "/k" }', "", 'Component "b.example.org"', "    a = 1"),
			],
			[
				"below the host's own comment",
				lines('VirtualHost "example.com"', "-- our own", "", '--VirtualHost "b.example.org"'),
				lines('VirtualHost "example.com"', "-- our own", '\tssl = { key = "/k" }', "", '--VirtualHost "b.example.org"'),
			],
			[
				"above commented-out hosts",
				lines('VirtualHost "example.com"', '--Component "b.example.org"', ""),
				lines('VirtualHost "example.com"', '\tssl = { key = "/k" }', '--Component "b.example.org"', ""),
			],
			[
				"in the second section",
				lines('VirtualHost "example.com"', 'VirtualHost "example.org"', 'VirtualHost "example.com"', "  a = 1"),
				lines(
					'VirtualHost "example.com"',
					'VirtualHost "example.org"',
					'VirtualHost "example.com"',
					"  a = 1",
					'  ssl = { key = "/k" }',
				),
			],
			["table form, empty", 'VirtualHost "example.com" { }\n', 'VirtualHost "example.com" { ssl = { key = "/k" } }\n'],
			[
				"table form with another host",
				lines('VirtualHost "example.com" {', "  a = 1,", "}", "b = 2"),
				lines('VirtualHost "example.com" {', "  a = 1,", '  ssl = { key = "/k" },', "}", "b = 2"),
			],
			[
				"an indented head",
				lines('  VirtualHost "example.com"', "    a = 1"),
				lines('  VirtualHost "example.com"', "    a = 1", '    ssl = { key = "/k" }'),
			],
			[
				"before a return",
				lines('VirtualHost "example.com"', "\ta = 1", "return"),
				lines('VirtualHost "example.com"', "\ta = 1", '\tssl = { key = "/k" }', "return"),
			],
			[
				"end of file with a comment",
				'VirtualHost "example.com"\n\n-- The end',
				'VirtualHost "example.com"\n\tssl = { key = "/k" }\n\n-- The end',
			],
			[
				"Component with two arguments",
				lines('Component "example.com" "muc"', 'VirtualHost "b.example.org"'),
				lines('Component "example.com" "muc"', '\tssl = { key = "/k" }', 'VirtualHost "b.example.org"'),
			],
		]);
	});

	describe("writes values", () => {
		cases(set("x", ["a", 'b"c', "d\\e\nf"]), [["strings", "", `x = { "a", 'b"c', "d\\\\e\\nf" }\n`]]);
		cases(set("x", { a: 1, "b-c": true, end: code("10 * 1024") }), [
			["fields", "", 'x = { a = 1, ["b-c"] = true, ["end"] = 10 * 1024 }\n'],
		]);
		cases(set("x", { c2s: { rate: "1kb/s", burst: "2s" }, s2sin: { rate: "3kb/s" } }), [
			[
				"nested, two spaces and commas",
				"a = {\n  1,\n  2\n}\n",
				'a = {\n  1,\n  2\n}\n\nx = {\n  c2s = { rate = "1kb/s", burst = "2s" },\n  s2sin = { rate = "3kb/s" }\n}\n',
			],
			[
				"nested, in a host",
				'VirtualHost "example.com"\n',
				'x = {\n\tc2s = { rate = "1kb/s", burst = "2s" };\n\ts2sin = { rate = "3kb/s" };\n}\n\nVirtualHost "example.com"\n',
			],
			[
				"nested, Windows line ends",
				"a = 1\r\n",
				'a = 1\r\n\r\nx = {\r\n\tc2s = { rate = "1kb/s", burst = "2s" };\r\n\ts2sin = { rate = "3kb/s" };\r\n}\r\n',
			],
		]);
		cases(set("x", ["a".repeat(30), "b".repeat(30), "c".repeat(30)]), [
			["long lists", "", `x = {\n\t"${"a".repeat(30)}";\n\t"${"b".repeat(30)}";\n\t"${"c".repeat(30)}";\n}\n`],
		]);
		cases(set("x", []), [["an empty list", "a={}\nb={1}\n", "a={}\nb={1}\nx={}\n"]]);
	});

	it("leaves alone what it cannot know", () => {
		declines("x = os.getenv('X')\n", set("x", 1));
		declines("local y = 1\nx = y\n", set("x", 2));
		declines("if ENV_X then x = 1 end\n", set("x", 2));
		declines("x = { }\nx:append { 'a' }\n", set("x", ["b"]));
		declines('if ENV_X then VirtualHost "example.com" end\n', set("x", 2, "example.com"));
	});

	it("does nothing twice on Windows", () => check(crlf("a = 1\n"), set("a", 1), crlf("a = 1\n")));
});
