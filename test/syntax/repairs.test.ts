import assert from "node:assert/strict";
import { rangeOf } from "../../server/src/syntax/tree.ts";
import { check, checkSilent, parseText, problemsOf, shape } from "./check.ts";

type Case = readonly [text: string, kinds: string | readonly string[], fixed?: string];

function cases(list: readonly Case[]): void {
	for (const [text, kinds, fixed] of list) it(JSON.stringify(text), () => void check(text, kinds, fixed));
}

function silent(list: readonly string[]): void {
	for (const text of list) it(`says nothing: ${JSON.stringify(text)}`, () => void checkSilent(text));
}

describe("syntax: missing-separator", () => {
	cases([
		['a = { ⟦"x"⟧ "y" }', "missing-separator", 'a = { "x"; "y" }'],
		[
			'a = {\n\t"x", -- one\n\t⟦"y"⟧ -- two\n\t"z",\n}',
			"missing-separator",
			'a = {\n\t"x", -- one\n\t"y", -- two\n\t"z",\n}',
		],
		[
			"l = {\n\tc2s = { rate = 1 ⟦}⟧\n\ts2sin = { rate = 2 };\n}\nb = 1",
			"missing-separator",
			"l = {\n\tc2s = { rate = 1 };\n\ts2sin = { rate = 2 };\n}\nb = 1",
		],
		['a = { ⟦"x"⟧ ⟦"y"⟧ "z" }', ["missing-separator", "missing-separator"], 'a = { "x"; "y"; "z" }'],
		['VirtualHost(⟦"x"⟧ "y")', "missing-separator", 'VirtualHost("x", "y")'],
		["a = { x = ⟦true⟧ y = 1, z = 2 }", "missing-separator", "a = { x = true, y = 1, z = 2 }"],
		['a = {\r\n\t⟦"x"⟧\r\n\t"y";\r\n}\r\n', "missing-separator", 'a = {\r\n\t"x";\r\n\t"y";\r\n}\r\n'],
	]);
	silent(['a = { "x"; "y", "z" }', 'a = { f "x"; g { 1 } }', "a = { x.y\n.z }", "a = { 1 + 2\n+ 3 }"]);
	it("keeps the items of the repaired list, at the places where they were typed", () => {
		const tree = check(
			'modules_enabled = { ⟦"mam"⟧ "pep" }',
			"missing-separator",
			'modules_enabled = { "mam"; "pep" }',
		);
		const places: string[] = [];
		JSON.stringify(tree.chunks[0]!.statements, (_key, value) => {
			if (value?.type === "StringLiteral") places.push(`${value.value}=${tree.text.slice(...rangeOf(value))}`);
			return value;
		});
		assert.deepEqual(places, ['mam="mam"', 'pep="pep"']);
	});
});

describe("syntax: stray-separator", () => {
	cases([
		['a = { "x";⟦;⟧ "y" }', "stray-separator", 'a = { "x"; "y" }'],
		['a = { "x",⟦,⟧ "y" }', "stray-separator", 'a = { "x", "y" }'],
		['a = { ⟦,⟧"x" }', "stray-separator", 'a = { "x" }'],
		["a = { 1 }⟦,⟧\nb = 2", "stray-separator", "a = { 1 }\nb = 2"],
		['a = 1⟦,⟧\nVirtualHost "x"', "stray-separator", 'a = 1\nVirtualHost "x"'],
		['VirtualHost("x"⟦,⟧)', "stray-separator", 'VirtualHost("x")'],
	]);
	silent(["a = 1;;\nb = 2;", "a = { 1; }", "a, b = 1, 2", "a = 1,\n2"]);
});

describe("syntax: unclosed-brace", () => {
	cases([
		['a = ⟦{⟧\n\t"x";\n\t"y";\n\nb = 1\n', "unclosed-brace", 'a = {\n\t"x";\n\t"y";\n}\n\nb = 1\n'],
		[
			'a = ⟦{⟧\n\t"x"; -- note\n\n-- hosts\nVirtualHost "x"\n\tb = 1\n',
			"unclosed-brace",
			'a = {\n\t"x"; -- note\n}\n\n-- hosts\nVirtualHost "x"\n\tb = 1\n',
		],
		[
			'limits = {\n\tc2s = ⟦{⟧\n\t\trate = "1kb/s";\n\ts2sin = {\n\t\trate = "2kb/s";\n\t};\n}\nlog = "x"\n',
			"unclosed-brace",
			'limits = {\n\tc2s = {\n\t\trate = "1kb/s";\n\t};\n\ts2sin = {\n\t\trate = "2kb/s";\n\t};\n}\nlog = "x"\n',
		],
		['a = ⟦{⟧ "x", "y"\nb = 1', "unclosed-brace", 'a = { "x", "y" }\nb = 1'],
		['a = ⟦{⟧\n\t"x";\n', "unclosed-brace", 'a = {\n\t"x";\n}\n'],
		['VirtualHost⟦(⟧"x"\n\ta = 1\n', "unclosed-brace", 'VirtualHost("x")\n\ta = 1\n'],
		[
			'VirtualHost "x"\n\ta = ⟦{⟧\n\t\t"x";\n\tb = 1\nComponent "y" "muc"\n',
			"unclosed-brace",
			'VirtualHost "x"\n\ta = {\n\t\t"x";\n\t}\n\tb = 1\nComponent "y" "muc"\n',
		],
		[
			'a = {\r\n\tb = ⟦{⟧\r\n\t\t"x";\r\n}\r\nc = 1',
			"unclosed-brace",
			'a = {\r\n\tb = {\r\n\t\t"x";\r\n\t}\r\n}\r\nc = 1',
		],
		["if x then\n\ta = ⟦{⟧ 1\nend\nb = 1", "unclosed-brace", "if x then\n\ta = { 1 }\nend\nb = 1"],
		["a = ⟦{⟧ 1\nlocal b = { 2 }\nc = {}", "unclosed-brace", "a = { 1 }\nlocal b = { 2 }\nc = {}"],
	]);
	silent(["a = {\nb = 1;\nc = {\nd = 2;\n};\n}\ne = 1", "a = {\nf = function()\nlocal x = 1\nreturn x\nend\n}"]);
	it("leaves the statements below alone", () => {
		const tree = parseText('a = {\n\t"x";\nb = { 1 }\nVirtualHost "x"\n\tc = true\n');
		assert.deepEqual(
			tree.chunks.map((chunk) => chunk.state),
			["repaired", "clean", "clean", "clean"],
		);
	});
});

describe("syntax: stray-brace", () => {
	cases([
		["a = { 1 }\n⟦}⟧\nb = 2", "stray-brace", "a = { 1 }\n\nb = 2"],
		["a = { 1 }⟦}⟧\nb = 2", "stray-brace", "a = { 1 }\nb = 2"],
		["⟦}⟧\nb = 2", "stray-brace", "\nb = 2"],
		["f(1)⟦)⟧\nb = 2", "stray-brace", "f(1)\nb = 2"],
		["a = { 1 }\n⟦}⟧,\nb = 2", "stray-brace", "a = { 1 }\n\nb = 2"],
		['a = { "x"; ⟦}⟧ "y"; }', "stray-brace", 'a = { "x";  "y"; }'],
		['a = "x"; "y"; ⟦}⟧\nb = 1', "stray-brace", 'a = { "x"; "y"; }\nb = 1'],
		["if x then y = 1 end\n⟦end⟧\nb = 1", "stray-brace", "if x then y = 1 end\n\nb = 1"],
	]);
	silent(["a = { { 1 } }", "f({ 1 })"]);
});

describe("syntax: unclosed-string", () => {
	cases([
		['a = ⟦"x⟧\nb = 1', "unclosed-string", 'a = "x"\nb = 1'],
		['a = { "x", ⟦"y⟧ };\nb = 1', "unclosed-string", 'a = { "x", "y" };\nb = 1'],
		['a = {\n\t⟦"x⟧; -- note\n\t"y";\n}', "unclosed-string", 'a = {\n\t"x"; -- note\n\t"y";\n}'],
		['a = {\n\t"w",\n\t⟦"x⟧\n\t"y",\n}', "unclosed-string", 'a = {\n\t"w",\n\t"x",\n\t"y",\n}'],
		["a = ⟦'x⟧", "unclosed-string", "a = 'x'"],
		['a = { ⟦"x⟧, "y" }', "unclosed-string", 'a = { "x", "y" }'],
		['a = { ⟦x"⟧; "y" }', "unclosed-string", 'a = { "x"; "y" }'],
		['a = "x"⟦"⟧\nb = 1', "unclosed-string", 'a = "x"\nb = 1'],
		["a = ⟦[[x⟧\nb = 1", "unclosed-string", "a = [[x]]\nb = 1"],
		['VirtualHost ⟦"example.com⟧\n\ta = 1', "unclosed-string", 'VirtualHost "example.com"\n\ta = 1'],
		['VirtualHost ⟦example.com"⟧\n\ta = 1', "unclosed-string", 'VirtualHost "example.com"\n\ta = 1'],
	]);
	silent(['a = "x\\\ny"', 'a = "it\'s"', 'a = [[\n"]]', 'a = "x\\z\n   y"']);
});

describe("syntax: smart-quotes", () => {
	cases([
		["a = ⟦“x”⟧", "smart-quotes", 'a = "x"'],
		["VirtualHost ⟦„example.com“⟧", "smart-quotes", 'VirtualHost "example.com"'],
		["a = { ⟦‘x’⟧, ⟦«y»⟧, ⟦`z`⟧ }", ["smart-quotes", "smart-quotes", "smart-quotes"], 'a = { "x", "y", "z" }'],
		['a = ⟦“x"⟧\nb = ⟦"y”⟧', ["smart-quotes", "smart-quotes"], 'a = "x"\nb = "y"'],
		["a = { ⟦“{ -- x”⟧ }", "smart-quotes", 'a = { "{ -- x" }'],
	]);
	silent(['a = "it’s “so”"', "-- “quoted”", "a = [[«x»]]"]);
});

describe("syntax: odd-whitespace and utf8-bom", () => {
	cases([
		["a⟦\u00a0⟧= 1", "odd-whitespace", "a = 1"],
		['a = {\n⟦\u00a0\u00a0⟧"x";\n⟦\u3000⟧"y";\n}', ["odd-whitespace", "odd-whitespace"], 'a = {\n  "x";\n "y";\n}'],
		["a⟦\u200b⟧ = 1", "odd-whitespace", "a = 1"],
		["x⟦\u00a0⟧=\u00a01", "odd-whitespace", "x = 1"],
		["⟦\ufeff⟧a = 1", "utf8-bom", "a = 1"],
		["⟦\ufeff⟧-- note\na = 1", "utf8-bom", "-- note\na = 1"],
		["a = 1⟦\0⟧\nb = 2", "odd-whitespace", "a = 1\nb = 2"],
		["a = 1⟦\u2028⟧b = 2", "odd-whitespace", "a = 1 b = 2"],
	]);
	silent(['a = "x\u00a0y\u200b"', "-- x\u00a0y", "a\t=\v1\f", "--[[\ufeff]]"]);
});

describe("syntax: foreign-comment", () => {
	cases([
		["⟦# note⟧\na = 1", "foreign-comment", "-- note\na = 1"],
		["⟦#!/usr/bin/lua⟧\na = 1", "foreign-comment", "--!/usr/bin/lua\na = 1"],
		["a = 1 ⟦# it's { one⟧\nb = 2", "foreign-comment", "a = 1 -- it's { one\nb = 2"],
		["⟦// note⟧\na = 1", "foreign-comment", "-- note\na = 1"],
		["a = 1\n⟦// don't (do) this⟧\nb = 2", "foreign-comment", "a = 1\n-- don't (do) this\nb = 2"],
		["⟦/* note */⟧\na = 1", "foreign-comment", "-- note\na = 1"],
		["a = ⟦/* one */⟧ 1", "foreign-comment", "a = --[[ one ]] 1"],
		["a = 1\n⟦/*\n { note\n*/⟧\nb = 2", "foreign-comment", "a = 1\n--[[\n { note\n]]\nb = 2"],
		["a = 1\n⟦; note for you⟧\nb = 2", "foreign-comment", "a = 1\n-- note for you\nb = 2"],
		["a = 1\n⟦- note for you⟧\nb = 2", "foreign-comment", "a = 1\n-- note for you\nb = 2"],
		["⟦– note⟧\na = 1", "foreign-comment", "-- note\na = 1"],
		[
			'a = {\n\t⟦# Some modules⟧\n\t"x"; ⟦# what x does⟧\n\t⟦#"y";⟧\n}',
			["foreign-comment", "foreign-comment", "foreign-comment"],
			'a = {\n\t-- Some modules\n\t"x"; -- what x does\n\t--"y";\n}',
		],
		["a = 1\n⟦This is a note⟧\nb = 2", "foreign-comment", "a = 1\n-- This is a note\nb = 2"],
		["a = 1\n⟦This doesn't work⟧\nb = 2", "foreign-comment", "a = 1\n-- This doesn't work\nb = 2"],
		["⟦#[[ x⟧\na = 1", "foreign-comment", "-- [[ x\na = 1"],
	]);
	silent([
		"; a, b = c, d",
		"x = a // b x = #t",
		"a = #t",
		"a = { #t, #u }",
		"a = x // y",
		"a = 10\n// 2",
		"a = 1\n; b = 2",
		"a = 1\n- 2",
		"a = {\n\t#t;\n}",
		"a = x /\ny",
		"a = {\n\t-x;\n\t- y\n}",
	]);
});

describe("syntax: bad-assign-operator and missing-equals", () => {
	cases([
		["a ⟦==⟧ 1", "bad-assign-operator", "a = 1"],
		["a ⟦+=⟧ { 1 }\nb = 2", "bad-assign-operator", "a = { 1 }\nb = 2"],
		["a ⟦:=⟧ true", "bad-assign-operator", "a = true"],
		["a⟦=>⟧1", "bad-assign-operator", "a =1"],
		["a = { b ⟦:=⟧ 1 }", "bad-assign-operator", "a = { b = 1 }"],
		["if a ⟦=⟧ 1 then b = 2 end", "bad-assign-operator", "if a == 1 then b = 2 end"],
		["⟦allow_registration true⟧\nb = 1", "missing-equals", "allow_registration = true\nb = 1"],
		["a = { ⟦port 5432⟧, b = 1 }", "missing-equals", "a = { port = 5432, b = 1 }"],
	]);
	silent([
		"a = b == 1",
		"a = { b == 1 }",
		"a = b ~= c",
		"if a == 1 then b = 2 end",
		'modules_enabled { "x" }',
		'modules_enabled:append { "x" }',
	]);
});

describe("syntax: json-style-pair", () => {
	cases([
		['a = { ⟦driver:⟧ "x" }', "json-style-pair", 'a = { driver = "x" }'],
		[
			'a = { ⟦"driver" =⟧ "x", ⟦"port":⟧ 5432 }',
			["json-style-pair", "json-style-pair"],
			'a = { driver = "x", port = 5432 }',
		],
		['a = { ⟦"my-key":⟧ "x" }', "json-style-pair", 'a = { ["my-key"] = "x" }'],
		['⟦authentication:⟧ "internal_hashed"\nb = 1', "json-style-pair", 'authentication = "internal_hashed"\nb = 1'],
		['⟦"authentication" =⟧ "x"\nb = 1', "json-style-pair", 'authentication = "x"\nb = 1'],
		["a = {\n\t⟦driver:⟧ internal;\n}", "json-style-pair", "a = {\n\tdriver = internal;\n}"],
		["a = { ⟦limits:⟧ { x = 1 } }", "json-style-pair", "a = { limits = { x = 1 } }"],
		['a = ⟦[⟧ "x", "y" ]\nb = 1', "json-style-pair", 'a = { "x", "y" }\nb = 1'],
		['a = { ⟦5 =⟧ "x" }', "json-style-pair", 'a = { [5] = "x" }'],
	]);
	silent(['a = { ["b-c"] = 1 }', "a = { s:rep(3) }", 'a = { f:g "x" }']);
});

describe("syntax: hyphenated-option", () => {
	cases([
		["⟦s2s-secure-auth⟧ = true", "hyphenated-option", "s2s_secure_auth = true"],
		["a = 1\n⟦c2s-2fa-on⟧ = true\nb = 1", "hyphenated-option", "a = 1\nc2s_2fa_on = true\nb = 1"],
		["a = { ⟦my-key⟧ = 1 }", "hyphenated-option", 'a = { ["my-key"] = 1 }'],
	]);
	silent(["a = b-c", "a = b - c - 1", "a = { b-c }"]);
});

describe("syntax: unquoted-unit and unquoted-text", () => {
	cases([
		["a = ⟦10M⟧\nb = ⟦5GB⟧", ["unquoted-unit", "unquoted-unit"], "a = 10 * 1024 * 1024\nb = 5 * 1024 * 1024 * 1024"],
		["a = ⟦1w⟧\nb = 1", "unquoted-unit", 'a = "1w"\nb = 1'],
		[
			"a = { rate = ⟦10kb/s⟧; burst = ⟦2s⟧ }",
			["unquoted-unit", "unquoted-unit"],
			'a = { rate = "10kb/s"; burst = "2s" }',
		],
		["a = ⟦2 weeks⟧\nb = 1", "unquoted-unit", 'a = "2 weeks"\nb = 1'],
		[
			"interfaces = { ⟦192.0.2.1⟧, ⟦192.0.2.0/24⟧ }",
			["unquoted-text", "unquoted-text"],
			'interfaces = { "192.0.2.1", "192.0.2.0/24" }',
		],
		["admins = { ⟦romeo@example.com⟧ }", "unquoted-text", 'admins = { "romeo@example.com" }'],
		["a = ⟦https://example.com/x⟧\nb = 1", "unquoted-text", 'a = "https://example.com/x"\nb = 1'],
		["ssl = { key = ⟦/etc/x.key⟧; }", "unquoted-text", 'ssl = { key = "/etc/x.key"; }'],
	]);
	silent(["a = 0x10", "a = 1e5 + .5", "a = 3.", "a = 0xA.8p1", "a = 10 / s", "a = example.org"]);
});

describe("syntax: unquoted-host", () => {
	cases([
		["VirtualHost ⟦example.com⟧\n\ta = 1", "unquoted-host", 'VirtualHost "example.com"\n\ta = 1'],
		['Component ⟦conference.example.org⟧ "muc"', "unquoted-host", 'Component "conference.example.org" "muc"'],
		["a = 1\nVirtualHost ⟦my-chat.example.com⟧\n", "unquoted-host", 'a = 1\nVirtualHost "my-chat.example.com"\n'],
		["VirtualHost ⟦192.0.2.1⟧", "unquoted-host", 'VirtualHost "192.0.2.1"'],
		["VirtualHost ⟦münchen.example⟧", "unquoted-host", 'VirtualHost "münchen.example"'],
		["Include ⟦conf.d/*.cfg.lua⟧\na = 1", "unquoted-text", 'Include "conf.d/*.cfg.lua"\na = 1'],
	]);
	silent(["VirtualHost(domain)", 'VirtualHost("a." .. domain)', "Component [[x]] 'muc'"]);
});

describe("syntax: backslash-path", () => {
	cases([
		['a = ⟦"C:\\prosody\\data"⟧', "backslash-path", 'a = "C:/prosody/data"'],
		['a = ⟦"C:\\prosody\\"⟧\nb = 1', "backslash-path", 'a = "C:/prosody/"\nb = 1'],
		['a = ⟦"certs\\my"⟧', "backslash-path", 'a = "certs/my"'],
		['a = ⟦"%d\\."⟧', "backslash-path", 'a = "%d\\\\."'],
	]);
	silent(['a = "\\n\\65\\x41\\u{48}\\z  x"', "a = [[C:\\prosody]]", 'a = "C:\\\\prosody"', 'a = "\\u{7FFFFFFF}"']);
});

describe("syntax: stray-word", () => {
	cases([
		["a = 1\n⟦i⟧\nb = 2", "stray-word", "a = 1\n\nb = 2"],
		["⟦i⟧", "stray-word", ""],
		["a = { 1 }\n⟦EOF⟧\n", "stray-word", "a = { 1 }\n\n"],
		["⟦x⟧ b = 1", "stray-word", " b = 1"],
	]);
	silent(["i()", 'i "x"', "i = 1"]);
});

describe("syntax: ambiguous-call", () => {
	cases([
		['VirtualHost "x"\n⟦(⟧f or g)(1)', "ambiguous-call", 'VirtualHost "x";\n(f or g)(1)'],
		["a = b\n⟦(⟧f)(1)", "ambiguous-call", "a = b;\n(f)(1)"],
	]);
	silent(["a = { 1 }\n(f)(1)", "a = b(\n1)", "a = b;\n(f)(1)", "f(\n(1))"]);
});

describe("syntax: what cannot be repaired", () => {
	const hopeless: readonly (readonly [string, Record<string, string>])[] = [
		["a = 1\n⟦VirtualHost⟧\nb = 2", { reason: "missing-name" }],
		["a = 1\nx ⟦=⟧\nb = 2", { reason: "missing-value", name: "x" }],
		["x = { a ⟦=⟧ ; b = 1 }", { reason: "missing-value", name: "a" }],
		['if a ⟦then⟧\n\tb = 1\n\nVirtualHost "x"', { reason: "missing-end", opener: "if", closer: "end" }],
		["⟦--[[⟧ a = 1\nb = 2", { reason: "unclosed-comment" }],
		["return { 1 }\n⟦a⟧ = 1\nb = 2", { reason: "behind-return" }],
		["a = 1\n⟦=⟧ { 2 }\nb = 2", { reason: "unexpected" }],
		[`⟦x⟧ = ${"{".repeat(300)}${"}".repeat(300)}\nb = 2`, { reason: "nested-too-deeply", name: "x" }],
		[`⟦x⟧ = ${'"a" .. '.repeat(300)}1\nb = 2`, { reason: "nested-too-deeply", name: "x" }],
	];
	for (const [text, facts] of hopeless) {
		it(JSON.stringify(text.slice(0, 60)), () => {
			const tree = check(text, "syntax-error");
			const { detail } = problemsOf(tree)[0]!.problem;
			for (const [key, value] of Object.entries(facts)) assert.equal(detail[key], value);
			assert.match(detail.message!, /^[A-Z=].*\.$/);
		});
	}
	it("reads a missing value as something unknown", () => {
		const tree = parseText("x =\ny = 1");
		assert.equal(
			shape(tree.chunks[0]!.statements[0]),
			'{"type":"AssignmentStatement","variables":[{"type":"Identifier","name":"x"}],"init":[{"type":"Identifier","name":""}]}',
		);
	});
	it("accepts two hundred levels", () => void checkSilent(`x = ${"{".repeat(190)}${"}".repeat(190)}`));
});

describe("syntax: template-placeholder", () => {
	const one = (text: string, placeholder: string): void => {
		it(JSON.stringify(text), () => {
			const tree = parseText(text);
			const found = problemsOf(tree);
			assert.deepEqual(
				found.map(({ problem }) => problem.kind),
				["template-placeholder"],
			);
			assert.equal(found[0]!.problem.detail.word, placeholder);
			assert.equal(found[0]!.problem.repair, undefined);
			for (const chunk of tree.chunks) assert.notEqual(chunk.state, "opaque", chunk.text);
		});
	};
	one("{% if x %}\na = 1\n{% endif %}\nb = {{ b }}\n", "{% if x %}");
	one('a = { {{ x }}, "b" }\nc = {{ y | default("1") }}\n', "{{ x }}");
	one("VirtualHost {{ host }}\n\ta = 1\n", "{{ host }}");
	one("VirtualHost ${DOMAIN}\na = $PORT\n", "${DOMAIN}");
	one('a = {\n{% for m in x %}\n\t"{{ m }}";\n{% endfor %}\n}\n', "{% for m in x %}");
	one("a = <%= @x %>\n<% if y %>\nb = 1\n<% end %>\n", "<%= @x %>");
	one("a = {{ .Env.X }}.example.com\n{{ extra }}\nb = 1\n{{- if .Y }}\nc = 2\n{{- end }}\n", "{{ .Env.X }}");
	one('a = "x"\n$if$\nb = @PORT@\n', "$if$");
	one('a = "{{ x | default("y") }}"\nb = 1\n', '"{{ x | default("y") }}"');
	one('a = {\n\t"{{ join "\\";\\n\\"" .Env.X }}";\n\t\'<%= x[\'y\'] %>\',\n}\n', '"{{ join "\\";\\n\\"" .Env.X }}"');
	one("a = { {{ xs | map(attribute='port') | join(\", \") }} }\n", "{{ xs | map(attribute='port') | join(\", \") }}");
	one("admins = {{ admins | to_json }}\n", "{{ admins | to_json }}");
	one('a = {{ "true" if x else "false" }}\n', '{{ "true" if x else "false" }}');
	silent([
		"local x = { 1 }\na = {{ x }}",
		'a = "{{ x }}"',
		"a = {{ 1, 2 }, { 3 }}",
		'a = {{ host = "x", port = 1 }}',
		"-- {{ x }}",
		'a = "$HOME"',
		'a = { "%{x}" }',
	]);
	it("leaves real mistakes elsewhere alone", () => {
		const kinds = problemsOf(parseText('a = {{ x }}|{{ y }}\nb = { "x" "y" }\nc = {{ z }}\n')).map(
			({ problem }) => problem.kind,
		);
		assert.deepEqual(kinds, ["template-placeholder", "missing-separator"]);
	});
	it("keeps the text of a placeholder as the name of the unknown value", () => {
		const tree = parseText("a = {{ x | int }}\nVirtualHost {{ host }}\n");
		assert.match(shape(tree.chunks[0]!.statements[0]), /"name":"\{\{ x \| int \}\}"/);
		assert.match(shape(tree.chunks[1]!.statements[0]), /"value":"\{\{ host \}\}"/);
	});
	it("is said by another statement when the first placeholder goes", () => {
		const tree = parseText("a = {{ x | int }}\nb = {{ y | int }}\n");
		const next = parseText("b = {{ y | int }}\n", tree);
		assert.equal(problemsOf(next).length, 1);
		const back = parseText("a = {{ x | int }}\nb = {{ y | int }}\n", next);
		assert.deepEqual(
			back.chunks.map((chunk) => chunk.problems.length),
			[1, 0],
		);
	});
});
