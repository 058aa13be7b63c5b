import assert from "node:assert/strict";
import { type LocalModule, withLocalModules } from "../../server/src/catalog/extract/local.ts";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import { Snapshot } from "../../server/src/engine.ts";
import { completion } from "../../server/src/features/completion.ts";
import { hover } from "../../server/src/features/hover.ts";
import { documentLinks } from "../../server/src/features/links.ts";
import { FULL_SUPPORT } from "../../server/src/features/support.ts";
import { RecentFiles } from "../../server/src/lsp/recent-files.ts";
import { readSettings } from "../../server/src/settings.ts";
import { Workspace } from "../../server/src/workspace.ts";
import { memoryFiles } from "../support/files.ts";

const base = loadCatalog();

const LAMP: LocalModule = {
	name: "lamp",
	text: `
		module:depends("adhoc");
		local colour = module:get_option_enum("lamp_colour", "red", "green");
		local watts = module:get_option_integer("lamp_watts", 10, 1, 100);
		local hosts = module:get_option("lamp_hosts", { "a" });
		local on = module:get_option("lamp_on") ~= false;
		local where = module:get_option_string("lamp_place", module.host);
		local limit = module:get_option_number("lamp_limit", module:get_option_number("lamp_watts"));
		local admins = module:get_option_inherited_set("admins");
		module:provides("net", { name = "lamp"; default_port = 4711; private = true });
		part = module:require "part";
	`,
	libraries: ['module:get_option_path("lamp_file", "lamp.txt")'],
};

describe("modules of one server, in the catalog", () => {
	const catalog = withLocalModules(base, [
		LAMP,
		{ name: "sealed" },
		{ name: "roster", text: "module:get_option('x')" },
	]);

	it("are understood from their source", () => {
		const entry = catalog.module("lamp")!;
		assert.equal(entry.origin, "local");
		assert.equal(entry.kind, "host");
		assert.deepEqual(entry.depends, ["adhoc"]);
		assert.match(entry.summary, /\.$/);
		const shown = Object.values(entry.options).map(({ name, type, default: value }) => [name, type, value]);
		assert.deepEqual(shown, [
			["lamp_colour", "enum", '"red"'],
			["lamp_watts", "integer", "10"],
			["lamp_hosts", "table", '{ "a" }'],
			["lamp_on", "boolean", "true"],
			["lamp_place", "string", "worked out when the module loads"],
			["lamp_limit", "number", "lamp_watts"],
			["admins", "inherited-set", undefined],
			["lamp_file", "path", '"lamp.txt"'],
		]);
		const watts = catalog.option("lamp_watts")!;
		assert.deepEqual([watts.min, watts.max], [1, 100]);
		assert.equal(watts.module, entry);
		assert.deepEqual(Object.keys(catalog.option("lamp_colour")!.values!), ['"green"', '"red"']);
	});

	it("add to what is asked, and take nothing away", () => {
		assert.ok(catalog.knowsModule("lamp") && catalog.knowsModule("muc") && !catalog.knowsModule("lmap"));
		assert.ok(catalog.knowsOption("lamp_on") && catalog.knowsOption("admins") && !catalog.knowsOption("lamp_off"));
		assert.equal(catalog.option("admins")?.module, base.server);
		assert.deepEqual(catalog.option("lamp_ports")?.default, "{ 4711 }");
		assert.ok(catalog.optionsOf(catalog.module("lamp")!).some(({ name }) => name === "lamp_interfaces"));
		assert.deepEqual(catalog.optionsOf(catalog.module("muc")!), base.optionsOf(base.module("muc")!));
		assert.ok(catalog.readers("admins").some(({ name }) => name === "lamp"));
		assert.ok(catalog.readers("admins").length > base.readers("admins").length);
		assert.equal([...catalog.modules()].length, [...base.modules()].length + 2);
		assert.ok([...catalog.options()].some(({ name }) => name === "lamp_file"));
		assert.equal(catalog.server, base.server);
		assert.ok(catalog.keyword("VirtualHost"));
	});

	it("leave those that the catalog has as they are", () => {
		assert.equal(catalog.module("roster"), base.module("roster"));
		assert.equal(catalog.option("x"), undefined);
		assert.equal(withLocalModules(base, []), base);
		assert.equal(withLocalModules(base, [{ name: "muc" }]), base);
	});

	it("are known by name where the source cannot be read, or does not parse", () => {
		assert.match(catalog.module("sealed")!.summary, /cannot be read/);
		assert.deepEqual(catalog.module("sealed")!.options, {});
		const broken = withLocalModules(base, [{ name: "broken", text: "local =" }]).module("broken")!;
		assert.deepEqual(broken.options, {});
	});

	it("belong where they say", () => {
		const of = (name: string, text: string) => withLocalModules(base, [{ name, text }]).module(name)!;
		assert.equal(of("x", "module:set_global()").kind, "global");
		const room = of("x", 'if module:get_host_type() ~= "component" then error("no") end module:get_option("lamp_x")');
		assert.deepEqual([room.kind, room.loadedAs], ["component", ["component-module"]]);
		assert.deepEqual(room.options.lamp_x!.scope, ["global", "Component"]);
		assert.equal(of("auth_lamp", "").kind, "auth");
		assert.ok(of("lamp_component", "").loadedAs!.includes("component-module"));
		assert.deepEqual(of("x", 'module:context("*"):get_option("lamp_x")').options.lamp_x!.scope, ["global"]);
	});

	it("cannot speak in our name", () => {
		const evil = "[click](https://example.net) **x** <b>";
		const text = `
			module:get_option("lamp", "${evil}\\"");
			module:get_option("lamp2", module:get_option("${evil}"));
			module:get_option("${evil}");
			module:get_option("lamp3", f("${evil}"));
			module:get_option("lamp4", module:get_option("lamp5", "${evil}"));
			module:provides("net", { name = "${evil}"; default_port = 1 });
			module:provides("net", { name = "ok"; config_prefix = "${evil}" });
		`;
		const local = withLocalModules(base, [{ name: "lamp", text }]);
		const entry = local.module("lamp")!;
		assert.deepEqual(Object.keys(entry.options), ["lamp", "lamp2", "lamp3", "lamp4", "lamp5"]);
		assert.deepEqual(entry.services, {});
		for (const { default: value = "", summary } of Object.values(entry.options)) {
			assert.ok(!summary.includes("click"));
			assert.ok(!value.includes("click") || /^"[^"]*"$/.test(value), value);
		}
	});
});

describe("modules of one server, in the editor", () => {
	const ENTRY = "file:///srv/prosody/prosody.cfg.lua";
	const settings = readSettings({ version: "13.0" });
	const support = FULL_SUPPORT;
	const TEXT =
		'plugin_paths = { "/srv/prosody/modules" }\nmodules_enabled = { "lamp", "disco" }\nlamp_watts = 5\n\nVirtualHost "example.com"\n';

	function server(files: Record<string, string | null>) {
		let reads = 0;
		let clock = 0;
		const now = () => memoryFiles(files);
		const recent = new RecentFiles(
			{
				exists: (uri) => now().exists(uri),
				read: (uri) => {
					reads++;
					return now().read(uri);
				},
				real: (uri) => uri,
				list: (uri) => now().list(uri),
			},
			() => clock,
		);
		const workspace = new Workspace(recent);
		const look = (text = TEXT) => new Snapshot(ENTRY, text, settings, undefined, workspace);
		const wait = () => {
			clock += 10_000;
		};
		return { look, wait, reads: () => reads };
	}
	const FOLDER = "file:///srv/prosody/modules";
	const FILES = {
		[`${FOLDER}/mod_lamp/mod_lamp.lua`]: LAMP.text!,
		[`${FOLDER}/mod_lamp/part.lib.lua`]: LAMP.libraries![0]!,
		[`${FOLDER}/mod_sealed.lua`]: null,
		[`${FOLDER}/mod_disco.lua`]: 'module:get_option("shadow")',
		[`${FOLDER}/share/lua/5.4/mod_far/mod_far.lua`]: 'module:get_option_boolean("far_on", true)',
	};

	const hoverText = (snapshot: Snapshot, word: string) =>
		(hover(snapshot, snapshot.text.indexOf(word) + 1, support)?.contents as { value: string } | undefined)?.value ?? "";

	it("explain themselves and their options", () => {
		const snapshot = server({ ...FILES }).look();
		assert.match(hoverText(snapshot, 'lamp"'), /`mod_lamp` · module of this server/);
		assert.doesNotMatch(hoverText(snapshot, 'lamp"'), /Documentation/);
		assert.match(hoverText(snapshot, "lamp_watts"), /Type: whole number/);
		assert.match(hoverText(snapshot, "lamp_watts"), /Default: `10`/);
		assert.match(hoverText(snapshot, "lamp_watts"), /At most: `100`/);
		assert.deepEqual(
			documentLinks(snapshot, support).map(({ target }) => target),
			["https://prosody.im/doc/modules/mod_disco"],
		);
	});

	it("are offered, with their options", () => {
		const { look } = server({ ...FILES });
		const labels = (text: string, place: string) => {
			const list = completion(look(text), text.indexOf(place) + place.length, support);
			return (Array.isArray(list) ? list : list.items).map(({ label }) => label);
		};
		const modules = labels(TEXT.replace('"lamp", ', '"", '), 'modules_enabled = { "');
		for (const name of ["lamp", "sealed", "far"]) assert.ok(modules.includes(name), name);
		assert.ok(labels(TEXT.replace("lamp_watts = 5", "lamp"), "\nlamp").includes("lamp_colour"));
	});

	it("are only read when a feature asks, once, and again when they change", () => {
		const files: Record<string, string | null> = { ...FILES };
		const { look, wait, reads } = server(files);
		const snapshot = look();
		assert.ok(snapshot.findings.length >= 0);
		assert.equal(reads(), 0);
		const { catalog } = snapshot;
		const first = reads();
		assert.ok(first > 0);
		assert.equal(snapshot.catalog, catalog);
		assert.equal(reads(), first);
		wait();
		assert.equal(look(`${TEXT}\n`).catalog, catalog);
		files[`${FOLDER}/mod_lamp/mod_lamp.lua`] = 'module:get_option("lamp_new")';
		wait();
		assert.ok(snapshot.catalog.option("lamp_new"));
		assert.equal(snapshot.catalog.option("lamp_colour"), undefined);
	});

	it("are nobody's business without a folder or files", () => {
		assert.equal(server({}).look('modules_enabled = { "lamp" }\n').catalog, base);
		assert.equal(new Snapshot(ENTRY, TEXT, settings).catalog, base);
	});
});
