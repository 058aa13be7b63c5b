import assert from "node:assert/strict";
import type { FileSystem } from "../../server/src/file-system.ts";
import { RecentFiles } from "../../server/src/lsp/recent-files.ts";

describe("files asked about with every key", () => {
	const names = ["mod_a.lua"];
	const asked: string[] = [];
	const disk: FileSystem = {
		exists(uri) {
			asked.push(`exists ${uri}`);
			return names.includes(uri);
		},
		list(uri) {
			asked.push(`list ${uri}`);
			return [...names];
		},
		read: () => ({ problem: "missing" }),
		real: (uri) => uri,
	};
	let time = 0;
	const files = new RecentFiles(disk, () => time);

	beforeEach(() => {
		asked.length = 0;
		files.forget();
	});

	it("are looked for once in a while", () => {
		for (let key = 0; key < 10; key++) {
			assert.equal(files.exists("mod_a.lua"), true);
			assert.equal(files.exists("mod_b.lua"), false);
			assert.deepEqual(files.list("folder"), ["mod_a.lua"]);
		}
		assert.deepEqual(asked, ["exists mod_a.lua", "exists mod_b.lua", "list folder"]);
	});

	it("are looked for again a second later, and when there was a change", () => {
		assert.equal(files.exists("mod_b.lua"), false);
		names.push("mod_b.lua");
		time += 1000;
		assert.equal(files.exists("mod_b.lua"), true);
		names.pop();
		files.forget();
		assert.equal(files.exists("mod_b.lua"), false);
	});
});
