/** What `--fix` may do unasked: only what keeps the meaning in all the places a file may be read from. */
import assert from "node:assert/strict";
import { readSettings, Snapshot } from "../../server/src/engine.ts";

const MAIN = "file:///etc/prosody/prosody.cfg.lua";

/** Whether the first fix of a rule's only finding is safe. */
function isSafe(rule: string, text: string, uri = MAIN): boolean {
	const found = new Snapshot(uri, text, readSettings({})).findings.filter((one) => one.rule.id === rule);
	assert.equal(found.length, 1, text);
	return found[0]!.fixes[0]!.safe;
}

describe("rules: fixes that are made unasked", () => {
	it("nothing in a template", () => {
		const text = (host: string) => `use_libevent = true\nVirtualHost "example.org"\n\tname = ${host}\n`;
		assert.equal(isSafe("option-deprecated", text('"Chat"')), true);
		assert.equal(isSafe("option-deprecated", text("{{ name | quote }}")), false);
	});

	it("no outdated option whose value is not known here", () => {
		assert.equal(isSafe("option-deprecated", 'use_libevent = false\nVirtualHost "example.org"\n'), true);
		assert.equal(isSafe("option-deprecated", 'use_libevent = ENV_X\nVirtualHost "example.org"\n'), false);
	});

	it("no move to the global section where other files or other hosts may differ", () => {
		const rule = "global-option-in-host";
		const strict = 'VirtualHost "example.org"\n\ts2s_secure_auth = true\n';
		assert.equal(isSafe(rule, strict), true);
		assert.equal(isSafe(rule, `${strict}VirtualHost "example.com"\n`), false);
		assert.equal(isSafe(rule, `Include "conf.d/*.cfg.lua"\n${strict}`), false);
		assert.equal(isSafe(rule, strict, "file:///etc/prosody/conf.d/example.org.cfg.lua"), false);
		const proxies = 'VirtualHost "example.org"\n\ttrusted_proxies = { "192.0.2.1" }\nVirtualHost "example.com"\n';
		assert.equal(isSafe(rule, proxies), true);
	});
});
