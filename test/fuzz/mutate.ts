/** Damage to a text, from a single byte to two texts grown into one. */
import { corpus } from "./corpus.ts";
import type { Random } from "./random.ts";

type Mutation = (text: string, random: Random) => string;

/** Longer than this a text does not grow; what is really long is made by monsters.ts. */
const LONGEST = 20_000;

const SIGNS = [..."={}[]()\"'-;,.:#<>~/*+%^\\$&|!?@` \t\n\r"];

/** Pieces that mean something to the tokeniser, to Lua, or to a program that is careless with text. */
const PIECES = [
	"--",
	"--[[",
	"--[==[",
	"]]",
	"]==]",
	"[[",
	"end",
	"do ",
	"if ENV_X then ",
	"else ",
	"function() ",
	"for k, v in pairs(",
	"while true do ",
	"repeat ",
	"until ",
	"return ",
	"return\n",
	"local ",
	"goto x",
	"::x::",
	"<const>",
	"not ",
	" and ",
	" or ",
	" .. ",
	"...",
	"nil",
	"VirtualHost ",
	'VirtualHost "example.org"\n',
	'Component "muc.example.org" "muc"\n',
	"Component ",
	"Include ",
	'Include "conf.d/*.cfg.lua"\n',
	"modules_enabled = {",
	"modules_enabled:append {",
	"{{ x }}",
	"{% if x %}",
	"<% x %>",
	"${x}",
	"$X",
	"%(x)s",
	"-- prosody-lint: disable-next-line ",
	"-- prosody-lint: disable-file ",
	"-- prosody-lint: disable-line x -- y",
	"\u0000",
	"\ufeff",
	"\u2028",
	"\u2029",
	"\u0085",
	"\u00a0",
	"\u200b",
	"\u202e",
	"\u201c",
	"\u201d",
	"\ud83d\ude00",
	"\ud83d",
	"\ude00",
	"\uffff",
	"e\u0301",
	"\u0130",
	"\u00df",
	"\r",
	"\r\n",
	"\\u{110000}",
	"\\x4",
	"\\999",
	"\\z",
	"\\",
	"1e999",
	"0x",
	"0x1p-1075",
	"1..2",
	"__proto__",
	"constructor",
	"hasOwnProperty",
];

/** Values of every type, and some that are none. */
const VALUES = [
	"nil",
	"true",
	"false",
	"0",
	"-1",
	"1.5",
	"1e309",
	"-0",
	"0/0",
	"9007199254740993",
	'""',
	'"\\0"',
	'"yes"',
	'"10M"',
	'"example.org"',
	'"*"',
	'"%"',
	'"("',
	'"^.*$"',
	'"/nowhere/x.pem"',
	'"file:///x"',
	"{}",
	"{ {} }",
	"{ nil }",
	"{ 1, 2, 3 }",
	'{ "a"; "a" }',
	'{ a = 1, ["b"] = 2 }',
	"{ [1] = 1, [2] = 2, [0] = 0 }",
	"{ [{}] = 1 }",
	"{ [true] = false }",
	"function() return 1 end",
	"ENV_X",
	"unset",
	"unset.field",
	'os.getenv "X"',
	"math.random()",
	"modules_enabled",
	"admins",
	'"a" .. ENV_X',
	'("x"):rep(1000000)',
	"(function() return {} end)()",
	'FileContents "x"',
	'Lua.require "x"',
	'Credential "x"',
	"...",
];

/** A text of some length. */
export function mutated(text: string, random: Random): string {
	let result = text;
	// Mostly little damage, so that most of the text still means something.
	const rounds = random.oneIn(4) ? random.between(5, 30) : random.between(1, 4);
	for (let i = 0; i < rounds; i++) result = random.pick(MUTATIONS)(result, random);
	if (random.oneIn(6)) result = random.pick(WHOLE)(result, random);
	return result.slice(0, LONGEST);
}

/** Something a person, or a program, may put in at any place. */
export function insertion(random: Random): string {
	switch (random.below(6)) {
		case 0:
			return random.pick(PIECES);
		case 1:
			return random.pick(corpus().words);
		case 2:
			return assignment(random);
		case 3:
			return slice(random.pick(corpus().texts), random, 200);
		default:
			return random.pick(SIGNS);
	}
}

function assignment(random: Random): string {
	const name = random.pick(corpus().words).replace(/\W/g, "_");
	return `\n${name} = ${random.pick(VALUES)}\n`;
}

function slice(text: string, random: Random, most: number): string {
	const from = random.below(text.length + 1);
	return text.slice(from, from + random.below(most));
}

function replace(text: string, from: number, to: number, by: string): string {
	return text.slice(0, from) + by + text.slice(to);
}

const TOKEN = /--\[\[|--[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[A-Za-z_]\w*|\d[\w.]*|\s+|[^\s\w]/g;

/** Replaces the text of some token by what `change` makes of it. */
function atToken(text: string, random: Random, change: (token: string, all: readonly string[]) => string): string {
	const tokens = text.match(TOKEN) ?? [];
	if (tokens.length === 0) return text;
	const index = random.below(tokens.length);
	tokens[index] = change(tokens[index]!, tokens);
	return tokens.join("");
}

const MUTATIONS: readonly Mutation[] = [
	// Characters.
	(text, random) => replace(text, ...range(text, random, 3), ""),
	(text, random) => replace(text, ...range(text, random, 0), insertion(random)),
	(text, random) => replace(text, ...range(text, random, 0), insertion(random)),
	(text, random) => replace(text, ...range(text, random, 8), insertion(random)),
	(text, random) => replace(text, ...range(text, random, 200), ""),
	(text, random) => {
		const [from, to] = range(text, random, 60);
		return replace(text, to, to, text.slice(from, to).repeat(random.between(1, 4)));
	},
	// Tokens.
	(text, random) => atToken(text, random, () => ""),
	(text, random) => atToken(text, random, (token) => token + token),
	(text, random) => atToken(text, random, (_, all) => random.pick(all)),
	(text, random) => atToken(text, random, () => random.pick(corpus().words)),
	(text, random) => atToken(text, random, () => random.pick(VALUES)),
	(text, random) => atToken(text, random, () => random.pick(PIECES)),
	// Values and statements.
	(text, random) => text.replace(anAssignment(text, random), (_, name) => `${name}= ${random.pick(VALUES)}\n`),
	(text, random) => {
		const lines = text.split("\n");
		lines.splice(random.below(lines.length + 1), 0, assignment(random));
		return lines.join("\n");
	},
	(text, random) => {
		const lines = text.split("\n");
		const [line] = lines.splice(random.below(lines.length), 1);
		lines.splice(random.below(lines.length + 1), 0, line!);
		return lines.join("\n");
	},
	// Two texts become one.
	(text, random) => {
		const other = random.pick(corpus().texts);
		return text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1));
	},
	(text, random) => `${text}\n${random.pick(corpus().texts)}`,
];

/** One of the assignments in a text; the first group is what stands before the sign. */
function anAssignment(text: string, random: Random): RegExp {
	const names = [...text.matchAll(/^[ \t]*([A-Za-z_]\w*)[ \t]*=/gm)].map(([, name]) => name!);
	return new RegExp(`(\\b${names.length > 0 ? random.pick(names) : "x"}[ \\t]*)=[^\\n]*\\n?`);
}

function range(text: string, random: Random, most: number): [number, number] {
	const from = random.below(text.length + 1);
	return [from, Math.min(text.length, from + random.below(most + 1))];
}

/** Damage to a text as a whole. */
const WHOLE: readonly Mutation[] = [
	(text, random) => text.slice(0, random.below(text.length + 1)),
	(text, random) => text.slice(random.below(text.length + 1)),
	(text) => text.replace(/\r?\n/g, "\r\n"),
	(text) => text.replace(/\r?\n/g, "\r"),
	(text, random) =>
		text.replace(/\n/g, () => random.pick(["\n", "\r\n", "\r", "\n\r", "\u2028", "\u2029", "\u0085", ""])),
	(text) => `\ufeff${text}`,
	(text) => `\ufeff\ufeff${text}\ufeff`,
	(text, random) => bytes(text, random, "utf8"),
	(text, random) => bytes(text, random, "utf8"),
	(text) => Buffer.from(text, "utf8").toString("latin1"),
	(text) => Buffer.from(text, "utf8").toString("utf16le"),
	(text) => Buffer.from(text, "utf16le").toString("latin1"),
	(text) => Buffer.from(text, "latin1").toString("utf8"),
	(text, random) => random.pick(["{", "(", "[[", "--[[", '"', "do ", "if x then ", "function() "]).repeat(40) + text,
	(text) => text.replace(/\n/g, " "),
	(text) => [...text].reverse().join(""),
	(text) => text.toUpperCase(),
];

/** Some bytes of the text as it lies on disk are others. */
function bytes(text: string, random: Random, encoding: BufferEncoding): string {
	const raw = Buffer.from(text, encoding);
	if (raw.length === 0) return text;
	for (let i = random.between(1, 6); i > 0; i--) {
		const at = random.below(raw.length);
		raw[at] = random.oneIn(2) ? random.below(256) : raw[at]! ^ (1 << random.below(8));
	}
	return raw.toString(encoding);
}
