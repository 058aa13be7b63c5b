import assert from "node:assert/strict";
import { decodeString } from "../../server/src/syntax/strings.ts";
import { checkSilent, parseText, shape } from "./check.ts";

describe("syntax: chunks", () => {
	const cutting: readonly (readonly [string, readonly string[]])[] = [
		["", [""]],
		["-- only\n", ["-- only\n"]],
		["-- top\n\na = 1", ["-- top\n\n", "a = 1"]],
		["a = 1 b = 2", ["a = 1 ", "b = 2"]],
		["a = 1;b = 2; ; c = 3", ["a = 1;", "b = 2; ; ", "c = 3"]],
		[
			'VirtualHost "x"\n\ta = 1 -- one\n\n-- two\nComponent "y" "muc"\n',
			['VirtualHost "x"\n\t', "a = 1 -- one\n\n-- two\n", 'Component "y" "muc"\n'],
		],
		["a = f\n{ 1 }\nb = 2", ["a = f\n{ 1 }\n", "b = 2"]],
		["a = {}\n(f or g)(1)", ["a = {}\n", "(f or g)(1)"]],
		["local function f() return 1 end f()", ["local function f() return 1 end ", "f()"]],
		[
			"if a then b = 1 elseif c then d = 2 else e = 3 end f = 4",
			["if a then b = 1 elseif c then d = 2 else e = 3 end ", "f = 4"],
		],
		["if a then if b then c = 1 end end d = 2", ["if a then if b then c = 1 end end ", "d = 2"]],
		["for i = 1, 2 do a = i end for k in f do b = k end", ["for i = 1, 2 do a = i end ", "for k in f do b = k end"]],
		["while a do b = 1 end repeat c = 1 until d e = 2", ["while a do b = 1 end ", "repeat c = 1 until d ", "e = 2"]],
		["do a = 1 end do b = 2 end", ["do a = 1 end ", "do b = 2 end"]],
		["goto x ::x:: a = 1", ["goto x ", "::x:: ", "a = 1"]],
		["a.b.c = 1 a['x'] = 2 s:f(1) x, y = 1, 2", ["a.b.c = 1 ", "a['x'] = 2 ", "s:f(1) ", "x, y = 1, 2"]],
		["a = function() return function() end end b = 1", ["a = function() return function() end end ", "b = 1"]],
		["a = b\n\t.. c\n\tor d\ne = 1", ["a = b\n\t.. c\n\tor d\n", "e = 1"]],
		["return { a = 1 }", ["return { a = 1 }"]],
	];
	for (const [text, chunks] of cutting) {
		it(JSON.stringify(text), () => {
			assert.deepEqual(
				checkSilent(text).chunks.map((chunk) => chunk.text),
				chunks,
			);
		});
	}
	it("tells where the statement ends and which comments it carries", () => {
		const chunk = parseText("a = { -- one\n} --[==[ two ]==] --three\n").chunks[0]!;
		assert.equal(chunk.codeEnd, 14);
		assert.deepEqual(
			chunk.comments.map(({ text, block, from, to }) => [text, block, chunk.text.slice(from, to)]),
			[
				[" one", false, "-- one"],
				[" two ", true, "--[==[ two ]==]"],
				["three", false, "--three"],
			],
		);
	});
});

describe("syntax: Lua as Prosody reads it", () => {
	for (const text of [
		"local x <const> = 5 local y <close>, z <const> = nil, 1",
		"local function f(a, ...) local b <const> = ... return a < b, b > a end",
		"a = 1 // 2 ~ 3 & 4 | 5 << 6 >> 7",
		"a = 'x' b = [==[]]]==] c = \"\\x41\\u{1F600}\\065\\z\n  y\"",
		"a = x and y or not z b = -x ^ -2 c = #t",
		"for _, v in ipairs { 1 } do if v then break end end",
		"return",
		"a = { [1] = 2; f = function() end, 'x'; }",
		"f{}.x = 1 f''.y = 2 (f or g)(x)(y){}''",
		"a = ... b = 0xff c = 1e-3 d = 3 .. '' e = .5",
		"while true do goto done end ::done::",
		"a=1\rb=2\r\nc=3\n\rd=4",
	]) {
		it(JSON.stringify(text), () => void checkSilent(text));
	}
});

describe("syntax: string values", () => {
	const values: readonly (readonly [string, string])[] = [
		['"plain"', "plain"],
		["'a\\n\\t\\\\\\'b'", "a\n\t\\'b"],
		['"\\65\\066\\x43"', "ABC"],
		['"\\195\\169\\xC3\\xA9"', "éé"],
		['"\\xff"', "\ufffd"],
		['"\\u{48}\\u{1F600}"', "H😀"],
		['"a\\z \r\n\t b"', "ab"],
		['"a\\\r\nb"', "a\nb"],
		["[[\r\na\r\nb\rc\n]]", "a\nb\nc\n"],
		["[==[a]]b]==]", "a]]b"],
		["[[]]", ""],
		["'日本'", "日本"],
	];
	for (const [raw, value] of values) {
		it(raw, () => {
			assert.equal(decodeString(raw), value);
			const tree = checkSilent(`x = ${raw}`);
			assert.match(shape(tree.chunks[0]!.statements[0]), /StringLiteral/);
			assert.ok(shape(tree.chunks[0]!.statements[0]).includes(`"value":${JSON.stringify(value)}`));
		});
	}
});
