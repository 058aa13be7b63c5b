/** Expressions of every type, in the ways Lua has to write them. */
import fc from "fast-check";
import { binary, fixed, joined, lua, type Piece, prefix, unary } from "./code.ts";
import type { Type } from "./scope.ts";

export type Pieces = fc.Arbitrary<Piece>;

/** `of(text, number).as((text, number) => …)` */
export function of<A extends unknown[]>(...parts: { [K in keyof A]: fc.Arbitrary<A[K]> }) {
	return { as: (make: (...values: A) => Piece): Pieces => fc.tuple<A>(...parts).map((values) => make(...values)) };
}

/** One of these; shrinks to the first. */
export function oneOf<T>(first: fc.Arbitrary<T>, ...others: (fc.Arbitrary<T> | fc.WeightedArbitrary<T>)[]) {
	return fc.oneof({ withCrossShrink: true }, first, ...others);
}

export const pick = fc.nat(7);
const pieces = (...texts: string[]): Pieces => fc.constantFrom(...texts).map((text) => fixed(text));

export const WORDS = ["a", "b", "muc", "example.org", "Lua", "10", "0x10", "1e1", "", "ä€", "one two", "a,b,c", "%d+"];

/** A text in one of Lua's quotings. */
function quoted(text: string, how: number): Piece {
	switch (how) {
		case 1:
			return fixed(`'${text}'`);
		case 2:
			return fixed(`[[${text}]]`);
		case 3:
			return fixed(`[==[\n${text}]==]`);
		case 4:
			return fixed(
				`"${[...new TextEncoder().encode(text)].map((byte) => `\\${String(byte).padStart(3, "0")}`).join("")}"`,
			);
		case 5:
			return fixed(`"\\z   ${text}\\\n"`);
		default:
			return fixed(JSON.stringify(text));
	}
}

export const word: Pieces = oneOf(
	of(fc.constantFrom(...WORDS), fc.nat(5)).as(quoted),
	pieces('"\\u{e9}\\x41\\65"', '"a\\tb\\n"', '"\\0"', '"\\xff\\xfe"', "'it\\'s'"),
);

const integer: Pieces = oneOf(
	fc.nat(9).map((n) => fixed(String(n))),
	pieces("5222", "3600", "0x1F", "0xff", "86400", "65536", "1000000"),
);
const float: Pieces = pieces(
	"0.5",
	"10.0",
	"1e3",
	"2.5e-1",
	".5",
	"5.",
	"3.14",
	"0x.8p1",
	"1e15",
	"1e100",
	"123456.789",
);
const huge: Pieces = pieces(
	"9007199254740993",
	"0x7fffffffffffffff",
	"9223372036854775807",
	"math.huge",
	"2^53",
	"1e308",
);

const SET_VARIABLES = ["HOME_HOST", "HTTP_PORT", "EMPTY"];
const UNSET_VARIABLES = ["NO_SUCH_VARIABLE", "UNSET"];
/** The environment of the real loader. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
	HOME_HOST: "home.example.org",
	HTTP_PORT: "5280",
	EMPTY: "",
};

const memory = new Map<string, Pieces>();

/** Expressions of a type, at most `depth` deep. */
export function expression(type: Type, depth: number): Pieces {
	const key = `${type} ${depth}`;
	let known = memory.get(key);
	if (!known) {
		known = depth <= 0 ? LEAVES[type] : oneOf(LEAVES[type], ...shared(type, depth - 1), ...inner(type, depth - 1));
		memory.set(key, known);
	}
	return known;
}

const items = (item: Pieces, maxLength = 4): Pieces =>
	fc
		.record({
			list: fc.array(item, { maxLength }),
			separator: fc.constantFrom(",", ";"),
			trailing: fc.boolean(),
		})
		.map(({ list, separator, trailing }) => {
			const body = joined(list, separator);
			return trailing && list.length > 0 ? lua`{ ${body} ${separator} }` : lua`{ ${body} }`;
		});

const KEYS = [
	"key",
	"certificate",
	"to",
	"levels",
	"timestamps",
	'["a-b"]',
	'["x"]',
	"[1]",
	"[2.0]",
	"[true]",
	"[1.5]",
];
const pair = (value: Pieces, keys: readonly string[] = KEYS.slice(0, 7)): Pieces =>
	of(fc.constantFrom(...keys), value).as((key, one) => lua`${key} = ${one}`);

const LEAVES: Readonly<Record<Type, Pieces>> = {
	number: oneOf(integer, { arbitrary: float, weight: 1 }),
	string: word,
	boolean: pieces("true", "false"),
	strings: items(word, 3),
	numbers: items(integer, 3),
	map: items(pair(word), 3),
	any: oneOf(word, integer, pieces("true", "false", "nil", "{}"), float),
};

const FALLBACK: Readonly<Record<Type, Piece>> = {
	number: fixed("1"),
	string: fixed('"x"'),
	boolean: fixed("true"),
	strings: fixed('{ "a", "b" }'),
	numbers: fixed("{ 2, 1 }"),
	map: fixed('{ key = "k" }'),
	any: fixed("false"),
};

/** A local of that type, or a constant where there is none. */
export function local(type: Type): Pieces {
	return pick.map((n) => (scope) => {
		const name = scope.find(type, n);
		return name ? { tokens: [name], precedence: 20 } : FALLBACK[type](scope);
	});
}

/** A call of a local function with that result, or a constant. */
function call(type: Type, depth: number): Pieces {
	return of(pick, expression("number", depth), expression("string", depth)).as((n, number, text) => (scope) => {
		const callee = scope.findFunction(type, n);
		if (!callee) return FALLBACK[type](scope);
		const args = callee.signature.parameters.map((parameter) => (parameter === "number" ? number : text));
		return lua`${callee.name}(${joined(args, ",")})`(scope);
	});
}

/** What works for every type: a local, a call, a choice. */
function shared(type: Type, depth: number): fc.WeightedArbitrary<Piece>[] {
	const value = expression(type, depth);
	return [
		{ arbitrary: local(type), weight: 4 },
		{ arbitrary: call(type, depth), weight: 2 },
		{
			arbitrary: of(expression("boolean", depth), value, value).as((condition, yes, no) =>
				binary("or", binary("and", condition, yes), no),
			),
			weight: 1,
		},
		{ arbitrary: value.map((one) => binary("or", fixed("nil"), one)), weight: 1 },
		{ arbitrary: value.map((one) => lua`(${one})`), weight: 1 },
		{
			arbitrary: value.map((one) => lua`(function() return ${one} end)()`),
			weight: 1,
		},
	];
}

function inner(type: Type, depth: number): Pieces[] {
	const sub = (wanted: Type) => expression(wanted, depth);
	switch (type) {
		case "number":
			return numbersOf(sub);
		case "string":
			return textsOf(sub);
		case "boolean":
			return truthsOf(sub);
		case "strings":
			return listsOf(sub);
		case "numbers":
			return [
				items(sub("number")),
				sub("numbers").map((list) => lua`{ table.unpack(${list}) }`),
				sub("string").map((text) => lua`{ string.byte(${text}, 1, 3) }`),
				of(sub("numbers"), integer).as((list, n) => lua`{ ${n}, table.unpack(${list}, 1, 2) }`),
			];
		case "map":
			return [items(pair(sub("string"))), of(word, word).as((k, v) => lua`{ [${k}] = ${v}; }`)];
		case "any":
			return anythingOf(sub);
	}
}

type Sub = (type: Type) => Pieces;

const nonZero: Pieces = pieces("2", "3", "7", "-2", "2.5", "60");

function numbersOf(sub: Sub): Pieces[] {
	const n = sub("number");
	const operation = (operators: readonly string[], right: Pieces) =>
		of(fc.constantFrom(...operators), n, right).as((operator, a, b) => binary(operator, a, b));
	return [
		operation(["+", "-", "*"], n),
		operation(["/", "//", "%"], nonZero),
		operation(["/", "^"], pieces("2", "0", "0.5")),
		of(fc.constantFrom("|", "&", "~", "<<", ">>"), integer, integer).as((o, a, b) => binary(o, a, b)),
		of(fc.constantFrom("-", "~"), integer).as((o, a) => unary(o, a)),
		n.map((a) => unary("-", a)),
		// Text in arithmetic counts as the number it spells.
		of(pieces('"10"', '"0x10"', '" 5 "', '"1.5"', "'1e1'"), n).as((text, a) => binary("+", text, a)),
		sub("strings").map((list) => unary("#", list)),
		sub("string").map((text) => unary("#", text)),
		n.map((a) => lua`math.floor(${a} % 1000)`),
		of(fc.constantFrom("max", "min"), n, n).as((name, a, b) => lua`math.${name}(${a}, ${b})`),
		n.map((a) => lua`math.abs(${a})`),
		pieces(
			'tonumber("12")',
			'tonumber("x") or 3',
			'tonumber("ff", 16)',
			'tonumber("10.0")',
			"tonumber(7)",
			'tonumber("0x1p4")',
		),
		of(n, n).as((a, b) => lua`select("#", ${a}, nil, ${b})`),
		of(n, n).as((a, b) => lua`(select(2, ${a}, ${b}))`),
		of(n, n).as((a, b) => lua`select(-1, ${a}, ${b})`),
		sub("string").map((text) => lua`(string.byte(${text}, 1) or 0)`),
		sub("string").map((text) => lua`${prefix(text)}:len()`),
		of(sub("string"), word).as((text, find) => lua`(string.find(${text}, ${find}, 1, true) or -1)`),
		of(sub("numbers"), fc.integer({ min: 1, max: 3 })).as((list, i) => lua`(${prefix(list)}[${i}] or 0)`),
		sub("string").map((text) => lua`select(2, string.gsub(${text}, "%w", "_"))`),
		huge,
		pieces('tonumber(os.getenv("HTTP_PORT")) or 5280', 'tonumber(os.getenv("UNSET") or "1")', "#arg", "utf8.len('ä€')"),
		n.map((a) => lua`(math.tointeger(${a}) or 0)`),
		n.map((a) => lua`(math.modf(${a}))`),
	];
}

const FORMATS = [
	'"%d", 5',
	'"%5.2f", 1 / 3',
	'"%s:%s", "a", 10',
	'"%q", "x\\n"',
	'"%%"',
	'"%x", 255',
	'"%05d", 42',
	'"%-4s|", "a"',
	'"%g", 1e20',
	'"%s", nil',
	'"%s", 1.0',
	'"%i", 3.0',
	'"%c", 65',
	'"%.3s", "abcdef"',
];
const PATTERNS = [
	'"%a+"',
	'"(%w+)%.(%w+)"',
	'"^%s*(.-)%s*$"',
	'"[%w_]"',
	'"."',
	'"x*"',
	'"%d"',
	'"[^,]+"',
	'"%f[%w]%w+"',
	'"b?"',
];

function textsOf(sub: Sub): Pieces[] {
	const s = sub("string");
	const n = sub("number");
	const method = (text: string) => s.map((one) => lua`${prefix(one)}:${text}`);
	return [
		of(s, s).as((a, b) => binary("..", a, b)),
		of(s, n).as((a, b) => binary("..", a, b)),
		of(integer, s).as((a, b) => binary("..", a, b)),
		...["upper()", "lower()", "reverse()", "sub(2)", "sub(-3, -2)", "rep(2)", 'rep(3, ",")', "sub(1, 1)"].map(method),
		...["upper", "lower", "reverse"].map((name) => s.map((one) => lua`string.${name}(${one})`)),
		of(s, integer).as((text, i) => lua`string.sub(${text}, ${i})`),
		pieces(...FORMATS.map((text) => `string.format(${text})`), '("%s.example"):format("a")', "string.char(72, 105)"),
		n.map((a) => lua`tostring(${a})`),
		of(s, fc.constantFrom(...PATTERNS)).as((text, pattern) => lua`(string.match(${text}, ${pattern}) or "none")`),
		of(
			s,
			fc.constantFrom(...PATTERNS),
			pieces('"%0%0"', '"-"', '""', "{ a = 'x' }", "function(x) return x .. x end", "string.upper"),
		).as((text, pattern, by) => lua`(${prefix(text)}:gsub(${pattern}, ${by}))`),
		of(sub("strings"), word).as((list, by) => lua`table.concat(${list}, ${by})`),
		of(sub("numbers"), word).as((list, by) => lua`table.concat(${list}, ${by})`),
		sub("any").map((one) => lua`type(${one})`),
		pieces("tostring(nil)", "tostring(true)", "_VERSION", "type(print)", "type(unset_name)", "__currenthost"),
		of(fc.constantFrom(...SET_VARIABLES), word).as((name, or) => binary("or", lua`os.getenv("${name}")`, or)),
		of(fc.constantFrom(...UNSET_VARIABLES), word).as((name, or) => binary("or", fixed(`ENV_${name}`), or)),
		fc.constantFrom(...SET_VARIABLES).map((name) => fixed(`ENV_${name}`)),
		of(sub("map"), fc.constantFrom(".key", '["x"]', ".certificate")).as(
			(map, key) => lua`(${prefix(map)}${key} or "none")`,
		),
		of(sub("strings"), fc.integer({ min: 1, max: 3 })).as((list, i) => lua`(${prefix(list)}[${i}] or "none")`),
	];
}

function truthsOf(sub: Sub): Pieces[] {
	const compare = (type: Type, operators: readonly string[]) =>
		of(fc.constantFrom(...operators), sub(type), sub(type)).as((operator, a, b) => binary(operator, a, b));
	return [
		sub("any").map((a) => unary("not", a)),
		compare("number", ["<", ">", "<=", ">=", "==", "~="]),
		compare("string", ["<", ">", "<=", ">=", "==", "~="]),
		compare("any", ["==", "~="]),
		compare("boolean", ["and", "or"]),
		of(sub("any"), pieces('"string"', '"number"', '"nil"')).as((a, name) => binary("==", lua`type(${a})`, name)),
		of(sub("any"), sub("any")).as((a, b) => lua`rawequal(${a}, ${b})`),
		sub("any").map((a) => lua`(pcall(type, ${a}))`),
		of(sub("string"), word).as((text, find) => binary("~=", lua`${prefix(text)}:find(${find}, 1, true)`, fixed("nil"))),
		sub("any").map((a) => lua`(select("#", ${a}) > 0)`),
		sub("map").map((map) => binary("==", lua`next(${map})`, fixed("nil"))),
	];
}

function listsOf(sub: Sub): Pieces[] {
	const list = sub("strings");
	return [
		items(sub("string")),
		list.map((one) => lua`{ table.unpack(${one}) }`),
		of(word, list).as((first, rest) => lua`{ ${first}; table.unpack(${rest}) }`),
		of(list, word).as((one, last) => lua`{ (table.unpack(${one})), ${last} }`),
		sub("string").map((text) => lua`{ (string.gsub(${text}, "%s", "")) }`),
		of(word, word).as((a, b) => lua`{ [1] = ${a}, [2] = ${b} }`),
		list.map((one) => lua`(function(...) return { ... } end)(table.unpack(${one}))`),
		list.map((one) => lua`{ select(2, "x", table.unpack(${one})) }`),
		word.map((text) => lua`{ string.match(${text}, "(%w)(%w)") }`),
	];
}

function anythingOf(sub: Sub): Pieces[] {
	return [
		sub("number"),
		sub("string"),
		sub("boolean"),
		sub("strings"),
		sub("numbers"),
		sub("map"),
		items(oneOf(sub("any"), pair(sub("any"), KEYS))),
		items(oneOf(word, pieces("nil", "false"))),
		pieces(
			"print",
			"function() end",
			"function(a, ...) return a end",
			"VirtualHost",
			"string.upper",
			"unset_name",
			"ENV_UNSET",
		),
		of(sub("any"), sub("any")).as((a, b) => binary("and", a, b)),
		of(sub("any"), sub("any")).as((a, b) => binary("or", a, b)),
		sub("strings").map((list) => lua`next(${list})`),
		of(sub("strings"), fc.nat(3)).as((list, i) => lua`${prefix(list)}[${i}]`),
		sub("map").map((map) => lua`rawget(${map}, "x")`),
		sub("strings").map((list) => lua`setmetatable(${list}, { __index = function(t, k) return k end })[9]`),
		sub("any").map((value) => lua`select(2, pcall(function() return ${value} end))`),
		of(sub("string"), fc.constantFrom(...PATTERNS)).as((text, pattern) => lua`string.match(${text}, ${pattern})`),
		pieces("Lua and Lua.math.pi", "math.pi", "os.getenv('UNSET')", "tonumber('z')"),
	];
}
