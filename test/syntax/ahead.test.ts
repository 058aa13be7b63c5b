/** Statements are parsed many at a time: each must come to what it comes to alone. */
import assert from "node:assert/strict";
import { parse } from "../../server/src/syntax/index.ts";

const URI = "file:///etc/prosody/prosody.cfg.lua";
const STATEMENTS = [
	'VirtualHost "example.org"\n',
	"enabled = true\n",
	'\tadmins = { "a@example.org", "b@example.org" }; -- both of them\n',
	"local limit <const> = 5\n",
	"goto done\n",
	"x = function(...) return ... end\n",
	'modules_enabled = { "ping" "time" }\n',
	"break\n",
	'y = "\\u{7fffffff}"\n',
	"for _, name in ipairs { 1, 2 } do z = name end\n",
	"::done::\n",
	"if enabled then log = 'x' end\n",
	"(print)(1)\n",
];

describe("statements that are parsed together", () => {
	it("come to what each of them comes to alone", () => {
		for (let first = 0; first < STATEMENTS.length; first++) {
			const texts = [...STATEMENTS.slice(first), ...STATEMENTS, ...STATEMENTS.slice(0, first)];
			for (const { text, statements, state } of parse(URI, texts.join("")).chunks) {
				const alone = parse(URI, text).chunks;
				if (alone.length > 1) continue;
				assert.deepEqual({ state, statements }, { state: alone[0]!.state, statements: alone[0]!.statements }, text);
			}
		}
	});
	it("share their nodes where they are the same and short", () => {
		const { chunks } = parse(URI, "enabled = true\n".repeat(200));
		assert.equal(new Set(chunks.map(({ statements }) => statements[0])).size, 1);
	});
});
