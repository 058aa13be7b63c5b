import assert from "node:assert/strict";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import { readPeriod } from "../../server/src/config/period.ts";
import { SERIES, type Series } from "../../server/src/config/version.ts";
import { choice, snippetText } from "../../server/src/features/completion/item.ts";
import { type KnownOption, knownIn } from "../../server/src/features/completion/known.ts";
import { kindOf, literalsOf } from "../../server/src/features/completion/literals.ts";
import { readSpan } from "../../server/src/features/completion/spans.ts";
import { parse } from "../../server/src/syntax/index.ts";
import { snapshotOf } from "./check.ts";

/** What a snippet may become: with each of its choices, the proposed texts left as they are. */
function outcomes(snippet: string): string[] {
	const plain = snippet.replace(/\$\{\d+:((?:\\.|[^\\}])*)\}/g, "$1").replace(/\$\d/g, "");
	const choices = /\$\{\d+\|((?:\\.|[^\\|])*)\|\}/.exec(plain);
	const texts = choices ? choices[1]!.split(/(?<!\\),/).map((one) => plain.replace(choices[0], () => one)) : [plain];
	return texts.map((text) => text.replace(/\\([\\$},|])/g, "$1"));
}

function options(series: Series): KnownOption[] {
	const { global, VirtualHost, Component } = knownIn(loadCatalog(), series).options;
	return [...new Set([...global, ...VirtualHost, ...Component])];
}

/** The value of an option, as Prosody would have it. */
function readValue(lua: string, version: Series) {
	return snapshotOf(`x = ${lua}\n`, { version }).config.global.value("x");
}

describe("values that completion writes", () => {
	for (const series of SERIES) {
		it(`are good Lua, of every option of ${series}`, () => {
			const all = options(series);
			assert.ok(all.length > 300, `${all.length} options`);
			for (const one of all) {
				for (const text of outcomes(one.candidate(0).snippet!)) {
					// The value is left to the admin.
					if (text === `${one.name} = `) continue;
					const problems = parse("file:///x.lua", text).chunks.flatMap((chunk) => chunk.problems);
					assert.deepEqual(problems, [], text);
				}
			}
		});
		it(`are understood by ${series} as what they say`, () => {
			let seen = 0;
			for (const { option } of options(series)) {
				const kind = kindOf(option, series);
				for (const { lua, note } of literalsOf(kind, series)) {
					const value = readValue(lua, series);
					assert.ok(value && value.type !== "unknown", `${option.name} = ${lua}`);
					if (kind.type !== "period") continue;
					seen++;
					const seconds = readPeriod(value, series);
					assert.ok(seconds !== undefined && seconds > 0, `${option.name} = ${lua} is no time span for ${series}`);
					const meant = readSpan(note) ?? readSpan(lua.replace(/"/g, ""));
					// Months and years are only about what they say.
					if (meant !== undefined && meant < 2_000_000) assert.equal(seconds, meant, `${option.name} = ${lua}`);
				}
			}
			assert.ok(seen > 50, `${seen} time spans`);
		});
	}
	it("stay within the bounds of the option", () => {
		for (const { option } of options("13.0")) {
			const kind = kindOf(option, "13.0");
			if (kind.type !== "period" || kind.max === undefined) continue;
			for (const { lua } of literalsOf(kind, "13.0")) {
				assert.ok((readSpan(lua.replace(/"/g, "")) ?? 0) <= kind.max, `${option.name} = ${lua}`);
			}
		}
	});
});

describe("snippets", () => {
	it("keep what has a meaning in them", () => {
		assert.deepEqual(outcomes(`x = "\${1:${snippetText("Hello $user, a\\b}")}}"`), ['x = "Hello $user, a\\b}"']);
		assert.deepEqual(outcomes(`x = ${choice(['"a,b"', "c|d", "true"])}`), ['x = "a,b"', "x = c|d", "x = true"]);
	});
});
