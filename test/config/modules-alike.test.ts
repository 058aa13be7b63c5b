/** Hosts that are alike share what they come to: each must still come to what it would come to alone, with its own places. */
import assert from "node:assert/strict";
import { loadModuleFacts } from "../../server/src/catalog/load.ts";
import { loadConfiguration } from "../../server/src/config/load.ts";
import type { LeftOutModule, LoadedModule, Scope } from "../../server/src/config/model.ts";
import { parse } from "../../server/src/syntax/index.ts";

const GLOBAL =
	'modules_enabled = { "roster", "register", "http_file_share", "vcard" }\nmodules_disabled = { "offline" }\n';
const HEADS = ['VirtualHost "{}"\n', 'Component "{}" "muc"\n', 'Component "{}"\n'];
const LISTS = [
	"",
	'modules_enabled = { "mam", "invites_register" }\n',
	'modules_enabled = { "mam", ENV_MODULE }\n',
	'modules_enabled = { "vcard_legacy" }\n',
	'modules_disabled = { "offline", "register_limits" }\n',
	'modules_enabled = { "mam" }\nmodules_disabled = { "register_ibr" }\n',
	'modules_disabled = "register_ibr"\n',
];
const OPTIONS = [
	"",
	"allow_registration = true\n",
	"allow_registration = false\n",
	'allow_registration = "false"\n',
	"allow_registration = ENV_OPEN\n",
	"registration_invite_only = false\n",
	'archive_expires_after = "never"\n',
];

function hosts(text: string): readonly Scope[] {
	const tree = parse("file:///etc/prosody/prosody.cfg.lua", text);
	const config = loadConfiguration(tree, { series: "13.0", assumed: false }, undefined, loadModuleFacts());
	return config.hosts;
}

/** Places are told by their text and by how far they are from the line of the host. */
function told({ name, sections, modules }: Scope) {
	const head = sections[0]!.head!.start;
	const tell = (one: LoadedModule | LeftOutModule) => {
		const at = one.at && (one.at.start < head ? `${one.at.text} above` : `${one.at.text} ${one.at.start - head}`);
		return { ...one, at };
	};
	return {
		name,
		loaded: [...modules.loaded].map(([key, one]) => [key, tell(one)]),
		leftOut: [...modules.leftOut.values()].map(tell),
		complete: modules.complete,
		has: ["mam", "register_ibr", "register_limits", "vcard", "offline", "nobody_knows_it"].map(modules.has, modules),
		each: [...modules.loaded.keys()].every((key) => modules.has(key) === modules.loaded.has(key)),
	};
}

describe("hosts that are alike", () => {
	const texts = HEADS.flatMap((head) => LISTS.flatMap((list) => OPTIONS.map((option) => head + list + option)));
	// Each twice, so that there is somebody to be like.
	const named = [...texts, ...texts].map((text, index) => text.replace("{}", `host${index}.example.org`));
	const together = hosts(GLOBAL + named.join(""));

	it("come to what each of them comes to alone", () => {
		assert.equal(together.length, named.length);
		for (const [index, text] of named.entries()) {
			const [alone] = hosts(GLOBAL + text);
			assert.deepEqual(told(together[index]!), told(alone!), text);
		}
	});
	it("tell that they are", () => {
		const kinds = new Set(together.map(({ modules }) => modules.alike));
		assert.ok(kinds.size < texts.length + texts.length / 2, `${kinds.size} of ${named.length}`);
	});
});
