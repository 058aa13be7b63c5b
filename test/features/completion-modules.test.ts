import assert from "node:assert/strict";
import { EAGER, labelsOf, look, place, silent } from "./completion/places.ts";

const HOST = 'VirtualHost "example.org"\n';
const ROOMS = 'Component "rooms.example.org" "muc"\n';

describe("completion of modules: the text that is written", () => {
	const give = (marked: string, text: string) => place(marked, { has: ["limits"], gives: { limits: text } });
	give('modules_enabled = { "|" }', 'modules_enabled = { "limits" }');
	give('modules_enabled = { "lim|" }', 'modules_enabled = { "limits" }');
	give('modules_enabled = { "mod_lim|" }', 'modules_enabled = { "limits" }');
	give('modules_enabled = { "li|mi" }', 'modules_enabled = { "limits" }');
	give("modules_enabled = { 'lim|' }", "modules_enabled = { 'limits' }");
	give("modules_enabled = { [[lim|]] }", "modules_enabled = { [[limits]] }");
	give("modules_enabled = { | }", 'modules_enabled = { "limits" }');
	give("modules_enabled = {|}", 'modules_enabled = {"limits"}');
	give("modules_enabled = { lim| }", 'modules_enabled = { "limits" }');
	// No closing quote, no closing bracket.
	give('modules_enabled = { "lim|', 'modules_enabled = { "limits"');
	give('modules_enabled = { "lim| }', 'modules_enabled = { "limits" }');
	give("modules_enabled = { 'lim|", "modules_enabled = { 'limits'");
	give('modules_enabled = { "lim|; "tls" }', 'modules_enabled = { "limits"; "tls" }');
	give('modules_enabled = {\n\t"|\n' + HOST, 'modules_enabled = {\n\t"limits"\n' + HOST);
	give("modules_enabled = {\n\tlim|\n" + HOST, 'modules_enabled = {\n\t"limits"\n' + HOST);
	give(
		'modules_enabled = {\n\t"roster";\n\t"lim|\n\nadmins = { }\n',
		'modules_enabled = {\n\t"roster";\n\t"limits"\n\nadmins = { }\n',
	);
	// The separators of the list.
	give('modules_enabled = { "tls", | }', 'modules_enabled = { "tls", "limits" }');
	give('modules_enabled = { "tls"; | }', 'modules_enabled = { "tls"; "limits" }');
	give('modules_enabled = { | "tls"; "mam" }', 'modules_enabled = { "limits"; "tls"; "mam" }');
	give('modules_enabled = { |"tls", "mam" }', 'modules_enabled = { "limits", "tls", "mam" }');
	give('modules_enabled = { "tls", | "mam" }', 'modules_enabled = { "tls", "limits", "mam" }');
	give('modules_enabled = {\n\t"tls";\n\t|\n}', 'modules_enabled = {\n\t"tls";\n\t"limits";\n}');
	give('modules_enabled = {\n\t"tls",\n\t|\n\t"mam",\n}', 'modules_enabled = {\n\t"tls",\n\t"limits",\n\t"mam",\n}');
	give('modules_enabled = {\n\t"tls";\n\t| -- new\n}', 'modules_enabled = {\n\t"tls";\n\t"limits"; -- new\n}');
	give('modules_enabled = {\n\t"tls"\n\t"lim|"\n}', 'modules_enabled = {\n\t"tls",\n\t"limits"\n}');
	give(
		'modules_enabled = {\n\t"mam";\n\t"tls" -- last\n\t"|"\n}',
		'modules_enabled = {\n\t"mam";\n\t"tls"; -- last\n\t"limits"\n}',
	);
	give('modules_enabled = {\n\t"tls";\n\t"lim|";\n}', 'modules_enabled = {\n\t"tls";\n\t"limits";\n}');
	give('modules_enabled = { "tls", "lim|", "mam" }', 'modules_enabled = { "tls", "limits", "mam" }');
	give('modules_enabled = { "tls" | }', 'modules_enabled = { "tls", "limits" }');
	// The quotes of the list, or of the file.
	give("modules_enabled = { 'tls', | }", "modules_enabled = { 'tls', 'limits' }");
	give(
		"admins = { 'me@example.org' }\nmodules_enabled = { | }",
		"admins = { 'me@example.org' }\nmodules_enabled = { 'limits' }",
	);
	give(`-- it's new\nmodules_enabled = { | }`, `-- it's new\nmodules_enabled = { "limits" }`);
	// What adds to the list.
	give('modules_enabled:append { "|" }', 'modules_enabled:append { "limits" }');
	give('modules_enabled:append({ "mam", | })', 'modules_enabled:append({ "mam", "limits" })');
	place('VirtualHost "example.org" { modules_enabled = { "|" } }', {
		gives: { mam: 'VirtualHost "example.org" { modules_enabled = { "mam" } }' },
	});
	silent('-- modules_enabled = { "|" }');
	silent('modules_enabled = { "roster" } --[[ "| ]]');
	silent('local x = { "|" }');
	// The closing quote is a trigger as well.
	silent('modules_enabled = { "roster"| }');
	silent("modules_enabled = { 'roster'|");
	silent('Component "rooms.example.org" "muc"|');
	silent('modules_enabled = { ["x"] = "|" }');
});

describe("completion of modules: which, and in which order", () => {
	place('modules_enabled = { "|" }', {
		first: ["roster", "saslauth", "tls", "disco", "carbons", "mam", "pep", "smacks", "limits"],
		not: ["presence", "c2s", "muc", "auth_internal_hashed", "storage_sql", "VirtualHost", "http_file_share", "muc_mam"],
	});
	place('modules_enabled = { "roster"; "mam"; "|" }', { first: ["saslauth", "tls"], not: ["roster", "mam"] });
	place('modules_enabled = { "roster|" }', { has: ["roster"] });
	// What another module brings along is there.
	place('modules_enabled = { "bosh"; "|" }', { not: ["http", "bosh"] });
	place(`modules_enabled = { "mam" }\n${HOST}modules_enabled = { "|" }`, {
		first: ["roster", "saslauth"],
		has: ["pep"],
		not: ["mam", "limits", "muc_mam"],
	});
	place(`${HOST}modules_enabled = { "mam"; "|" }`, { not: ["mam"], has: ["pep"] });
	place(`${ROOMS}modules_enabled = { "|" }`, {
		first: ["muc_mam"],
		not: ["roster", "limits", "carbons", "muc"],
	});
	place('Component "news.example.org" "pubsub"\nmodules_enabled = { "|" }', { not: ["muc_mam", "roster"] });
	place('Component "gateway.example.org"\nmodules_enabled = { "|" }', { not: ["muc_mam", "mam"] });
	it("core comes before community", () => {
		const view = look('modules_enabled = { "|" }', EAGER);
		const items = new Map(view.list.items.map((item) => [item.label, item]));
		const order = labelsOf(view);
		const isCommunity = (label: string) => items.get(label)!.labelDetails?.description !== undefined;
		const firstCommunity = order.findIndex(isCommunity);
		assert.ok(firstCommunity > 40, order[firstCommunity]);
		const later = order.slice(firstCommunity).filter((label) => !isCommunity(label));
		for (const label of later)
			assert.ok(items.get(label)!.tags?.length, `${label} is neither old nor from the community`);
	});
	// Not what the series does not have, has taken in, or has replaced.
	place('modules_enabled = { "|" }', { version: "0.11", not: ["http_openmetrics", "tombstones"], has: ["mam"] });
	place('modules_enabled = { "|" }', { version: "0.12", not: ["account_activity"], has: ["http_openmetrics"] });
	place('modules_enabled = { "|" }', { has: ["admin_shell"], not: ["posix", "auth_ldap"] });
	it("what something better replaces comes last, and is marked", () => {
		const view = look('modules_enabled = { "|" }', EAGER);
		const order = labelsOf(view);
		const { tags } = view.list.items.find(({ label }) => label === "admin_telnet")!;
		assert.deepEqual(tags, [1]);
		assert.ok(order.indexOf("admin_telnet") > order.indexOf("firewall"));
		assert.ok(!labelsOf(look('modules_enabled = { "admin_shell"; "|" }', EAGER)).includes("admin_telnet"));
	});
	// Before 0.12 it had to come from the community.
	place('modules_enabled = { "smac|" }', { version: "0.11", detail: { smacks: "community" } });
	it("a module that Prosody took in is its own from then on", () => {
		const { items } = look('modules_enabled = { "smac|" }', EAGER, { version: "0.12" }).list;
		assert.deepEqual(
			items.filter(({ label }) => label === "smacks").map(({ labelDetails }) => labelDetails),
			[undefined],
		);
	});
	it("what does not go together with a loaded module comes last, and says so", () => {
		const view = look('modules_enabled = { "vcard"; "|" }', EAGER);
		const order = labelsOf(view);
		const { labelDetails } = view.list.items.find(({ label }) => label === "vcard_legacy")!;
		assert.equal(labelDetails?.description, "not together with vcard");
		assert.ok(order.indexOf("vcard_legacy") > order.indexOf("firewall"));
		const alone = look('modules_enabled = { "|" }', EAGER).list.items.find(({ label }) => label === "vcard_legacy");
		assert.equal(alone?.labelDetails, undefined);
	});
});

describe("completion of modules: to switch off", () => {
	place('modules_enabled = { "mam"; "ping" }\nmodules_disabled = { "|" }', {
		first: ["mam", "ping", "c2s", "iq"],
		has: ["s2s", "offline"],
		not: ["pep", "posix"],
		gives: { s2s: 'modules_enabled = { "mam"; "ping" }\nmodules_disabled = { "s2s" }' },
		detail: { s2s: "loads by itself" },
	});
	place('modules_disabled = { "|" }', { version: "0.12", has: ["posix"] });
	place('modules_disabled = { "s2s"; "|" }', { not: ["s2s"], has: ["c2s"] });
	place('modules_disabled = { "s2s|" }', { has: ["s2s"] });
	place(`modules_enabled = { "own_module" }\n${HOST}modules_disabled = { "|" }`, { first: ["own_module"] });
	place(`${HOST}modules_enabled = { "ping" }\n${ROOMS}modules_disabled = { "|" }`, { not: ["ping", "muc", "roster"] });
	place('modules_enabled = { "bosh" }\nmodules_disabled = { "|" }', {
		first: ["bosh"],
		has: ["http"],
		detail: { http: "needed by bosh" },
	});
});

describe("completion of modules: of a Component", () => {
	place('Component "x.example.org" "|"', {
		first: ["muc", "http_file_share", "proxy65", "pubsub"],
		not: ["roster", "muc_mam", "component"],
		gives: { muc: 'Component "x.example.org" "muc"' },
	});
	place('Component "x.example.org" "m|', { gives: { muc: 'Component "x.example.org" "muc"' } });
	place('Component "x.example.org" |', { gives: { muc: 'Component "x.example.org" "muc"' } });
	place("Component 'x.example.org' |", { gives: { muc: "Component 'x.example.org' 'muc'" } });
	place('Component("x.example.org", "|")', { gives: { muc: 'Component("x.example.org", "muc")' } });
	place('Component "x.example.org" "|"\n\tname = "y"\n', {
		gives: { http_file_share: 'Component "x.example.org" "http_file_share"\n\tname = "y"\n' },
	});
	place('Component "upload.example.org" "|"', { first: ["http_file_share", "muc"] });
	place('Component "proxy.example.org" "|"', { first: ["proxy65"] });
	place('Component "pubsub.example.org" "|"', { first: ["pubsub"] });
	place('Component "x.example.org" "|"', { version: "0.11", not: ["http_file_share"], has: ["muc"] });
	place(`${HOST}Component "|"`, {
		all: ["rooms.example.org", "upload.example.org", "proxy.example.org", "pubsub.example.org"],
		gives: { "rooms.example.org": `${HOST}Component "rooms.example.org"` },
	});
	place(`${HOST}${ROOMS}Component "|" "http_file_share"`, {
		first: ["upload.example.org"],
		not: ["rooms.example.org"],
		gives: { "upload.example.org": `${HOST}${ROOMS}Component "upload.example.org" "http_file_share"` },
	});
	silent('VirtualHost "|"');
	silent('VirtualHost "example.org" "|"');
	silent('Component "|"');
	silent('Component "x" "muc" "|"');
});
