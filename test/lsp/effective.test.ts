import assert from "node:assert/strict";
import { Editor, URI } from "./client.ts";

interface Answer {
	readonly title: string;
	readonly text: string;
	readonly links: { start: number; end: number; uri: string; line: number; character: number }[];
	readonly global: { line: number; lastLine: number };
	readonly hosts: { name: string; detail: string; line?: number; lastLine?: number }[];
	readonly here?: string;
}

const TEXT = 'a = 1\nVirtualHost "example.org"\n\tb = 2\nComponent "rooms.example.org" "muc"\n';

let editor: Editor;
afterEach(() => editor?.kill());

const ask = (more: object = {}, uri = URI) =>
	editor.request<Answer | null>("prosody/effectiveConfiguration", { uri, ...more });

describe("language server: effective configuration", () => {
	it("is a text with links and the places of the hosts", async () => {
		editor = await Editor.start();
		editor.open(TEXT);
		const answer = await ask({ position: { line: 2, character: 1 } });
		assert.ok(answer);
		const { title, text, links, global, hosts, here } = answer;
		const lines = text.split("\n");
		assert.equal(title, "What Prosody would load from prosody.cfg.lua");
		assert.equal(lines[global.line], "-- Global section");
		assert.deepEqual(
			hosts.map(({ name, detail }) => [name, detail]),
			[
				["example.org", "VirtualHost"],
				["rooms.example.org", "Component muc"],
			],
		);
		assert.match(lines[hosts[1]!.line!]!, /^Component "rooms\.example\.org" "muc"/);
		assert.equal(hosts[0]!.lastLine! + 2, hosts[1]!.line);
		assert.equal(here, "example.org");
		const link = links.find(({ start, end }) => text.slice(start, end) === "prosody.cfg.lua:3");
		assert.deepEqual([link?.uri, link?.line, link?.character], [URI, 2, 1]);
	});

	it("is of one host if asked, and follows the document", async () => {
		editor = await Editor.start();
		editor.open(TEXT);
		const one = await ask({ host: "example.org", position: { line: 0, character: 0 } });
		assert.ok(one && !one.text.includes("rooms.example.org") && one.here === undefined);
		assert.deepEqual(
			one.hosts.map(({ line }) => line !== undefined),
			[true, false],
		);
		editor.edit(2, [[0, 4, 0, 5], "17"]);
		assert.match((await ask())!.text, /a = 17 /);
		assert.ok(!(await ask({ host: "gone.example.org" }))!.text.includes('VirtualHost "'));
		assert.equal(await ask({}, "file:///nowhere.cfg.lua"), null);
	});

	it("stays short where there are thousands of hosts", async () => {
		editor = await Editor.start();
		editor.open(Array.from({ length: 10_000 }, (_, i) => `VirtualHost "h${i}.example.org"\n`).join(""));
		const answer = await ask({ position: { line: 9000, character: 3 } });
		assert.ok(answer);
		assert.equal(answer.hosts.length, 10_000);
		assert.equal(answer.here, "h9000.example.org");
		assert.ok(answer.text.split("\n").length < 5_100);
		assert.match(answer.text, /\n-- \d+ more hosts are not shown here/);
	});
});
