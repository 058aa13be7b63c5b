/** The rules on values against the catalog itself: its defaults and examples are values that Prosody understands. */
import assert from "node:assert/strict";
import type { CatalogOption } from "../../server/src/catalog/catalog.ts";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import { atLeast, SERIES, type Series } from "../../server/src/config/version.ts";
import { readSettings, Snapshot } from "../../server/src/engine.ts";

const URI = "file:///srv/chat/prosody.cfg.lua";

/** Rules that judge how a value is written, not whether it has a reader where it stands. */
const VALUES = new Set(
	(
		"address-malformed boolean-string domain-malformed enum-value integer-float jid-malformed log-shape number-range option-type option-unknown " +
		"period-ambiguous period-on-old-version period-unsupported port-invalid size-string sql-incomplete storage-driver-unknown " +
		"storage-store-unknown uri-malformed"
	).split(" "),
);

/** Every option with the values the catalog gives it for a series: Lua text, or whole statements. */
function statementsOf(option: CatalogOption, series: Series): string[] {
	const { name, example, default: newest, olderDefaults } = option;
	const older = SERIES.find((one) => atLeast(one, series) && olderDefaults?.[one] !== undefined);
	const byDefault = (older && olderDefaults?.[older]) ?? newest;
	// Examples are written for the newest series.
	const statements = example !== undefined && atLeast(series, "13.0") ? [example] : [];
	// A default may be a few words instead.
	if (byDefault !== undefined && /^(?:"[^"]*"|-?\d[\d.*e+ ]*|true|false|\{.*\})$/s.test(byDefault)) {
		if (older || olderDefaults === undefined || atLeast(series, "13.0")) statements.push(`${name} = ${byDefault}`);
	}
	return statements;
}

function complaints(statement: string, series: Series): string[] {
	const { findings, failures } = new Snapshot(URI, `${statement}\n`, readSettings({ version: series }));
	assert.deepEqual(failures, []);
	return findings
		.filter(({ rule }) => VALUES.has(rule.id))
		.map(({ rule, message }) => `${series}: ${statement}\n   ${rule.id}: ${message}`);
}

function inSeries({ since, removed, deprecated, obsolete, module }: CatalogOption, series: Series): boolean {
	if (deprecated || obsolete || (module.since && !atLeast(series, module.since))) return false;
	return !(since && !atLeast(series, since)) && !(removed && atLeast(series, removed));
}

describe("values that the catalog names", () => {
	const catalog = loadCatalog();
	// Where Prosody has an option of that name itself, a community module may want it in another form; it has to be loaded for that.
	const options = [...catalog.options()].filter(({ name, module }) => catalog.option(name)?.module === module);
	for (const series of SERIES) {
		it(`are understood on ${series}`, function () {
			this.timeout(60_000);
			const wrong = options
				.filter((option) => inSeries(option, series))
				.flatMap((option) => statementsOf(option, series).flatMap((statement) => complaints(statement, series)));
			assert.deepEqual(wrong, []);
		});
	}
	it("are more than a few", () => {
		assert.ok(options.filter((option) => statementsOf(option, "13.0").length > 0).length > 400);
	});
});
