import assert from "node:assert/strict";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import { keyAt, keysAt } from "../../server/src/features/keys.ts";
import { place, silent } from "./completion/places.ts";

const HOST = 'VirtualHost "example.org"\n';

describe("completion of keys", () => {
	place("limits = { | }", {
		all: ["c2s", "s2sin", "s2sout"],
		gives: { c2s: "limits = { c2s =  }" },
		snippet: { c2s: "limits = { c2s = { $1 } }" },
	});
	place("limits = {|}", { gives: { c2s: "limits = {c2s = }" } });
	place("limits = { c|", { first: ["c2s"], gives: { c2s: "limits = { c2s = " } });
	place('limits = { c2s = { rate = "3kb/s" }; | }', { all: ["s2sin", "s2sout"] });
	place('limits = { | c2s = { rate = "3kb/s" } }', {
		all: ["s2sin", "s2sout"],
		snippet: { s2sin: 'limits = { s2sin = { $1 }, c2s = { rate = "3kb/s" } }' },
	});
	place('limits = {\n\tc2s = { rate = "3kb/s" };\n\t|\n}', {
		snippet: { s2sin: 'limits = {\n\tc2s = { rate = "3kb/s" };\n\ts2sin = { $1 };\n}' },
	});
	place("limits = {\n\ts2s|\n\tc2s = { };\n}", {
		all: ["s2sin", "s2sout"],
		gives: { s2sin: "limits = {\n\ts2sin = ;\n\tc2s = { };\n}" },
	});
	place("limits = { c2s| = { } }", { has: ["c2s"], gives: { c2s: "limits = { c2s = { } }" } });
	place("limits = { s2| = { } }", { gives: { s2sin: "limits = { s2sin = { } }" } });
	place("limits = { c2s = { | } }", {
		all: ["rate", "burst"],
		gives: { rate: "limits = { c2s = { rate =  } }" },
		snippet: { rate: 'limits = { c2s = { rate = "${1:3kb/s}" } }' },
	});
	place('limits = { c2s = { rate = "3kb/s", | } }', {
		all: ["burst"],
		gives: { burst: 'limits = { c2s = { rate = "3kb/s", burst =  } }' },
	});
	place('limits = { c2s = { rate = "3kb/s" }, s2sin = { | } }', { all: ["rate", "burst"] });
	place('limits = {\n\tc2s = {\n\t\trate = "3kb/s"\n\t\tbur|\n\t}\n}', {
		gives: { burst: 'limits = {\n\tc2s = {\n\t\trate = "3kb/s",\n\t\tburst = \n\t}\n}' },
	});
	place("limits = { -- rate = 1\n\tc2s = { | } }", { has: ["rate"] });
	place('limits = { ["c2s"] = { | } }', { all: ["rate", "burst"] });
	place('limits = { ["c2s"] = { }; | }', { not: ["c2s"] });
	place('limits["c2s"] = { | }', { all: ["rate", "burst"] });
	place("limits.c2s = { | }", { all: ["rate", "burst"] });
	place("ssl = { | }", { first: ["certificate", "key"], snippet: { key: 'ssl = { key = "$1" }' } });
	place(`${HOST}ssl = { certificate = "x"; | }`, { not: ["certificate"], first: ["key"] });
	place("ssl = { protocol = | }", { has: ["tlsv1_2+"], gives: { "tlsv1_2+": 'ssl = { protocol = "tlsv1_2+" }' } });
	place("c2s_ssl = { | }", { first: ["certificate", "key"] });
	place("https_ssl = { pro| }", { has: ["protocol"] });
	place("network_settings = { | }", { has: ["read_timeout", "tcp_backlog"] });
	place("network_settings = { nagle = | }", { has: ["true", "false"] });
	place("network_settings = { read_timeout = 60, rea| }", { not: ["read_timeout"], has: ["read_size"] });
	place("contact_info = { | }", {
		has: ["abuse", "admin", "security", "support"],
		snippet: { abuse: 'contact_info = { abuse = { "$1" } }' },
	});
	place('contact_info = { abuse = { "mailto:abuse@example.org" }; | }', { not: ["abuse"], has: ["admin"] });
	place("sql = { | }", {
		first: ["driver", "database", "username"],
		snippet: { driver: 'sql = { driver = ${1|"SQLite3","PostgreSQL","MySQL"|} }' },
	});
	place("sql = { driver = | }", {
		all: ["SQLite3", "PostgreSQL", "MySQL"],
		gives: { MySQL: 'sql = { driver = "MySQL" }' },
	});
	place('sql = { driver = "|" }', { all: ["SQLite3", "PostgreSQL", "MySQL"] });
	place('sql = { driver = "MySQL", d| }', { has: ["database"], not: ["driver"] });
	place("external_services = { | }", { has: ["{ … }"], gives: { "{ … }": "external_services = { { } }" } });
	place("external_services = { { | } }", { first: ["type", "transport", "host"] });
	place('external_services = { { type = "stun", host = "stun.example.org" }, { | } }', { first: ["type"] });
	place('external_services = { { type = "turn", transport = | } }', { has: ["udp", "tcp"] });
	place("disco_items = { | }", { snippet: { '{ "…", "…" }': 'disco_items = { { "$1", "$2" } }' } });
	place("gc = { | }", { has: ["mode", "threshold"] });
	place("gc = { mode = | }", {
		has: ["incremental", "generational"],
		gives: { generational: 'gc = { mode = "generational" }' },
	});
	place("statistics_config = { | }", { has: ["statsd_server"] });
	silent("limits = { nobody = { | } }");
	silent("limits = { c2s = { rate = { | } } }");
	silent('limits = { ["|"] = 1 }');
	silent("some_option_nobody_knows = { | }");
});

describe("completion of keys: what the loaded modules bring", () => {
	place('modules_enabled = { "bosh" }\nhttp_paths = { | }', {
		first: ["bosh"],
		has: ["file_share", "websocket"],
		gives: { bosh: 'modules_enabled = { "bosh" }\nhttp_paths = { bosh =  }' },
		snippet: { bosh: 'modules_enabled = { "bosh" }\nhttp_paths = { bosh = "${1:/http-bind}" }' },
	});
	place('Component "upload.example.org" "http_file_share"\nhttp_paths = { | }', { first: ["file_share"] });
	place('http_paths = { bosh = "/b", | }', { not: ["bosh"] });
	place("http_paths = { bosh = | }", { has: ["/http-bind"] });
	place('modules_enabled = { "websocket" }\nhttp_cors_override = { | }', {
		has: ["websocket", "bosh"],
		snippet: { websocket: 'modules_enabled = { "websocket" }\nhttp_cors_override = { websocket = { $1 } }' },
	});
	place('modules_enabled = { "mam" }\nstorage = { | }', {
		has: ["archive", "accounts", "roster"],
		gives: { archive: 'modules_enabled = { "mam" }\nstorage = { archive =  }' },
	});
	place('Component "rooms.example.org" "muc"\nmodules_enabled = { "muc_mam" }\nstorage = { muc| }', {
		has: ["muc_log"],
	});
	place('storage = { archive = "sql", | }', { not: ["archive"] });
	place('storage_memory_temporary_stores = { "|" }', { has: ["archive"] });
});

describe("completion of items", () => {
	place("disable_sasl_mechanisms = { | }", {
		has: ["DIGEST-MD5"],
		gives: { "DIGEST-MD5": 'disable_sasl_mechanisms = { "DIGEST-MD5" }' },
	});
	place('insecure_sasl_mechanisms = { "PLAIN", "|" }', { has: ["LOGIN"], not: ["PLAIN"] });
	place('http_file_share_safe_file_types = { "image/*"; | }', {
		has: ["video/*", "text/plain"],
		not: ["image/*"],
		gives: { "video/*": 'http_file_share_safe_file_types = { "image/*"; "video/*" }' },
	});
	place('http_file_share_safe_file_types = { "|video/*" }', {
		gives: { "audio/*": 'http_file_share_safe_file_types = { "audio/*" }' },
	});
	place("additional_registration_fields = { | }", { has: ["email", "nick"] });
	place('additional_registration_fields = { "email", "|" }', { not: ["email"], has: ["nick"] });
});

describe("keys of an option", () => {
	const enabled = { summary: "Whether others may." };
	const option = {
		...loadCatalog().option("http_cors_override")!,
		keys: { "*": { summary: "One app.", keys: { enabled } } },
	};
	it("hold under any name where the catalog says so", () => {
		assert.deepEqual(keysAt(option, ["websocket"]), { enabled });
		assert.equal(keyAt(option, ["websocket", "enabled"]), enabled);
		assert.equal(keyAt(option, ["websocket", "origins"]), undefined);
		assert.equal(keyAt(option, [0, "enabled"]), undefined);
	});
});
