import { addModule, removeModule } from "../../server/src/edits/index.ts";
import { cases, check, crlf, declines, lines, scope, type Verb } from "./check.ts";

const add =
	(module: string, host = "*"): Verb =>
	(config) =>
		addModule(scope(config, host), module);
const remove =
	(module: string, host = "*"): Verb =>
	(config) =>
		removeModule(scope(config, host), module);

describe("addModule", () => {
	describe("to a list of one line", () => {
		cases(add("mam"), [
			["commas", 'modules_enabled = { "tls", "pep" }\n', 'modules_enabled = { "tls", "pep", "mam" }\n'],
			[
				"semicolons, one behind the last",
				"modules_enabled = {'tls'; 'pep';}\n",
				"modules_enabled = {'tls'; 'pep'; 'mam';}\n",
			],
			["no blanks", 'modules_enabled={"tls","pep"}', 'modules_enabled={"tls","pep","mam"}'],
			["empty", "modules_enabled = {}\n", 'modules_enabled = { "mam" }\n'],
			["empty with a blank", "modules_enabled = { }\n", 'modules_enabled = { "mam" }\n'],
			["a comment inside", "modules_enabled = { --[[ none ]] }\n", 'modules_enabled = { --[[ none ]] "mam" }\n'],
			["a comment behind", 'modules_enabled = { "tls" } -- few\n', 'modules_enabled = { "tls", "mam" } -- few\n'],
			["a single string", 'modules_enabled = "tls"\n', 'modules_enabled = { "tls", "mam" }\n'],
			["already there", 'modules_enabled = { "mam" }\n', 'modules_enabled = { "mam" }\n'],
		]);
	});

	describe("to a list of several lines", () => {
		cases(add("mam"), [
			[
				"tabs",
				lines("modules_enabled = {", '\t"tls";', '\t"pep"; -- personal', "}"),
				lines("modules_enabled = {", '\t"tls";', '\t"pep"; -- personal', '\t"mam";', "}"),
			],
			[
				"two spaces, commas, none behind the last",
				lines("modules_enabled = {", '  "tls",', '  "pep"', "}"),
				lines("modules_enabled = {", '  "tls",', '  "pep",', '  "mam"', "}"),
			],
			[
				"the same with a comment",
				lines("modules_enabled = {", '  "tls", -- a', '  "pep" -- b', "}"),
				lines("modules_enabled = {", '  "tls", -- a', '  "pep", -- b', '  "mam"', "}"),
			],
			[
				"Windows line ends",
				crlf(lines("modules_enabled = {", '\t"tls";', "}")),
				crlf(lines("modules_enabled = {", '\t"tls";', '\t"mam";', "}")),
			],
			[
				"deeper items, comments below",
				lines("modules_enabled = {", "\t-- needed", '\t\t"tls";', "", "\t-- other", '\t\t--"motd"; -- text', "}"),
				lines(
					"modules_enabled = {",
					"\t-- needed",
					'\t\t"tls";',
					'\t\t"mam";',
					"",
					"\t-- other",
					'\t\t--"motd"; -- text',
					"}",
				),
			],
			[
				"only comments",
				lines("modules_enabled = {", '\t-- "motd";', "}"),
				lines("modules_enabled = {", '\t-- "motd";', '\t"mam";', "}"),
			],
			[
				"the brace behind the last item",
				lines("modules_enabled = {", '    "tls",', '    "pep" }'),
				lines("modules_enabled = {", '    "tls",', '    "pep",', '    "mam" }'),
			],
			[
				"the first item behind the brace",
				lines('modules_enabled = { "tls";', "}"),
				lines('modules_enabled = { "tls";', '\t"mam";', "}"),
			],
			[
				"several items a line",
				lines("modules_enabled = {", '\t"tls", "pep",', '\t"ping", "time"', "}"),
				lines("modules_enabled = {", '\t"tls", "pep",', '\t"ping", "time", "mam"', "}"),
			],
			[
				"a block comment behind the last item",
				lines("modules_enabled = {", '\t"tls"; --[[ two', "\tlines ]]", "}"),
				lines("modules_enabled = {", '\t"tls"; --[[ two', "\tlines ]]", '\t"mam";', "}"),
			],
			[
				"a string that looks like a brace",
				lines("modules_enabled = {", '\t"}";', "}"),
				lines("modules_enabled = {", '\t"}";', '\t"mam";', "}"),
			],
			[
				"opened and not filled",
				lines("modules_enabled = {", "", "}"),
				lines("modules_enabled = {", "", '\t"mam";', "}"),
			],
		]);
	});

	describe("that stands there as a comment", () => {
		cases(add("mam"), [
			[
				"stock style",
				lines("modules_enabled = {", '\t\t"tls"; -- a', '\t\t--"mam"; -- Store messages', '\t\t--"motd"; -- b', "}"),
				lines("modules_enabled = {", '\t\t"tls"; -- a', '\t\t"mam"; -- Store messages', '\t\t--"motd"; -- b', "}"),
			],
			["with a blank", lines("modules_enabled = {", '\t-- "mam";', "}"), lines("modules_enabled = {", '\t"mam";', "}")],
			[
				"three dashes, single quotes",
				lines("modules_enabled = {", "\t'tls';", "\t---'mam';", "}"),
				lines("modules_enabled = {", "\t'tls';", "\t'mam';", "}"),
			],
			[
				"the last one, separators between only",
				lines("modules_enabled = {", '  "tls"', '  --"mam"', "}"),
				lines("modules_enabled = {", '  "tls";', '  "mam"', "}"),
			],
			[
				"without a separator before others",
				lines("modules_enabled = {", '  --"mam" -- archive', '  "tls",', "}"),
				lines("modules_enabled = {", '  "mam", -- archive', '  "tls",', "}"),
			],
			[
				"prose about it is no item",
				lines("modules_enabled = {", '\t"tls";', '\t-- "mam" is not for us', "}"),
				lines("modules_enabled = {", '\t"tls";', '\t"mam";', '\t-- "mam" is not for us', "}"),
			],
			[
				"two on the line are no item",
				lines("modules_enabled = {", '\t"tls";', '\t--"mam"; "motd";', "}"),
				lines("modules_enabled = {", '\t"tls";', '\t"mam";', '\t--"mam"; "motd";', "}"),
			],
			[
				"Windows line ends",
				crlf(lines("modules_enabled = {", '\t--"mam";', "}")),
				crlf(lines("modules_enabled = {", '\t"mam";', "}")),
			],
		]);
	});

	describe("to a scope without a list", () => {
		cases(add("mam"), [
			["an empty file", "", 'modules_enabled = { "mam" }\n'],
			["only comments", "-- mine\n", '-- mine\n\nmodules_enabled = { "mam" }\n'],
			["only comments, no final line break", "-- mine", '-- mine\n\nmodules_enabled = { "mam" }'],
			[
				"below admins",
				lines('admins = { "a@example.com" }', "", "log = { }"),
				lines('admins = { "a@example.com" }', 'modules_enabled = { "mam" }', "", "log = { }"),
			],
			[
				"above the first option and its comment",
				lines("-- file", "", "-- logs", "log = { }"),
				lines("-- file", "", 'modules_enabled = { "mam" }', "", "-- logs", "log = { }"),
			],
			[
				"only a VirtualHost",
				lines('VirtualHost "example.com"'),
				lines('modules_enabled = { "mam" }', "", 'VirtualHost "example.com"'),
			],
			[
				"a host with a comment",
				lines("-- our host", 'VirtualHost "example.com"'),
				lines('modules_enabled = { "mam" }', "", "-- our host", 'VirtualHost "example.com"'),
			],
		]);
		cases(add("mam", "example.com"), [
			[
				"below the head",
				lines('VirtualHost "example.com"', "", 'Component "muc.example.com" "muc"'),
				lines('VirtualHost "example.com"', '\tmodules_enabled = { "mam" }', "", 'Component "muc.example.com" "muc"'),
			],
			[
				"below the last option",
				lines('VirtualHost "example.com"', "  enabled = true", "  ssl = { }", 'VirtualHost "b.example.org"'),
				lines(
					'VirtualHost "example.com"',
					"  enabled = true",
					"  ssl = { }",
					'  modules_enabled = { "mam" }',
					'VirtualHost "b.example.org"',
				),
			],
			["no final line break", 'VirtualHost "example.com"', 'VirtualHost "example.com"\n\tmodules_enabled = { "mam" }'],
			[
				"table form",
				'VirtualHost "example.com" { enabled = true }\n',
				'VirtualHost "example.com" { enabled = true, modules_enabled = { "mam" } }\n',
			],
			[
				"table form on lines",
				lines('VirtualHost "example.com" {', "\tenabled = true;", "}"),
				lines('VirtualHost "example.com" {', "\tenabled = true;", '\tmodules_enabled = { "mam" };', "}"),
			],
			[
				"unindented options",
				lines('VirtualHost "example.com"', "enabled = true", "", "-- next"),
				lines('VirtualHost "example.com"', "enabled = true", 'modules_enabled = { "mam" }', "", "-- next"),
			],
		]);
	});

	describe("and takes it off modules_disabled", () => {
		cases(add("offline"), [
			[
				"in both lists",
				lines('modules_enabled = { "tls" }', 'modules_disabled = { "offline", "s2s" }'),
				lines('modules_enabled = { "tls", "offline" }', 'modules_disabled = { "s2s" }'),
			],
			[
				"enabled already",
				lines('modules_enabled = { "offline" }', 'modules_disabled = { "offline" }'),
				lines('modules_enabled = { "offline" }', "modules_disabled = { }"),
			],
		]);
	});

	it("adds to what is appended when the list itself is not written out", () => {
		check(
			lines("local base = { 'tls' }", "modules_enabled = base", "modules_enabled:append { 'pep' }"),
			add("mam"),
			lines("local base = { 'tls' }", "modules_enabled = base", "modules_enabled:append { 'pep', 'mam' }"),
		);
	});

	it("adds to a template beside its placeholders", () => {
		check(
			lines("admins = {{ admins }}", "modules_enabled = {", '\t"{{ first }}";', "\t{{ others }};", "}"),
			add("mam"),
			lines("admins = {{ admins }}", "modules_enabled = {", '\t"{{ first }}";', "\t{{ others }};", '\t"mam";', "}"),
		);
	});

	it("leaves alone what it cannot know", () => {
		declines("modules_enabled = load_list()\n", add("mam"));
		declines('modules_enabled = { "a" }\nif ENV_X then modules_enabled = { "b" } end\n', add("mam"));
		declines("modules_enabled = { table.unpack(x) }\n", add("mam"));
		declines('if ENV_X then VirtualHost "example.com" end\n', add("mam", "example.com"));
	});
});

describe("removeModule", () => {
	cases(remove("posix"), [
		["in the middle of a line", 'modules_enabled = { "tls", "posix", "pep" }', 'modules_enabled = { "tls", "pep" }'],
		["first", 'modules_enabled = { "posix", "pep" }', 'modules_enabled = { "pep" }'],
		["last", 'modules_enabled = { "tls", "posix" }', 'modules_enabled = { "tls" }'],
		["last with a separator", 'modules_enabled = { "tls"; "posix"; }', 'modules_enabled = { "tls"; }'],
		["the only one", 'modules_enabled = { "posix" }', "modules_enabled = { }"],
		["the only one, tight", 'modules_enabled={"posix"}', "modules_enabled={}"],
		["twice", 'modules_enabled = { "posix", "tls", "posix", "posix" }', 'modules_enabled = { "tls" }'],
		["twice at the end", 'modules_enabled = { "tls", "posix", "posix" }', 'modules_enabled = { "tls" }'],
		[
			"a line",
			lines("modules_enabled = {", '\t"tls";', '\t"posix";', '\t"pep";', "}"),
			lines("modules_enabled = {", '\t"tls";', '\t"pep";', "}"),
		],
		[
			"a line with a comment",
			lines("modules_enabled = {", '\t"posix"; -- forks', '\t"pep";', "}"),
			lines("modules_enabled = {", "\t-- forks", '\t"pep";', "}"),
		],
		[
			"the last line without separator",
			lines("modules_enabled = {", '  "tls", -- a', '  "posix"', "}"),
			lines("modules_enabled = {", '  "tls" -- a', "}"),
		],
		[
			"the line of the closing brace",
			lines("modules_enabled = {", '  "tls",', '  "posix" }'),
			lines("modules_enabled = {", '  "tls" }'),
		],
		[
			"Windows line ends",
			crlf(lines("modules_enabled = {", '\t"posix";', '\t"pep";', "}")),
			crlf(lines("modules_enabled = {", '\t"pep";', "}")),
		],
		[
			"not a comment of that name",
			lines("modules_enabled = {", '\t--"posix";', '\t"pep";', "}"),
			lines("modules_enabled = {", '\t--"posix";', '\t"pep";', "}"),
		],
		[
			"a comment in front on the line",
			lines("modules_enabled = {", '\t"tls", --[[x]] "posix", "pep"', "}"),
			lines("modules_enabled = {", '\t"tls", --[[x]] "pep"', "}"),
		],
		[
			"what is appended",
			lines('modules_enabled = { "tls" }', 'modules_enabled:append { "posix" }'),
			lines('modules_enabled = { "tls" }', "modules_enabled:append { }"),
		],
	]);
	cases(remove("posix", "example.com"), [
		[
			"only the host's own",
			lines('modules_enabled = { "posix" }', 'VirtualHost "example.com"', '\tmodules_enabled = { "posix" }'),
			lines('modules_enabled = { "posix" }', 'VirtualHost "example.com"', "\tmodules_enabled = { }"),
		],
	]);
	it("does not touch lists that are not written in the option", () => {
		declines('local base = { "posix" }\nmodules_enabled = base\n', remove("posix"));
		declines('if ENV_X then modules_enabled = { "posix" } end\n', remove("posix"));
	});
});
