/** What a configuration says stays a text, wherever it is shown: no link, no HTML, no command, no line of its own. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { marked, type Token } from "marked";
import { forChoice, forNotification } from "../../client/plain.ts";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import { readSettings, Snapshot } from "../../server/src/engine.ts";
import { completion, resolveCompletion } from "../../server/src/features/completion.ts";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { effectiveDocument } from "../../server/src/features/effective-document.ts";
import { hover } from "../../server/src/features/hover.ts";
import { documentLinks } from "../../server/src/features/links.ts";
import { code, escapeText } from "../../server/src/features/markdown.ts";
import { statusOf } from "../../server/src/features/status.ts";
import { FULL_SUPPORT } from "../../server/src/features/support.ts";
import { memoryFiles } from "../support/files.ts";
import { configurationOf, EVIL, hostile, lua, readable } from "./hostile.ts";

const FOLDER = "file:///etc/prosody/";
/** As VS Code shows Markdown. */
const MARKDOWN = { gfm: true, breaks: true };

/** All parts of a text in Markdown. */
function* tokensOf(markdown: string): Generator<Token> {
	const waiting: Token[] = [...marked.lexer(markdown, MARKDOWN)];
	for (let token = waiting.pop(); token; token = waiting.pop()) {
		yield token;
		if ("tokens" in token) waiting.push(...(token.tokens ?? []));
		if (token.type === "list") waiting.push(...token.items);
		if (token.type === "table")
			waiting.push(...[...token.header, ...token.rows.flat()].flatMap(({ tokens }) => tokens));
	}
}

/** No part of it is what the text wanted to be. */
function isHarmless(markdown: string): void {
	const show = JSON.stringify(markdown);
	for (const token of tokensOf(markdown)) {
		if (token.type === "link") assert.match(token.href, /^https:\/\/(?!.*evil)/, show);
		assert.ok(
			!["html", "image", "def", "table", "heading", "blockquote"].includes(token.type),
			`${token.type} in ${show}`,
		);
		if (["strong", "em", "del", "hr", "code"].includes(token.type)) assert.doesNotMatch(token.raw, EVIL, show);
	}
	// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal or an editor would obey
	assert.doesNotMatch(markdown, /[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/);
}

interface Case {
	readonly text: string;
	readonly snapshot: Snapshot;
}

/** The hostile text in every place, the name of the file and of an included one too. */
const cases = fc
	.record({ text: hostile, plain: fc.boolean(), version: fc.constantFrom("0.12", "13.0") })
	.map(({ text, plain, version }): Case => {
		const name = encodeURIComponent(text.replace(/\p{Surrogate}/gu, "").replace(/[\0/]/g, ""));
		const uri = `${FOLDER}${name}.cfg.lua`;
		const other = `${FOLDER}conf.d/${name}.cfg.lua`;
		const files = memoryFiles({ [other]: configurationOf(text, lua).replace(/^Include.*$/m, "") });
		const content = `Include "conf.d/*.cfg.lua"\n${configurationOf(text, plain ? readable : lua)}`;
		return {
			text,
			snapshot: new Snapshot(uri, content, readSettings({ version, profile: "public" }), undefined, files),
		};
	});

const RUNS = { numRuns: 150 };
/** Every place where a word begins, and some inside. */
const places = (text: string) =>
	[...text.matchAll(/\w+|["'({=.]/g)].map(({ index, 0: word }) => index + (word.length >> 1));

describe("what a configuration says stays a text", () => {
	it("a code span holds just what it was given", () => {
		fc.assert(
			fc.property(hostile, fc.boolean(), (text, inText) => {
				const markdown = inText ? `before ${code(text)} behind` : code(text);
				isHarmless(markdown);
				const spans = [...tokensOf(markdown)].filter(({ type }) => type === "codespan");
				assert.equal(spans.length, 1, JSON.stringify(markdown));
			}),
			{ numRuns: 5000 },
		);
	});

	it("escaped text is nothing but text", () => {
		fc.assert(
			fc.property(hostile, (text) => {
				const types = [...tokensOf(`before ${escapeText(text)} behind`)].map(({ type }) => type);
				assert.deepEqual(
					types.filter((type) => !["paragraph", "text", "escape"].includes(type)),
					[],
					JSON.stringify(text),
				);
			}),
			{ numRuns: 5000 },
		);
	});

	it("in hovers", () => {
		let shown = 0;
		fc.assert(
			fc.property(cases, ({ snapshot }) => {
				for (const offset of places(snapshot.text)) {
					const answer = hover(snapshot, offset, FULL_SUPPORT);
					if (!answer) continue;
					assert.ok(typeof answer.contents === "object" && "kind" in answer.contents);
					assert.equal(answer.contents.kind, "markdown");
					isHarmless(answer.contents.value);
					if (EVIL.test(answer.contents.value)) shown++;
				}
			}),
			RUNS,
		);
		assert.ok(shown > 100, `${shown} hovers held it`);
	}).timeout(120_000);

	it("in the documentation of what is offered", () => {
		const catalog = loadCatalog();
		let seen = 0;
		fc.assert(
			fc.property(cases, fc.nat(), ({ snapshot }, seed) => {
				const all = places(snapshot.text);
				const { items } = completion(snapshot, all[seed % all.length]!, FULL_SUPPORT);
				const own = items.filter(({ label, data }) => EVIL.test(label + JSON.stringify(data ?? "")));
				for (const item of [...own, ...items.slice(0, 5)]) {
					const { documentation } = resolveCompletion(item, catalog, FULL_SUPPORT);
					if (documentation === undefined) continue;
					assert.ok(typeof documentation === "object");
					isHarmless(documentation.value);
					seen++;
				}
			}),
			RUNS,
		);
		assert.ok(seen > 50, `${seen} texts`);
	}).timeout(120_000);

	it("in findings, whose links lead to rules and files only", () => {
		let held = 0;
		fc.assert(
			fc.property(cases, ({ snapshot }) => {
				const uris = new Set(snapshot.config.trees.map(({ uri }) => uri));
				for (const one of diagnostics(snapshot, FULL_SUPPORT, (rule) => `rules:${rule}`)) {
					assert.equal(one.codeDescription?.href, `rules:${one.code}`);
					assert.match(String(one.code), /^[a-z0-9-]+$/);
					for (const { location } of one.relatedInformation ?? []) assert.ok(uris.has(location.uri), location.uri);
					if (EVIL.test(String(one.message))) held++;
				}
				for (const { target = "" } of documentLinks(snapshot, FULL_SUPPORT)) {
					assert.match(target, /^(?:https:\/\/(?:modules\.)?prosody\.im\/|file:\/\/\/)/);
				}
			}),
			RUNS,
		);
		assert.ok(held > 50, `${held} messages held it`);
	}).timeout(120_000);

	it("in the effective configuration, which stays Lua of the same hosts", () => {
		fc.assert(
			fc.property(cases, ({ snapshot }) => {
				const { text, links } = effectiveDocument(snapshot, { uri: snapshot.uri });
				const uris = new Set(snapshot.config.trees.map(({ uri }) => uri));
				for (const link of links) assert.ok(uris.has(link.uri), link.uri);
				const again = new Snapshot(`${FOLDER}prosody.cfg.lua`, text);
				const names = ({ config }: Snapshot) => config.hosts.map(({ kind, name }) => `${kind} ${name}`);
				assert.deepEqual(names(again), names(snapshot), text);
				// Nothing that turns the text around or that a terminal would obey.
				// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
				assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f\u007f]/);
			}),
			RUNS,
		);
	}).timeout(120_000);

	it("in the status, which holds none of it", () => {
		fc.assert(
			fc.property(cases, ({ snapshot }) => {
				const { uri, ...status } = statusOf(snapshot);
				assert.equal(uri, snapshot.uri);
				assert.doesNotMatch(JSON.stringify(status), EVIL);
			}),
			RUNS,
		);
	}).timeout(120_000);

	it("in notifications and lists of VS Code", () => {
		// What VS Code takes for a link in a notification, and for an icon in a list.
		const linked = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+/i;
		const icon = /(?<!\\)\$\([a-z0-9-]+(?:~[a-z]+)?\)/i;
		fc.assert(
			fc.property(hostile, (text) => {
				assert.doesNotMatch(forNotification(text), linked);
				assert.doesNotMatch(forChoice(text), icon);
			}),
			{ numRuns: 5000 },
		);
	});
});
