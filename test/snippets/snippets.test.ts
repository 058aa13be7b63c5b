import assert from "node:assert/strict";
import luaparse from "luaparse";
import snippets from "../../snippets/prosody.json" with { type: "json" };
import { expandSnippet } from "./expand.ts";

/** Host names as Prosody takes them and DNS can serve them: lower-case labels, at least two. */
const HOST = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
/** The domains this project may use as examples. */
const RESERVED = /(?:^|\.)example\.(?:com|org|net)$/;

/** The text of a `"…"` string literal; luaparse keeps it only as written. */
function text(node: luaparse.Expression | undefined): string | undefined {
	return node?.type === "StringLiteral" ? node.raw.slice(1, -1) : undefined;
}

/** The hosts a chunk defines: the first string after each VirtualHost and Component. */
function hosts(chunk: luaparse.Chunk): string[] {
	const found: string[] = [];
	const visit = (node: luaparse.Expression): void => {
		if (node.type !== "StringCallExpression") return;
		if (node.base.type === "Identifier" && /^(?:VirtualHost|Component)$/.test(node.base.name)) {
			found.push(text(node.argument) ?? "");
		}
		visit(node.base);
	};
	for (const statement of chunk.body) if (statement.type === "CallStatement") visit(statement.expression);
	return found;
}

describe("snippets", () => {
	const prefixes = new Set<string>();

	for (const [title, { prefix, body, description }] of Object.entries(snippets)) {
		describe(title, () => {
			const filled = expandSnippet(body.join("\n"));

			it("has a prefix of its own and a description", () => {
				assert.match(prefix, /^[a-z][a-z0-9_-]*$/);
				assert.ok(!prefixes.has(prefix), `"${prefix}" is used twice`);
				prefixes.add(prefix);
				assert.ok(description.length > 20 && description.endsWith("."));
			});

			it("leaves the cursor somewhere", () => assert.match(body.join("\n"), /\$0/));

			it("is Lua once it is filled in", () => {
				const chunk = luaparse.parse(filled, { luaVersion: "5.1" });
				assert.ok(chunk.body.length > 0);
				assert.doesNotMatch(filled, /[$|]/, "a tab stop was left over");
			});

			it("names well-formed hosts of the example domains only", () => {
				const chunk = luaparse.parse(filled, { luaVersion: "5.1" });
				const keyword = filled.match(/\b(?:VirtualHost|Component)\b/g) ?? [];
				const defined = hosts(chunk);
				assert.equal(defined.length, keyword.length, "every section has a literal host");
				const mentioned = [...filled.matchAll(/@([^"@\s]+)"|https?:\/\/([^/"]+)/g)].map((m) => m[1] ?? m[2]!);
				for (const host of [...defined, ...mentioned]) {
					assert.match(host, HOST);
					assert.match(host, RESERVED);
				}
			});
		});
	}
});

describe("expandSnippet", () => {
	const cases: [string, string][] = [
		["plain", "plain"],
		["a $1 b$0", "a  b"],
		["${1:x}.${1}.$1", "x.x.x"],
		["${1|true,false|}", "true"],
		["${1:outer ${2:inner}} $2", "outer inner inner"],
		["cost \\$5 \\}", "cost $5 }"],
	];
	for (const [body, want] of cases) it(JSON.stringify(body), () => assert.equal(expandSnippet(body), want));
});
