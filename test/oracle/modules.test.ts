/** Prosody's own module manager judges which modules we say would load. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { loadCatalog, loadModuleFacts } from "../../server/src/catalog/load.ts";
import { dependenciesOf } from "../../server/src/catalog/module-facts.ts";
import { loadConfiguration } from "../../server/src/config/load.ts";
import type { Configuration, Scope } from "../../server/src/config/model.ts";
import type { ModuleFacts } from "../../server/src/config/modules/facts.ts";
import { SERIES, type Series } from "../../server/src/config/version.ts";
import { parse } from "../../server/src/syntax/index.ts";
import { installedModules } from "./module-calls.ts";
import { listModules, REPORTING_HOST, type RealAnswer, startAndList } from "./module-manager.ts";

/** PROSODY_SOURCE names another source tree than Debian's 0.12, PROSODY_SERIES its series. */
const series: Series = SERIES.find((one) => one === process.env.PROSODY_SERIES) ?? "0.12";
const FIXTURES = "test/oracle/modules-fixtures";
/** What the configurations find in the environment; unknown to us, as it is not written in the file. */
const ENVIRONMENT = { ORACLE_SET: "version" };

function load(text: string, facts?: ModuleFacts): Configuration {
	return loadConfiguration(parse("file:///etc/prosody.cfg.lua", text), { series, assumed: false }, undefined, facts);
}

/** Whether Prosody breaks down on one of the lists while it starts; undefined where that depends on the environment. */
function breaksDown(scope: Scope): boolean | undefined {
	const lists = ["modules_enabled", "modules_disabled"].flatMap((option) =>
		[scope, scope.config.global].flatMap((one) => one.own.get(option)?.value ?? []),
	);
	if (lists.some(({ type }) => type === "unknown")) return undefined;
	return lists.some((value) =>
		value.type === "boolean" ? value.value : /^(?:number|function|reference)$/.test(value.type),
	);
}

/** Holds our answers about one configuration, dependencies aside, against the real ones. @returns whether all was known */
function compare(text: string, real: RealAnswer, names: readonly string[]): boolean {
	const config = load(text);
	// Refused as a whole, as by a VirtualHost that became a Component.
	if ("error" in real) {
		assert.ok(config.error, text);
		return false;
	}
	assert.deepEqual([...config.hosts.map(({ name }) => name), "*"].sort(), Object.keys(real).sort(), text);
	for (const scope of [config.global, ...config.hosts]) {
		const answer = real[scope.name]!;
		const where = `${scope.name} in\n${text}`;
		const broken = answer.error !== undefined;
		assert.equal(broken, breaksDown(scope) ?? broken, `breaks down: ${where}`);
		if (answer.error !== undefined) continue;
		if (scope !== config.global) assert.equal(scope.enabled, answer.enabled, `enabled: ${where}`);
		const expected = new Set([...answer.modules, ...(answer.component === null ? [] : [answer.component])]);
		const { loaded, leftOut, complete } = scope.modules;
		if (complete) assert.deepEqual([...loaded.keys()].sort(), [...expected].sort(), where);
		for (const name of new Set([...names, ...expected, ...loaded.keys()])) {
			const said = scope.modules.has(name);
			if (complete || said !== undefined) assert.equal(said, expected.has(name), `${name}: ${where}`);
			if (loaded.has(name)) assert.equal(said, true, `${name}: ${where}`);
			if (leftOut.has(name)) assert.equal(said, false, `${name}: ${where}`);
		}
		assert.ok(!leftOut.has(answer.component ?? ""), where);
		for (const { because } of loaded.values()) assert.notEqual(because, "dependency");
		if (answer.component !== null) assert.equal(loaded.get(answer.component)?.because, "component", where);
	}
	return [config.global, ...config.hosts].every(({ modules }) => modules.complete);
}

const NAMES = [
	...[
		"roster",
		"saslauth",
		"tls",
		"dialback",
		"ping",
		"time",
		"version",
		"uptime",
		"s2s_bidi",
		"smacks",
		"server_contact_info",
	],
	...[
		"c2s",
		"s2s",
		"iq",
		"message",
		"offline",
		"s2s_auth_certs",
		"posix",
		"muc",
		"muc_mam",
		"pubsub",
		"vcard",
		"vcard_legacy",
	],
	...["pep", "pep_simple", "console", "admin_telnet", "no_such_module"],
];

describe(`the modules of every host, against the module manager of Prosody ${series}`, () => {
	const files = readdirSync(FIXTURES).filter((name) => name.endsWith(".cfg.lua"));
	const texts = files.map((file) => readFileSync(`${FIXTURES}/${file}`, "utf8"));
	let real: RealAnswer[];
	before(() => {
		real = listModules(texts, ENVIRONMENT);
	});
	for (const [index, file] of files.entries()) {
		it(file, () => void compare(texts[index]!, real[index]!, NAMES));
	}

	it("whatever the lists hold, and wherever they stand", () => {
		const configurations = fc.sample(configuration, 1500);
		const answers = listModules(configurations, ENVIRONMENT);
		const known = configurations.filter((text, index) => compare(text, answers[index]!, NAMES));
		// The comparison is to be one of answers, not of "not known".
		assert.ok(known.length > 800, String(known.length));
		assert.ok(answers.filter((answer) => Object.values(answer).some(({ error }) => error)).length < 400);
	});
});

const item = fc.oneof(
	{ weight: 30, arbitrary: fc.constantFrom(...NAMES).map((name) => JSON.stringify(name)) },
	{
		weight: 1,
		arbitrary: fc.constantFrom(
			"nil",
			"5",
			"true",
			"false",
			"{}",
			'{ "tls" }',
			"ENV_ORACLE_SET",
			"ENV_ORACLE_UNSET",
			"tls",
		),
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom('[0] = "ping"', '[12] = "tls"', 'ping = "time"', '"pi" .. "ng"', "(nil)", "1.5"),
	},
);
const table = fc
	.array(item, { maxLength: 9 })
	.chain((items) => fc.constantFrom(", ", "; ").map((separator) => `{ ${items.join(separator)} }`));
const list = fc.oneof(
	{ weight: 42, arbitrary: table },
	{ weight: 9, arbitrary: fc.constantFrom("shared", "other") },
	{
		weight: 6,
		arbitrary: fc.constantFrom(
			"nil",
			"false",
			"modules_disabled",
			'"ping"',
			"{}",
			"ENV_ORACLE_UNSET",
			'{ { "ping" } }',
			"{ ping = true }",
		),
	},
	{ weight: 1, arbitrary: fc.constantFrom("5", "true", "print", "function () end") },
);
const setting = fc.oneof(
	{ weight: 24, arbitrary: list.map((value) => ["modules_enabled", value]) },
	{ weight: 18, arbitrary: list.map((value) => ["modules_disabled", value]) },
	{ weight: 3, arbitrary: fc.constantFrom("false", "true", "nil").map((value) => ["enabled", value]) },
	{ weight: 1, arbitrary: fc.constantFrom('"pubsub"', '"component"').map((value) => ["component_module", value]) },
);
const settings = fc.array(setting, { maxLength: 3 });
const lines = settings.map((all) => all.map(([name, value]) => `${name} = ${value}\n`).join(""));
const fields = settings.map((all) => ` { ${all.map(([name, value]) => `${name} = ${value}`).join("; ")} }\n`);
/** Names of VirtualHosts and of Components do not meet: that would be an error. */
const head = fc.oneof(
	fc.constantFrom("example.org", "example.net", "example.com").map((name) => `VirtualHost "${name}"`),
	fc
		.tuple(
			fc.constantFrom("a.example.org", "b.example.org"),
			fc.constantFrom("", ' "muc"', ' "pubsub"', ' "tls"', ' "vcard"'),
		)
		.map(([name, module]) => `Component "${name}"${module}`),
);
const section = fc.oneof(
	{ weight: 3, arbitrary: fc.tuple(head, lines).map(([name, body]) => `${name}\n${body}`) },
	{ weight: 1, arbitrary: fc.tuple(head, fields, lines).map(([name, body, after]) => name + body + after) },
);
const configuration = fc
	.tuple(table, table, lines, fc.array(section, { maxLength: 5 }))
	.map(([one, two, global, sections]) => `local shared, other = ${one}, ${two}\n${global}${sections.join("")}`);

/** Configurations a real server starts on, to see what else its modules load, and what does not load without another. */
const STARTED: Record<string, string> = {
	"the usual modules": `modules_enabled = {
	"disco", "roster", "saslauth", "tls", "blocklist", "bookmarks", "carbons", "dialback", "limits", "pep", "private", "smacks", "vcard4",
	"vcard_legacy", "csi_simple", "invites", "invites_adhoc", "invites_register", "ping", "register", "time", "uptime", "version", "mam",
	"turn_external", "admin_adhoc", "admin_shell", "bosh", "websocket", "http_files", "http_openmetrics", "announce", "mimicking",
	"server_contact_info", "tombstones", "watchregistrations", "welcome", "cron"
}
http_files_dir = "/tmp"
turn_external_secret = "x"
VirtualHost "example.org"
Component "rooms.example.org" "muc"
	modules_enabled = { "muc_mam" }
Component "upload.example.org" "http_file_share"
	http_external_url = "https://upload.example.org/"
Component "pubsub.example.org" "pubsub"
Component "proxy.example.org" "proxy65"
Component "gateway.example.org"
	component_secret = "x"
`,
	"open registration": `modules_enabled = { "register" }
allow_registration = true
VirtualHost "example.org"
VirtualHost "example.net"
	allow_registration = false
`,
	"registration without limits": `modules_enabled = { "register" }
modules_disabled = { "register_limits" }
allow_registration = true
VirtualHost "example.org"
`,
	"what registration needs is disabled": `modules_enabled = { "register" }
allow_registration = true
VirtualHost "example.org"
	modules_disabled = { "register_ibr" }
VirtualHost "example.net"
	modules_disabled = { "watchregistrations" }
`,
	"invitations only": `modules_enabled = { "invites_register" }
VirtualHost "example.org"
VirtualHost "example.net"
	registration_invite_only = false
VirtualHost "example.com"
	modules_disabled = { "register_ibr" }
`,
	"http disabled": `modules_enabled = { "bosh", "websocket", "http_openmetrics" }
VirtualHost "example.org"
	modules_disabled = { "http" }
VirtualHost "example.net"
`,
	"http disabled globally": `modules_enabled = { "http_files", "ping" }
modules_disabled = { "http" }
http_files_dir = "/tmp"
VirtualHost "example.org"
	modules_enabled = { "http" }
`,
	"http errors disabled": `modules_enabled = { "http" }
modules_disabled = { "http_errors" }
VirtualHost "example.org"
`,
	"a text counts for dependencies": `modules_enabled = { "csi_simple", "csi" }
modules_disabled = "csi"
VirtualHost "example.org"
`,
	"clients disabled on one host": `modules_enabled = { "websocket" }
VirtualHost "example.org"
	modules_disabled = { "c2s" }
VirtualHost "example.net"
`,
	"pep disabled": `modules_enabled = { "vcard_legacy", "vcard4", "bookmarks" }
VirtualHost "example.org"
	modules_disabled = { "pep" }
VirtualHost "example.net"
`,
	"room history on a VirtualHost": `modules_enabled = { "muc_mam" }
VirtualHost "example.org"
`,
	"a Component that disables its own module": `Component "rooms.example.org" "muc"
	modules_enabled = { "muc_mam" }
	modules_disabled = { "muc", "muc_unique" }
Component "talk.example.org" "muc"
	modules_disabled = { "adhoc" }
VirtualHost "example.org"
`,
	"archives that are kept": `modules_enabled = { "mam" }
archive_expires_after = "never"
VirtualHost "example.org"
VirtualHost "example.net"
	archive_expires_after = "1w"
Component "rooms.example.org" "muc"
	modules_enabled = { "muc_mam" }
	muc_log_expires_after = "never"
`,
	"files without http": `Component "upload.example.org" "http_file_share"
	http_file_share_base_url = "https://files.example.org/"
`,
	"community modules": `modules_enabled = {
	"csi_battery_saver", "http_libjs", "webpresence", "throttle_presence", "sasl2_fast", "ping_muc", "vjud"
}
VirtualHost "example.org"
	vjud_mode = "all"
VirtualHost "example.net"
	csi_battery_saver_filter_muc = true
	modules_disabled = { "track_muc_joins" }
`,
};

/** Loaded for other reasons than the lists: by the options `authentication`, `authorization` and `storage`. */
const ASIDE = /^(?:auth|authz|storage)_|^report$/;

describe("the modules that a server has loaded, dependencies included", () => {
	for (const [name, text] of Object.entries(STARTED)) {
		it(name, function () {
			if (series !== "0.12" || process.env.PROSODY_SOURCE) this.skip();
			const facts = loadModuleFacts();
			const config = load(`${text}VirtualHost "${REPORTING_HOST}"\n`, facts);
			const real = startAndList(text);
			for (const scope of config.hosts) {
				const there = new Set(real[scope.name]!);
				const expected = [...there].filter((module) => !ASIDE.test(module));
				// A global module without a part for each host stands in the server's own list alone.
				for (const module of scope.modules.loaded.keys()) {
					if (facts.isGlobal(module, series) && real["*"]!.includes(module) && !there.has(module))
						expected.push(module);
				}
				assert.deepEqual([...scope.modules.loaded.keys()].sort(), expected.sort(), scope.name);
			}
		});
	}
});

/** Dependencies in the code that do not follow from what a configuration says. */
const EXCEPTIONS: Record<string, string> = {
	"default_bookmarks pep": "only with a bookmarks module that stands in the lists and needs pep anyway",
	"firewall pubsub_subscription": "depends on the scripts",
	"invites_register_web conversejs": "only if that stands in the lists anyway",
	"pubsub_mqtt pubsub": "only if that is loaded anyway",
};

describe("what the catalog says of dependencies", () => {
	const catalog = loadCatalog();
	const facts = loadModuleFacts();
	const installed = installedModules().flatMap(({ name, ...code }) => {
		const entry = catalog.module(name, series);
		return entry ? { entry, ...code } : [];
	});

	it("looks at enough modules", () => {
		assert.ok(installed.filter(({ entry }) => entry.origin === "core").length > 60);
		assert.ok(installed.filter(({ depends }) => depends.size > 0).length > (process.env.PROSODY_SOURCE ? 15 : 60));
	});

	it("is what the modules of Prosody say in their code", () => {
		for (const { entry, depends } of installed) {
			if (entry.origin !== "core") continue;
			const known = new Set(dependenciesOf(entry, series).map(({ module }) => module));
			assert.deepEqual([...known].sort(), [...depends].sort(), entry.name);
		}
	});

	it("has what community modules say in their code, be it by way of another module", () => {
		for (const { entry, depends } of installed) {
			if (entry.origin !== "community") continue;
			const known = new Set([entry.name]);
			for (const name of known) {
				for (const one of ["0.11", "0.12"] as const) {
					for (const { module } of facts.dependencies(name, one)) known.add(module);
				}
			}
			for (const name of depends) {
				assert.ok(known.has(name) || `${entry.name} ${name}` in EXCEPTIONS, `${entry.name} depends on ${name}`);
			}
		}
	});

	it("knows the global modules", () => {
		for (const { entry, setsGlobal } of installed) {
			assert.equal(facts.isGlobal(entry.name, series), setsGlobal, entry.name);
		}
	});
});
