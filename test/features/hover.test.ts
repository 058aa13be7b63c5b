import assert from "node:assert/strict";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import { toPlainText } from "../../server/src/features/markdown.ts";
import { FULL_SUPPORT } from "../../server/src/features/support.ts";
import { hoverText, PLAIN } from "./check.ts";

/** The hover says all of this. */
function says(marked: string, ...expected: (string | RegExp)[]): void {
	it(marked.replace(/\n/g, "⏎"), () => {
		const text = hoverText(marked);
		for (const part of expected) {
			if (typeof part === "string") assert.ok(text.includes(part), `${part}\nis missing in\n${text}`);
			else assert.match(text, part);
		}
	});
}

function saysNothing(marked: string): void {
	it(`nothing: ${marked.replace(/\n/g, "⏎")}`, () => {
		assert.equal(hoverText(`${marked}\n-- prosody-lint: disable-file`), "");
	});
}

describe("hover: keywords", () => {
	says('Virtual|Host "example.org"', "```prosody\nVirtualHost", "https://prosody.im/doc/configure#adding_a_host");
	says('|VirtualHost "example.org"', "```prosody\nVirtualHost");
	says('Comp|onent "rooms.example.org" "muc"', "https://prosody.im/doc/components");
	says('Include| "conf.d/*.cfg.lua"', "https://prosody.im/doc/configure#including_files");
	says('h|ost "example.org"', "```prosody\nVirtualHost");
	says("component_secret = ENV_SEC|RET", "environment variable");
	says('http_ports = { L|ua.tonumber("1") }', "Lua");
	for (const { name } of loadCatalog().keywords()) {
		if (name === "ENV_*" || name === "Lua") continue;
		says(`x = |${name}("y")`, "prosody.im/doc/");
	}
});

describe("hover: modules", () => {
	says('modules_enabled = { "lim|its" }', "mod_limits", "https://prosody.im/doc/modules/mod_limits", "modules_enabled");
	says('modules_enabled = { "roster"; "|mam" }', "mod_mam", "https://prosody.im/doc/modules/mod_mam");
	says("modules_enabled = { 'ta', 'pep|' }", "mod_pep");
	says('modules_enabled = { "mod_lim|its" }', "https://prosody.im/doc/modules/mod_limits");
	says('modules_disabled = { "s2|s" }', "mod_s2s");
	says('Component "rooms.example.org" "m|uc"', "mod_muc", "https://prosody.im/doc/modules/mod_muc");
	says('Component("rooms.example.org", "m|uc")', "mod_muc");
	says('VirtualHost "x" { modules_enabled = { "lim|its" } }', "mod_limits");
	says('x = 1\nmodules_enabled:append { "lim|its" }', "mod_limits");
	says('modules_enabled = {\n\t"roster"\n\t"lim|its"', "mod_limits");
	says('modules_enabled = { "carb|ons }', "mod_carbons");
	says('if true then\n\tmodules_enabled = { "lim|its" }\nend', "mod_limits");
	it("of the community repository", () => {
		const community = [...loadCatalog().modules()].find(({ origin }) => origin === "community");
		if (!community) return;
		assert.match(hoverText(`modules_enabled = { "|${community.name}" }`), /https:\/\/modules\.prosody\.im\/mod_/);
	});
	saysNothing('modules_enabled = { "no_such_module|_here" }');
	saysNothing('admins = { "lim|its" }');
	saysNothing('-- "lim|its"');
	saysNothing('--[[ modules_enabled = { "lim|its" } ]]');
});

describe("hover: options", () => {
	says(
		"allow_reg|istration = true",
		"mod_register",
		"Type: yes or no",
		"Default: `false`",
		"globally or in a VirtualHost",
		"**Caution:**",
	);
	says("allow_reg|istration = true", "```prosody\nallow_registration = false\n```");
	says("|modules_enabled = {}", "https://prosody.im/doc/");
	says("min_seconds_between_registrations| = 3600", "period of time");
	says('Component "x" "muc"\n\trestrict_room_cr|eation = true', '`"local"`', "mod_muc");
	says("c2s_por|ts = { 5222 }", "port");
	says("authent|ication", "internal_hashed");
	says('VirtualHost "x" { allow_reg|istration = true }', "mod_register");
	says('restrict_room_creation = "lo|cal"', "users of the domain");
	says('limits = { c2s = { ra|te = "3kb/s" } }', "bandwidth", "part of `limits`");
	says("limits = { c2|s = { } }", "part of `limits`");
	saysNothing("some_option_nobody_kn|ows = 1");
	saysNothing("local allow_regist|ration = 1");
	saysNothing("allow_registration = 1 |");
});

describe("hover: what is in effect", () => {
	says(
		'archive_expires_after = "1w"\nVirtualHost "a"\narchive_expires|_after = nil',
		'In effect on `a`: `"1w"`, set globally on line 1',
	);
	says(
		"allow_regist|ration = true\nallow_registration = false",
		"In effect on the whole server: `false`, set on line 2",
	);
	says('allow_regist|ration = os.getenv("X")', "not known here");
	says('allow_regist|ration = false\nVirtualHost "a"\nallow_registration = true', "Hosts with their own: `a`");
	it("nothing where the line says it", () => assert.doesNotMatch(hoverText("allow_regist|ration = true"), /In effect/));
	says('modules_enabled = { "mam" }\nVirtualHost "a"\nmodules_enabled = { "ma|m" }', "listed globally on line 1");
	says('modules_disabled = { "s2|s" }', /Not loaded on/);
});

describe("hover: what a file says is never Markdown", () => {
	const evil = "[x](command:evil) <b> `` ` **bold** ![i](https://evil.example/)";
	it("in a host's name", () => {
		const text = hoverText(
			'archive_expires_after = "1w"\nVirtualHost "[x](command:evil)"\narchive_expires|_after = nil',
		);
		assert.ok(text.includes("`[x](command:evil)`"), text);
		assert.doesNotMatch(splitCode(text)[1], /command:/);
	});
	it("in a value", () => {
		const text = hoverText(`registration_instructions = "${evil}"\nVirtualHost "a"\nregistration_instruct|ions = nil`);
		assert.doesNotMatch(splitCode(text)[1], /command:|<b>|bold/);
	});
	it("in a reason", () => {
		const text = hoverText(`registration_instruct|ions = os.getenv("${evil}")`);
		assert.doesNotMatch(splitCode(text)[1], /(?<!\\)\]\((?!https:\/\/prosody\.im)|(?<!\\)<b|(?<!\\)\*bold/);
	});
	it("in a name of a host hovered itself", () =>
		assert.doesNotMatch(hoverText(`VirtualHost "[x](comm|and:evil)"`), /evil/));
	it("over several lines and with a fence inside", () => {
		const text = hoverText(
			'registration_instructions = "a\\n```\\n[x](command:evil)"\nVirtualHost "a"\nregistration_instruct|ions = nil',
		);
		assert.doesNotMatch(splitCode(text)[1], /command:/);
	});
});

describe("hover: findings", () => {
	const open = 'modules_ena|bled = { "register" }\nallow_registration = true\nVirtualHost "example.org"\n';
	it("links to the pages that help", () => {
		const text = hoverText(open);
		assert.match(text, /`limits-missing`: see .*https:\/\/prosody\.im\/doc\/modules\/mod_limits/);
		assert.match(text, /https:\/\/prosody\.im\/doc\/public_servers/);
	});
	it("only there", () =>
		assert.doesNotMatch(
			hoverText(open.replace("|", "").replace("registration = t", "registration = |t")),
			/limits-missing/,
		));
});

describe("hover: plain text", () => {
	const support = { ...PLAIN, hoverMarkdown: false };
	it("has no marks", () => {
		const text = hoverText("allow_reg|istration = true", {}, support);
		assert.doesNotMatch(text, /[`*]|\]\(/);
		assert.match(text, /\nallow_registration = false\n/);
		assert.match(text, /Documentation <https:\/\/prosody\.im/);
	});
	it("keeps what the file says", () => {
		const text = hoverText(
			'archive_expires_after = "1w"\nVirtualHost "a`b"\narchive_expires|_after = nil',
			{},
			support,
		);
		assert.match(text, /In effect on a`b: "1w"/);
	});
	it("undoes escapes", () => assert.equal(toPlainText("a\\_b [c\\_d](https://e) `x_y`"), "a_b c_d <https://e> x_y"));
});

describe("hover: for older series", () => {
	it("tells the type and the default of that series", () => {
		assert.match(hoverText("authent|ication = nil", { version: "0.11" }), /Default: `"internal_plain"`/);
		assert.match(hoverText("authent|ication = nil", { version: "13.0" }), /Default: `"internal_hashed"`/);
	});
	it("tells what is not there yet", () => {
		assert.match(hoverText('x = Fi|leLine("y")', { version: "0.12" }, FULL_SUPPORT), /Since Prosody 13\.0/);
	});
});

/** Splits Markdown into what stands inside code and what stands outside. */
function splitCode(markdown: string): [string, string] {
	let inside = "";
	const outside = markdown.replace(/```prosody\n[\s\S]*?\n```|(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, (part) => {
		inside += part;
		return "";
	});
	return [inside, outside];
}
