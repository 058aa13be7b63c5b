import assert from "node:assert/strict";
import facts from "../../catalog/facts/check-config.json";
import { advice, isGlobalOnly, isKnownGlobal, knownGlobals } from "../../server/src/catalog/check-config.ts";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import { SERIES } from "../../server/src/config/version.ts";

const catalog = loadCatalog();

describe("what prosodyctl check config says of names", () => {
	for (const series of SERIES) {
		it(`${series}: the same global options`, () => {
			assert.deepEqual([...knownGlobals(series)].sort(), facts[series].knownGlobal);
		});
		it(`${series}: the same obsolete and deprecated options`, () => {
			const found: Record<string, string[]> = { obsolete: [], deprecated: [] };
			for (const option of new Set([...catalog.options()].map((entry) => entry.name))) {
				const said = advice(catalog, option, series);
				if (said) found[said.kind]!.push(option);
			}
			assert.deepEqual(found.obsolete!.sort(), facts[series].obsolete);
			assert.deepEqual(found.deprecated!.sort(), facts[series].deprecated);
		});
	}

	it("knows every option on the list of global ones, and agrees that they are", () => {
		for (const series of SERIES) {
			for (const name of facts[series].knownGlobal) {
				assert.deepEqual(catalog.option(name)?.scope, ["global"], name);
			}
		}
	});

	it("follows the name patterns, with their exceptions", () => {
		for (const name of ["interfaces", "interface", "c2s_ports", "smtp_port", "x_interface", "https_ssl", "foo_ssl"]) {
			assert.ok(isKnownGlobal(name, "13.0"), name);
		}
		for (const name of ["c2s_ssl", "s2s_ssl", "ssl", "ports", "external_service_port", "turn_external_port", "name"]) {
			assert.ok(!isKnownGlobal(name, "13.0"), name);
		}
		assert.ok(isKnownGlobal("turn_external_port", "0.11"));
		assert.ok(isKnownGlobal("use_libevent", "0.11"));
		assert.ok(!isKnownGlobal("use_libevent", "13.0"));
		assert.ok(!isKnownGlobal("tls_profile", "0.11"));
	});

	it("knows better where the catalog does", () => {
		assert.ok(isGlobalOnly(catalog, "http_paths", "13.0") === false);
		assert.ok(isGlobalOnly(catalog, "smtp_port", "13.0") === false);
		assert.ok(isGlobalOnly(catalog, "http_ports", "13.0"));
		assert.ok(isGlobalOnly(catalog, "plugin_paths", "13.0"));
	});

	it("says what to use instead", () => {
		assert.equal(advice(catalog, "registration_whitelist", "13.0")?.use, "registration_allowlist");
		assert.equal(advice(catalog, "registration_whitelist", "0.11"), undefined);
		assert.equal(advice(catalog, "disallow_s2s", "0.11")?.use, "modules_disabled");
		assert.equal(advice(catalog, "legacy_ssl_port", "0.12")?.use, "c2s_direct_tls_ports");
	});
});
