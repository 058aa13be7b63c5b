import assert from "node:assert/strict";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import type { Series } from "../../server/src/config/version.ts";

const catalog = loadCatalog();
const words = (text: string) => text.trim().split(/\s+/);

// Written by hand from the configurations that Prosody 13.0, Prosody 0.12 and Debian ship, commented-out lines included.
const STOCK_MODULES = words(`
	disco roster saslauth tls blocklist bookmarks carbons dialback limits pep private smacks vcard4 vcard_legacy
	account_activity cloud_notify csi_simple invites invites_adhoc invites_register ping register time uptime version
	mam turn_external admin_adhoc admin_shell bosh http_openmetrics websocket posix announce groups legacyauth mimicking motd
	proxy65 s2s_bidi server_contact_info tombstones watchregistrations welcome offline c2s s2s muc muc_mam http_file_share
`);
const STOCK_OPTIONS = words(`
	admins plugin_paths modules_enabled modules_disabled s2s_secure_auth s2s_insecure_domains s2s_secure_domains limits
	authentication storage sql archive_expires_after turn_external_host turn_external_secret log statistics certificates
	pidfile component_secret https_ssl ssl restrict_room_creation name enabled
`);

// What the rules and reports talk about.
const RULE_MODULES = words(`
	register register_ibr register_limits user_account_management watchregistrations invites_register block_registrations
	server_contact_info limits muc_limits firewall mimicking tombstones register_web register_json register_apps register_dnsbl
	register_dnsbl_warn register_dnsbl_firewall_mark captcha_registration anti_spam spam_reporting watch_spam_reports
	throttle_unsolicited muc_rtbl tos muc_require_tos invites_page invites_register_web invites_api invites_tracking
	invites_groups easy_invite email_pass password_reset password_policy limit_auth log_auth http_upload http_upload_external
	compat_vcard bookmarks2 mam_muc server_info muc_moderation vjud block_strangers list_inactive http_xep227 nodeinfo2
	server_status pubsub_serverinfo measure_active_users c2s_limit_sessions csi_battery_saver turncredentials extdisco
	external_services s2s_auth_dane s2s_auth_dane_in block_s2s_subscriptions muc_cloud_notify watchuntrusted default_bookmarks
	cloud_notify account_activity announce motd welcome http_openmetrics http_file_share storage_xep0227 bidi lastlog lastlog2
	audit admin_telnet pep_simple vcard storage_sql auth_ldap auth_anonymous auth_internal_plain auth_internal_hashed
`);
const RULE_OPTIONS = words(`
	allow_registration registration_invite_only min_seconds_between_registrations registration_throttle_max
	registration_throttle_period registration_throttle_cache_size registration_allowlist registration_blocklist
	allowlist_registration_only blocklist_on_registration_throttle_overload block_registrations_users
	block_registrations_matching block_registrations_require registration_watchers registration_notification
	registration_notification_type registration_from contact_info limits limits_resolution unlimited_jids muc_event_rate
	muc_burst_factor muc_max_nick_length muc_max_char_count muc_max_line_count muc_limit_base_cost muc_line_count_multiplier
	muc_limit_joins_only firewall_scripts firewall_extra_chains firewall_experimental_user_marks
	firewall_multirate_cache_limit geoip_ipv4_country geoip_ipv6_country user_tombstone_expiry tombstone_cache_size
	network_backend use_libevent muc_room_cache_size data_path additional_registration_fields allow_user_invites
	allow_contact_invites invite_expiry invites_page invites_page_supports allow_user_invites_by_roles
	deny_user_invites_by_roles welcome_message registration_title registration_instructions motd_text motd_jid
	archive_expires_after muc_log_expires_after http_file_share_expires_after http_upload_expire_after
	registration_delete_grace_period audit_log_expires_after audit_log_ips http_file_share_size_limit
	http_file_share_global_quota http_file_share_daily_quota http_file_share_access http_file_share_allowed_file_types
	http_file_share_safe_file_types tos_version tos_documents statistics openmetrics_allow_cidr openmetrics_allow_ips
	oauth2_terms_url oauth2_policy_url push_notification_with_body push_notification_with_sender turn_external_host
	untrusted_fail_watchers untrusted_fail_notification untrusted_message_type untrusted_ignore_domains default_bookmarks
	use_dane unbound registration_rbl registration_rbl_message captcha_options anti_spam_services
	unsolicited_messages_per_minute unsolicited_s2s_messages_per_minute throttle_unsolicited_burst muc_rtbl_jid muc_rtbl_node
	c2s_require_encryption s2s_require_encryption s2s_secure_auth trusted_proxies http_external_url interfaces
	local_interfaces component_secret proxy65_acl proxy65_open_access restrict_room_creation tls_profile ssl c2s_ssl s2s_ssl
	server_info_extensions storage default_storage turn_external_secret external_services proxy65_port smtp_server
`);

describe("catalog coverage", () => {
	it("knows every module of the stock configurations and of the rules", () => {
		const missing = [...STOCK_MODULES, ...RULE_MODULES].filter((name) => !catalog.module(name));
		assert.deepEqual(missing, []);
	});

	it("knows every option of the stock configurations and of the rules", () => {
		const missing = [...STOCK_OPTIONS, ...RULE_OPTIONS].filter((name) => !catalog.option(name));
		assert.deepEqual(missing, []);
	});

	it("has all of core, and says which modules load by themselves", () => {
		const core = [...catalog.modules()].filter((entry) => entry.origin === "core");
		assert.equal(core.length, 101);
		const autoloaded = core.filter((entry) => entry.autoload).map((entry) => entry.name);
		assert.deepEqual(autoloaded, words("c2s iq message offline presence s2s s2s_auth_certs"));
		const inherited = core.filter((entry) => entry.inheritedByComponents).map((entry) => entry.name);
		assert.deepEqual(inherited, words("dialback iq s2s s2s_bidi saslauth server_contact_info smacks tls"));
	});

	it("has only known modules behind depends, replacedBy, mergedInto and reads", () => {
		for (const entry of catalog.modules()) {
			for (const name of entry.conflicts ?? []) assert.ok(catalog.module(name), `${entry.name}: ${name}`);
			for (const dependency of entry.depends ?? []) {
				const { module, when } = typeof dependency === "string" ? { module: dependency, when: undefined } : dependency;
				assert.ok(catalog.knowsModule(module), `${entry.name}: ${module}`);
				if (when) assert.ok(catalog.option(when.option), `${entry.name}: ${when.option}`);
			}
			if (entry.replacedBy) assert.ok(catalog.module(entry.replacedBy), `${entry.name}: ${entry.replacedBy}`);
			if (entry.mergedInto) assert.equal(catalog.module(entry.mergedInto.module)?.origin, "core", entry.name);
			for (const name of entry.reads ?? []) assert.ok(catalog.option(name), `${entry.name}: ${name}`);
		}
		for (const option of catalog.options()) {
			if (option.deprecated?.use) assert.ok(catalog.option(option.deprecated.use), option.name);
		}
	});

	it("tells the module that a series loads where core took a community module over", () => {
		const origin = (name: string, series: Series) => catalog.module(name, series)?.origin;
		assert.equal(origin("cloud_notify", "0.12"), "community");
		assert.equal(origin("cloud_notify", "13.0"), "core");
		assert.equal(origin("smacks", "0.11"), "community");
		assert.equal(origin("smacks", "0.12"), "core");
		assert.equal(origin("auth_cyrus", "0.11"), "core");
		assert.equal(origin("auth_cyrus", "13.0"), "community");
		assert.equal(catalog.module("cloud_notify")?.origin, "core");
	});

	it("does not take the server's own options for a module", () => {
		assert.equal(catalog.module("server"), undefined);
		assert.equal(catalog.option("admins")?.module, catalog.server);
	});

	it("knows names it has nothing to say about, and no others", () => {
		assert.ok(catalog.knowsModule("jibri_session"));
		assert.ok(catalog.knowsModule("muc"));
		assert.ok(!catalog.knowsModule("regsiter"));
		assert.ok(catalog.knowsOption("cyrus_service_name"));
		assert.ok(catalog.knowsOption("http_ports"));
		assert.ok(!catalog.knowsOption("http_file_share_expire_after"));
	});

	it("answers which modules read an option, and what a module reads", () => {
		const readers = (name: string) => catalog.readers(name).map((entry) => entry.name);
		assert.ok(readers("c2s_stanza_size_limit").includes("websocket"));
		assert.ok(readers("c2s_require_encryption").includes("tls"));
		assert.deepEqual(readers("nonsense"), []);
		const mucMam = catalog.optionsOf(catalog.module("muc_mam")!).map((option) => option.name);
		assert.ok(mucMam.includes("muc_log_expires_after"));
		assert.ok(mucMam.includes("muc_mam_remove_expired_messages_period"));
		assert.ok(mucMam.includes("max_archive_query_results"));
		assert.ok(!mucMam.includes("archive_expires_after"));
	});

	it("knows the words of the language", () => {
		for (const name of words("VirtualHost Host host Component component Include include RunScript Credential")) {
			assert.ok(catalog.keyword(name), name);
		}
		for (const name of words("FileContents FileLine FileLines Lua")) {
			assert.equal(catalog.keyword(name)?.since, "13.0", name);
		}
		assert.equal(catalog.keyword("ENV_HOME")?.name, "ENV_*");
		assert.equal(catalog.keyword("Virtualhost"), undefined);
	});
});

describe("catalog types", () => {
	it("tells types apart by series", () => {
		const types: [string, string, Record<string, string> | undefined][] = [
			["c2s_timeout", "period", { "0.12": "number" }],
			["http_file_share_expires_after", "period", { "0.12": "number" }],
			["invite_expiry", "period", { "0.12": "number" }],
			["archive_expires_after", "period", { "0.12": "string" }],
			["muc_log_expires_after", "period", { "0.12": "string" }],
			["min_seconds_between_registrations", "period", { "0.12": "number" }],
			["restrict_room_creation", "enum", { "0.12": "any" }],
			["component_conflict_resolve", "enum", { "0.12": "string" }],
			["http_file_share_size_limit", "integer", { "0.12": "number" }],
			["admins", "inherited-set", undefined],
		];
		for (const [name, type, older] of types) {
			const option = catalog.option(name);
			assert.equal(option?.type, type, name);
			assert.deepEqual(option?.olderTypes, older, name);
		}
	});

	it("lists the values of every enum", () => {
		for (const option of catalog.options()) {
			if (option.type === "enum") assert.ok(option.values, option.name);
		}
	});

	it("gives defaults of a simple type as Lua", () => {
		for (const option of catalog.options()) {
			if (option.default === undefined) continue;
			if (option.type === "enum" && option.values) {
				const words = !/^["\w]+$/.test(option.default);
				assert.ok(words || option.default in option.values, `${option.name}: ${option.default}`);
			}
		}
	});

	it("keeps options of rooms away from VirtualHosts and the other way round", () => {
		assert.deepEqual(catalog.option("restrict_room_creation")?.scope, ["global", "Component"]);
		assert.deepEqual(catalog.option("archive_expires_after")?.scope, ["global", "VirtualHost"]);
		assert.deepEqual(catalog.option("limits")?.scope, ["global"]);
		assert.deepEqual(catalog.option("certificate")?.scope, ["VirtualHost", "Component"]);
	});

	it("marks options where a misunderstood value switches off a protection", () => {
		for (const name of words(
			"c2s_require_encryption s2s_require_encryption s2s_secure_auth registration_invite_only allow_registration",
		)) {
			assert.equal(catalog.option(name)?.security, true, name);
		}
	});
});
