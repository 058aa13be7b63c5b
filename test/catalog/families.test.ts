import assert from "node:assert/strict";
import { moduleUrl, optionUrl } from "../../server/src/catalog/link.ts";
import { loadCatalog } from "../../server/src/catalog/load.ts";

const catalog = loadCatalog();

describe("option families", () => {
	const defaults: Record<string, string> = {
		c2s_ports: "{ 5222 }",
		c2s_direct_tls_ports: "{ }",
		s2s_ports: "{ 5269 }",
		http_ports: "{ 5280 }",
		https_ports: "{ 5281 }",
		component_ports: "{ 5347 }",
		proxy65_ports: "{ 5000 }",
		console_ports: "{ 5582 }",
		ports: "{ }",
		ssl_ports: "{ }",
	};
	for (const [name, value] of Object.entries(defaults)) {
		it(`${name} is global and ${value}`, () => {
			const option = catalog.option(name);
			assert.equal(option?.type, "ports");
			assert.equal(option?.default, value);
			assert.deepEqual(option?.scope, ["global"]);
		});
	}

	it("covers interfaces, TLS, certificates and names", () => {
		for (const service of ["c2s", "s2s", "http", "https", "component", "proxy65", "console"]) {
			assert.equal(catalog.option(`${service}_interfaces`)?.type, "interfaces", service);
			assert.equal(catalog.option(`${service}_interface`)?.type, "interfaces", service);
		}
		for (const service of ["https", "c2s_direct_tls", "s2s_direct_tls", "legacy_ssl"]) {
			assert.equal(catalog.option(`${service}_ssl`)?.type, "table", service);
			assert.ok(catalog.option(`${service}_certificate`), service);
			assert.deepEqual(catalog.option(`${service}_host`)?.scope, ["VirtualHost", "Component"], service);
		}
		assert.equal(catalog.option("ssl_ssl")?.type, "table");
		assert.ok(catalog.option("multiplex_ssl_certificate"));
	});

	it("does not invent options", () => {
		for (const name of [
			"http_ssl",
			"c2s_port",
			"nonsense_ports",
			"c2s_certificate",
			"smtp_ports",
			"muc_clean_period",
		]) {
			assert.equal(catalog.option(name), undefined, name);
		}
	});

	it("has the periods of recurring tasks", () => {
		for (const name of [
			"mam_remove_expired_messages_period",
			"muc_mam_remove_expired_messages_period",
			"http_file_share_remove_expired_files_period",
			"http_file_share_calculate_total_storage_usage_period",
			"tokenauth_clear_expired_grants_period",
			"user_account_management_remove_deleted_accounts_period",
			"measure_active_users_hourly_period",
		]) {
			const option = catalog.option(name);
			assert.equal(option?.type, "period", name);
			assert.equal(option?.since, "13.0", name);
		}
	});

	it("prefers what is written out", () => {
		assert.ok(catalog.option("legacy_ssl_ports")?.deprecated);
		assert.equal(catalog.option("interfaces")?.module, catalog.server);
		assert.equal(catalog.option("c2s_tcp_keepalives")?.type, "boolean");
	});
});

describe("catalog links", () => {
	it("points modules at their own page", () => {
		assert.equal(moduleUrl(catalog.module("muc_mam")!), "https://prosody.im/doc/modules/mod_muc_mam");
		assert.equal(moduleUrl(catalog.module("firewall")!), "https://modules.prosody.im/mod_firewall");
		assert.equal(moduleUrl(catalog.server), "https://prosody.im/doc/configure");
	});

	it("points options at a page that explains them", () => {
		assert.equal(optionUrl(catalog.option("archive_expires_after")!), "https://prosody.im/doc/modules/mod_mam");
		assert.equal(optionUrl(catalog.option("certificates")!), "https://prosody.im/doc/certificates");
		assert.equal(optionUrl(catalog.option("c2s_ports")!), "https://prosody.im/doc/ports");
		assert.equal(optionUrl(catalog.option("log")!), "https://prosody.im/doc/logging");
	});

	it("has a link of the right form everywhere", () => {
		const form = /^https:\/\/(prosody\.im\/doc\/[a-z0-9_/#-]+|modules\.prosody\.im\/mod_[a-z0-9_]+)$/;
		for (const entry of catalog.modules()) assert.match(moduleUrl(entry), form);
		for (const option of catalog.options()) assert.match(optionUrl(option), form, option.name);
		for (const word of catalog.keywords()) assert.match(word.doc, form, word.name);
	});
});
