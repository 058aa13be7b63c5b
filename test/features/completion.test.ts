import assert from "node:assert/strict";
import { loadCatalog } from "../../server/src/catalog/load.ts";
import { resolveCompletion } from "../../server/src/features/completion.ts";
import { FULL_SUPPORT } from "../../server/src/features/support.ts";
import { complete, completionsAt, PLAIN, snapshotOf } from "./check.ts";

/** Choosing the item gives that text. */
function gives(marked: string, label: string, expected: string, settings: unknown = {}): void {
	it(`${marked.replace(/\n/g, "⏎")} + ${label}`, () => assert.equal(complete(marked, label, settings), expected));
}

function labels(marked: string, settings: unknown = {}): string[] {
	return completionsAt(marked, settings).map(({ label }) => label);
}

function offers(
	marked: string,
	wanted: readonly string[],
	unwanted: readonly string[] = [],
	settings: unknown = {},
): void {
	it(`${marked.replace(/\n/g, "⏎")} offers ${wanted.slice(0, 3)}, not ${unwanted.slice(0, 3)}`, () => {
		const found = labels(marked, settings);
		for (const label of wanted) assert.ok(found.includes(label), `${label} is missing in ${found.slice(0, 20)}`);
		for (const label of unwanted) assert.ok(!found.includes(label), `${label} has no place here`);
	});
}

function silent(marked: string): void {
	it(`nothing: ${marked.replace(/\n/g, "⏎")}`, () => assert.deepEqual(labels(marked), []));
}

describe("completion: modules", () => {
	gives('modules_enabled = { "|" }', "limits", 'modules_enabled = { "limits" }');
	gives('modules_enabled = { "lim|" }', "limits", 'modules_enabled = { "limits" }');
	gives('modules_enabled = { "li|mi" }', "limits", 'modules_enabled = { "limits" }');
	gives("modules_enabled = { 'lim|' }", "limits", "modules_enabled = { 'limits' }");
	gives('modules_enabled = { "lim|', "limits", 'modules_enabled = { "limits"');
	gives('modules_enabled = { "lim| }', "limits", 'modules_enabled = { "limits" }');
	gives(
		'modules_enabled = {\n\t"roster";\n\t"lim|\n\t"tls";\n}',
		"limits",
		'modules_enabled = {\n\t"roster";\n\t"limits"\n\t"tls";\n}',
	);
	gives(
		'modules_enabled = {\n\t"roster";\n\t"lim|;\n\t"tls";\n}',
		"limits",
		'modules_enabled = {\n\t"roster";\n\t"limits";\n\t"tls";\n}',
	);
	gives("modules_enabled = { | }", "limits", 'modules_enabled = { "limits" }');
	gives("modules_enabled = { lim| }", "limits", 'modules_enabled = { "limits" }');
	gives('modules_enabled = {\n\t"roster";\n\t|\n}', "limits", 'modules_enabled = {\n\t"roster";\n\t"limits";\n}');
	gives(
		'modules_enabled = {\n\t"roster",\n\t|\n\t"tls",\n}',
		"limits",
		'modules_enabled = {\n\t"roster",\n\t"limits",\n\t"tls",\n}',
	);
	gives('modules_enabled = { "roster", | }', "limits", 'modules_enabled = { "roster", "limits" }');
	gives('modules_enabled = {\n\t"roster"\n\t"lim|"\n}', "limits", 'modules_enabled = {\n\t"roster",\n\t"limits"\n}');
	gives(
		'modules_enabled = {\n\t"roster";\n\t"tls" -- last\n\t"|"\n}',
		"limits",
		'modules_enabled = {\n\t"roster";\n\t"tls"; -- last\n\t"limits"\n}',
	);
	gives('modules_enabled = {\n\t"|\nVirtualHost "x"', "limits", 'modules_enabled = {\n\t"limits"\nVirtualHost "x"');
	gives('VirtualHost "x"\n\tmodules_enabled = { "|" }', "mam", 'VirtualHost "x"\n\tmodules_enabled = { "mam" }');
	gives(
		'Component "x" "muc"\n\tmodules_enabled = { "|" }',
		"muc_mam",
		'Component "x" "muc"\n\tmodules_enabled = { "muc_mam" }',
	);
	gives('Component "x" "|"', "muc", 'Component "x" "muc"');
	gives('Component "x" "m|', "muc", 'Component "x" "muc"');
	gives('Component "x" |', "muc", 'Component "x" "muc"');
	gives('Component "x" "|"\n\tname = "y"\n', "http_file_share", 'Component "x" "http_file_share"\n\tname = "y"\n');
	gives('modules_disabled = { "|" }', "s2s", 'modules_disabled = { "s2s" }');
	gives('VirtualHost "x" { modules_enabled = { "|" } }', "mam", 'VirtualHost "x" { modules_enabled = { "mam" } }');

	offers(
		'modules_enabled = { "roster"; "|" }',
		["tls", "mam"],
		["roster", "presence", "muc", "auth_internal_hashed", "VirtualHost"],
	);
	offers('modules_enabled = { "roster|" }', ["roster"]);
	offers(
		'modules_enabled = { "mam" }\nVirtualHost "x"\nmodules_enabled = { "|" }',
		["pep"],
		["mam", "limits", "muc_mam"],
	);
	offers('Component "x" "muc"\nmodules_enabled = { "|" }', ["muc_mam"], ["roster", "limits"]);
	offers('modules_enabled = { "mam" }\nmodules_disabled = { "|" }', ["mam", "s2s"], ["pep"]);
	offers('modules_enabled = { "|" }', ["smacks"], ["tombstones"], { version: "0.11" });
	it("common ones come first", () => {
		const found = labels('modules_enabled = { "|" }');
		assert.ok(found.indexOf("roster") < 5 && found.indexOf("mam") < found.indexOf("uptime"), found.slice(0, 10).join());
	});
	silent('admins = { "|" }');
	silent('VirtualHost "|"');
	silent('-- modules_enabled = { "|" }');
	silent('modules_enabled = { "roster" } --[[ "| ]]');
	silent('local x = { "|" }');
});

describe("completion: statements", () => {
	gives("|", "authentication", "authentication = ");
	gives("auth|", "authentication", "authentication = ");
	gives("admins = { }\n|\n", "modules_enabled", "admins = { }\nmodules_enabled = \n");
	gives(
		'admins = { }\nauth|\n\nVirtualHost "x"\n',
		"authentication",
		'admins = { }\nauthentication = \n\nVirtualHost "x"\n',
	);
	gives('auth| = "x"', "authentication", 'authentication = "x"');
	gives(
		'VirtualHost "x"\n\tallow|\nVirtualHost "y"\n',
		"allow_registration",
		'VirtualHost "x"\n\tallow_registration = \nVirtualHost "y"\n',
	);
	gives('Component "x" "muc"\n\t|', "restrict_room_creation", 'Component "x" "muc"\n\trestrict_room_creation = ');
	gives("Virt|", "VirtualHost", 'VirtualHost "example.org"');
	gives("if true then\n\tauth|\nend", "authentication", "if true then\n\tauthentication = \nend");
	gives('VirtualHost "x" { allow| }', "allow_registration", 'VirtualHost "x" { allow_registration =  }');

	offers("admins = { }\n|", ["modules_enabled", "VirtualHost", "Component", "Include"], ["admins"]);
	offers('VirtualHost "x"\n|', ["allow_registration"], ["pidfile", "restrict_room_creation"]);
	offers('Component "x" "muc"\n|', ["restrict_room_creation"], ["allow_registration", "pidfile"]);
	offers('Component "x" "muc"\nVirtualHost "y"\n|', ["allow_registration"], ["restrict_room_creation"]);
	it("a Component's own options come first", () => {
		assert.match(labels('Component "x" "http_file_share"\n|')[0]!, /^http_file_share_/);
	});
	silent("authentication = 1 |");
	silent("foo.|");
});

describe("completion: values", () => {
	gives("allow_registration = |", "true", "allow_registration = true");
	gives("allow_registration = fa|", "false", "allow_registration = false");
	gives("authentication = |", "internal_hashed", 'authentication = "internal_hashed"');
	gives('authentication = "|"', "internal_hashed", 'authentication = "internal_hashed"');
	gives('authentication = "int|', "internal_hashed", 'authentication = "internal_hashed"');
	gives("authentication = int|\nadmins = { }", "internal_hashed", 'authentication = "internal_hashed"\nadmins = { }');
	gives('storage = "s|"', "sql", 'storage = "sql"');
	gives('storage = { archive = "|" }', "sql", 'storage = { archive = "sql" }');
	gives(
		'Component "x" "muc"\nrestrict_room_creation = |',
		"local",
		'Component "x" "muc"\nrestrict_room_creation = "local"',
	);
	gives(
		'Component "x" "muc"\nrestrict_room_creation = |',
		"true",
		'Component "x" "muc"\nrestrict_room_creation = true',
	);
	gives("limits = { | }", "c2s", "limits = { c2s =  }");
	gives("limits = { c2s = { | } }", "rate", "limits = { c2s = { rate =  } }");
	gives('limits = { c2s = { rate = "3kb/s"; | } }', "burst", 'limits = { c2s = { rate = "3kb/s"; burst =  } }');
	gives("turn_external_secret = |", "FileLine", 'turn_external_secret = FileLine("")');
	offers('limits = { c2s = { rate = "3kb/s"; | } }', ["burst"], ["rate"]);
	offers("turn_external_secret = |", [], ["FileLine"], { version: "0.12" });
	it("only strings inside a string", () => assert.ok(!labels('restrict_room_creation = "|"').includes("true")));
	silent("some_unknown_option = |");
	silent('limits = foo({ "|" })');
});

describe("completion: items", () => {
	it("are snippets where the client knows them", () => {
		assert.equal(
			complete("allow_reg|", "allow_registration", {}, FULL_SUPPORT),
			"allow_registration = ${1|false,true|}",
		);
		assert.equal(complete("Virt|", "VirtualHost", {}, FULL_SUPPORT), 'VirtualHost "${1:example.org}"\n\t$0');
		assert.equal(complete("modules_en|", "modules_enabled", {}, FULL_SUPPORT), 'modules_enabled = { "$1" }');
		const [item] = completionsAt('modules_enabled = { "|" }', {}, FULL_SUPPORT);
		assert.equal(item?.insertTextFormat, undefined, "a plain text is no snippet");
	});
	it("come without documentation, which is looked up later", () => {
		const item = completionsAt('modules_enabled = { "|" }').find(({ label }) => label === "limits")!;
		assert.equal(item.documentation, undefined);
		const resolved = resolveCompletion(JSON.parse(JSON.stringify(item)), loadCatalog(), PLAIN);
		assert.match(JSON.stringify(resolved.documentation), /mod_limits/);
		assert.deepEqual(resolved.textEdit, item.textEdit);
	});
	it("of every kind have documentation", () => {
		for (const [marked, label] of [
			["|", "authentication"],
			["|", "VirtualHost"],
			["limits = { | }", "c2s"],
			["authentication = |", "internal_hashed"],
		]) {
			const item = completionsAt(marked!).find((one) => one.label === label)!;
			assert.ok(resolveCompletion(item, loadCatalog(), PLAIN).documentation, label);
		}
	});
	it("survive data of somebody else", () => {
		for (const data of [undefined, null, 1, "x", [], ["module", "no_such", "13.0"], {}]) {
			assert.equal(resolveCompletion({ label: "x", data }, loadCatalog(), PLAIN).documentation, undefined);
		}
	});
});

describe("completion: never throws", () => {
	it("at any place of a file that grows letter by letter", () => {
		const text =
			'admins = { "a@b" }\nmodules_enabled = {\n\t"mam"; -- x\n\t"pe\n}\nVirtualHost "x" { limits = { c2s = { rate = [[\n]] } } }\nComponent("y", "muc")\nif ENV_X then name = "z" end\n';
		for (let end = 0; end <= text.length; end++) {
			const snapshot = snapshotOf(text.slice(0, end));
			assert.ok(snapshot);
			completionsAt(`${text.slice(0, end)}|`);
			completionsAt(`${text.slice(0, end)}|${text.slice(end)}`);
		}
	});
});

describe("completion: defaults of the list", () => {
	it("come to the same", () => {
		for (const marked of ["|", 'modules_enabled = { "ro|" }', "modules_enabled = {\n\t|\n\t'x'\n}"]) {
			const plain = completionsAt(marked, {}, PLAIN);
			const defaults = completionsAt(marked, {}, { ...PLAIN, completionDefaults: true });
			assert.deepEqual(
				defaults.map(({ label, textEdit }) => [label, textEdit]),
				plain.map(({ label, textEdit }) => [label, textEdit]),
			);
		}
	});
});
