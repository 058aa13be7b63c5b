import { addField, addToTable, type LuaInput, removeField, removeItem } from "../../server/src/edits/index.ts";
import { cases, check, crlf, declines, lines, table, type Verb } from "./check.ts";

const addItem =
	(item: LuaInput): Verb =>
	(config) =>
		addToTable(table(config, "t"), item);
const field =
	(key: string, value: LuaInput): Verb =>
	(config) =>
		addField(table(config, "t"), key, value);
const dropItem =
	(text: string): Verb =>
	(config) => {
		const list = table(config, "t");
		const item = list.items.find((one) => one.span.text === text);
		return item ? removeItem(list, item) : [];
	};
const dropField =
	(key: string): Verb =>
	(config) =>
		removeField(table(config, "t"), key);

describe("addToTable", () => {
	cases(addItem("x"), [
		["one line", 't = { "a", "b" }', 't = { "a", "b", "x" }'],
		["tight", "t = {'a';'b'}", "t = {'a';'b';'x'}"],
		["empty where tables are tight", 't = {}\nu = {"a"}\n', 't = {"x"}\nu = {"a"}\n'],
		["lines", lines("t = {", '    "a",', "}"), lines("t = {", '    "a",', '    "x",', "}")],
		["with fields", lines("t = {", '\t"a";', "\tb = 1;", "}"), lines("t = {", '\t"a";', "\tb = 1;", '\t"x";', "}")],
		["in front of a block comment", 't = { "a" --[[ b ]] }', 't = { "a", "x" --[[ b ]] }'],
		["there already", "t = { [[x]] }", "t = { [[x]] }"],
		[
			"a function inside",
			"t = { function() local a = 1; return a, 2 end }",
			't = { function() local a = 1; return a, 2 end, "x" }',
		],
		["deeper, in the right table", lines("t = {", "\t{ 1, 2 };", "}"), lines("t = {", "\t{ 1, 2 };", '\t"x";', "}")],
		[
			"a comment that looks like a brace",
			lines("t = {", '\t"a" -- }', "}"),
			lines("t = {", '\t"a"; -- }', '\t"x"', "}"),
		],
	]);
	cases(
		addItem({ host: "example.com", port: 3478 }),
		[
			[
				"a table in lines",
				lines("t = {", "\t{ a = 1 };", "}"),
				lines("t = {", "\t{ a = 1 };", '\t{ host = "example.com"; port = 3478 };', "}"),
			],
			["a table on one line", "t = { { a = 1 } }", 't = { { a = 1 }, { host = "example.com", port = 3478 } }'],
		],
		true,
	);
	it("declines where the list is not written out", () => {
		declines("local l = { 'a' }\nt = l\n", addItem("x"));
		declines("t = { ... }\n", addItem("x"));
	});
});

describe("addField", () => {
	cases(field("rate", "10kb/s"), [
		["one line", "t = { burst = 2 }", 't = { burst = 2, rate = "10kb/s" }'],
		["empty", "t = {}", 't = { rate = "10kb/s" }'],
		["lines", lines("t = {", "  burst = 2;", "}"), lines("t = {", "  burst = 2;", '  rate = "10kb/s";', "}")],
		["tight", "t={burst=2}", 't={burst=2, rate="10kb/s"}'],
		["gets a new value", "t = { rate = '1kb/s', burst = 2 }", "t = { rate = '10kb/s', burst = 2 }"],
		["in brackets", 't = { ["rate"] = 1 }', 't = { ["rate"] = "10kb/s" }'],
		["the same", 't = { rate = "10kb/s" }', 't = { rate = "10kb/s" }'],
		["Windows line ends", "t = {\r\n\tburst = 2;\r\n}\r\n", 't = {\r\n\tburst = 2;\r\n\trate = "10kb/s";\r\n}\r\n'],
	]);
	cases(field("a-b", { c: { d: 1 } }), [
		[
			"a key that is no name, nested",
			lines("t = {", "    a = 1,", "}"),
			lines("t = {", "    a = 1,", '    ["a-b"] = {', "        c = { d = 1 },", "    },", "}"),
		],
		[
			"as open as the tables beside it",
			lines("t = {", "\tx = {", "\t\ty = 1;", "\t};", "}"),
			lines(
				"t = {",
				"\tx = {",
				"\t\ty = 1;",
				"\t};",
				'\t["a-b"] = {',
				"\t\tc = {",
				"\t\t\td = 1;",
				"\t\t};",
				"\t};",
				"}",
			),
		],
		["nested on one line", "t = { a = 1 }", 't = { a = 1, ["a-b"] = { c = { d = 1 } } }'],
	]);
});

describe("removeItem", () => {
	cases(dropItem('"x"'), [
		["of three", 't = { "a", "x", "b" }', 't = { "a", "b" }'],
		["with fields around", 't = { a = 1, "x", b = 2 }', "t = { a = 1, b = 2 }"],
		["a block comment stays", 't = { "a", "x" --[[ y ]], "b" }\n', lines("--[[ y ]]", 't = { "a", "b" }')],
		["a line with a comment", lines("t = {", '    "x", -- why', "}"), lines("t = {", "    -- why", "}")],
		[
			"two on a line with a comment",
			lines("t = {", '    "a", "x", -- both', "}"),
			lines("t = {", '    "a", -- both', "}"),
		],
		["first of the line", lines("t = {", '    "x", "a", -- both', "}"), lines("t = {", '    "a", -- both', "}")],
		[
			"blank lines do not pile up",
			lines("t = {", '\t"a";', "", '\t"x";', "", '\t"b";', "}"),
			lines("t = {", '\t"a";', "", '\t"b";', "}"),
		],
		["behind the brace", lines('t = { "x";', '\t"a";', "}"), lines("t = {", '\t"a";', "}")],
		[
			"separators in front",
			lines("t = {", '\t  "a"', '\t, "x"', '\t, "b"', "}"),
			lines("t = {", '\t  "a"', '\t, "b"', "}"),
		],
		[
			"Windows line ends",
			crlf(lines("t = {", '\t"x"; -- why', '\t"a";', "}")),
			crlf(lines("t = {", "\t-- why", '\t"a";', "}")),
		],
	]);
	it("keeps the comments inside of an item", () => {
		check(
			lines("t = {", "\t{ -- first", '\t\t"b"; -- b', "\t}; -- last", "\t2;", "}"),
			(config) => {
				const list = table(config, "t");
				const item = list.items.find((one) => one.type === "table");
				return item ? removeItem(list, item) : [];
			},
			lines("t = {", "\t-- first", "\t-- b", "\t-- last", "\t2;", "}"),
		);
	});
	it("leaves the items of a variable alone", () => declines('local l = { "x" }\nt = l\n', dropItem('"x"')));
});

describe("removeField", () => {
	cases(dropField("x"), [
		["of three", "t = { a = 1, x = 2, b = 3 }", "t = { a = 1, b = 3 }"],
		["last", "t = { a = 1, x = 2 }", "t = { a = 1 }"],
		["the only one", "t = { x = 2 }", "t = { }"],
		["in brackets", 't = { a = 1; ["x"] = 2; }', "t = { a = 1; }"],
		["a line", lines("t = {", "  a = 1;", '  x = "2";', "}"), lines("t = {", "  a = 1;", "}")],
		[
			"a line with a comment",
			lines("t = {", "  x = 1, -- why", "  b = 2", "}"),
			lines("t = {", "  -- why", "  b = 2", "}"),
		],
		[
			"several lines with comments",
			lines("t = {", "\tx = {", "\t\t-- in", "\t\ty = 1;", "\t};", "\tb = 2;", "}"),
			lines("t = {", "\t-- in", "\tb = 2;", "}"),
		],
		["twice", "t = { x = 1, a = 2, x = 3 }", "t = { a = 2 }"],
		["not in a deeper table", "t = { a = { x = 1 } }", "t = { a = { x = 1 } }"],
		["Windows line ends", "t = {\r\n\ta = 1;\r\n\tx = 2;\r\n}\r\n", "t = {\r\n\ta = 1;\r\n}\r\n"],
	]);
});
