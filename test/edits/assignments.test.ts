import assert from "node:assert/strict";
import { removeAssignment, renameOption } from "../../server/src/edits/index.ts";
import { assignment, cases, crlf, declines, lines, load, scope, type Verb } from "./check.ts";

const remove =
	(option: string, host = "*"): Verb =>
	(config) => {
		const at = scope(config, host).own.get(option)?.at;
		return at ? removeAssignment(at) : [];
	};
const rename =
	(option: string, to: string, host = "*"): Verb =>
	(config) => {
		const at = scope(config, host).own.get(option)?.at;
		return at ? renameOption(at, to) : [];
	};

describe("removeAssignment", () => {
	cases(remove("x"), [
		["a line", lines("a = 1", "x = 2", "b = 3"), lines("a = 1", "b = 3")],
		["its semicolon", lines("a = 1;", "x = 2;", "b = 3;"), lines("a = 1;", "b = 3;")],
		["its comment stays", lines("a = 1", "x = 2 -- why", "b = 3"), lines("a = 1", "-- why", "b = 3")],
		[
			"the comment above stays",
			lines("a = 1", "", "-- about x", "x = 2", "", "b = 3"),
			lines("a = 1", "", "-- about x", "", "b = 3"),
		],
		["blank lines do not pile up", lines("a = 1", "", "x = 2", "", "b = 3"), lines("a = 1", "", "b = 3")],
		["at the top", lines("x = 2", "", "b = 3"), lines("b = 3")],
		["at the end", lines("a = 1", "", "x = 2"), lines("a = 1")],
		["at the end without a line break", "a = 1\nx = 2", "a = 1"],
		["all there is", "x = 2\n", ""],
		["behind a byte order mark", "\ufeffx = 2\nb = 1\n", "\ufeffb = 1\n"],
		[
			"several lines with comments",
			lines("x = {", "\t-- in", '\t"a"; -- a', "} -- end", "b = 1"),
			lines("-- in", "-- a", "-- end", "b = 1"),
		],
		["several lines", lines("a = 1", "x = {", '\t"a";', "}", "b = 1"), lines("a = 1", "b = 1")],
		["between others on a line", "a = 1; x = 2; b = 3\n", "a = 1; b = 3\n"],
		["last on a line", "a = 1; x = 2 -- both\n", "a = 1; -- both\n"],
		["behind a head", 'x = 1 VirtualHost "example.com"\n', 'VirtualHost "example.com"\n'],
		["Windows line ends", crlf(lines("a = 1", "", "x = 2", "", "b = 3")), crlf(lines("a = 1", "", "b = 3"))],
		["a string over lines", lines("x = [[", "-- no comment", "]]", "b = 1"), lines("b = 1")],
		["a function", lines("function x()", "\t-- in", "\treturn 1", "end", "b = 1"), lines("-- in", "b = 1")],
	]);
	cases(remove("x", "example.com"), [
		[
			"of a host",
			lines('VirtualHost "example.com"', "\tx = 1 -- why", "\ta = 1", "", "-- next"),
			lines('VirtualHost "example.com"', "\t-- why", "\ta = 1", "", "-- next"),
		],
		[
			"on the head's line",
			lines('VirtualHost "example.com" x = 1', "a = 1"),
			lines('VirtualHost "example.com"', "a = 1"),
		],
		["of a table-form host", 'VirtualHost "example.com" { x = 1, a = 2 }', 'VirtualHost "example.com" { a = 2 }'],
		[
			"of a table-form host on lines",
			lines('VirtualHost "example.com" {', "\tx = 1; -- why", "}"),
			lines('VirtualHost "example.com" {', "\t-- why", "}"),
		],
	]);
	it("declines where it would take something else along", () => {
		declines("x, y = 1, 2\n", remove("x"));
		declines("x, y = 1, 2\n", remove("y"));
		declines("x, y = f()\n", remove("x"));
		declines("x = { }\nx:append { 'a' }\n", remove("x"));
		declines("x = 1\ny = x + 1\n", remove("x"));
		declines("a = f\nx = 2\n(g or h)(1)\n", remove("x"));
	});
	it("takes one of two append statements", () => {
		const config = load("x = { }\nx:append { 'a' }\n");
		const [, append] = assignment(config, "x").section.assignments;
		assert.deepEqual(append && removeAssignment(append).map(({ start, end, text }) => [start, end, text]), [
			[8, 25, ""],
		]);
	});
});

describe("renameOption", () => {
	cases(rename("old", "new"), [
		["a line", "old = 1\n", "new = 1\n"],
		["with everything around it", "a = 1; old   =  { 'old' } -- old\n", "a = 1; new   =  { 'old' } -- old\n"],
		["both of two", "old = 1\nold = 2\n", "new = 1\nnew = 2\n"],
		["what is appended, too", "old = { 'a' }\nold:append { 'b' }\n", "new = { 'a' }\nnew:append { 'b' }\n"],
		["not a field of that name", "old = 1\na = { old = 2 }\n", "new = 1\na = { old = 2 }\n"],
		[
			"not that of a host",
			lines("old = 1", 'VirtualHost "example.com"', "old = 2"),
			lines("new = 1", 'VirtualHost "example.com"', "old = 2"),
		],
		["in an if", "if ENV_X then old = 1 end\n", "if ENV_X then new = 1 end\n"],
		["a part of several", "old, a = 1, 2\n", "new, a = 1, 2\n"],
	]);
	cases(rename("old", "new", "example.com"), [
		["of a host", lines('VirtualHost "example.com"', "\told = 2"), lines('VirtualHost "example.com"', "\tnew = 2")],
		["of a table-form host", 'VirtualHost "example.com" { old = 1 }', 'VirtualHost "example.com" { new = 1 }'],
		[
			"of a table-form host, in brackets",
			'VirtualHost "example.com" { ["old"] = 1 }',
			'VirtualHost "example.com" { ["new"] = 1 }',
		],
	]);
	it("declines", () => {
		declines("old = 1\nnew = 2\n", rename("old", "new"));
		declines("old = 1\na = old\n", rename("old", "new"));
		declines("old = 1\n", rename("old", "not-a-name"));
		declines("old = 1\n", rename("old", "end"));
	});
});
