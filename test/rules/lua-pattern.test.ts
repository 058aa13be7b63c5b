/** Lua's patterns, read as lstrlib.c reads them. */
import assert from "node:assert/strict";
import { exactPattern, readLuaPattern } from "../../server/src/rules/lua-pattern.ts";

/** Pattern, what it is found in, what not: each checked with Lua 5.4. */
const FOUND: readonly [string, readonly string[], readonly string[]][] = [
	["admin", ["admin", "badminton"], ["adm"]],
	["^admin%d*$", ["admin", "admin12"], ["admins", "xadmin"]],
	["master$", ["postmaster"], ["masters"]],
	["^[a-pr-z]+$", ["abc"], ["q", ""]],
	["^[^%w]+$", ["._"], ["a."]],
	["^[]x]$", ["]", "x"], ["y"]],
	["^[%]-]$", ["]", "-"], ["%", "a"]],
	["a-b", ["b", "aab"], ["c"]],
	["^(a)(b?)$", ["a", "ab"], ["b"]],
	["a.c", ["abc", "a\nc"], ["ac"]],
	["a$b", ["a$b"], ["ab"]],
	["^%.$", ["."], ["x"]],
	["%u", ["aB"], ["ab"]],
	["a|b", ["a|b"], ["a", "b"]],
	["x{2}", ["x{2}"], ["xx"]],
	["*", ["*"], ["a"]],
	["a)", ["a)"], ["a"]],
];

describe("Lua patterns", () => {
	for (const [pattern, hits, misses] of FOUND) {
		it(pattern, () => {
			const read = readLuaPattern(pattern);
			assert.ok(read.valid && read.regexp);
			for (const text of hits) assert.ok(read.regexp.test(text), `not found in ${text}`);
			for (const text of misses) assert.ok(!read.regexp.test(text), `found in ${text}`);
		});
	}

	for (const pattern of ["[abc", "%", "a%", "(a", "a.)", "[a-", "%b(", "[^"]) {
		it(`${pattern} is malformed`, () => assert.equal(readLuaPattern(pattern).valid, false));
	}

	it("leaves alone what regular expressions cannot say", () => {
		assert.deepEqual(readLuaPattern("%b()x"), { valid: true });
	});

	it("writes a name as a pattern", () => {
		assert.equal(exactPattern("help-desk.1"), "^help%-desk%.1$");
	});
});
