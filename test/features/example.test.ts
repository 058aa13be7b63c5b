/** Every option can be shown in use, and what is shown is good Lua. */
import assert from "node:assert/strict";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import { SERIES } from "../../server/src/config/version.ts";
import { exampleOf } from "../../server/src/features/example.ts";
import { parse } from "../../server/src/syntax/index.ts";

const catalog = loadCatalog();

const WITHOUT: ReadonlySet<string> = new Set([
	// A Component line sets it.
	"component_module",
	// One sentence of Prosody's own, by which an admin shows to know what it does.
	"insecure_open_authentication",
]);

describe("examples of options", () => {
	const options = [catalog.server, ...catalog.modules()].flatMap((module) => [...catalog.optionsOf(module)]);

	it("exist for every option, families included", () => {
		const missing = options.filter((option) => exampleOf(option, "13.0") === undefined && !WITHOUT.has(option.name));
		assert.deepEqual([...new Set(missing.map(({ module, name }) => `${module.name}: ${name}`))], []);
	});

	for (const series of SERIES) {
		it(`are good Lua and set the option: ${series}`, () => {
			for (const option of options) {
				const example = exampleOf(option, series);
				if (example === undefined) continue;
				const { chunks } = parse("file:///example.cfg.lua", example);
				const wrong = chunks.find(({ state }) => state !== "clean");
				assert.equal(wrong, undefined, `${option.name}: ${example}`);
				assert.ok(example.includes(option.name), `${option.name}: ${example}`);
			}
		});
	}

	it("never show how to switch a protection off", () => {
		for (const option of options) {
			if (!option.security || option.type !== "boolean" || option.example || option.default !== "true") continue;
			assert.equal(exampleOf(option, "13.0"), `${option.name} = true`);
		}
	});
});
