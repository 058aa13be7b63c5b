import { mergeDuplicates, moveToGlobal } from "../../server/src/edits/index.ts";
import { cases, crlf, declines, lines, scope, type Verb } from "./check.ts";

const move =
	(option: string, host = "example.com"): Verb =>
	(config) => {
		const at = scope(config, host).own.get(option)?.at;
		return at ? moveToGlobal(at) : [];
	};
const merge =
	(option: string, host = "*"): Verb =>
	(config) => {
		const setting = scope(config, host).own.get(option);
		return setting ? mergeDuplicates(setting) : [];
	};

describe("moveToGlobal", () => {
	cases(move("x"), [
		[
			"below the last global option",
			lines("a = 1", "", 'VirtualHost "example.com"', "\tb = 2", "\tx = 3", "", "-- end"),
			lines("a = 1", "x = 3", "", 'VirtualHost "example.com"', "\tb = 2", "", "-- end"),
		],
		[
			"with its comment",
			lines("a = 1", "", 'VirtualHost "example.com"', "\tx = 3 -- why"),
			lines("a = 1", "x = 3 -- why", "", 'VirtualHost "example.com"'),
		],
		[
			"without its semicolon",
			lines("a = 1", 'VirtualHost "example.com"', "\tx = 3; -- why", "\tb = 2"),
			lines("a = 1", "x = 3 -- why", 'VirtualHost "example.com"', "\tb = 2"),
		],
		[
			"a block, moved to the left",
			lines("a = 1", "", 'VirtualHost "example.com"', "\tx = {", '\t\t"b"; -- b', "\t} -- end", "\tc = 1"),
			lines("a = 1", "", "x = {", '\t"b"; -- b', "} -- end", "", 'VirtualHost "example.com"', "\tc = 1"),
		],
		[
			"the only option of the file",
			lines('VirtualHost "example.com"', "x = 1"),
			lines("x = 1", "", 'VirtualHost "example.com"'),
		],
		[
			"from a table-form host",
			lines('VirtualHost "example.com" { x = 1, b = 2 }'),
			lines("x = 1", "", 'VirtualHost "example.com" { b = 2 }'),
		],
		[
			"from a table-form host on lines",
			lines('VirtualHost "example.com" {', "\tx = 1; -- why", "\tb = 2;", "}"),
			lines("x = 1 -- why", "", 'VirtualHost "example.com" {', "\tb = 2;", "}"),
		],
		[
			"a long string stays as it is",
			lines('VirtualHost "example.com"', "\tx = [[", "\ttext", "\t]]"),
			lines("x = [[", "\ttext", "\t]]", "", 'VirtualHost "example.com"'),
		],
		[
			"Windows line ends",
			crlf(lines("a = 1", "", 'VirtualHost "example.com"', "\tx = { -- c", "\t}")),
			crlf(lines("a = 1", "", "x = { -- c", "}", "", 'VirtualHost "example.com"')),
		],
		[
			"from the environment",
			lines("a = 1", "", 'VirtualHost "example.com"', "\tx = ENV_X"),
			lines("a = 1", "x = ENV_X", "", 'VirtualHost "example.com"'),
		],
		[
			"on the line of the head",
			lines("a = 1", 'VirtualHost "example.com" x = 2'),
			lines("a = 1", "x = 2", 'VirtualHost "example.com"'),
		],
	]);
	it("declines", () => {
		declines('x = 1\nVirtualHost "example.com"\nx = 2\n', move("x"));
		declines('VirtualHost "example.com"\nx = 1\nx = 2\n', move("x"));
		declines('VirtualHost "example.com"\nlocal l = 1\nx = l\n', move("x"));
		declines('VirtualHost "example.com"\nif ENV_X then x = 1 end\n', move("x"));
		declines("x = 1\n", move("x", "*"));
	});
});

describe("mergeDuplicates", () => {
	cases(merge("x"), [
		[
			"two of one line",
			lines('x = { "a", "b" }', "c = 1", 'x = { "b", "d" }'),
			lines("c = 1", 'x = { "b", "d", "a" }'),
		],
		["three", lines("x = { 'a' }", "x = { 'b' }", "x = { 'c' }"), lines("x = { 'c', 'a', 'b' }")],
		["the same items", lines('x = { "a" }', "", 'x = { "a" }'), lines('x = { "a" }')],
		[
			"a short one joins a long one",
			lines("x = {", '\t"a"; -- one', '\t"b";', "}", "", 'x = { "c" } -- later'),
			lines("x = {", '\t"a"; -- one', '\t"b";', '\t"c";', "}", "", "-- later"),
		],
		[
			"comments move along",
			lines("x = {", '\t"a"; -- one', '\t--"z";', "}", "x = {", '\t"b";', '\t"c";', "}"),
			lines('--"z";', "x = {", '\t"b";', '\t"c";', '\t"a"; -- one', "}"),
		],
		[
			"no separator behind the last",
			lines("x = {", "  'a', -- one", "  'b' -- two", "}", "x = {", "  'c', -- three", "  'd' -- four", "}"),
			lines("x = {", "  'c', -- three", "  'd', -- four", "  'a', -- one", "  'b' -- two", "}"),
		],
		["Windows line ends", crlf(lines('x = { "a" }', 'x = { "b" }')), crlf(lines('x = { "b", "a" }'))],
		["an empty one", lines("x = { }", 'x = { "a" }'), lines('x = { "a" }')],
		["into an empty one", lines('x = { "a" }', "x = {}"), lines('x = { "a" }')],
		["one is enough", 'x = { "a" }\n', 'x = { "a" }\n'],
	]);
	cases(merge("x", "example.com"), [
		[
			"of a host",
			lines('x = { "z" }', 'VirtualHost "example.com"', '\tx = { "a" }', '\tx = { "b" }'),
			lines('x = { "z" }', 'VirtualHost "example.com"', '\tx = { "b", "a" }'),
		],
	]);
	it("declines", () => {
		declines("x = { a = 1 }\nx = { 'b' }\n", merge("x"));
		declines("x = { 'a' }\nx = f()\n", merge("x"));
		declines("x = { 'a' }\nif ENV_X then x = { 'b' } end\n", merge("x"));
		declines("x = { 'a' }\nx:append { 'b' }\n", merge("x"));
		declines("x = { 'a' }\nx = { os.getenv('B') }\n", merge("x"));
		declines("x, y = { 'a' }, 1\nx = { 'b' }\n", merge("x"));
	});
});
