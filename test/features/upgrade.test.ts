/** "Upgrade this configuration": what comes out, that it holds, and that each part of it can be taken or left. */
import assert from "node:assert/strict";
import type { CodeAction } from "vscode-languageserver-types";
import { applyChanges } from "../../server/src/edits/index.ts";
import { readSettings, Snapshot } from "../../server/src/engine.ts";
import { codeActions, resolveCodeAction, UPGRADE } from "../../server/src/features/code-actions.ts";
import { FULL_SUPPORT } from "../../server/src/features/support.ts";
import { type Upgrade, type UpgradeChange, upgrade } from "../../server/src/features/upgrade.ts";
import { ReasonedComposer } from "../../server/src/features/upgrade-compose.ts";
import { notesText, upgradeEdit } from "../../server/src/features/upgrade-edit.ts";
import { memoryFiles } from "../support/files.ts";
import { applyEdits } from "./check.ts";

const FOLDER = "file:///etc/prosody/";
const MAIN = `${FOLDER}prosody.cfg.lua`;
const PART = `${FOLDER}conf.d/example.net.cfg.lua`;

type Files = Readonly<Record<string, string>>;

function open(files: Files, version: string, document = MAIN): Snapshot {
	return new Snapshot(document, files[document]!, readSettings({ version }), undefined, memoryFiles(files));
}

function apply(files: Files, changes: readonly UpgradeChange[]): Record<string, string> {
	const entries = Object.entries(files).map(([uri, text]) => [
		uri,
		applyChanges(
			text,
			changes.filter(({ file }) => file === uri),
		),
	]);
	return Object.fromEntries(entries);
}

function run(text: string, version = "0.11"): { text: string; result: Upgrade } {
	const files = { [MAIN]: text };
	const result = upgrade(open(files, version), "13.0");
	return { text: apply(files, result.changes)[MAIN]!, result };
}

/** Rules that speak of versions. */
const VERSIONS =
	/^(?:lua-api-direct|module-now-core|module-obsolete|option-(?:deprecated|obsolete|of-old-module|removed|since)|registration-old-names)$/;

function versionFindings(files: Files, document = MAIN): string[] {
	const { findings, failures } = open(files, "13.0", document).runOnAll();
	assert.deepEqual(failures, []);
	return findings.filter(({ rule }) => VERSIONS.test(rule.id)).map(({ rule, at }) => `${rule.id}: ${at.text}`);
}

const OLD = `-- Our server, set up long ago
admins = { "admin@example.com" }   -- odd   blanks stay
use_libevent = true
daemonize = true -- as the service wants it
legacy_ssl_ports = { 5223 }
modules_enabled = {
	"roster"; "saslauth";
	"tls";
	"disco";
	"posix";
	"pep_simple"; -- people
	"vcard";
	"bookmarks2";
	"smacks";
	"turncredentials";
	-- "mam";
}
s2s_dns_resolvers = { "192.0.2.53" }
registration_whitelist = { "192.0.2.1" }
whitelist_registration_only = false
turncredentials_secret = "s3cret"
c2s_timeout = 300

local secret = os.getenv("SECRET")

VirtualHost "example.com"
	require_encryption = true -- everyone
	archive_expires_after = "6m"
	disallow_s2s = true

Component "rooms.example.com" "muc"
	name = 'Rooms'
	modules_enabled = { "mam_muc" }

Component "upload.example.com" "http_upload"
	http_upload_file_size_limit = 10 * 1024 * 1024
	http_upload_expire_after = 60 * 60 * 24 * 7
`;

const NEW = `-- Our server, set up long ago
admins = { "admin@example.com" }   -- odd   blanks stay
network_backend = "event"
-- as the service wants it
c2s_direct_tls_ports = { 5223 }
modules_enabled = {
	"roster"; "saslauth";
	"tls";
	"disco";
	-- people
	"vcard_legacy";
	"bookmarks";
	"smacks";
	"turn_external";
	-- "mam";
}
registration_allowlist = { "192.0.2.1" }
allowlist_registration_only = false
turn_external_secret = "s3cret"
c2s_timeout = 300

local secret = ENV_SECRET

VirtualHost "example.com"
	c2s_require_encryption = true -- everyone
	archive_expires_after = "6 months"
	modules_disabled = { "s2s" }

Component "rooms.example.com" "muc"
	name = 'Rooms'
	modules_enabled = { "muc_mam" }

Component "upload.example.com" "http_file_share"
	http_file_share_size_limit = 10 * 1024 * 1024
	http_file_share_expires_after = 60 * 60 * 24 * 7
`;

describe("an upgrade", () => {
	for (const version of ["0.11", "0.12", "auto"]) {
		it(`from ${version} does all there is to do and leaves everything else as it is`, () => {
			assert.equal(run(OLD, version).text, NEW);
		});
	}
	it("leaves nothing to say about versions", () => {
		assert.deepEqual(versionFindings({ [MAIN]: run(OLD).text }), []);
	});
	it("has nothing to do the second time", () => {
		for (const text of [OLD, NEW, "", 'VirtualHost "example.com"\n']) {
			const once = run(text).text;
			const twice = run(once, "13.0");
			assert.deepEqual(twice.result.changes, []);
			assert.equal(twice.text, once);
		}
	});
	it("does not touch the caller's snapshot", () => {
		const snapshot = open({ [MAIN]: OLD }, "0.12");
		const before = snapshot.findings.map(({ rule, at }) => `${rule.id} ${at.start}`);
		upgrade(snapshot, "13.0");
		assert.equal(snapshot.text, OLD);
		assert.ok(snapshot.isCurrent);
		assert.deepEqual(
			snapshot.findings.map(({ rule, at }) => `${rule.id} ${at.start}`),
			before,
		);
	});
	it("changes places that do not overlap, each with its reason", () => {
		const { changes } = run(OLD).result;
		for (const [index, { start, migrations }] of changes.entries()) {
			assert.ok(index === 0 || changes[index - 1]!.end <= start);
			assert.ok(migrations.length > 0);
			assert.ok(migrations.every(({ title, why }) => title !== "" && why !== ""));
		}
	});
	it("can be taken one thing at a time, and the file always loads", () => {
		const { changes } = run(OLD).result;
		const all = new Set(changes.flatMap(({ migrations }) => migrations));
		assert.ok(all.size > 12);
		for (const left of all) {
			const rest = changes.filter(({ migrations }) => !migrations.includes(left));
			const only = changes.filter(({ migrations }) => migrations.includes(left));
			for (const some of [rest, only]) {
				const { config, tree } = open(apply({ [MAIN]: OLD }, some), "13.0");
				assert.deepEqual(config.errors, [], left.title);
				assert.ok(
					tree.chunks.every(({ problems }) => problems.length === 0),
					left.title,
				);
			}
		}
	});
	it("heeds comments that silence a finding", () => {
		const text = 'daemonize = true -- prosody-lint: disable-line option-deprecated\nVirtualHost "example.com"\n';
		assert.deepEqual(run(text).result.changes, []);
	});
	it("is not kept from its work by rules that are switched off", () => {
		const settings = readSettings({ version: "0.12", rules: { "option-deprecated": "off" } });
		const text = 'daemonize = true\nVirtualHost "example.com"\n';
		assert.equal(upgrade(new Snapshot(MAIN, text, settings), "13.0").changes.length, 1);
	});
	it("leaves templates alone", () => {
		const { result } = run(
			'daemonize = true\n{% if admins %}\nadmins = { "{{ admins }}" }\n{% endif %}\nVirtualHost "{{ domain }}"\n',
		);
		assert.deepEqual(result.changes, []);
		assert.ok(result.notes.length > 0);
	});
	it("ends with any file, however broken", () => {
		for (let length = 0; length < OLD.length; length += 37) {
			const { text } = run(OLD.slice(0, length));
			assert.deepEqual(run(text).text, text);
		}
	});
});

describe("what an upgrade leaves to a person", () => {
	const textsOf = (text: string, version?: string) => run(text, version).result.notes.map((note) => note.text);
	it("is what changes by itself", () => {
		const rooms = 'VirtualHost "example.com"\nComponent "rooms.example.com" "muc"\n';
		assert.ok(textsOf(rooms, "0.12").some((text) => text.includes("component_admins_as_room_owners")));
		assert.deepEqual(textsOf(rooms, "13.0"), []);
		assert.ok(
			!textsOf(`component_admins_as_room_owners = false\n${rooms}`, "0.12").some((one) => one.includes("owners")),
		);
	});
	it("is what has no certain way out, with its line", () => {
		const { notes, changes } = run('VirtualHost "example.com"\n\tinvite_expiry = "5m"\n', "0.12").result;
		assert.deepEqual(changes, []);
		assert.deepEqual(
			notes.map(({ at }) => at),
			[{ file: MAIN, line: 1 }],
		);
		assert.match(notesText(notes, MAIN), /^- invite_expiry = "5m" .*\(line 2\)$/);
		assert.match(notesText(notes, PART), /\(prosody\.cfg\.lua, line 2\)$/);
	});
	it("is what comes after a change", () => {
		assert.ok(textsOf('daemonize = true\nVirtualHost "example.com"\n').some((text) => text.includes("prosody -D")));
	});
	it("is what could not be read", () => {
		const files = { [MAIN]: 'Include(ENV_MORE)\nVirtualHost "example.com"\n' };
		const { notes } = upgrade(open(files, "0.12"), "13.0");
		assert.equal(notes.length, 1);
	});
});

describe("an upgrade of several files", () => {
	const OUTSIDE = "file:///usr/share/chat/defaults.cfg.lua";
	const files = {
		[MAIN]:
			'daemonize = true\nmodules_enabled = { "roster", "bookmarks2" }\nInclude "conf.d/*.cfg.lua"\nInclude "/usr/share/chat/defaults.cfg.lua"\n',
		[PART]: 'VirtualHost "example.net"\n\tdisallow_s2s = true\n\tauthentication = "internal_plain"\n',
		[OUTSIDE]: "use_libevent = true\n",
	};
	for (const document of [MAIN, PART]) {
		it(`reaches all that lie together, from ${document.slice(FOLDER.length)}`, () => {
			const { changes, notes } = upgrade(open(files, "0.12", document), "13.0");
			const done = apply(files, changes);
			assert.equal(done[MAIN], files[MAIN].replace("daemonize = true\n", "").replace("bookmarks2", "bookmarks"));
			assert.equal(
				done[PART],
				'VirtualHost "example.net"\n\tmodules_disabled = { "s2s" }\n\tauthentication = "internal_plain"\n',
			);
			assert.equal(done[OUTSIDE], files[OUTSIDE]);
			assert.deepEqual(
				notes.flatMap(({ at }) => at?.file ?? []),
				[OUTSIDE],
			);
			assert.deepEqual(versionFindings(done, document), ["option-deprecated: use_libevent"]);
		});
	}
});

describe("the edit of an upgrade", () => {
	const snapshot = open({ [MAIN]: OLD }, "0.12");
	const document = { snapshot, version: 4 };
	const result = upgrade(snapshot, "13.0");
	it("names for each change what it is for", () => {
		const edit = upgradeEdit(document, result, FULL_SUPPORT);
		const [only, ...others] = edit.documentChanges ?? [];
		assert.ok(only && "edits" in only && others.length === 0);
		assert.deepEqual(only.textDocument, { uri: MAIN, version: 4 });
		for (const one of only.edits) {
			assert.ok("annotationId" in one);
			assert.ok(edit.changeAnnotations?.[String(one.annotationId)]);
		}
		assert.equal(applyEdits(OLD, only.edits as never), NEW);
	});
	it("asks for a look at what is more than another spelling", () => {
		const { changeAnnotations = {} } = upgradeEdit(document, result, FULL_SUPPORT);
		const ask = Object.values(changeAnnotations).filter(({ needsConfirmation }) => needsConfirmation);
		const labels = ask.map(({ label }) => label).join("\n");
		assert.match(labels, /"http_file_share" instead/);
		assert.doesNotMatch(labels, /c2s_require_encryption/);
		assert.ok(ask.length < Object.keys(changeAnnotations).length);
	});
	it("is shown before it is made, even where all of it is safe", () => {
		const text = 'daemonize = true\nVirtualHost "example.com"\n';
		const simple = { snapshot: open({ [MAIN]: text }, "0.12"), version: 1 };
		const { changeAnnotations = {} } = upgradeEdit(simple, upgrade(simple.snapshot, "13.0"), FULL_SUPPORT);
		assert.deepEqual(
			Object.values(changeAnnotations).map(({ needsConfirmation }) => needsConfirmation),
			[true],
		);
	});
	it("is a plain one for clients that show no reasons", () => {
		const edit = upgradeEdit(document, result, { documentChanges: false, changeAnnotations: true });
		assert.equal(edit.changeAnnotations, undefined);
		assert.equal(applyEdits(OLD, edit.changes?.[MAIN] ?? []), NEW);
		const other = upgradeEdit(document, result, { documentChanges: true, changeAnnotations: false });
		assert.equal(other.changeAnnotations, undefined);
	});
});

describe("the action for an upgrade", () => {
	const LINKS = (rule: string) => `https://rules.example/${rule}.md`;
	const offered = (text: string, version: string, only?: string[], support = FULL_SUPPORT): CodeAction[] => {
		const document = { snapshot: open({ [MAIN]: text }, version), version: 1 };
		return codeActions(document, 0, 0, { diagnostics: [], only }, support, LINKS).filter(
			({ kind }) => kind === UPGRADE,
		);
	};
	const EAGER = { ...FULL_SUPPORT, lazyActionEdits: false };
	it("is offered among the source actions, once", () => {
		assert.equal(offered(OLD, "0.12", ["source"]).length, 1);
		assert.equal(offered(OLD, "0.12").length, 1);
		assert.equal(offered(OLD, "auto", [UPGRADE], EAGER).length, 1);
		assert.deepEqual(offered(OLD, "0.12", ["quickfix"]), []);
	});
	it("is not offered where there is nothing to upgrade", () => {
		assert.deepEqual(offered(NEW, "13.0", ["source"]), []);
		assert.deepEqual(offered('VirtualHost "example.com"\n', "0.12", ["source"], EAGER), []);
	});
	it("is worked out when it is chosen, and not for another version of the document", () => {
		const document = { snapshot: open({ [MAIN]: OLD }, "0.12"), version: 1 };
		const [action] = offered(OLD, "0.12", ["source"]);
		assert.ok(action && !action.edit);
		assert.ok(resolveCodeAction(action, document, FULL_SUPPORT)?.edit?.changeAnnotations);
		assert.equal(resolveCodeAction(action, { ...document, version: 2 }, FULL_SUPPORT), undefined);
	});
	it("tells what is left where the client can", () => {
		const support = { ...EAGER, commands: new Set(["prosody.showNextStep"]) };
		const [action] = offered(OLD, "0.12", ["source"], support);
		assert.match(String(action?.command?.arguments?.[0]), /13\.0:\n- .*prosody -D/s);
		assert.equal(offered(OLD, "0.12", ["source"], EAGER)[0]?.command, undefined);
	});
});

describe("rounds of changes with reasons", () => {
	const at = (start: number, end: number, text: string, ...reasons: string[]) => ({
		file: "f",
		start,
		end,
		text,
		reasons,
	});
	it("keep side by side apart and put together what builds on another", () => {
		const composer = new ReasonedComposer<string>("f", "abcdef");
		composer.apply([at(1, 2, "", "drop b"), at(2, 3, "C", "write C")]);
		assert.equal(composer.text, "aCdef");
		composer.apply([at(1, 2, "CC", "write twice"), at(5, 5, "!", "cheer")]);
		assert.equal(composer.text, "aCCdef!");
		const changes = composer.changes();
		assert.equal(applyChanges("abcdef", changes), "aCCdef!");
		assert.deepEqual(
			changes.map(({ reasons }) => [...reasons].sort()),
			[["drop b"], ["write C", "write twice"], ["cheer"]],
		);
	});
	it("forget what was taken back", () => {
		const composer = new ReasonedComposer<string>("f", "abc");
		composer.apply([at(1, 2, "x", "there")]);
		composer.apply([at(1, 2, "b", "and back")]);
		assert.deepEqual(composer.changes(), []);
	});
});
