import assert from "node:assert/strict";
import { loadConfiguration } from "../../server/src/config/load.ts";
import { readPeriod } from "../../server/src/config/period.ts";
import type { Series } from "../../server/src/config/version.ts";
import { parse } from "../../server/src/syntax/index.ts";

function read(lua: string, series: Series = "13.0"): number | undefined {
	const tree = parse("file:///prosody.cfg.lua", `period = ${lua}\n`);
	return readPeriod(loadConfiguration(tree, { series, assumed: false }).global.value("period"), series);
}

const DAY = 86_400;

/** What core/moduleapi.lua and util/human/io.lua of 13.0 make of it. */
const CASES: Record<string, number | undefined> = {
	"3600": 3600,
	"1.5": 1.5,
	"-1": Number.POSITIVE_INFINITY,
	'"never"': Number.POSITIVE_INFINITY,
	false: Number.POSITIVE_INFINITY,
	true: undefined,
	'"10 seconds"': 10,
	'"10 minutes"': 600,
	'"10 min"': 600,
	'"2 Hours"': 7200,
	'"1h30m"': 3600,
	'"P1D"': DAY,
	'"1 week"': 7 * DAY,
	'"2 months"': 62 * DAY,
	'"2m"': 62 * DAY,
	'"1 year"': 365.2425 * DAY,
	'"5"': 5,
	'"5 x"': 5,
	'"1.5h"': 1,
	'"soon"': undefined,
	'{ "1 day" }': DAY,
	ENV_X: undefined,
};

describe("readPeriod", () => {
	for (const [lua, seconds] of Object.entries(CASES)) it(lua, () => assert.equal(read(lua), seconds));

	it("understands only numbers before 13.0", () => {
		assert.equal(read("3600", "0.12"), 3600);
		assert.equal(read('"3600"', "0.12"), 3600);
		assert.equal(read("-1", "0.12"), -1);
		assert.equal(read('"1 hour"', "0.12"), undefined);
		assert.equal(read("false", "0.12"), undefined);
	});
});
