import assert from "node:assert/strict";
import type { CompletionItem } from "vscode-languageserver-types";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import { readSettings, Snapshot } from "../../server/src/engine.ts";
import { completion, resolveCompletion } from "../../server/src/features/completion.ts";
import { sectionAt } from "../../server/src/features/context.ts";
import { memoryFiles } from "../support/files.ts";
import { snapshotOf, URI } from "./check.ts";
import { choose, EAGER, labelsOf, look, PLAIN, place, SHARING, shown, whole } from "./completion/places.ts";

const FOLDER = "file:///etc/prosody/";
const PART = `${FOLDER}conf.d/example.org.cfg.lua`;
const HOST = 'VirtualHost "example.org"\n';

describe("completion in a part of a configuration", () => {
	const entry = 'modules_enabled = { "mam"; "roster" }\nadmins = { "boss@example.org" }\nInclude "conf.d/*.cfg.lua"\n';
	const around = { uri: PART, files: { [`${FOLDER}prosody.cfg.lua`]: entry, [PART]: "" } };
	place(`${HOST}modules_enabled = { "|" }`, { ...around, not: ["mam", "roster"], has: ["pep"] });
	place("|", { ...around, not: ["modules_enabled", "admins"], has: ["storage", "pidfile"] });
	place(`${HOST}|`, { ...around, has: ["modules_enabled", "archive_expires_after"], not: ["pidfile"] });
	place(`${HOST}admins = { "|" }`, { ...around, first: ["boss@example.org"] });
	place('Component "rooms.example.org" "|"', { ...around, first: ["muc"] });
	place(`${HOST}c2s_timeout = |`, { ...around, version: "0.12", first: ["300"] });
	place('Component "upload.example.org" "http_file_share"\n|', { ...around, first: ["http_file_share_size_limit"] });
	it("knows the hosts of the other parts", () => {
		const other = { [`${FOLDER}conf.d/other.cfg.lua`]: 'VirtualHost "example.net"\n' };
		const view = look(`${HOST}admins = { "me@|" }`, EAGER, { ...around, files: { ...around.files, ...other } });
		assert.deepEqual(labelsOf(view), ["me@example.net", "me@example.org"]);
	});
	it("goes by what Prosody the entry file is written for", () => {
		const modern = {
			...around,
			files: { ...around.files, [`${FOLDER}prosody.cfg.lua`]: `${entry}x = FileLine("y")\n` },
		};
		assert.ok(labelsOf(look(`${HOST}turn_external_secret = |`, EAGER, modern)).includes("FileLine"));
	});
});

describe("completion with modules of this server alone", () => {
	const files = {
		"file:///srv/modules/mod_own.lua": 'local most = module:get_option_number("own_most", 5)\n',
		"file:///srv/modules/mod_other.lua": 'local least = module:get_option_string("other_least")\n',
	};
	const paths = 'plugin_paths = { "/srv/modules" }\n';
	place(`${paths}modules_enabled = { "|" }`, { files, has: ["own", "other"], detail: { own: "on this server" } });
	place(`${paths}modules_enabled = { "own" }\n|`, { files, has: ["own_most"], not: ["other_least"] });
	place(`${paths}other_l|`, { files, has: ["other_least"], detail: { other_least: "mod_other" } });
	place('modules_enabled = { "|" }', { files, not: ["own"] });
	it("explains them although nobody wrote about them", () => {
		const { list } = look(`${paths}modules_enabled = { "own" }\nown_|`, SHARING, { files });
		const item = list.items.find(({ label }) => label === "own_most")!;
		assert.match(JSON.stringify(resolveCompletion(whole(item, list), loadCatalog(), PLAIN).documentation), /mod_own/);
	});
});

describe("completion of an item", () => {
	/** Every item of a place as a client sends it back. */
	const items = (marked: string, support = SHARING): CompletionItem[] => {
		const { list } = look(marked, support);
		return list.items.map((item) => JSON.parse(JSON.stringify(whole(item, list))) as CompletionItem);
	};
	const document = (item: CompletionItem) => resolveCompletion(item, loadCatalog(), PLAIN).documentation;

	for (const marked of [
		"|",
		"http_|",
		`${HOST}|`,
		'Component "rooms.example.org" "muc"\n|',
		'modules_enabled = { "|" }',
		'Component "x.example.org" "|"',
		"limits = { | }",
		"limits = { c2s = { | } }",
		"ssl = { | }",
		"c2s_ssl = { | }",
		"sql = { | }",
		"external_services = { { | } }",
		"storage = { | }",
		"http_paths = { | }",
		"authentication = |",
		"conflict_resolve = |",
		"sql = { driver = | }",
		"registration_whit|",
	]) {
		it(`is explained once it is looked at: ${marked.replace(/\n/g, "⏎")}`, () => {
			for (const support of [SHARING, EAGER]) {
				const found = items(marked, support);
				assert.ok(found.length > 0);
				for (const item of found) {
					const text = JSON.stringify(document(item) ?? "");
					assert.ok(text.length > 40, `${item.label} is not explained`);
				}
			}
		});
	}
	it("is explained for the series of the file", () => {
		const at = (version: string) => {
			const { list } = look("c2s_timeo|", SHARING, { version });
			return JSON.stringify(document(whole(list.items.find(({ label }) => label === "c2s_timeout")!, list)));
		};
		assert.match(at("13.0"), /period/);
		assert.doesNotMatch(at("0.12"), /period of time/);
	});
	it("survives data of somebody else", () => {
		const odd: unknown[] = [
			undefined,
			null,
			1,
			"x",
			[],
			{},
			["item"],
			["item", "9.9"],
			["module", "13.0"],
			["key", "13.0", 5],
		];
		odd.push(
			["key", "13.0", "limits", "c2s"],
			["value", "13.0", "no_such_option", []],
			["text", 5],
			["module", "13.0", "no_such"],
		);
		odd.push(["item", "13.0"], ["key", "13.0", "limits", [null, {}]], ["value", "13.0", "limits", [[]]]);
		for (const data of odd) {
			assert.equal(resolveCompletion({ label: "x", data }, loadCatalog(), PLAIN).documentation, undefined);
		}
	});
	it("keeps everything else as it was", () => {
		const [item] = items("authentic|");
		const { documentation, ...rest } = resolveCompletion(item!, loadCatalog(), PLAIN);
		assert.ok(documentation);
		assert.deepEqual(rest, item);
	});
});

describe("completion on the wire", () => {
	it("is a fraction of what it is for a client without defaults", () => {
		const length = (marked: string, support = SHARING) => JSON.stringify(look(marked, support).list).length;
		for (const marked of ["|", 'modules_enabled = { "|" }', `${HOST}|`]) {
			assert.ok(length(marked) < 0.7 * length(marked, EAGER), `${length(marked)} of ${length(marked, EAGER)}`);
		}
		const { list } = look("|", SHARING);
		assert.ok(length("|") / list.items.length < 180, `${length("|")} bytes for ${list.items.length} items`);
	});
	it("says nothing for all that a client does not understand", () => {
		const { list } = look("|", EAGER);
		assert.equal(list.itemDefaults, undefined);
		const range = look("|", { ...EAGER, completionDefaults: true });
		assert.deepEqual(Object.keys(range.list.itemDefaults ?? {}), ["editRange"]);
		assert.ok(range.list.items.every(({ data }) => data !== undefined));
	});
	it("marks plain texts among snippets, and the other way round", () => {
		for (const marked of ["|", "log = { | }", 'modules_enabled = { "|" }', "allow_registration = |"]) {
			const shared = look(marked, SHARING);
			const eager = look(marked, EAGER);
			const formats = ({ list }: typeof shared) =>
				list.items.map((item) => [item.label, (whole(item, list).insertTextFormat ?? 1) === 2]);
			assert.deepEqual(formats(shared), formats(eager), marked);
		}
	});
	it("has the words beside a label where the client can show them, else behind it", () => {
		const plain = look("c2s_timeo|", { ...EAGER, completionLabelDetails: false }).list.items;
		const item = plain.find(({ label }) => label === "c2s_timeout");
		assert.equal(item?.detail, "mod_c2s");
		assert.equal(item?.labelDetails, undefined);
	});
});

describe("completion in files of any length", () => {
	const hosts = Array.from({ length: 400 }, (_, index) => `VirtualHost "h${index}.example.org"\n\tenabled = true\n`);
	it("knows the section of every place", () => {
		const text = `admins = { }\n${hosts.join("")}VirtualHost "t.example.org" { enabled = true }\nstorage = "sql"\n`;
		const snapshot = snapshotOf(text);
		for (const [index, host] of hosts.entries()) {
			const at = text.indexOf(host);
			for (const offset of [at + 1, at + host.length - 1]) {
				assert.equal(sectionAt(snapshot, offset).scope.name, `h${index}.example.org`);
			}
		}
		assert.equal(sectionAt(snapshot, 0).scope.kind, "global");
		assert.equal(sectionAt(snapshot, 12).scope.kind, "global");
		assert.equal(sectionAt(snapshot, text.indexOf("{ enabled") + 3).scope.name, "t.example.org");
		assert.equal(sectionAt(snapshot, text.length).scope.kind, "global");
	});
	it("looks at the part around the place only", () => {
		const text = hosts.join("");
		const snapshot = snapshotOf(text);
		let reads = 0;
		const config = new Proxy(snapshot.config, {
			get: (target, name, receiver) => {
				if (name === "sectionsIn" || name === "sections" || name === "hosts") reads++;
				return Reflect.get(target, name, receiver) as unknown;
			},
		});
		const watched = Object.create(snapshot, {
			config: { value: config },
			catalog: { value: snapshot.catalog },
		}) as Snapshot;
		const at = text.indexOf('VirtualHost "h200');
		completion(watched, at + 'VirtualHost "h200.example.org"\n\t'.length, EAGER);
		assert.equal(reads, 0);
	});
});

describe("completion while a file is written", () => {
	const text =
		'admins = { "a@example.org" }\nmodules_enabled = {\n\t"mam"; -- x\n\t"pe\n}\nlog = { info = "*syslog"; { to = "file" } }\n' +
		'VirtualHost "example.org" { limits = { c2s = { rate = [[\n]] } } }\nComponent("y.example.org", "muc")\n' +
		'ssl = { key = "certs/x", options = { "a" } }\nif ENV_X then name = "z" end\nx = FileLine("certs/y")\ndisco_items = { { "a" } }\n';
	const files = memoryFiles({ [`${FOLDER}certs/x`]: "", [`${FOLDER}certs/y.key`]: "" });
	const at = (now: string, offset: number) => {
		const snapshot = new Snapshot(URI, now, readSettings({}), undefined, files);
		return completion(snapshot, offset, PLAIN);
	};
	it("never throws, and every item fits where the cursor is", () => {
		for (let end = 0; end <= text.length; end++) {
			for (const now of [text.slice(0, end), text]) {
				const list = at(now, end);
				for (const item of list.items.slice(0, 3)) choose({ text: now, offset: end, list }, item.label);
			}
		}
	});
	it("never writes two separators or quotes", () => {
		for (let end = 0; end <= text.length; end++) {
			const list = at(text, end);
			for (const item of shown({ text, offset: end, list }).slice(0, 2)) {
				const chosen = choose({ text, offset: end, list }, item.label);
				assert.doesNotMatch(chosen, /[,;]\s*[,;]|""\w|''\w|\w""/, `${item.label} at ${end}: ${chosen}`);
			}
		}
	});
});

describe("completion that nobody asked for", () => {
	const offered = (text: string, trigger?: string) => {
		const offset = text.indexOf("|");
		const snapshot = new Snapshot(URI, text.replace("|", ""));
		return completion(snapshot, offset, PLAIN, trigger).items.length > 0;
	};

	it("comes with the blank behind an equals sign, and with no other", () => {
		assert.equal(offered("c2s_require_encryption = |", " "), true);
		assert.equal(offered("modules_enabled = { |", " "), false);
		assert.equal(offered("modules_enabled = { |"), true);
		assert.equal(offered("admins = { 'a@example.org', | }", " "), false);
		assert.equal(offered("-- a = |", " "), false);
	});
});
