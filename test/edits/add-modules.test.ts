import { addModules } from "../../server/src/edits/index.ts";
import { cases, declines, lines, scope, type Verb } from "./check.ts";

const add =
	(...modules: string[]): Verb =>
	(config) =>
		addModules(scope(config, "*"), modules);

describe("addModules", () => {
	cases(add("mam", "limits"), [
		[
			"a list of one line",
			'modules_enabled = { "tls", "pep" }\n',
			'modules_enabled = { "tls", "pep", "mam", "limits" }\n',
		],
		["one is there already", 'modules_enabled = { "limits" }\n', 'modules_enabled = { "limits", "mam" }\n'],
		["both are there already", 'modules_enabled = { "limits", "mam" }\n', 'modules_enabled = { "limits", "mam" }\n'],
		["a single string", 'modules_enabled = "tls"\n', 'modules_enabled = { "tls", "mam", "limits" }\n'],
		["no list", 'VirtualHost "example.com"\n', 'modules_enabled = { "mam", "limits" }\n\nVirtualHost "example.com"\n'],
		[
			"several lines, a comment behind the last",
			lines("modules_enabled = {", "  'tls', -- a", "  'pep' -- b", "}"),
			lines("modules_enabled = {", "  'tls', -- a", "  'pep', -- b", "  'mam',", "  'limits'", "}"),
		],
		[
			"one stands there as a comment",
			lines("modules_enabled = {", '\t"tls";', '\t--"limits"; -- a', "}"),
			lines("modules_enabled = {", '\t"tls";', '\t"mam";', '\t"limits"; -- a', "}"),
		],
		[
			"both stand there as comments",
			lines("modules_enabled = {", '\t-- "limits"', '\t"tls";', '\t-- "mam";', "}"),
			lines("modules_enabled = {", '\t"limits";', '\t"tls";', '\t"mam";', "}"),
		],
		[
			"as comments, without a separator behind the last item",
			lines("modules_enabled = {", '  "tls"', '  --"mam"', '  --"limits"', "}"),
			lines("modules_enabled = {", '  "tls";', '  "mam";', '  "limits"', '  --"mam"', '  --"limits"', "}"),
		],
		[
			"both come off modules_disabled",
			'modules_enabled = { "tls" }\nmodules_disabled = { "mam", "s2s", "limits" }\n',
			'modules_enabled = { "tls", "mam", "limits" }\nmodules_disabled = { "s2s" }\n',
		],
	]);

	it("adds all or none", () => declines("modules_enabled = list\n", add("mam", "limits")));
	it("has nothing to do without modules", () => declines('modules_enabled = { "tls" }\n', add()));
});
