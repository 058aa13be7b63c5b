/** Document symbols, links, diagnostics, positions and the status. */
import assert from "node:assert/strict";
import type { DocumentSymbol, Range } from "vscode-languageserver-types";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { documentLinks } from "../../server/src/features/links.ts";
import { offsetAt, positionAt } from "../../server/src/features/position.ts";
import { statusOf } from "../../server/src/features/status.ts";
import { FULL_SUPPORT } from "../../server/src/features/support.ts";
import { documentSymbols, flatSymbols } from "../../server/src/features/symbols.ts";
import { linesOfText } from "../../server/src/syntax/lines.ts";
import { mark, snapshotOf } from "./check.ts";

const NO_LINKS = () => undefined;

describe("symbols", () => {
	const outline = (text: string) => {
		const print = ({ name, detail, children }: DocumentSymbol, indent: string): string[] => [
			indent + name + (detail ? ` (${detail})` : ""),
			...(children ?? []).flatMap((child) => print(child, indent + "  ")),
		];
		return documentSymbols(snapshotOf(text))
			.flatMap((symbol) => print(symbol, ""))
			.join("\n");
	};
	const cases: [string, string][] = [
		["", ""],
		["-- nothing\n", ""],
		['VirtualHost "a"\n', "a (VirtualHost)"],
		[
			'admins = { "x@y" }\nVirtualHost "a.example"\n\tenabled = true\nComponent "b.example" "muc"\n\tname = "B"\nComponent "c.example"\n\tcomponent_secret = "pst"\n',
			'Global\n  admins ({ "x@y" })\na.example (VirtualHost)\n  enabled (true)\nb.example (Component muc)\n  name ("B")\nc.example (Component)\n  component_secret',
		],
		['VirtualHost "a" { b = 1 }\nc = 2\n', "a (VirtualHost)\n  b (1)\nGlobal\n  c (2)"],
		['VirtualHost "a\nb = 1\n', "a (VirtualHost)\n  b (1)"],
		[
			'modules_enabled = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m" }',
			'Global\n  modules_enabled ({ "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", … })',
		],
	];
	for (const [text, expected] of cases)
		it(JSON.stringify(text.slice(0, 60)), () => assert.equal(outline(text), expected));

	it("nest: every selection and every child lies inside", () => {
		const text =
			'a = 1\r\nfunction f() b = 1 end\r\nVirtualHost "🦜.example"\r\n  c = { x = 1 }\r\nf()\r\nif ENV_X then\r\n  VirtualHost "y" { d = 2 }\r\nend\r\ne = 3\r\nx = { "y"\r\nz = 1';
		const contains = (outer: Range, inner: Range) =>
			compare(outer.start, inner.start) <= 0 && compare(inner.end, outer.end) <= 0;
		const check = (symbol: DocumentSymbol) => {
			assert.ok(contains(symbol.range, symbol.selectionRange), `${symbol.name}: selection outside`);
			for (const child of symbol.children ?? []) {
				assert.ok(contains(symbol.range, child.range), `${child.name} outside of ${symbol.name}`);
				check(child);
			}
		};
		for (let end = 0; end <= text.length; end++) documentSymbols(snapshotOf(text.slice(0, end))).forEach(check);
	});
	it("are a flat list for clients that want one", () => {
		const flat = flatSymbols(snapshotOf('VirtualHost "a"\nb = 1\n'));
		assert.deepEqual(
			flat.map(({ name, containerName }) => [name, containerName]),
			[
				["a", undefined],
				["b", "a"],
			],
		);
	});
});

describe("links", () => {
	const marked = (text: string) =>
		mark(
			text,
			documentLinks(snapshotOf(text), FULL_SUPPORT).map(({ range }) => range),
		);
	const cases = [
		'modules_enabled = { "⟦roster⟧", "no_such_module_at_all", \'⟦tls⟧\' }',
		'modules_disabled = { "⟦s2s⟧" }',
		'Component "rooms.example.org" "⟦muc⟧"',
		'VirtualHost "x" { modules_enabled = { "⟦mam⟧" } }',
		'Include "⟦certs.cfg.lua⟧"',
		'Include "conf.d/*.cfg.lua"',
		'admins = { "roster" }',
		'-- "roster"',
	];
	for (const expected of cases) it(expected, () => assert.equal(marked(expected.replace(/[⟦⟧]/g, "")), expected));
	it("lead to the documentation", () => {
		const [link] = documentLinks(snapshotOf('modules_enabled = { "mod_limits" }'), FULL_SUPPORT);
		assert.equal(link?.target, "https://prosody.im/doc/modules/mod_limits");
		assert.match(link?.tooltip ?? "", /mod_limits/);
	});
	it("lead to the file, relative to this one", () => {
		const target = (path: string, uri?: string) =>
			documentLinks(snapshotOf(`Include "${path}"`, {}, uri), FULL_SUPPORT)[0]?.target;
		assert.equal(target("conf.d/x y.cfg.lua"), "file:///etc/prosody/conf.d/x%20y.cfg.lua");
		assert.equal(target("/srv/x#1.cfg.lua"), "file:///srv/x%231.cfg.lua");
		assert.equal(target("x.cfg.lua", "untitled:Untitled-1"), undefined);
		assert.equal(target("command:evil"), "file:///etc/prosody/command%3Aevil");
		assert.equal(target("//evil.example/x", "vscode-vfs://github/a/b.cfg.lua")?.startsWith("http"), false);
	});
});

describe("diagnostics", () => {
	const text =
		'modules_enabled = { "register" }\nallow_registration = true\nVirtualHost "example.org" -- prosody-lint: disable-line host-clash\n';
	const links = (rule: string) => `https://rules.example/${rule}.md`;
	it("carry rule, link, severity and source", () => {
		const found = diagnostics(snapshotOf(text), FULL_SUPPORT, links).find(({ code }) => code === "limits-missing");
		assert.deepEqual(found?.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 15 } });
		assert.equal(found?.severity, 2);
		assert.equal(found?.source, "prosody");
		assert.deepEqual(found?.codeDescription, { href: "https://rules.example/limits-missing.md" });
	});
	it("follow the settings", () => {
		const of = (rules: Record<string, string>) =>
			diagnostics(snapshotOf(text, { rules }), FULL_SUPPORT, links).find(({ code }) => code === "limits-missing")
				?.severity;
		assert.equal(of({ "limits-missing": "error" }), 1);
		assert.equal(of({ "limits-missing": "hint" }), 4);
		assert.equal(of({ "limits-missing": "off" }), undefined);
	});
	it("are faded only where the client can", () => {
		const of = (diagnosticTags: boolean) =>
			diagnostics(snapshotOf(text), { ...FULL_SUPPORT, diagnosticTags }, NO_LINKS).find(
				({ code }) => code === "unused-suppression",
			);
		assert.deepEqual(of(true)?.tags, [1]);
		assert.equal(of(false)?.tags, undefined);
		assert.equal(of(true)?.codeDescription, undefined);
	});
});

describe("positions", () => {
	it("go there and back at every offset", () => {
		for (const text of ["", "a", "a\nb", "a\r\nb\r\n", "🦜x\r🦜\n\n", "\uFEFFä\r\n"]) {
			const source = { text, lines: linesOfText(text) };
			for (let offset = 0; offset <= text.length; offset++) {
				if (text[offset] === "\n" && text[offset - 1] === "\r") continue;
				assert.equal(offsetAt(source, positionAt(source, offset)), offset, JSON.stringify([text, offset]));
			}
		}
	});
	it("outside of the text mean its ends", () => {
		const text = "ab\r\ncd\n";
		const source = { text, lines: linesOfText(text) };
		assert.equal(offsetAt(source, { line: 0, character: 99 }), 2);
		assert.equal(offsetAt(source, { line: 99, character: 0 }), text.length);
		assert.equal(offsetAt(source, { line: -1, character: -1 }), 0);
		assert.equal(offsetAt(source, { line: 1, character: -5 }), 4);
		assert.deepEqual(positionAt(source, 999), { line: 2, character: 0 });
	});
});

describe("status", () => {
	it("tells how the file is read", () => {
		const open =
			'modules_enabled = { "register" }\nallow_registration = true\nVirtualHost "a.example.org"\nComponent "b"\n';
		const { profile, profileAuto, series, assumed, hosts } = statusOf(snapshotOf(open));
		assert.deepEqual(
			{ profile, profileAuto, series, assumed, hosts },
			{ profile: "public", profileAuto: true, series: "13.0", assumed: true, hosts: 2 },
		);
		const chosen = statusOf(snapshotOf(open, { profile: "personal", version: "0.12" }));
		assert.deepEqual(
			[chosen.profile, chosen.profileAuto, chosen.series, chosen.assumed],
			["personal", false, "0.12", false],
		);
	});
});

function compare(a: Range["start"], b: Range["start"]): number {
	return a.line - b.line || a.character - b.character;
}
