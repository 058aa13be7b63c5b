/** Statements: locals, loops, functions, options. */
import fc from "fast-check";
import { fixed, joined, lua, type Piece, PRIMARY, tokenize } from "./code.ts";
import { block, type Scope, type Type } from "./scope.ts";
import { expression, of, oneOf, type Pieces, pick, word } from "./values.ts";

/** What an admin sets, with a value of the usual type. */
const OPTIONS: readonly (readonly [name: string, type: Type])[] = [
	["admins", "strings"],
	["modules_enabled", "strings"],
	["modules_disabled", "strings"],
	["allow_registration", "boolean"],
	["c2s_require_encryption", "boolean"],
	["c2s_ports", "numbers"],
	["authentication", "string"],
	["storage", "any"],
	["ssl", "map"],
	["log", "any"],
	["archive_expires_after", "string"],
	["limits", "any"],
	["http_max_content_size", "number"],
	["daemonize", "boolean"],
	["name", "string"],
	["enabled", "boolean"],
	["custom", "any"],
];
export const OPTION_NAMES = OPTIONS.map(([name]) => name);
export const TYPES = ["number", "string", "boolean", "strings", "numbers", "map"] as const;
/** Some are options as well, and one shadows a global function. */
const LOCALS = ["a", "b", "host_name", "domain", "list", "base", "n", "common", "admins", "ssl", "print"];

export const localName = fc.constantFrom(...LOCALS);

/** Runs `then` with the scope after the piece is written. */
export function declaring(piece: Piece, then: (scope: Scope) => void): Piece {
	return (scope) => {
		const code = piece(scope);
		then(scope);
		return code;
	};
}

const typed = (depth: number): fc.Arbitrary<{ type: (typeof TYPES)[number]; value: Piece }> =>
	fc.constantFrom(...TYPES).chain((type) => expression(type, depth).map((value) => ({ type, value })));

/** `name = value`. */
export function setOption(depth: number): Pieces {
	return fc
		.constantFrom(...OPTIONS)
		.chain(([name, type]) => oneOf(expression(type, depth), expression("any", depth)).map((value) => ({ name, value })))
		.map(({ name, value }) => declaring(lua`${name} = ${value}`, (scope) => scope.forgetType(name)));
}

const setTwo = (depth: number): Pieces =>
	of(
		fc.constantFrom(...OPTION_NAMES),
		fc.constantFrom(...OPTION_NAMES),
		expression("any", depth),
		expression("any", depth),
		fc.nat(3),
	).as((a, b, x, y, how) => {
		const values = [lua`${x}, ${y}`, lua`${x}`, lua`(function() return ${x}, ${y} end)()`, lua`${x}, ${y}, ${x}`][how]!;
		return declaring(lua`${a}, ${b} = ${values}`, (scope) => {
			scope.forgetType(a);
			scope.forgetType(b);
		});
	});

const declare = (depth: number): Pieces =>
	of(localName, typed(depth), fc.constantFrom("", "", "<const>", "<close>")).as((name, { type, value }, attribute) => {
		// Only false and nil can be closed without a metamethod.
		if (attribute === "<close>") return declaring(lua`local ${name} <close> = nil`, (s) => s.declare(name, "any"));
		return declaring(lua`local ${name} ${attribute} = ${value}`, (s) => s.declare(name, attribute ? "any" : type));
	});

const declareTwo = (depth: number): Pieces =>
	of(localName, localName, typed(depth), typed(depth)).as((a, b, x, y) =>
		declaring(lua`local ${a}, ${b} = ${x.value}, ${y.value}`, (scope) => {
			scope.declare(a, x.type);
			scope.declare(b, y.type);
		}),
	);

/** With a local of the type `type`; nothing where there is none. */
function withLocal(type: Type, n: number, write: (name: string) => Piece): Piece {
	return (scope) => {
		const name = scope.find(type, n);
		return name ? write(name)(scope) : { tokens: [], precedence: 0 };
	};
}

const change = (depth: number): Pieces =>
	of(pick, typed(depth)).as((n, { type, value }) => withLocal(type, n, (name) => lua`${name} = ${value}`));

const swap: Pieces = of(pick, pick, fc.constantFrom(...TYPES)).as((n, m, type) =>
	withLocal(type, n, (a) => withLocal(type, m, (b) => lua`${a}, ${b} = ${b}, ${a}`)),
);

const changeTable = (depth: number): Pieces => {
	const s = expression("string", depth);
	const n = expression("number", depth);
	const onStrings = (write: (name: string, text: Piece) => Piece) =>
		of(pick, s).as((index, text) => withLocal("strings", index, (name) => write(name, text)));
	return oneOf(
		onStrings((name, text) => lua`${name}[#${name} + 1] = ${text}`),
		onStrings((name, text) => lua`table.insert(${name}, ${text})`),
		onStrings((name, text) => lua`table.insert(${name}, 1, ${text})`),
		onStrings((name) => lua`table.remove(${name})`),
		onStrings((name) => lua`table.remove(${name}, 1)`),
		onStrings((name) => lua`table.sort(${name})`),
		onStrings((name) => lua`table.sort(${name}, function(x, y) return x > y end)`),
		onStrings((name, text) => lua`rawset(${name}, #${name} + 1, ${text})`),
		onStrings((name) => lua`${name}[#${name}] = nil`),
		of(pick, n).as((index, value) => withLocal("numbers", index, (name) => lua`table.insert(${name}, ${value})`)),
		of(pick, fc.constantFrom(".key", '["x"]', "['a b']"), s).as((index, key, value) =>
			withLocal("map", index, (name) => lua`${name}${key} = ${value}`),
		),
		pick.map((index) => withLocal("numbers", index, (name) => lua`table.move(${name}, 1, #${name}, 2)`)),
		pick.map((index) => withLocal("map", index, (name) => lua`${name}.key = nil`)),
	);
};

const comment: Pieces = fc
	.constantFrom(
		"-- a note",
		"--[[ a block ]]",
		'---- VirtualHost "no"',
		"--[==[ x ]] ]==]",
		";",
		";;",
		"do end",
		"::label_a:: do end",
	)
	.map((text) => (scope) => {
		// A label may stand once in a function.
		const label = text.startsWith("::") ? `::l${scope.world.statements++}_::` : text;
		return fixed(label)(scope);
	});

/** `if` in all its forms. */
function conditional(body: fc.Arbitrary<Piece[]>, depth: number): Pieces {
	const condition = expression("boolean", depth);
	return of(
		condition,
		body,
		fc.option(fc.tuple(condition, body), { nil: undefined }),
		fc.option(body, { nil: undefined }),
	).as((test, yes, second, no) => {
		const elseIf = second ? lua`elseif ${second[0]} then ${block(second[1])}` : fixed("");
		const otherwise = no ? lua`else ${block(no)}` : fixed("");
		return lua`if ${test} then ${block(yes)} ${elseIf} ${otherwise} end`;
	});
}

const jump: Pieces = fc.constantFrom("break", "goto continue", "").map((text) => fixed(text));

function loop(body: fc.Arbitrary<Piece[]>, depth: number): Pieces {
	const condition = expression("boolean", depth);
	const small = fc.integer({ min: 0, max: 3 });
	const step = fc.constantFrom("", ", 1", ", 2", ", -1", ", 0.5");
	/** The end of a turn: a jump that may happen, and where it goes. */
	const turn =
		(pieces: Piece[], test: Piece, jumps: Piece): Piece =>
		// The jump stands in a block of its own, so that no local is declared between it and its label.
		(scope) =>
			lua`do if ${test} then ${jumps} end ${block(pieces)} end ::continue::`(scope);
	return oneOf(
		of(localName, small, small, step, body).as(
			(name, from, to, by, pieces) =>
				lua`for ${name} = ${from}, ${to} ${by} do ${block(pieces, (s) => s.declare(name, "number"))} end`,
		),
		of(localName, expression("strings", depth), body, condition, jump).as(
			(name, list, pieces, test, jumps) =>
				lua`for _, ${name} in ipairs(${list}) do ${inside(turn(pieces, test, jumps), (s) => s.declare(name, "string"))} end`,
		),
		of(localName, localName, expression("strings", depth), body).as(
			(index, name, list, pieces) =>
				lua`for ${index}, ${name} in pairs(${list}) do ${block(pieces, (s) => {
					s.declare(index, "number");
					s.declare(name, "string");
				})} end`,
		),
		of(localName, word, body).as(
			(name, text, pieces) =>
				lua`for ${name} in string.gmatch(${text}, "%w+") do ${block(pieces, (s) => s.declare(name, "string"))} end`,
		),
		of(localName, small, body).as(
			(name, to, pieces) =>
				lua`for ${name} in (function() local at = 0 return function() at = at + 1 if at <= ${to} then return at end end end)() do ${block(pieces, (s) => s.declare(name, "number"))} end`,
		),
		of(localName, small, body).as(
			(name, to, pieces) =>
				lua`for ${name} in function(max, at) if at < max then return at + 1 end end, ${to}, 0 do ${block(pieces, (s) => s.declare(name, "number"))} end`,
		),
		of(small, body, condition, jump).as(
			(to, pieces, test, jumps) =>
				lua`do local turns_ = 0 while turns_ < ${to} do turns_ = turns_ + 1 ${inside(turn(pieces, test, jumps))} end end`,
		),
		of(small, body).as(
			(to, pieces) =>
				lua`do local turns_ = 0 repeat local now_ = turns_ turns_ = turns_ + 1 ${block(pieces)} until now_ >= ${to} end`,
		),
		of(pick, body).as((n, pieces) =>
			withLocal("map", n, (map) => lua`for key_, value_ in pairs(${map}) do ${block(pieces)} break end`),
		),
		of(pick, fc.constantFrom(...OPTION_NAMES)).as((n, option) =>
			withLocal("map", n, (map) =>
				declaring(
					lua`do local copy_ = {} for k, v in pairs(${map}) do copy_[k] = v .. "!" end ${option} = copy_ end`,
					(scope) => scope.forgetType(option),
				),
			),
		),
	);
}

/** The piece in a block of its own. */
function inside(piece: Piece, prepare: (inner: Scope) => void = () => {}): Piece {
	return block([piece], prepare);
}

const PARAMETERS = ["x", "y", "text"];

function functionBody(
	body: Piece[],
	result: Piece,
	parameters: readonly ("number" | "string")[],
	self?: string,
): Piece {
	return block([...body, lua`return ${result}`], (scope) => {
		// Inside, the function's own name hides what it named outside.
		if (self) scope.declare(self, "any");
		parameters.forEach((type, index) => {
			scope.declare(PARAMETERS[index]!, type);
		});
	});
}

const parameterTypes = fc.array(fc.constantFrom("number" as const, "string" as const), { maxLength: 2 });

function functions(body: fc.Arbitrary<Piece[]>, depth: number): Pieces {
	const result = fc.constantFrom(...TYPES).chain((type) => expression(type, depth).map((value) => ({ type, value })));
	const names = (parameters: readonly unknown[]) => parameters.map((_, index) => PARAMETERS[index]!).join(", ");
	return oneOf(
		of(localName, parameterTypes, body, result, fc.boolean()).as(
			(name, parameters, pieces, { type, value }, asValue) => {
				const written = functionBody(pieces, value, parameters, asValue ? undefined : name);
				return declaring(
					asValue
						? lua`local ${name} = function(${names(parameters)}) ${written} end`
						: lua`local function ${name}(${names(parameters)}) ${written} end`,
					(scope) => scope.declare(name, type, { parameters, result: type }),
				);
			},
		),
		// A global function is an option, and on 13.0 something that can be called afterwards.
		of(fc.constantFrom(...OPTION_NAMES), body).as((name, pieces) =>
			declaring(lua`function ${name}(x) ${functionBody(pieces, fixed("x"), ["string"])} end`, (s) =>
				s.forgetType(name),
			),
		),
		body.map((pieces) => lua`(function(...) ${block(pieces)} end)(1, "x")`),
		of(body, fc.constantFrom(...OPTION_NAMES)).as((pieces, option) =>
			declaring(lua`do local ok, problem = pcall(function() ${block(pieces)} end) ${option} = ok end`, (s) =>
				s.forgetType(option),
			),
		),
	);
}

/** Idioms with a little more to them; `O_` is an option, `N_` a number, `S_` a text. */
const IDIOMS = [
	"local function fact(k) if k <= 1 then return 1 end return k * fact(k - 1) end O_ = fact(N_)",
	"local function count(k) if k > 0 then return count(k - 1) end return 'done' end O_ = count(N_)",
	"local function counter() local c = 0 return function() c = c + 1 return c end end local up = counter() up() O_ = up() + N_",
	"local function join(...) return table.concat({ ... }, '.') end O_ = join(S_, 'x', N_)",
	"local function many(...) local first, second = ... return select('#', ...), second, first end O_ = { many(S_, N_, nil) }",
	"local M = { v = N_ } function M.plain(x) return x end function M:get(x) return self.v, x end O_ = { M.plain(S_), M:get(S_) }",
	"local M = { sub = {} } function M.sub.deep(x) return x .. '!' end O_ = M.sub.deep(S_)",
	"local C = setmetatable({}, { __index = { inherited = S_ }, __call = function(self, x) return x end }) O_ = { C.inherited, C(N_) }",
	"local P = setmetatable({}, { __add = function(x, y) return N_ end, __concat = function() return S_ end, __len = function() return 7 end, __unm = function() return 'minus' end }) O_ = { P + 1, 2 + P, P .. 'x', #P, -P }",
	"local E = { __eq = function() return true end, __lt = function() return false end, __le = function() return true end } O_ = { setmetatable({}, E) == setmetatable({}, E), setmetatable({}, E) <= setmetatable({}, E) }",
	"local log_ = {} local W = setmetatable({}, { __newindex = function(t, k, v) rawset(t, k, v) log_[#log_ + 1] = k end }) W.x = N_ W.x = S_ W.y = 1 O_ = log_",
	"local ok, problem = pcall(error, S_) O_ = { ok, problem }",
	"local ok, problem = pcall(function() error({ code = N_ }) end) O_ = problem.code",
	"local t = { 5, 3, 1 } table.sort(t, function(x, y) return x < y end) O_ = t",
	"local t = {} for i = 1, 3 do t[i] = function() return i end end O_ = t[1]() + t[3]()",
	"local t = table.pack(S_, nil, N_) O_ = t.n",
	"local a_, b_, c_ = (function() return 1, 2 end)() O_ = { a_, b_, c_ }",
	"local t = { (function() return 1, 2 end)(), (function() return 1, 2 end)() } O_ = t",
	"local t = { n = 1, 10, 20, [2] = 'lost', [3] = 30 } O_ = t",
	"local t = {} t.x, t.y = 1 t[#t + 1], t[#t + 2] = S_, N_ O_ = t",
	"local i = 1 local t = {} i, t[i] = i + 1, S_ O_ = t",
	"O_ = #{ 1, 2, nil, 4 }",
	"O_ = { 1, nil, 3 }",
	"O_ = { nil, nil, 3, nil }",
	"local all = {} for k, v in pairs { 'x', 'y', 'z' } do all[#all + 1] = k .. v end O_ = all",
	"local all = {} for w, x in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do all[w] = x end O_ = all",
	"local all = {} for w in S_:gmatch('.') do all[#all + 1] = w end O_ = all",
	"local s = '' for i = 10, 1, -3 do s = s .. i .. ',' end O_ = s",
	"local s = '' for i = 1.0, 2 do s = s .. i .. ',' end O_ = s",
	"for i = 1, 3 do for j = 1, 3 do if j == 2 then goto next_ end O_ = i * j end ::next_:: end",
	"do local k = 1 ::top:: if k < N_ then k = k + 1 goto top end O_ = k end",
	"local function iterate(t) local at = #t + 1 return function() at = at - 1 return t[at] end end local r = {} for v in iterate { 'a', 'b' } do r[#r + 1] = v end O_ = r",
	"local defaults = { port = N_, name = S_ } local mine = setmetatable({ port = 1 }, { __index = defaults }) O_ = { mine.port, mine.name }",
	"local x = 1 do local x = 2 O_ = x end O_ = x",
	"local x = N_ local function get() return x end x = x + 1 O_ = get()",
	"O_ = ({ muc = 'rooms', upload = 'files' })[S_] or 'other'",
	"O_ = ('x'):rep(N_):len()",
	"local s = S_ O_ = s:gsub('%w', { a = 'A', b = true }) ",
	"O_ = { ('a.b.c'):match('^(.-)%.(.*)$') }",
	"O_ = { ('key = value'):find('(%w+)%s*=%s*(%w+)') }",
	"O_ = os.getenv('HOME_HOST') or S_",
	"O_ = { string.byte(S_, 1, -1) }",
	"local keys = {} for k in pairs({ one = 1 }) do keys[#keys + 1] = k end O_ = keys",
	"_ENV.O_ = S_",
	"_ENV['O_'] = N_",
	"rawset(_G, 'shared_', S_) O_ = shared_",
	"(function(...) local first = ... O_ = first == nil end)()",
	"local function yes() return true end if yes() then O_ = S_ else O_ = N_ end",
	"O_ = (2^31 | 0) << 3 >> 1",
	"O_ = { 7 // 2, -7 // 2, 7 % -3, -7 % 3, 7.5 // 2, 2^0.5, 1 / 0, 3 | 4, ~0, 1 << 62, 10 / 2, 7 // 2.0 }",
	"O_ = { 1 == 1.0, '1' == 1, 0.1 + 0.2 == 0.3, 1 < 1.5, 'a' < 'b', 'Z' < 'a', -0.0 == 0.0 }",
	"O_ = 1 .. 2 .. 3.0",
	"O_ = { math.max(1, 2.5), math.floor(-3.5), math.ceil(3.2), math.fmod(-7, 3), math.type(1), math.type(1.0), math.ult(1, -1) }",
	"O_ = { tonumber('  12  '), tonumber('1e1'), tonumber('0x'), tonumber('10', 2), tonumber('zz', 36), tonumber(''), tonumber('1 2') }",
	"O_ = { tostring(1e15), tostring(1e16), tostring(-0.0), tostring(1/0), tostring(3.14159265358979), tostring(100 // 1e0) }",
	"O_ = 9007199254740993 + 0",
	"O_ = 0x7fffffffffffffff + 1",
	"O_ = 1e308 * 10",
	"O_ = { string.format('%d %s %q', 3, 'x', 'y'), ('%5.1f'):format(2.25) }",
	"O_ = { next({}), type(next), select('#'), select('#', nil, nil) }",
] as const;

const idiom: Pieces = of(
	fc.constantFrom(...IDIOMS),
	fc.constantFrom(...OPTION_NAMES),
	expression("string", 1),
	fc.nat(4),
).as((text, option, word, number) => {
	const tokens = tokenize(text.replaceAll("O_", option).replaceAll("N_", String(number)));
	const body = joined(
		tokens.map((token) => (token === "S_" ? lua`(${word})` : () => ({ tokens: [token], precedence: PRIMARY }))),
		"",
	);
	return declaring(lua`do ${body} end`, (scope) => scope.forgetType(option));
});

const memory = new Map<number, Pieces>();

/** Statements that may stand anywhere, with at most `depth` blocks inside each other. */
export function statement(depth: number): Pieces {
	let known = memory.get(depth);
	if (!known) {
		known = fc.oneof({ withCrossShrink: true }, ...flat, ...(depth > 0 ? nested(depth - 1) : []));
		memory.set(depth, known);
	}
	return known;
}

const flat: readonly fc.WeightedArbitrary<Piece>[] = [
	{ arbitrary: setOption(2), weight: 8 },
	{ arbitrary: declare(2), weight: 5 },
	{ arbitrary: declareTwo(1), weight: 1 },
	{ arbitrary: change(2), weight: 2 },
	{ arbitrary: changeTable(1), weight: 4 },
	{ arbitrary: swap, weight: 1 },
	{ arbitrary: setTwo(1), weight: 1 },
	{ arbitrary: comment, weight: 1 },
	{ arbitrary: idiom, weight: 5 },
];

function nested(depth: number): fc.WeightedArbitrary<Piece>[] {
	const body = fc.array(statement(depth), { maxLength: 3 });
	return [
		{ arbitrary: conditional(body, 1), weight: 2 },
		{ arbitrary: loop(body, 1), weight: 3 },
		{ arbitrary: functions(body, 1), weight: 3 },
		{ arbitrary: body.map((pieces) => lua`do ${block(pieces)} end`), weight: 1 },
	];
}
