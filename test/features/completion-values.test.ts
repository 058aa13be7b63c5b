import { place, silent } from "./completion/places.ts";

const HOST = 'VirtualHost "example.org"\n';
const ROOMS = 'Component "rooms.example.org" "muc"\n';

describe("completion of values: by the option's type", () => {
	place("allow_registration = |", {
		all: ["false", "true"].sort().reverse(),
		gives: { true: "allow_registration = true" },
	});
	place("allow_registration =|", { gives: { false: "allow_registration =false" } });
	place("allow_registration = fa|", { all: ["false"], gives: { false: "allow_registration = false" } });
	place("allow_registration = |\nadmins = { }", { gives: { true: "allow_registration = true\nadmins = { }" } });
	place("c2s_require_encryption = |", { detail: { true: "default" } });
	place("conflict_resolve = |", {
		all: ["kick_old", "kick_new", "random", "increment"],
		gives: { random: 'conflict_resolve = "random"' },
		detail: { kick_old: "default" },
	});
	place('conflict_resolve = "|"', { gives: { random: 'conflict_resolve = "random"' } });
	place('conflict_resolve = "ran|', { gives: { random: 'conflict_resolve = "random"' } });
	place("conflict_resolve = 'ran|'", { gives: { random: "conflict_resolve = 'random'" } });
	place('conflict_resolve = "kick_|old"', { gives: { kick_new: 'conflict_resolve = "kick_new"' } });
	place("motd_jid = 'x'\nconflict_resolve = |", { gives: { random: "motd_jid = 'x'\nconflict_resolve = 'random'" } });
	place(`${ROOMS}restrict_room_creation = |`, {
		has: ["true", "false", "local"],
		gives: { local: `${ROOMS}restrict_room_creation = "local"`, true: `${ROOMS}restrict_room_creation = true` },
	});
	place(`${ROOMS}restrict_room_creation = "|"`, { all: ["local"] });
	place("tls_profile = |", { first: ["modern", "intermediate", "old"], detail: { intermediate: "default" } });
	place("statistics = |", { has: ["internal"], gives: { internal: 'statistics = "internal"' } });
	place("network_backend = |", { has: ["epoll"] });
	place("limits = |", { has: ["{ … }"], gives: { "{ … }": "limits = { }" }, snippet: { "{ … }": "limits = { $1 }" } });
	place("modules_enabled = |", { has: ["{ … }"], snippet: { "{ … }": 'modules_enabled = { "$1" }' } });
	place("allow_registration = |true", { gives: { false: "allow_registration = false" } });
	place("c2s_timeout = |300", { version: "0.12", gives: { "60": "c2s_timeout = 60" } });
	silent('conflict_resolve = |"random"');
	silent("limits = |{ }");
	silent("some_option_nobody_knows = |");
	silent('limits = foo({ "|" })');
	silent("consider_bosh_secure = true, |");
});

describe("completion of values: periods, sizes, rates", () => {
	place("c2s_timeout = |", {
		first: ["5 minutes", "5 seconds", "30 seconds", "1 minute"],
		detail: { "5 minutes": "default" },
		gives: { "1 minute": 'c2s_timeout = "1 minute"' },
	});
	place("c2s_timeout = |", {
		version: "0.12",
		first: ["300", "5", "30", "60"],
		detail: { "60": "1 minute" },
		gives: { "60": "c2s_timeout = 60" },
		not: ["1 minute", "never"],
	});
	place("c2s_timeout = 3|", { version: "0.12", has: ["30", "300"], not: ["5"], gives: { "300": "c2s_timeout = 300" } });
	place('c2s_timeout = "1 |"', { has: ["1 minute", "1 hour"], gives: { "1 hour": 'c2s_timeout = "1 hour"' } });
	place('c2s_timeout = "1 |', { gives: { "1 hour": 'c2s_timeout = "1 hour"' } });
	place("archive_expires_after = |", {
		first: ["1w"],
		has: ["1 month", "1 year", "never"],
		not: ["5 seconds", "1 week"],
	});
	place("archive_expires_after = |", {
		version: "0.12",
		has: ["1w", "1m", "1y", "never"],
		not: ["1 week", "604800"],
		detail: { "1m": "1 month" },
		gives: { "1y": 'archive_expires_after = "1y"' },
	});
	place("http_file_share_expires_after = |", { first: ["1w"], has: ["1 month", "never"] });
	place("http_file_share_expires_after = |", { version: "0.12", has: ["86400"], not: ["never", "1 month", "604800"] });
	place("min_seconds_between_registrations = |", { has: ["1 hour"] });
	place("min_seconds_between_registrations = |", { version: "0.12", has: ["3600"], not: ["1 hour"] });
	place("http_file_share_size_limit = |", {
		first: ["10*1024*1024"],
		has: ["100*1024*1024"],
		detail: { "100*1024*1024": "100 MiB" },
		gives: { "100*1024*1024": "http_file_share_size_limit = 100*1024*1024" },
	});
	place("http_file_share_size_limit = |", { version: "0.12", has: ["100*1024*1024"] });
	place("http_file_share_global_quota = |", { first: ["1024*1024*1024"], not: ["64*1024"] });
	place("c2s_stanza_size_limit = |", { has: ["512*1024"], not: ["10*1024*1024*1024"] });
	place("limits = { c2s = { rate = | } }", {
		first: ["3kb/s", "10kb/s", "30kb/s"],
		gives: { "10kb/s": 'limits = { c2s = { rate = "10kb/s" } }' },
	});
	place('limits = { c2s = { rate = "|" } }', { gives: { "10kb/s": 'limits = { c2s = { rate = "10kb/s" } }' } });
	place('limits = { c2s = { rate = "3kb/s"; burst = | } }', { first: ["2s"] });
});

describe("completion of values: ports and interfaces", () => {
	place("c2s_ports = |", { first: ["{ 5222 }", "{ }"], gives: { "{ 5222 }": "c2s_ports = { 5222 }" } });
	place("c2s_ports = { | }", { first: ["5222"], gives: { "5222": "c2s_ports = { 5222 }" } });
	place("c2s_ports = { 52| }", { gives: { "5222": "c2s_ports = { 5222 }" } });
	place("c2s_ports = { 5223, | }", { gives: { "5222": "c2s_ports = { 5223, 5222 }" } });
	place("c2s_direct_tls_ports = |", { first: ["{ 5223 }", "{ }"] });
	place("http_ports = { | }", { first: ["5280"] });
	place("interfaces = |", { first: ['{ "*", "::" }', '{ "127.0.0.1", "::1" }'] });
	place("c2s_interfaces = { | }", {
		first: ["*", "::", "127.0.0.1", "::1"],
		gives: { "::1": 'c2s_interfaces = { "::1" }' },
	});
	place('interfaces = { "*", "|" }', { not: ["*"], gives: { "::": 'interfaces = { "*", "::" }' } });
	place('trusted_proxies = { "127.0.0.1"; | }', {
		all: ["::1"],
		gives: { "::1": 'trusted_proxies = { "127.0.0.1"; "::1" }' },
	});
});

describe("completion of values: modules without their prefix", () => {
	place("authentication = |", {
		first: ["internal_hashed", "internal_plain", "anonymous", "ldap", "insecure"],
		has: ["cyrus"],
		not: ["auth_internal_hashed", "memory", "FileLine"],
		gives: { ldap: 'authentication = "ldap"' },
		detail: { internal_hashed: "default" },
	});
	place('authentication = "int|"', {
		has: ["internal_plain"],
		gives: { internal_plain: 'authentication = "internal_plain"' },
	});
	place('authentication = "int|', { gives: { internal_plain: 'authentication = "internal_plain"' } });
	place("authentication = int|\nadmins = { }", {
		gives: { internal_plain: 'authentication = "internal_plain"\nadmins = { }' },
	});
	place(`${HOST}authentication = "|"`, { has: ["anonymous"] });
	place("authentication = |", { version: "0.11", detail: { internal_plain: "default" } });
	place("storage = |", {
		first: ["internal", "sql", "memory"],
		not: ["storage_sql"],
		gives: { sql: 'storage = "sql"' },
	});
	place("default_storage = |", { has: ["internal", "sql"], not: ["internal_hashed"] });
	place("authorization = |", { has: ["internal"] });
	place("storage = { archive = | }", { first: ["internal", "sql"], gives: { sql: 'storage = { archive = "sql" }' } });
	place('storage = { archive = "|" }', { gives: { sql: 'storage = { archive = "sql" }' } });
});

describe("completion of values: secrets from elsewhere", () => {
	place("turn_external_secret = |", {
		first: ["FileLine", "FileContents", "Credential"],
		gives: { FileLine: 'turn_external_secret = FileLine("")' },
		snippet: { FileLine: 'turn_external_secret = FileLine("$1")' },
	});
	place("turn_external_secret = |", { version: "0.12", not: ["FileLine", "Credential"] });
	place('turn_external_secret = "|"', { not: ["FileLine"] });
	place("sql = { password = | }", { has: ["FileLine"] });
	place("welcome_message = |", { has: ["FileContents"] });
	place("name = |", { not: ["FileLine"] });
});

describe("completion of values: hosts and addresses", () => {
	place(`admins = { "|" }\n${HOST}`, {
		all: ["admin@example.org"],
		gives: { "admin@example.org": `admins = { "admin@example.org" }\n${HOST}` },
	});
	place(`admins = { | }\n${HOST}`, { gives: { "admin@example.org": `admins = { "admin@example.org" }\n${HOST}` } });
	place(`admins = { "me@|" }\n${HOST}VirtualHost "example.net"\n${ROOMS}`, {
		all: ["me@example.net", "me@example.org"],
		gives: { "me@example.org": `admins = { "me@example.org" }\n${HOST}VirtualHost "example.net"\n${ROOMS}` },
	});
	place(`admins = { "me@exa|mple.com" }\n${HOST}`, {
		gives: { "me@example.org": `admins = { "me@example.org" }\n${HOST}` },
	});
	place(`admins = { "me@example.org"; "me@|" }\n${HOST}`, { all: [] });
	place(`admins = { "boss@example.org" }\nregistration_watchers = { "|" }\n${HOST}`, {
		first: ["boss@example.org", "admin@example.org"],
	});
	place(`admins = { "boss@example.org" }\n${HOST}admins = { "|" }`, { first: ["boss@example.org"] });
	place(`unlimited_jids = { "|" }\nadmins = { "boss@example.org" }\n${HOST}${ROOMS}`, {
		first: ["boss@example.org", "example.org", "rooms.example.org"],
	});
	place(`http_default_host = |\n${HOST}`, {
		all: ["example.org"],
		gives: { "example.org": `http_default_host = "example.org"\n${HOST}` },
	});
	place(`${HOST}disco_items = { { "|", "Rooms" } }\n${ROOMS}`, {
		first: ["example.org", "rooms.example.org"],
		gives: { "rooms.example.org": `${HOST}disco_items = { { "rooms.example.org", "Rooms" } }\n${ROOMS}` },
	});
	place(`${HOST}disco_items = { { "rooms.example.org", "|" } }\n${ROOMS}`, { all: [] });
	place(`turn_external_host = "|"\n${HOST}`, { has: ["example.org"] });
	place(`external_services = { { host = "|" } }\n${HOST}`, { has: ["example.org"] });
	place(`${HOST}contact_info = { abuse = { "|" } }`, {
		all: ["mailto:abuse@example.org", "xmpp:abuse@example.org"],
		gives: { "mailto:abuse@example.org": `${HOST}contact_info = { abuse = { "mailto:abuse@example.org" } }` },
	});
	place(`${HOST}contact_info = { abuse = { "mailto:abuse@example.org", | } }`, { all: ["xmpp:abuse@example.org"] });
	place(`s2s_secure_domains = { "|" }\n${HOST}`, { all: [] });
	silent('admins = { "|" }');
	silent("http_default_host = |");
});

describe("completion of values: log", () => {
	place("log = |", { first: ["*syslog", "*console"], gives: { "*syslog": 'log = "*syslog"' } });
	place('log = "|"', { first: ["*syslog", "*console"] });
	place('log = "*|"', { gives: { "*console": 'log = "*console"' } });
	place("log = { | }", {
		has: ["info", "warn", "error", "debug", "*syslog"],
		gives: { info: "log = { info =  }", "*syslog": 'log = { "*syslog" }' },
		snippet: { info: 'log = { info = "$1" }' },
	});
	place('log = {\n\tinfo = "*syslog";\n\t|\n}', {
		has: ["error"],
		not: ["info"],
		gives: { error: 'log = {\n\tinfo = "*syslog";\n\terror = ;\n}' },
		snippet: { error: 'log = {\n\tinfo = "*syslog";\n\terror = "$1";\n}' },
	});
	place("log = { error = | }", { first: ["*syslog", "*console"], gives: { "*syslog": 'log = { error = "*syslog" }' } });
	place("log = { { | } }", { first: ["to", "levels", "filename"], not: ["*syslog"] });
	place("log = { { to = | } }", {
		all: ["file", "console", "syslog"],
		gives: { syslog: 'log = { { to = "syslog" } }' },
	});
	place('log = { { to = "syslog"; | } }', { not: ["to"], has: ["levels"] });
	place("log = { { levels = | } }", {
		snippet: { "{ min = … }": 'log = { { levels = { min = "${1|info,warn,error,debug|}" } } }' },
	});
	place("log = { { levels = { | } } }", { has: ["error", "warn", "info", "debug", "min"] });
	place("log = { { levels = { min = | } } }", {
		all: ["error", "warn", "info", "debug"],
		gives: { info: 'log = { { levels = { min = "info" } } }' },
	});
	place('log = { { levels = { "warn", "|" } } }', {
		has: ["error"],
		gives: { error: 'log = { { levels = { "warn", "error" } } }' },
	});
});
