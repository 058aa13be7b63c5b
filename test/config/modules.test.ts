/** Which modules load on a host, and why. The expected answers follow from core/modulemanager.lua and core/moduleapi.lua of each series. */
import assert from "node:assert/strict";
import { loadModuleFacts } from "../../server/src/catalog/load.ts";
import { loadConfiguration } from "../../server/src/config/load.ts";
import type { ModuleSet, Scope } from "../../server/src/config/model.ts";
import type { Dependency, ModuleFacts } from "../../server/src/config/modules/facts.ts";
import { asBoolean } from "../../server/src/config/modules.ts";
import { SERIES, type Series } from "../../server/src/config/version.ts";
import { parse } from "../../server/src/syntax/index.ts";

function hosts(text: string, series: Series = "13.0", facts?: ModuleFacts): Record<string, Scope> {
	const tree = parse("file:///etc/prosody/prosody.cfg.lua", text);
	const config = loadConfiguration(tree, { series, assumed: false }, undefined, facts);
	return Object.fromEntries([config.global, ...config.hosts].map((scope) => [scope.name, scope]));
}

/** The modules of `example.org`, with the facts of the catalog. */
function modules(text: string, series: Series = "13.0"): ModuleSet {
	return hosts(text, series, loadModuleFacts())["example.org"]!.modules;
}

/** Each module with why it is there, and the text of the item that names it. */
function why({ loaded }: ModuleSet): Record<string, string> {
	return Object.fromEntries(
		[...loaded.values()].map(({ name, because, at, via }) => [
			name,
			[because, at?.text ?? via].filter(Boolean).join(" "),
		]),
	);
}

function whyNot({ leftOut }: ModuleSet): Record<string, string> {
	return Object.fromEntries(
		[...leftOut.values()].map(({ name, because, at, via }) => [
			name,
			[because, at?.text, via].filter(Boolean).join(" "),
		]),
	);
}

const names = ({ loaded }: ModuleSet) => [...loaded.keys()].sort();
const AUTOLOADED = ["c2s", "iq", "message", "offline", "presence", "s2s", "s2s_auth_certs"];
const HOST = 'VirtualHost "example.org"\n';

describe("modules that load by themselves", () => {
	it("are the same seven in every series", () => {
		for (const series of SERIES) {
			for (const name of AUTOLOADED) assert.equal(modules(HOST, series).loaded.get(name)?.because, "autoload", name);
		}
	});
	it("include the platform's own up to 0.12", () => {
		assert.equal(modules(HOST, "0.11").has("posix"), true);
		assert.equal(modules(HOST, "0.12").has("posix"), true);
		assert.equal(modules(HOST, "13.0").has("posix"), false);
		assert.equal(modules(HOST, "trunk").has("posix"), false);
	});
	it("can be disabled, globally and on a host", () => {
		const set = modules(`modules_disabled = { "offline" }\n${HOST}modules_disabled = { "s2s" }\n`);
		assert.deepEqual(whyNot(set), { offline: 'disabled "offline"', s2s: 'disabled "s2s"' });
		assert.equal(set.has("offline"), false);
		assert.equal(set.has("s2s"), false);
	});
});

describe("the lists of modules", () => {
	it("add up: the host's adds to the global one, and says where", () => {
		const set = modules(`modules_enabled = { "ping", "time" }\n${HOST}modules_enabled = { "uptime", "ping" }\n`);
		const { ping, time, uptime } = why(set);
		assert.deepEqual({ ping, time, uptime }, { ping: 'global "ping"', time: 'global "time"', uptime: 'host "uptime"' });
		assert.equal(set.complete, true);
	});
	it("let a host have back what is disabled globally", () => {
		const all = hosts(
			'modules_enabled = { "ping" }\nmodules_disabled = { "ping" }\nVirtualHost "a.example"\nmodules_enabled = { "ping" }\nVirtualHost "b.example"\n',
		);
		assert.equal(why(all["a.example"]!.modules).ping, 'host "ping"');
		assert.equal(whyNot(all["b.example"]!.modules).ping, 'disabled "ping"');
		assert.equal(all["*"]!.modules.has("ping"), false);
	});
	it("do not let a host have back what it disables itself", () => {
		const set = modules(`${HOST}modules_enabled = { "ping" }\nmodules_disabled = { "ping" }\n`);
		assert.equal(set.has("ping"), false);
		assert.ok(set.leftOut.get("ping"));
	});
	it("are left out of account by those that name what nobody enables", () => {
		const set = modules(`modules_disabled = { "ping" }\n${HOST}`);
		assert.equal(set.leftOut.has("ping"), false);
	});
	it("end at the first nil", () => {
		const set = modules(
			`modules_enabled = { "ping", nil, "time" }\n${HOST}modules_enabled = { "uptime", version, "private" }\n`,
		);
		assert.deepEqual(["ping", "time", "uptime", "private"].map(set.has, set), [true, false, true, false]);
		assert.equal(set.complete, true);
	});
	it("are empty when they are a text, or hold named fields alone", () => {
		for (const list of ['"ping"', "{ ping = true }", "{}", '{ [2] = "ping" }', '{ { "ping" } }', "false"]) {
			const set = modules(`modules_enabled = ${list}\n${HOST}`);
			assert.deepEqual(names(set), AUTOLOADED, list);
			assert.equal(set.complete, true);
		}
	});
	it("hold no modules but texts", () => {
		const set = modules(`modules_enabled = { 5, false, "ping", { "time" } }\n${HOST}`);
		assert.deepEqual(names(set), [...AUTOLOADED, "ping"].sort());
	});
	it("of a host are none when they are the global table itself: Prosody compares the two", () => {
		const text = `local list = { "ping" }
modules_enabled = list
modules_disabled = { "ping" }
VirtualHost "same.example"
modules_enabled = list
VirtualHost "alike.example"
modules_enabled = { "ping" }
Component "rooms.example" "muc"
modules_enabled = list
`;
		const all = hosts(text);
		assert.equal(all["same.example"]!.modules.has("ping"), false);
		assert.equal(all["alike.example"]!.modules.has("ping"), true);
		assert.equal(all["rooms.example"]!.modules.has("ping"), false);
	});
	it("give vcard up for vcard_legacy", () => {
		const set = modules(`modules_enabled = { "vcard" }\n${HOST}modules_enabled = { "vcard_legacy" }\n`);
		assert.deepEqual(whyNot(set), { vcard: 'conflict "vcard" vcard_legacy' });
		assert.equal(set.has("vcard"), false);
		assert.equal(set.has("vcard_legacy"), true);
	});
	it("know console as an old name on 0.11 alone", () => {
		const text = `modules_enabled = { "console" }\n${HOST}`;
		assert.equal(why(modules(text, "0.11")).admin_telnet, 'global "console"');
		assert.equal(whyNot(modules(text, "0.11")).console, 'conflict "console" admin_telnet');
		assert.equal(modules(text, "0.12").has("admin_telnet"), false);
		assert.equal(modules(text, "0.12").has("console"), true);
	});
	it("say nothing against pep beside pep_simple", () => {
		const set = modules(`modules_enabled = { "pep", "pep_simple" }\n${HOST}`);
		assert.ok(set.has("pep") && set.has("pep_simple"));
	});
	it("hold for a host that is not enabled, were it so", () => {
		assert.equal(modules(`${HOST}enabled = false\nmodules_enabled = { "ping" }\n`).has("ping"), true);
	});
});

describe("the modules of a Component", () => {
	const text = `modules_enabled = { "tls", "saslauth", "dialback", "ping", "smacks", "s2s_bidi", "server_contact_info" }
Component "example.org" "pubsub"
modules_enabled = { "time" }
`;
	const inherited = (series: Series) =>
		names(hosts(text, series)["example.org"]!.modules).filter((name) => name !== "pubsub" && name !== "time");

	it("are its own, those of its list, and what Components take over", () => {
		assert.deepEqual(inherited("0.11"), ["dialback", "iq", "s2s", "saslauth", "tls"]);
		for (const series of ["0.12", "13.0", "trunk"] as const) {
			const early = ["dialback", "iq", "s2s", "saslauth", "tls"];
			assert.deepEqual(inherited(series), [...early, "s2s_bidi", "server_contact_info", "smacks"].sort());
		}
	});
	it("say why", () => {
		const set = hosts(text)["example.org"]!.modules;
		const { pubsub, time, tls, iq } = why(set);
		assert.deepEqual([pubsub, time, tls, iq], ['component "pubsub"', 'host "time"', 'global "tls"', "autoload"]);
		assert.deepEqual([whyNot(set).ping, whyNot(set).c2s], ['not-inherited "ping"', "not-inherited"]);
	});
	it("lack what is disabled globally, or by its own list", () => {
		const set = hosts(`modules_disabled = { "s2s" }\n${text}modules_disabled = { "tls" }\n`)["example.org"]!.modules;
		assert.equal(whyNot(set).s2s, 'disabled "s2s"');
		assert.equal(whyNot(set).tls, 'disabled "tls"');
	});
	it("always hold its own module, disabled or not", () => {
		const set = modules('modules_disabled = { "muc" }\nComponent "example.org" "muc"\nmodules_disabled = { "muc" }\n');
		assert.equal(set.loaded.get("muc")?.because, "component");
		assert.equal(set.leftOut.has("muc"), false);
	});
	it("are those of `component` without one, also where a later line takes the module back", () => {
		assert.equal(modules('Component "example.org"\n').has("component"), true);
		const set = modules('Component "example.org" "muc"\nComponent "example.org"\n');
		assert.deepEqual([set.has("component"), set.has("muc")], [true, false]);
	});
	it("are not changed by load_global_modules, which nothing reads", () => {
		const set = modules('modules_enabled = { "ping" }\nComponent "example.org" "muc"\nload_global_modules = true\n');
		assert.equal(set.has("ping"), false);
	});
	it("are those of a VirtualHost, too, that sets component_module", () => {
		const set = modules(`modules_enabled = { "ping" }\n${HOST}component_module = "pubsub"\n`);
		assert.deepEqual([set.has("pubsub"), set.has("ping"), set.has("c2s")], [true, false, false]);
	});
});

describe("what is not known", () => {
	it("leaves what a list says before it", () => {
		const set = modules(`modules_enabled = { "tls", ENV_MORE, "ping" }\n${HOST}`);
		// What follows may be cut off: the value may be nil.
		assert.deepEqual(["tls", "ping", "time", "c2s"].map(set.has, set), [true, undefined, undefined, true]);
		assert.equal(set.complete, false);
		assert.equal(set.loaded.has("ping"), false);
	});
	it("casts doubt on everything when it is what may be disabled", () => {
		const set = modules(
			`modules_enabled = { "tls" }\nmodules_disabled = ENV_OFF\n${HOST}modules_enabled = { "ping" }\n`,
		);
		assert.deepEqual(["tls", "ping", "time", "c2s"].map(set.has, set), [undefined, true, false, undefined]);
	});
	it("leaves what is disabled for certain", () => {
		const set = modules(`modules_enabled = { "tls", ENV_MORE }\nmodules_disabled = { "ping" }\n${HOST}`);
		assert.equal(set.has("ping"), false);
	});
	it("does not reach a Component beyond what that takes over", () => {
		const set = modules('modules_enabled = { ENV_MORE }\nComponent "example.org" "pubsub"\n');
		assert.deepEqual(["ping", "tls", "server_info", "iq"].map(set.has, set), [false, undefined, undefined, true]);
	});
	it("casts doubt on dependencies that hang on it", () => {
		const set = modules(`modules_enabled = { "register" }\nallow_registration = ENV_OPEN == "yes"\n${HOST}`);
		assert.equal(set.complete, true);
		assert.deepEqual(
			["register", "user_account_management", "register_ibr", "register_limits", "ping"].map(set.has, set),
			[true, true, undefined, undefined, false],
		);
	});
	it("casts doubt on a module that may lack what it needs", () => {
		const set = modules(
			`modules_enabled = { "register" }\nmodules_disabled = { "register_ibr" }\nallow_registration = ENV_OPEN == "yes"\n${HOST}`,
		);
		assert.equal(set.has("register"), undefined);
		assert.equal(set.loaded.has("register"), false);
		assert.equal(set.has("register_ibr"), false);
	});
});

describe("modules that others ask for", () => {
	it("register asks by allow_registration, and for notices since 0.12", () => {
		const open = `modules_enabled = { "register" }\nallow_registration = true\n${HOST}`;
		for (const series of SERIES) {
			const set = modules(open, series);
			assert.equal(set.loaded.get("register_ibr")?.via, "register");
			assert.equal(set.loaded.get("register_limits")?.via, "register_ibr");
			assert.equal(set.has("watchregistrations"), series !== "0.11", series);
		}
		const closed = modules(`modules_enabled = { "register" }\n${HOST}`);
		assert.deepEqual([closed.has("user_account_management"), closed.has("register_ibr")], [true, false]);
		const unreadable = modules(open.replace("true", '"yes"'));
		assert.equal(unreadable.has("register_ibr"), false);
	});
	it("each host goes by its own options", () => {
		const text = `modules_enabled = { "register" }\nVirtualHost "a.example"\nallow_registration = true\nVirtualHost "b.example"\n`;
		const all = hosts(text, "13.0", loadModuleFacts());
		assert.equal(all["a.example"]!.modules.has("register_ibr"), true);
		assert.equal(all["b.example"]!.modules.has("register_ibr"), false);
		assert.equal(all["b.example"]!.modules, all["*"]!.modules);
	});
	it("register_ibr does without its limits when they are disabled", () => {
		const set = modules(`modules_enabled = { "register_ibr" }\nmodules_disabled = { "register_limits" }\n${HOST}`);
		assert.equal(set.has("register_ibr"), true);
		assert.equal(set.has("register_limits"), false);
		assert.equal(whyNot(set).register_limits, 'disabled "register_limits"');
	});
	it("a module does not load without what it needs, though what it asked for before stays", () => {
		const set = modules(`modules_enabled = { "invites_register" }\n${HOST}modules_disabled = { "register_ibr" }\n`);
		assert.equal(whyNot(set).invites_register, 'disabled "register_ibr" register_ibr');
		assert.deepEqual([set.has("invites_register"), set.has("invites")], [false, true]);
	});
	it("nor without what that one needs", () => {
		const set = modules(
			`modules_enabled = { "register" }\nallow_registration = true\n${HOST}modules_disabled = { "cron" }\n`,
		);
		// On 13.0 user_account_management plans a task.
		assert.equal(whyNot(set).register, 'disabled "cron" cron');
		assert.equal(set.has("user_account_management"), false);
		assert.equal(
			modules(`modules_enabled = { "register" }\nmodules_disabled = { "cron" }\n${HOST}`, "0.12").has("register"),
			true,
		);
	});
	it("invites_register asks for register_ibr unless invitations are not needed", () => {
		const set = (line: string) => modules(`modules_enabled = { "invites_register" }\n${line}\n${HOST}`);
		assert.equal(set("").has("register_ibr"), true);
		assert.equal(set("registration_invite_only = false").has("register_ibr"), false);
		assert.equal(set('registration_invite_only = "on"').has("register_ibr"), false);
	});
	it("what is disabled globally stays so for dependencies, even where a host lists it", () => {
		const set = modules(
			`modules_enabled = { "csi_simple" }\nmodules_disabled = { "csi" }\n${HOST}modules_enabled = { "csi" }\n`,
		);
		assert.deepEqual([set.has("csi"), set.has("csi_simple")], [true, false]);
	});
	it("a text counts there as a list of one", () => {
		const set = modules(`modules_enabled = { "csi", "csi_simple" }\nmodules_disabled = "csi"\n${HOST}`);
		assert.deepEqual([set.has("csi"), set.has("csi_simple")], [true, false]);
	});
	it("bosh and websocket ask for http on each host since 0.12, and softly for http_altconnect since 13.0", () => {
		const text = `modules_enabled = { "bosh" }\n${HOST}modules_disabled = { "http" }\n`;
		assert.equal(modules(text, "0.11").has("bosh"), true);
		assert.equal(modules(text, "0.12").has("bosh"), false);
		const soft = `modules_enabled = { "bosh", "websocket" }\n${HOST}`;
		assert.equal(modules(soft, "13.0").loaded.get("http_altconnect")?.via, "bosh");
		assert.equal(modules(soft, "0.12").has("http_altconnect"), false);
		assert.equal(modules(`modules_disabled = { "http_altconnect" }\n${soft}`, "13.0").has("websocket"), true);
	});
	it("http fails without http_errors on 0.11 alone", () => {
		const text = `modules_enabled = { "http" }\nmodules_disabled = { "http_errors" }\n${HOST}`;
		assert.equal(modules(text, "0.11").has("http"), false);
		assert.equal(modules(text, "0.12").has("http"), true);
	});
	it("a global module asks for the server as a whole: only what is disabled globally stops it", () => {
		const text = `modules_enabled = { "websocket" }\n${HOST}modules_disabled = { "c2s" }\n`;
		assert.deepEqual([modules(text).has("websocket"), modules(text).has("c2s")], [true, false]);
		const global = `modules_enabled = { "websocket" }\nmodules_disabled = { "c2s" }\n${HOST}`;
		assert.equal(modules(global).has("websocket"), false);
	});
	it("s2s asks for DANE since 13.0, by the global option", () => {
		assert.equal(modules(`use_dane = true\n${HOST}`).loaded.get("s2s_auth_dane_in")?.via, "s2s");
		assert.equal(modules(`use_dane = true\n${HOST}`, "0.12").has("s2s_auth_dane_in"), false);
		assert.equal(modules(`${HOST}use_dane = true\n`).has("s2s_auth_dane_in"), false);
	});
	it("server_contact_info asks for server_info since 13.0, on Components as well", () => {
		const text = 'modules_enabled = { "server_contact_info" }\nComponent "example.org" "pubsub"\n';
		assert.equal(modules(text).loaded.get("server_info")?.via, "server_contact_info");
		assert.equal(modules(text, "0.12").has("server_info"), false);
		assert.equal(modules(text, "0.11").has("server_contact_info"), false);
	});
	it("muc asks for more, vcard among it since 13.0; muc_mam asks for muc, on Components", () => {
		const text = 'Component "example.org" "muc"\nmodules_enabled = { "muc_mam" }\n';
		for (const name of ["disco", "muc_unique", "adhoc", "vcard", "cron"]) {
			assert.equal(modules(text).loaded.get(name)?.because, "dependency", name);
		}
		assert.equal(modules(text, "0.12").has("vcard"), false);
		assert.equal(modules(text, "0.11").has("cron"), false);
		assert.equal(modules(`${text}muc_vcard = false\n`).has("vcard"), false);
		assert.equal(modules(`modules_enabled = { "muc_mam" }\n${HOST}`).has("muc"), false);
	});
	it("what a Component does not take over is there all the same when a module asks for it", () => {
		const set = modules('modules_enabled = { "disco" }\nComponent "example.org" "muc"\n');
		assert.equal(set.loaded.get("disco")?.because, "dependency");
		assert.equal(set.leftOut.has("disco"), false);
	});
	it("archives that are kept for ever need no cron; nor does 0.11", () => {
		const set = (value: string, series?: Series) =>
			modules(`modules_enabled = { "mam" }\narchive_expires_after = ${value}\n${HOST}`, series).has("cron");
		assert.deepEqual(
			['"never"', "false", "-1", '"1w"'].map((value) => set(value)),
			[false, false, false, true],
		);
		assert.equal(set('"never"', "0.12"), false);
		assert.equal(set('"1w"', "0.12"), true);
		assert.equal(set('"1w"', "0.11"), false);
	});
	it("http_file_share asks for http unless the files are served elsewhere", () => {
		const text = 'Component "example.org" "http_file_share"\n';
		assert.equal(modules(text).has("http"), true);
		assert.equal(modules(`${text}http_file_share_base_url = "https://files.example.org"\n`).has("http"), false);
	});
});

describe("facts that go round in circles", () => {
	const table: Record<string, Dependency[]> = {
		a: [{ module: "b" }],
		b: [{ module: "c" }],
		c: [{ module: "a" }, { module: "d", soft: true }],
		e: [{ module: "a" }, { module: "f" }],
	};
	const facts: ModuleFacts = { dependencies: (module) => table[module] ?? [], isGlobal: () => false };

	it("end", () => {
		const set = hosts(`modules_enabled = { "a", "e" }\nmodules_disabled = { "f" }\n${HOST}`, "13.0", facts)[
			"example.org"
		]!.modules;
		assert.deepEqual(["a", "b", "c", "d", "e", "f"].map(set.has, set), [true, true, true, true, false, false]);
		assert.equal(set.leftOut.get("e")?.via, "f");
	});
	it("end for what is not known, too", () => {
		const set = hosts(`modules_enabled = { ENV_X, "e" }\nmodules_disabled = { ENV_X }\n${HOST}`, "13.0", facts)[
			"example.org"
		]!.modules;
		assert.deepEqual(["a", "e", "f"].map(set.has, set), [undefined, undefined, undefined]);
	});
	it("without any, nothing is loaded but what is listed", () => {
		assert.equal(
			hosts(`modules_enabled = { "register" }\n${HOST}`)["example.org"]!.modules.has("user_account_management"),
			false,
		);
	});
});

describe("hosts that add nothing", () => {
	it("share one answer, unless they set an option that has a say", () => {
		const text = `modules_enabled = { "register" }
VirtualHost "a.example"
VirtualHost "b.example"
	name = "B"
	admins = { "x@b.example" }
VirtualHost "c.example"
	allow_registration = false
VirtualHost "d.example"
	archive_expires_after = "never"
`;
		const all = hosts(text, "13.0", loadModuleFacts());
		const shared = all["*"]!.modules;
		assert.equal(all["a.example"]!.modules, shared);
		assert.equal(all["b.example"]!.modules, shared);
		assert.notEqual(all["c.example"]!.modules, shared);
		assert.equal(all["d.example"]!.modules, shared);
	});
});

describe("an option read as a boolean", () => {
	it('takes true, "true" and 1, of a list the first item, and nothing else', () => {
		const read = (value: string) => asBoolean(hosts(`x = ${value}\n`)["*"]!.value("x"));
		assert.deepEqual(["true", '"true"', "1", "1.0", "{ true }", "{ 1, false }"].map(read), Array(6).fill(true));
		assert.deepEqual(["false", '"false"', "0", "{ false }"].map(read), Array(4).fill(false));
		const others = ['"yes"', '"True"', "2", "{}", "{ nil, true }", "{ x = true }", "ENV_X", "print"];
		assert.deepEqual(others.map(read), Array(others.length).fill(undefined));
	});
});
