/** VirtualHosts, Components, Includes and the operations on options that 13.0 has. */
import fc from "fast-check";
import { binary, fixed, joined, lua, type Piece } from "./code.ts";
import { declaring, OPTION_NAMES } from "./statements.ts";
import { expression, local, of, oneOf, type Pieces, pick } from "./values.ts";

const HOSTS = [
	"example.org",
	"Example.ORG",
	"example.net",
	"BÜCHER.example",
	"bücher.example",
	"xn--bcher-kva.example",
];
const ODD_HOSTS = [
	"",
	"exam ple.org",
	"a..b",
	"straße.example",
	"ＦＵＬＬ.example",
	"192.0.2.1",
	"ℌ.example",
	"x_y.example",
];
const COMPONENTS = ["conference.example.org", "Upload.Example.org", "proxy.example.net", "räume.example"];

const vhost = oneOf(fc.constantFrom(...HOSTS), fc.constantFrom(...ODD_HOSTS));
const componentHost = fc.constantFrom(...COMPONENTS);
const VHOST_WORDS = fc.constantFrom("VirtualHost", "VirtualHost", "Host", "host");
const COMPONENT_WORDS = fc.constantFrom("Component", "Component", "component");
const MODULES = ["muc", "http_file_share", "pubsub", "proxy65"];

const quoted = (text: string) => fixed(JSON.stringify(text));

/** The name in the places it may stand in a call: `VirtualHost "x"`, `VirtualHost("x")`, computed. */
function argument(name: string, how: number): Piece {
	const [first, ...rest] = name.split(".");
	switch (how) {
		case 1:
			return lua`(${quoted(name)})`;
		case 2:
			return lua`(${binary("..", quoted(`${first}.`), quoted(rest.join(".")))})`;
		case 3:
			return lua`[[${name}]]`;
		case 4:
			return lua`(${quoted(name)}, "ignored")`;
		case 5:
			return lua`(string.format("%s", ${quoted(name)}))`;
		default:
			return quoted(name);
	}
}

const entry = oneOf(
	of(fc.constantFrom(...OPTION_NAMES, '["http_host"]', "custom"), expression("any", 1)).as(
		(key, value) => lua`${key} = ${value}`,
	),
	expression("string", 1),
	of(fc.constantFrom("[1]", "[2.5]", "[true]", "[10]"), expression("any", 0)).as(
		(key, value) => lua`${key} = ${value}`,
	),
);
const tableForm: Pieces = oneOf(
	fc.array(entry, { maxLength: 3 }).map((entries) => lua`{ ${joined(entries, ";")} }`),
	fc.constant(fixed("(({ name = 'x' }))")),
);

const virtualHost: Pieces = oneOf(
	of(VHOST_WORDS, vhost, fc.nat(5)).as((keyword, name, how) => lua`${keyword} ${argument(name, how)}`),
	of(VHOST_WORDS, vhost, fc.nat(5), tableForm).as(
		(keyword, name, how, table) => lua`${keyword} ${argument(name, how)} ${table}`,
	),
);

const component: Pieces = oneOf(
	of(COMPONENT_WORDS, componentHost, fc.nat(5), fc.constantFrom(...MODULES)).as(
		(keyword, name, how, module) => lua`${keyword} ${argument(name, how)} "${module}"`,
	),
	of(COMPONENT_WORDS, componentHost, fc.nat(5)).as((keyword, name, how) => lua`${keyword} ${argument(name, how)}`),
	of(COMPONENT_WORDS, componentHost, fc.nat(3), tableForm).as(
		(keyword, name, how, table) => lua`${keyword} ${argument(name, how)} ${table}`,
	),
	of(COMPONENT_WORDS, componentHost, fc.constantFrom(...MODULES), tableForm, fc.nat(1)).as(
		(keyword, name, module, table, how) =>
			how === 0 ? lua`${keyword} "${name}" "${module}" ${table}` : lua`${keyword}("${name}")("${module}")(${table})`,
	),
	componentHost.map((name) => lua`Component("${name}", "muc")`),
);

/** Hosts out of lists and functions. */
const many: Pieces = oneOf(
	of(vhost, vhost, fc.constantFrom(...OPTION_NAMES), expression("any", 1)).as((a, b, option, value) =>
		declaring(lua`for _, h_ in ipairs { "${a}", "${b}" } do VirtualHost(h_) ${option} = ${value} end`, (s) =>
			s.forgetType(option),
		),
	),
	of(vhost, fc.constantFrom(...MODULES), fc.constantFrom(...OPTION_NAMES)).as((name, module, option) =>
		declaring(
			lua`local function room_(h_, m_) Component(h_) (m_) ${option} = h_ end room_("rooms." .. "${name}", "${module}") room_("more.example", "muc")`,
			(scope) => scope.forgetType(option),
		),
	),
	of(local("string"), pick).as((name, n) => lua`VirtualHost("v${n}." .. tostring(#${name}) .. ".example")`),
	fc.constantFrom("muc", "pubsub").map((module) => lua`local make_ = Component make_ "made.example" "${module}"`),
	fc.constant(fixed('for h_, m_ in pairs { ["one.example"] = "muc" } do Component(h_)(m_) end')),
	fc.constant(fixed('for i = 1, 2 do VirtualHost("n" .. i .. ".example") name = "host " .. i end')),
	fc.constant(fixed('VirtualHost(5.5) name = "n"')),
	fc.constant(fixed('local where_ = __currenthost VirtualHost "other.example" custom = where_ .. __currenthost')),
	fc.constant(fixed('__currenthost = "*" custom = __currenthost')),
	fc.constant(fixed("VirtualHost = VirtualHost")),
	fc.constant(fixed('local saved_ = Host Host = "x" host = nil saved_ "kept.example"')),
	fc.constant(fixed("component = nil")),
);

export const host: Pieces = oneOf(virtualHost, component, many);

function folderOf(path: string): string {
	return path.slice(0, path.lastIndexOf("/") + 1);
}

/** The path of one file as it is written in another. */
function relative(from: string, to: string): string {
	const folder = folderOf(from);
	return to.startsWith(folder) ? to.slice(folder.length) : "../".repeat(folder.split("/").length - 1) + to;
}

/** `@ROOT@` becomes the folder of the entry file. */
export const ROOT = "@ROOT@";

function includePath(path: string, how: number): Piece {
	switch (how) {
		case 1:
			return quoted(`./${path}`);
		case 2:
			return lua`(${binary("..", quoted(path.slice(0, 3)), quoted(path.slice(3)))})`;
		case 3:
			return lua`(${quoted(path)})`;
		case 4:
			return lua`[[${path}]]`;
		default:
			return quoted(path);
	}
}

export const include: Pieces = oneOf(
	of(pick, fc.nat(5), fc.constantFrom("Include", "include")).as((n, how, keyword) => (scope) => {
		const { paths, file } = scope.world;
		const later = paths.slice(file + 1);
		if (later.length === 0) return lua`${keyword} "nothing-*.cfg.lua"`(scope);
		const target = later[n % later.length]!;
		const absolute = how === 5;
		return lua`${keyword} ${includePath(absolute ? `${ROOT}/${target}` : relative(paths[file]!, target), how)}`(scope);
	}),
	// A wildcard brings whatever is there: only the entry file may, or files would include each other in circles.
	fc
		.constantFrom(
			"conf.d/*.cfg.lua",
			"conf.d/?.cfg.lua",
			"./conf.d/*.cfg.lua",
			`${ROOT}/conf.d/*.lua`,
			"conf.d/sub/*",
			"conf.d/nothing*",
			"conf.d/[ab].cfg.lua*",
		)
		.map((pattern) => (scope) => (scope.world.file === 0 ? lua`Include ${quoted(pattern)}` : fixed("-- note"))(scope)),
);

/** What can be done with options on 13.0. */
export const references: Pieces = oneOf(
	of(fc.constantFrom(...OPTION_NAMES), expression("strings", 1), expression("strings", 1), fc.nat(9)).as(
		(option, first, second, how) => {
			const then = [
				lua`${option}:append(${second})`,
				lua`${option}:append { "x", "y" }`,
				lua`${option} { "x" }`,
				lua`${option} { key = "x" }:append { "z" }`,
				lua`${option}:append { "x" }:append { "y" }`,
				lua`custom = ${option}:value()`,
				lua`custom = ${option}`,
				lua`local all_ = {} for v_ in ${option}:values() do all_[#all_ + 1] = v_ end custom = all_`,
				lua`${option}.extra = "lost" custom = ${option}.extra`,
				lua`custom = #${option}:value()`,
			][how]!;
			return declaring(lua`${option} = ${first} ${then}`, (scope) => {
				scope.forgetType(option);
				scope.forgetType("custom");
			});
		},
	),
	of(fc.constantFrom(...OPTION_NAMES), expression("map", 1)).as((option, value) =>
		declaring(lua`${option} = ${value} ${option}:append { key = "new", "x" }`, (scope) => scope.forgetType(option)),
	),
	of(fc.constantFrom(...OPTION_NAMES), expression("any", 1)).as((option, value) =>
		declaring(lua`${option} = ${value} name = ${option}`, (scope) => {
			scope.forgetType(option);
			scope.forgetType("name");
		}),
	),
	fc
		.constantFrom(
			"custom = Lua.string.rep('a', 3)",
			"custom = Lua.os.getenv('HOME_HOST') or 'x'",
			"custom = Lua.tostring(5)",
			"custom = { Lua.table.unpack { 1, 2 } }",
			"local lua_ = Lua custom = lua_.type(lua_)",
			"custom = FileContents 'notes.txt'",
			"custom = FileLine 'notes.txt'",
			"custom = FileLines 'notes.txt'",
			"custom = FileLines('./notes.txt')",
			"custom = FileContents('notes.txt', 5)",
		)
		.map((text) => declaring(fixed(text), (scope) => scope.forgetType("custom"))),
);
