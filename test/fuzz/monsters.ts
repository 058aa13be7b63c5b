/** Texts of a size nobody writes: deep, long, or both. */
import { corpus } from "./corpus.ts";
import type { Random } from "./random.ts";

/** Openers, and what closes them. */
const NESTS: readonly (readonly [string, string, string])[] = [
	["a = ", "{", "}"],
	["a = ", "(", ")"],
	["a = ", "{ x = ", "}"],
	["a = ", "f(", ")"],
	["a = ", "not ", ""],
	["a = ", "- ", ""],
	["a = 1", " + 1", ""],
	["a = 1", " .. 1", ""],
	["a = 1", " ^ 1", ""],
	["a = b", "[1]", ""],
	["a = b", ".c", ""],
	["a = b", "()", ""],
	["a = b", "{}", ""],
	["a = b", ":c()", ""],
	["", "do ", "end "],
	["", "if x then ", "end "],
	["", "while x do ", "end "],
	["", "repeat ", "until x "],
	["", "for i = 1, 2 do ", "end "],
	["a = ", "function() return ", " end"],
	["a = ", "[==[", "]==]"],
	["", "--[[", "]]"],
	["", "{{", "}}"],
	["", "{% if x %}", "{% endif %}"],
];

const UNITS = [
	"{",
	"}",
	"(",
	'"',
	"'",
	"[[",
	"]]",
	"--",
	"\\",
	"\0",
	"\ud800",
	"\ud83d\ude00",
	"\ufeff",
	"\u2028",
	"\r",
	"\n",
	"\t",
	" ",
	"a ",
	"a.",
	"a=",
	"a=1 ",
	"1,",
	'"x",',
	"\u201cx\u201d ",
	"\u00e4",
	"{1},",
	"#",
	"//",
	"${",
	"<%",
	"-- x\n",
	"a = 1\n",
	"a = {\n",
	"a = ENV_X or ",
	'VirtualHost "x"\n',
	'Include "x"\n',
	"-- prosody-lint: disable-line x\n",
];

/** What stands around the middle: nothing, a statement that is never finished, a text, a comment. */
const FRAMES: readonly (readonly [string, string])[] = [
	["", ""],
	["a = { ", " }\nb = 2\n"],
	['a = "', '"\nb = 2\n'],
	["-- ", "\nb = 2\n"],
	["a = [[", "]]\nb = 2\n"],
	["modules_enabled = { ", ' }\nVirtualHost "example.org"\n'],
	['VirtualHost "', '"\n'],
	["local x = ", ""],
];

/** @param length how long the long ones are, in characters */
export function monster(random: Random, length: number): string {
	const tail = random.oneIn(2) ? '\nVirtualHost "example.org"\n\tb = 1\n' : "";
	if (random.oneIn(2)) {
		const [before, open, close] = random.pick(NESTS);
		const depth = Math.min(100_000, Math.floor(length / open.length));
		const closed = random.pick([depth, depth, 0, depth - 1, depth + 1, depth >> 1]);
		return `${before}${open.repeat(depth)}${random.pick(["1", "", "x"])}${close.repeat(closed)}${tail}`;
	}
	const [before, after] = random.pick(FRAMES);
	const unit = random.oneIn(4) ? random.pick(corpus().texts).slice(0, random.between(1, 2000)) : random.pick(UNITS);
	return before + unit.repeat(Math.ceil(length / Math.max(1, unit.length))).slice(0, length) + after + tail;
}
