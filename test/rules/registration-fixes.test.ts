/** The two big fixes, on configurations of different hands. */
import assert from "node:assert/strict";
import { applyChanges, type Change } from "../../server/src/edits/index.ts";
import { type Finding, readSettings, Snapshot } from "../../server/src/engine.ts";
import { openRegistration } from "../../server/src/rules/facts.ts";
import { gapsOf, hardenRegistration, switchToInvitations } from "../../server/src/rules/registration-fixes.ts";
import type { Fix, RuleContext } from "../../server/src/rules/rule.ts";

const HOST = "example.org";

const CONFIGURATIONS: Record<string, string> = {
	"stock style, with what is needed commented out": `-- Prosody

admins = { "me@example.org" }

modules_enabled = {

	-- Generally required
		"disco"; -- Service discovery
		"roster"; -- Allow users to have a roster
		"saslauth"; -- Authentication
		"tls"; -- Encryption

	-- Nice to have
		"register"; -- Allow users to register

	-- Other
		--"limits"; -- Enable bandwidth limiting
		--"server_contact_info"; -- Publish contact information
		--"tombstones"; -- Prevent registration of deleted accounts
		--"welcome"; -- Welcome users
}

-- Open!
allow_registration = true -- everybody

-- Hosts
VirtualHost "example.org" -- ours

Component "muc.example.org" "muc"
`,
	"one line, single quotes, Windows line ends, register_ibr last": [
		"-- klein",
		"admins = { 'me@example.org' }",
		"modules_enabled = { 'roster', 'saslauth', 'tls', --[[ new ]] 'register_ibr' } -- all",
		"allow_registration = false",
		"",
		"VirtualHost 'example.org' -- ours",
		"",
	].join("\r\n"),
	"two spaces, no last separator, everything in the host, a limit that is switched off and weak": `modules_enabled = {
  "roster",
  "saslauth",
  "tls"
}

VirtualHost "example.com"
  -- closed

VirtualHost "example.org"
  -- open
  modules_enabled = {
    "register", -- accounts
    "register_ibr" -- more accounts
  }
  modules_disabled = { "register_limits" } -- why?
  min_seconds_between_registrations = 5 -- short
  contact_info = {
    admin = { "xmpp:me@example.org" } -- me
  }
`,
	"a table form host, semicolons, half of a limit": `modules_enabled = {"roster"; "saslauth"; "tls"; "register"};
registration_throttle_max = 3; -- in what time?
VirtualHost "example.org" {
	-- ours
	allow_registration = true
}
`,
	"appended, with an outdated option beside it": `modules_enabled = { "roster", "saslauth", "tls" }
modules_enabled:append { "register" }
registration_invite_only = false -- for now
allow_registration = true
limits = { c2s = { rate = "10kb/s" } }
VirtualHost "example.org"
`,
};

function contextOf({ config, catalog, profile }: Snapshot): RuleContext {
	const { series } = config.version;
	return {
		config,
		catalog,
		profile,
		series,
		hosts: config.virtualHosts,
		shows: () => true,
		components: config.components,
	};
}

function snapshotOf(text: string, version = "13.0"): Snapshot {
	return new Snapshot("file:///etc/prosody/prosody.cfg.lua", text, readSettings({ version }));
}

function hostOf(snapshot: Snapshot, name = HOST) {
	const host = snapshot.config.hosts.find((one) => one.name === name);
	assert.ok(host, `no host ${name}`);
	return host;
}

function apply(snapshot: Snapshot, changes: readonly Change[]): Snapshot {
	assert.ok(changes.length > 0, "the fix does nothing");
	const sorted = [...changes].sort((a, b) => a.start - b.start || a.end - b.end);
	sorted.forEach((one, at) => {
		const next = sorted[at + 1];
		if (next) assert.ok(one.end <= next.start, `changes overlap: ${JSON.stringify(sorted)}`);
	});
	return snapshotOf(applyChanges(snapshot.text, changes), snapshot.config.version.series);
}

function comments({ tree }: Snapshot): string[] {
	return tree.chunks.flatMap((chunk) => chunk.comments.map(({ text }) => text.trim())).sort();
}

function serious(snapshot: Snapshot, groups: readonly string[]): string[] {
	const isSerious = ({ rule, severity }: Finding) =>
		groups.includes(rule.group) && (severity === "error" || severity === "warning");
	return snapshot.findings.filter(isSerious).map(({ rule, message }) => `${rule.id}: ${message}`);
}

/** What holds after either of them. */
function checkSound(before: Snapshot, after: Snapshot): void {
	assert.deepEqual(
		after.tree.chunks.flatMap((chunk) => chunk.problems.map(({ kind }) => kind)),
		[],
		after.text,
	);
	assert.equal(after.config.error, undefined, after.text);
	assert.deepEqual(after.config.warnings, before.config.warnings);
	assert.ok(!/(?<!\r)\n/.test(after.text) || !before.text.includes("\r"), "line ends are mixed");
	for (const comment of comments(before)) {
		// A module or an option that stood there as a comment may have come to life.
		const isBack = after.text.includes(comment.split("--")[0]!.trim());
		assert.ok(comments(after).includes(comment) || isBack, `--${comment} is lost:\n${after.text}`);
	}
}

describe("hardenRegistration", () => {
	for (const [name, text] of Object.entries(CONFIGURATIONS)) {
		it(name, () => {
			const before = snapshotOf(text);
			const fix = hardenRegistration(hostOf(before), contextOf(before));
			assert.ok(fix && !fix.safe);
			const after = apply(before, fix.changes());
			checkSound(before, after);
			assert.ok(!/\n{3}/.test(after.text), after.text);
			const host = hostOf(after);
			assert.ok(openRegistration(host), "registration is not open any more");
			assert.deepEqual(gapsOf(host, contextOf(after)), [], after.text);
			const groups = ["registration", "abuse", "limits"];
			const mine = (found: string) => !found.startsWith("register-ibr-direct");
			assert.deepEqual(serious(after, groups).filter(mine), [], after.text);
		});
	}

	it("says what is left to do", () => {
		const before = snapshotOf(
			'modules_enabled = { "register" }\nallow_registration = true\nVirtualHost "example.org"\n',
		);
		const fix = hardenRegistration(hostOf(before), contextOf(before));
		assert.match(fix?.then ?? "", /mod_mimicking bootstrap example\.org$/m);
	});

	it("adds nothing where nothing is missing", () => {
		const snapshot = snapshotOf(`modules_enabled = {
	"register", "block_registrations", "tombstones", "mimicking", "limits", "server_contact_info"
}
allow_registration = true
min_seconds_between_registrations = 3600
contact_info = { abuse = { "mailto:abuse@example.org" } }
VirtualHost "example.org"
`);
		assert.equal(hardenRegistration(hostOf(snapshot), contextOf(snapshot)), undefined);
	});

	it("leaves alone what was switched off on purpose, and what an older Prosody does not have", () => {
		const text = `modules_enabled = { "register" }
modules_disabled = { "limits", "block_registrations" }
allow_registration = true
VirtualHost "example.org"
`;
		const words = (version: string) => {
			const snapshot = snapshotOf(text, version);
			return gapsOf(hostOf(snapshot), contextOf(snapshot)).map(({ what }) => what);
		};
		assert.deepEqual(words("0.11"), ["a limit per address", "sign-up notices", "an abuse address"]);
		assert.deepEqual(words("13.0"), [
			"a limit per address",
			"protection of deleted names",
			"a look-alike check",
			"an abuse address",
		]);
	});

	it("says nothing of closed hosts, and of parts of a configuration", () => {
		const closed = snapshotOf('modules_enabled = { "register" }\nVirtualHost "example.org"\n');
		assert.equal(hardenRegistration(hostOf(closed), contextOf(closed)), undefined);
		const part = new Snapshot(
			"file:///etc/prosody/conf.d/x.cfg.lua",
			'VirtualHost "example.org"\n\tmodules_enabled = { "register_ibr" }\n',
		);
		assert.deepEqual(gapsOf(hostOf(part), contextOf(part)), []);
	});
});

describe("switchToInvitations", () => {
	for (const [name, text] of Object.entries(CONFIGURATIONS)) {
		it(name, () => {
			const before = snapshotOf(text);
			const fix = switchToInvitations(hostOf(before), contextOf(before));
			assert.ok(fix && !fix.safe);
			const after = apply(before, fix.changes());
			checkSound(before, after);
			const host = hostOf(after);
			assert.equal(openRegistration(host), undefined, after.text);
			assert.equal(host.modules.has("invites_register"), true);
			const only = host.value("registration_invite_only");
			assert.ok(only?.type === "boolean" && only.value, "it is not written out");
			assert.deepEqual(serious(after, ["registration"]), [], after.text);
		});
	}

	const textAfter = (text: string, version?: string): string => {
		const snapshot = snapshotOf(text, version);
		return apply(snapshot, switched(snapshot)!.changes()).text;
	};
	const switched = (snapshot: Snapshot): Fix | undefined => switchToInvitations(hostOf(snapshot), contextOf(snapshot));

	it("leaves other hosts as they are", () => {
		assert.equal(
			textAfter(`modules_enabled = { "register" }
VirtualHost "example.com"
	allow_registration = true
VirtualHost "example.org"
	allow_registration = "true" -- yes
`),
			`modules_enabled = { "register" }
VirtualHost "example.com"
	allow_registration = true
VirtualHost "example.org"
	registration_invite_only = true -- yes
	modules_enabled = { "invites", "invites_adhoc", "invites_register", "watchregistrations" }
`,
		);
	});

	it("keeps a line that something else reads", () => {
		assert.match(
			textAfter(
				'modules_enabled = { "register" }\nallow_registration = true\nwelcome = allow_registration\nVirtualHost "example.org"\n',
			),
			/^allow_registration = true\nregistration_invite_only = true$/m,
		);
	});

	it("offers nothing before 0.12, without a list it can edit, or where a web page asks nobody", () => {
		const open = 'allow_registration = true\nVirtualHost "example.org"\n';
		assert.equal(switched(snapshotOf(`modules_enabled = { "register" }\n${open}`, "0.11")), undefined);
		assert.equal(switched(snapshotOf(`modules_enabled = { "register", "register_json" }\n${open}`)), undefined);
		const local = snapshotOf(`local list = { "register" }\nmodules_enabled = list\n${open}`);
		assert.deepEqual(switched(local)?.changes(), []);
	});
});
