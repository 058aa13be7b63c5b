import {
	insertAfter,
	insertBefore,
	type LuaInput,
	replaceSpan,
	replaceValue,
	wrapInList,
} from "../../server/src/edits/index.ts";
import { assignment, cases, declines, lines, type Verb, value } from "./check.ts";

const replace =
	(input: LuaInput): Verb =>
	(config) =>
		replaceValue(value(config, "x"), input);
const wrap: Verb = (config) => wrapInList(value(config, "x"));

describe("replaceValue", () => {
	cases(replace("b"), [
		["a string in its quotes", "x = 'a'; y = \"c\"\n", "x = 'b'; y = \"c\"\n"],
		["a number", "x = 1 -- one\n", 'x = "b" -- one\n'],
		["a sum", "x = 1 + 2\n", 'x = "b"\n'],
		["nil", "x = nil\n", 'x = "b"\n'],
		["a name that is nothing", "x = b\n", 'x = "b"\n'],
		["a table with a comment", lines("x = { -- list", '\t"a";', "}"), lines("-- list", 'x = "b"')],
		["joined strings", 'x = "a" .. "c"\n', 'x = "b"\n'],
		[
			"comments in a column, growing",
			lines("x = 1  -- one", "yy = 2 -- two"),
			lines('x = "b" -- one', "yy = 2 -- two"),
		],
		[
			"comments in a column, by spaces",
			lines("x = 1       -- one", "yy = 2      -- two"),
			lines('x = "b"     -- one', "yy = 2      -- two"),
		],
		["a comment that stands alone", "x = 1    -- one\n", 'x = "b"    -- one\n'],
	]);
	cases(replace({ a: { b: 1 } }), [
		[
			"a table in a host",
			lines('VirtualHost "example.com"', "y = 1").replace('VirtualHost "example.com"\n', "x = 1\n"),
			lines("x = {", "\ta = { b = 1 };", "}", "y = 1"),
		],
	]);
	it("declines for what comes from elsewhere", () => {
		declines("x = os.getenv('A')\n", replace("b"));
		declines("local a = 'c'\nx = a\n", replace("b"));
		declines("local a = 'c'\nx = a .. 'd'\n", replace("b"));
	});
});

describe("wrapInList", () => {
	cases(wrap, [
		["a string", 'x = "a"\n', 'x = { "a" }\n'],
		["single quotes", "x = 'a' -- one\n", "x = { 'a' } -- one\n"],
		["a number", "x = 5222\n", "x = { 5222 }\n"],
		["tight", "x = 'a'\ny = {'b'}\n", "x = {'a'}\ny = {'b'}\n"],
		["trailing separators", "x = 'a'\ny = { 'b'; }\n", "x = { 'a'; }\ny = { 'b'; }\n"],
		["joined strings", 'x = "a" .. "b"\n', 'x = { "a" .. "b" }\n'],
		["a long string", "x = [[a]]\n", "x = { [[a]] }\n"],
		["a list", "x = { 1 }\n", "x = { 1 }\n"],
	]);
	it("declines for what is not known", () => {
		declines("x = f()\n", wrap);
		declines("x = a\n", wrap);
	});
});

describe("spans", () => {
	const name = (config: Parameters<Verb>[0]) => assignment(config, "x").nameSpan;
	cases((config) => replaceSpan(name(config), "y"), [["replaceSpan", "a = 1 x = 2", "a = 1 y = 2"]], true);
	cases((config) => replaceSpan(name(config), "x"), [["replaceSpan with the same", "x = 2", "x = 2"]]);
	cases((config) => insertBefore(name(config), "--\n"), [["insertBefore", "a = 1\nx = 2", "a = 1\n--\nx = 2"]], true);
	cases((config) => insertAfter(name(config), "y"), [["insertAfter", "x = 2", "xy = 2"]], true);
});
