/**
 * A server as it is set up by whoever installs Prosody and changes nothing: the settings that each series, and Debian, begins with.
 * Nobody is to be told that something is wrong with them; `prosodyctl check config` is content with all of them.
 */
import assert from "node:assert/strict";
import { readSettings, Snapshot } from "../../server/src/engine.ts";
import { memoryFiles } from "../support/files.ts";

const OLD_MODULES =
	"roster saslauth tls dialback disco carbons pep private blocklist vcard4 vcard_legacy version uptime time ping register admin_adhoc";
const MODULES =
	"disco roster saslauth tls blocklist bookmarks carbons dialback limits pep private smacks vcard4 vcard_legacy csi_simple invites " +
	"invites_adhoc invites_register ping register time uptime version admin_adhoc admin_shell";

/** Those that are there to be brought to life. */
const COMMENTED = ["csi_simple", "mam", "bosh", "websocket", "motd", "announce", "welcome", "http_files", "proxy65"];

function list(modules: string, more = ""): string {
	const lines = [...modules.split(" "), ...more.split(" ").filter((one) => one !== "")].map((one) => `\t"${one}";`);
	return [
		`modules_enabled = {`,
		...lines,
		...COMMENTED.map((one) => `\t--"${one}";`),
		"}",
		"modules_disabled = {",
		"}",
	].join("\n");
}

const LIMITS = 'limits = {\n\tc2s = {\n\t\trate = "10kb/s";\n\t};\n\ts2sin = {\n\t\trate = "30kb/s";\n\t};\n}';
const LOG = 'log = {\n\tinfo = "prosody.log";\n\terror = "prosody.err";\n}';
const COMMON = ['authentication = "internal_hashed"', 'archive_expires_after = "1w"'];
const END = ['certificates = "certs"', 'VirtualHost "localhost"', ""];

const REQUIRED = [
	"allow_registration = false",
	"c2s_require_encryption = true",
	"s2s_require_encryption = true",
	"s2s_secure_auth = false",
];
const NEW_MODULES = MODULES.replace("csi_simple", "account_activity cloud_notify csi_simple");

const STOCK: Readonly<Record<string, { readonly text: string; readonly versions: readonly string[] }>> = {
	"0.11": {
		text: ["admins = { }", list(OLD_MODULES), ...REQUIRED, ...COMMON, LOG, ...END].join("\n"),
		versions: ["0.11", "auto"],
	},
	"0.12": {
		text: ["admins = { }", list(MODULES), "s2s_secure_auth = true", LIMITS, ...COMMON, LOG, ...END].join("\n"),
		versions: ["0.12", "auto"],
	},
	"13.0": {
		text: ["admins = { }", list(NEW_MODULES), "s2s_secure_auth = true", LIMITS, ...COMMON, LOG, ...END].join("\n"),
		versions: ["13.0", "trunk", "auto"],
	},
	Debian: {
		text: [
			"admins = { }",
			'plugin_paths = { "/usr/local/lib/prosody/modules" }',
			list(MODULES, "posix"),
			'pidfile = "/run/prosody/prosody.pid";',
			"s2s_secure_auth = true",
			LIMITS,
			...COMMON,
			'log = {\n\tinfo = "/var/log/prosody/prosody.log";\n\terror = "/var/log/prosody/prosody.err";\n\t{ levels = { "error" }; to = "syslog"; };\n}',
			...END,
			'Include "conf.d/*.cfg.lua"',
			"",
		].join("\n"),
		versions: ["0.12", "13.0", "auto"],
	},
};

describe("what a fresh installation is set up with", () => {
	for (const [name, { text, versions }] of Object.entries(STOCK)) {
		for (const version of versions) {
			it(`${name}, read for ${version}, is left in peace`, () => {
				const uri = "file:///etc/prosody/prosody.cfg.lua";
				const beside: [string, string][] =
					name === "Debian" ? [["file:///etc/prosody/conf.d/localhost.cfg.lua", 'VirtualHost "localhost"\n']] : [];
				const files = memoryFiles(Object.fromEntries([[uri, text], ...beside]));
				const snapshot = new Snapshot(uri, text, readSettings({ version }), undefined, files);
				const { findings, failures } = snapshot.runOnAll();
				assert.deepEqual(failures, []);
				const said = findings.map(({ rule, severity, message }) => `${severity} ${rule.id}: ${message}`);
				assert.deepEqual(
					said.filter((one) => /^(?:error|warning) /.test(one)),
					[],
				);
				assert.deepEqual(
					findings.filter(({ rule }) => rule.group === "options" || rule.group === "versions"),
					[],
				);
			});
		}
	}
});
