import assert from "node:assert/strict";
import { Snapshot } from "../../server/src/engine.ts";
import { completion } from "../../server/src/features/completion.ts";
import type { FileSystem } from "../../server/src/file-system.ts";
import { memoryFiles } from "../support/files.ts";
import { URI } from "./check.ts";
import { EAGER, labelsOf, look, place, silent } from "./completion/places.ts";

const FOLDER = "file:///etc/prosody/";
const files = {
	[`${FOLDER}prosody.cfg.lua`]: "",
	[`${FOLDER}certs/example.org.crt`]: "",
	[`${FOLDER}certs/example.org.key`]: "",
	[`${FOLDER}certs/old/example.net.crt`]: "",
	[`${FOLDER}conf.d/rooms.cfg.lua`]: "",
	[`${FOLDER}conf.d/upload.cfg.lua`]: "",
	[`${FOLDER}secrets/turn.txt`]: "",
	[`${FOLDER}.hidden/x.lua`]: "",
	[`${FOLDER}it's.lua`]: "",
	"file:///var/lib/prosody/custom_plugins/mod_x.lua": "",
	"file:///var/lib/prosody/data/x.dat": "",
};
const HOST = 'VirtualHost "example.org"\n';

describe("completion of files", () => {
	place('ssl = { certificate = "|" }', {
		files,
		all: ["certs/", "conf.d/", "secrets/", "prosody.cfg.lua"],
		gives: { "certs/": 'ssl = { certificate = "certs/" }' },
	});
	place('ssl = { certificate = "certs/|" }', {
		files,
		all: ["old/", "example.org.crt", "example.org.key"],
		gives: {
			"example.org.crt": 'ssl = { certificate = "certs/example.org.crt" }',
			"old/": 'ssl = { certificate = "certs/old/" }',
		},
	});
	place('ssl = { certificate = "certs/exa|" }', {
		files,
		all: ["example.org.crt", "example.org.key"],
		gives: { "example.org.key": 'ssl = { certificate = "certs/example.org.key" }' },
	});
	place('ssl = { certificate = "cer|ts/example.org.crt" }', {
		files,
		all: ["certs/"],
		gives: { "certs/": 'ssl = { certificate = "certs/example.org.crt" }' },
	});
	place('ssl = { key = "certs/example.org|.crt" }', {
		files,
		gives: { "example.org.key": 'ssl = { key = "certs/example.org.key" }' },
	});
	// An open string is closed behind a file, and stays open behind a folder.
	place('certificate = "certs/exa|', { files, gives: { "example.org.crt": 'certificate = "certs/example.org.crt"' } });
	place('certificates = "co|', { files, gives: { "conf.d/": 'certificates = "conf.d/' } });
	place('certificates = "certs/|"', { files, has: ["old/"], not: ["certs"] });
	place('log = { info = "/var/|" }', { files, all: ["lib/"] });
	place("certificates = |", { files, has: ["certs"], not: ["certs/"], gives: { certs: 'certificates = "certs"' } });
	place(`${HOST}certificate = '|'`, { files, gives: { "certs/": `${HOST}certificate = 'certs/'` } });
	place('https_certificate = "certs/|"', { files, has: ["example.org.crt"] });
	place('c2s_ssl = { key = "/etc/prosody/certs/|" }', { files, has: ["example.org.key"] });
	place('plugin_paths = { "/var/lib/prosody/|" }', {
		files,
		all: ["custom_plugins/", "data/"],
		gives: { "custom_plugins/": 'plugin_paths = { "/var/lib/prosody/custom_plugins/" }' },
	});
	place('data_path = "/var/lib/|"', { files, all: ["prosody/"] });
	place('log = { info = "/var/lib/|" }', { files, has: ["prosody/"] });
	place('log = "/var/lib/|"', { files, all: ["prosody/"], gives: { "prosody/": 'log = "/var/lib/prosody/"' } });
	place('Include "|"', { files, has: ["conf.d/", "prosody.cfg.lua"], gives: { "conf.d/": 'Include "conf.d/"' } });
	place('Include "conf.d/|', { files, gives: { "rooms.cfg.lua": 'Include "conf.d/rooms.cfg.lua"' } });
	place('turn_external_secret = FileLine("secrets/|")', {
		files,
		all: ["turn.txt"],
		gives: { "turn.txt": 'turn_external_secret = FileLine("secrets/turn.txt")' },
	});
	place('turn_external_secret = FileLine "secrets/|"', { files, all: ["turn.txt"] });
	place('sql = { password = FileContents("secrets/|") }', { files, all: ["turn.txt"] });
	// Paths of a part are those of the part; certificates are found from the entry file.
	place('Include "|"', {
		uri: `${FOLDER}conf.d/rooms.cfg.lua`,
		files: { ...files, [`${FOLDER}prosody.cfg.lua`]: 'Include "conf.d/*.cfg.lua"' },
		all: ["rooms.cfg.lua", "upload.cfg.lua"],
	});
	place('ssl = { key = "certs/|" }', {
		uri: `${FOLDER}conf.d/rooms.cfg.lua`,
		files: { ...files, [`${FOLDER}prosody.cfg.lua`]: 'Include "conf.d/*.cfg.lua"' },
		has: ["example.org.key"],
	});
	place('Include "%20/|"', { files, all: [] });
	place('certificate = ".|"', { files, all: [".hidden/"] });
	// Where a relative path starts is not known.
	silent('pidfile = "|"', { files });
	silent('plugin_paths = { "|" }', { files });
	silent('certificate = "nowhere/|"', { files });
	silent('certificate = "|"');
	silent('name = "|"', { files });
	silent('x = Credential("|")', { files });

	it("asks for the folder that is typed and what lies in it, and reads nothing", () => {
		const asked: string[] = [];
		const inner = memoryFiles(files);
		const watched: FileSystem = {
			...inner,
			list: (uri) => {
				asked.push(uri);
				return inner.list(uri);
			},
			read: (uri) => {
				assert.equal(uri, URI, "only what the workspace itself reads");
				return inner.read(uri);
			},
		};
		const text = 'certificate = "certs/"';
		completion(new Snapshot(URI, text, undefined, undefined, watched), text.length - 1, EAGER);
		assert.deepEqual(asked, [`${FOLDER}certs/`, `${FOLDER}certs/old`]);
	});
	it("offers the beginning of a long folder, and says that there is more", () => {
		const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${FOLDER}many/${index}.crt`, ""]));
		const view = look('certificate = "many/|"', EAGER, { files: many });
		assert.equal(labelsOf(view).length, 200);
		assert.equal(view.list.isIncomplete, true);
	});
	it("offers nothing where it may not look", () => {
		const closed: FileSystem = { ...memoryFiles(files), list: () => "unknown" };
		const text = 'certificate = "/"';
		const { items } = completion(new Snapshot(URI, text, undefined, undefined, closed), text.length - 1, EAGER);
		assert.deepEqual(items, []);
	});
});
