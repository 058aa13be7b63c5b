import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileCatalog } from "../../scripts/lib/catalog.mjs";

describe("the catalog's source files", () => {
	let root: string;
	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), "catalog-"));
		cpSync("catalog", join(root, "catalog"), { recursive: true });
	});
	afterEach(() => rmSync(root, { recursive: true, force: true }));

	const change = (file: string, edit: (text: string) => string) => {
		const path = join(root, "catalog", file);
		writeFileSync(path, edit(readFileSync(path, "utf8")));
	};

	it("compile into one compact text", () => {
		const text = compileCatalog(root);
		assert.ok(!text.includes("\n"));
		assert.ok(text.length < 600_000, String(text.length));
		assert.equal(JSON.parse(text).modules[0].kind, "server");
	});

	it("are refused, with file and line, when a field is unknown", () => {
		change("core/ping.yaml", (text) => text.replace("kind: host", "kind: host\ncolour: red"));
		assert.throws(() => compileCatalog(root), /catalog\/core\/ping\.yaml:\d+: .*colour/);
	});

	it("are refused when an option has a type that does not exist", () => {
		change("core/motd.yaml", (text) => text.replace("type: string", "type: text"));
		assert.throws(() => compileCatalog(root), /motd\.yaml:\d+: \/options\/motd_\w+\/type/);
	});

	it("are refused when they are no YAML", () => {
		change("core/ping.yaml", (text) => text + "\n  - : [");
		assert.throws(() => compileCatalog(root), /ping\.yaml:\d+: /);
	});

	it("are refused when the name is not the file's", () => {
		change("core/ping.yaml", (text) => text.replace("name: ping", "name: pong"));
		assert.throws(() => compileCatalog(root), /ping\.yaml: is named pong/);
	});

	it("are refused when the server's options are described twice", () => {
		change("core/server-old.yaml", (text) =>
			text.replace("options:\n", "options:\n  admins: { summary: The admins again., type: set, scope: [global] }\n"),
		);
		assert.throws(() => compileCatalog(root), /admins is described twice/);
	});
});
