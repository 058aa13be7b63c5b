import assert from "node:assert/strict";
import { EAGER, labelsOf, look, matches, place, silent } from "./completion/places.ts";

const HOST = 'VirtualHost "example.org"\n';
const ROOMS = 'Component "rooms.example.org" "muc"\n';

describe("completion of options: at any place of the text", () => {
	place("|", {
		first: ["modules_enabled", "modules_disabled", "admins", "authentication", "storage"],
		has: ["VirtualHost", "Component", "Include", "log", "pidfile", "c2s_ports"],
		gives: { authentication: "authentication = ", VirtualHost: 'VirtualHost "example.org"' },
	});
	place("auth|", { first: ["authentication"], gives: { authentication: "authentication = " } });
	place("au|th", { first: ["authentication"], gives: { authentication: "authentication = " } });
	place("AUTH|", { has: ["authentication"] });
	place("admins = { }\n|\n", { gives: { modules_enabled: "admins = { }\nmodules_enabled = \n" } });
	place(`admins = { }\nauth|\n\n${HOST}`, {
		gives: { authentication: `admins = { }\nauthentication = \n\n${HOST}` },
	});
	place("-- a comment\n|", { has: ["admins"] });
	place('admins = { "me@example.org" }; |', { has: ["storage"], not: ["admins"] });
	place('auth| = "internal_plain"', {
		gives: { authentication: 'authentication = "internal_plain"' },
		not: ["VirtualHost"],
	});
	place("auth|= 1", { gives: { authentication: "authentication= 1" } });
	place("if true then\n\tauth|\nend", { gives: { authentication: "if true then\n\tauthentication = \nend" } });
	place("if true then pidf|", { gives: { pidfile: "if true then pidfile = " } });
	place('modules_enabled = {\n\t"roster";\n}\nlim|', {
		gives: { limits: 'modules_enabled = {\n\t"roster";\n}\nlimits = ' },
	});
	place('ssl = { key = "x" }\n\n\n|', { not: ["ssl"], has: ["certificates"] });
	place("\tpid|", { gives: { pidfile: "\tpidfile = " } });
	place(`${HOST}\tallow_reg|\nVirtualHost "example.net"\n`, {
		first: ["allow_registration"],
		gives: { allow_registration: `${HOST}\tallow_registration = \nVirtualHost "example.net"\n` },
	});
	place('VirtualHost "example.org" { allow_reg| }', {
		first: ["allow_registration"],
		gives: { allow_registration: 'VirtualHost "example.org" { allow_registration =  }' },
		not: ["VirtualHost"],
	});
	place('VirtualHost "example.org" { enabled = true, | }', { has: ["admins"], not: ["enabled", "Include"] });
	silent("authentication = 1 |");
	silent("-- auth|");
	silent("--[[ auth|");
	silent("foo.|");
	silent('"auth|');
	silent("local x = |");
	silent('print("|")');
});

describe("completion of options: what makes sense in the section", () => {
	place("admins = { }\nstorage = 1\n|", { not: ["admins", "storage"], has: ["authentication"] });
	place(`admins = { }\n${HOST}|`, {
		first: ["modules_enabled", "modules_disabled", "admins", "authentication"],
		has: ["allow_registration", "http_host"],
		not: ["pidfile", "plugin_paths", "c2s_ports", "restrict_room_creation", "component_secret"],
	});
	place(`${HOST}enabled = true\nname = "x"\n|`, { not: ["enabled", "name"] });
	place(ROOMS + "|", {
		first: ["restrict_room_creation"],
		has: ["muc_room_default_public", "modules_enabled", "name", "VirtualHost"],
		not: ["allow_registration", "pidfile", "c2s_ports", "component_secret", "component_module"],
	});
	place(`${ROOMS}modules_enabled = { "muc_mam" }\n|`, { has: ["muc_log_by_default"] });
	place(`${ROOMS}|`, { not: ["muc_log_by_default"] });
	place('Component "upload.example.org" "http_file_share"\n|', {
		first: ["http_file_share_size_limit", "http_file_share_daily_quota", "http_file_share_access"],
		has: ["http_external_url", "http_file_share_remove_expired_files_period"],
		not: ["restrict_room_creation"],
	});
	place('Component "gateway.example.org"\n|', {
		has: ["component_secret", "validate_from_addresses"],
		not: ["restrict_room_creation", "archive_expires_after"],
	});
	place('Component "proxy.example.org" "proxy65"\n|', {
		first: ["proxy65_acl", "proxy65_address"],
		not: ["proxy65_ports"],
	});
	place('Component "news.example.org" "pubsub"\n|', { has: ["autocreate_on_publish"], not: ["muc_max_rooms"] });
	place(`${ROOMS}\n${HOST}|`, { has: ["allow_registration"], not: ["restrict_room_creation"] });
	place(`${ROOMS}res|\n${HOST}`, { first: ["restrict_room_creation"] });
	// Of loaded modules first.
	place('modules_enabled = { "proxy65" }\nproxy65|', { first: ["proxy65_acl"] });
	it("options of loaded modules come before those of others", () => {
		const order = (marked: string) => labelsOf(look(marked, EAGER));
		const without = order("|");
		assert.ok(without.indexOf("motd_text") > without.indexOf("umask"));
		const loaded = order('modules_enabled = { "motd" }\n|');
		assert.ok(loaded.indexOf("motd_text") < loaded.indexOf("welcome_message"));
		assert.ok(loaded.indexOf("motd_text") < without.indexOf("motd_text"));
	});
	place('VirtualHost "example.net"\nCompo|', {
		gives: { Component: 'VirtualHost "example.net"\nComponent "rooms.example.net" "muc"' },
		snippet: { Component: 'VirtualHost "example.net"\nComponent "${1:rooms.example.net}" "${2:muc}"\n\t$0' },
	});
});

describe("completion of options: community modules", () => {
	place("|", { not: ["firewall_scripts", "muc_moderation_reason"] });
	place("firewall_s|", { has: ["firewall_scripts"], detail: { firewall_scripts: "mod_firewall" } });
	place('modules_enabled = { "firewall" }\n|', { has: ["firewall_scripts"] });
	place('Component "rooms.example.org" "muc"\nfirewall_s|', { not: ["firewall_scripts"] });
	place("c2s_direct_tls_po|", {
		has: ["c2s_direct_tls_ports"],
		gives: { c2s_direct_tls_ports: "c2s_direct_tls_ports = " },
	});
	it("are asked for by what is typed: until then the list is not complete", () => {
		assert.equal(look("|", EAGER).list.isIncomplete, true);
		assert.equal(look("f|", EAGER).list.isIncomplete, true);
		assert.equal(look("fi|", EAGER).list.isIncomplete, false);
	});
});

describe("completion of options: by series", () => {
	place("tls_prof|", { has: ["tls_profile"] });
	place("tls_prof|", { version: "0.11", not: ["tls_profile"] });
	place("http_file_share_|", { version: "0.11", not: ["http_file_share_size_limit"] });
	place("c2s_timeo|", { version: "0.12", snippet: { c2s_timeout: "c2s_timeout = ${1:300}" } });
	place("c2s_timeo|", { snippet: { c2s_timeout: 'c2s_timeout = "${1:5 minutes}"' } });
	place("mam_remove_expired_messages_p|", { has: ["mam_remove_expired_messages_period"] });
	place("mam_remove_expired_messages_p|", { version: "0.12", not: ["mam_remove_expired_messages_period"] });
	place("registration_allow|", { version: "0.12", has: ["registration_allowlist"] });
	// The old name leads to the new one.
	place("registration_white|", {
		has: ["registration_whitelist"],
		detail: { registration_whitelist: "→ registration_allowlist" },
		gives: { registration_whitelist: "registration_allowlist = " },
	});
	place("|", { not: ["registration_whitelist", "legacy_ssl_ports", "no_daemonize", "daemonize"] });
	place("registration_white| = { }", { gives: { registration_whitelist: "registration_allowlist = { }" } });
});

describe("completion of options: with a value to fill in", () => {
	place("modules_en|", { snippet: { modules_enabled: 'modules_enabled = { "$1" }' } });
	place("pidf|", { snippet: { pidfile: 'pidfile = "$1"' } });
	place("lim|", { snippet: { limits: "limits = { $1 }" } });
	place("consider_bosh|", { snippet: { consider_bosh_secure: "consider_bosh_secure = ${1|true,false|}" } });
	// Nobody is led to switch off a protection.
	place("c2s_require|", { snippet: { c2s_require_encryption: "c2s_require_encryption = ${1|true,false|}" } });
	place("allow_reg|", { snippet: { allow_registration: "allow_registration = ${1|false,true|}" } });
	place("conflict_res|", {
		snippet: { conflict_resolve: 'conflict_resolve = ${1|"kick_old","kick_new","random","increment"|}' },
	});
	place("c2s_por|", { snippet: { c2s_ports: "c2s_ports = { ${1:5222} }" } });
	place("http_file_share_si|", {
		snippet: { http_file_share_size_limit: "http_file_share_size_limit = ${1:10*1024*1024}" },
	});
	place("archive_exp|", { snippet: { archive_expires_after: 'archive_expires_after = "${1:1w}"' } });
	place("min_sec|", {
		snippet: { min_seconds_between_registrations: 'min_seconds_between_registrations = "${1:1 hour}"' },
	});
	place("min_sec|", {
		version: "0.12",
		snippet: { min_seconds_between_registrations: "min_seconds_between_registrations = ${1:3600}" },
	});
});

describe("completion of options: what is left away", () => {
	it("is what no client would show for what is typed", () => {
		const all = labelsOf(look("|", EAGER));
		for (const typed of ["h", "ht", "htp", "c2s", "s2s_sec", "modu", "xyz", "auth", "e", "ssl"]) {
			const found = new Set(labelsOf(look(`${typed}|`, EAGER)));
			for (const label of all) if (matches(typed, label)) assert.ok(found.has(label), `${typed}: ${label}`);
		}
	});
	it("keeps what clients find although two letters are swapped", () => {
		const { items } = look("auht|", EAGER).list;
		assert.ok(items.some(({ label }) => label === "authentication"));
	});
	it("makes the answer smaller", () => {
		const all = look("|", EAGER).list.items.length;
		assert.ok(look("http_h|", EAGER).list.items.length < all / 2);
	});
});
