/** A seed and a number make a case: data that can be written down, made smaller, and tried again. */
import { RULES } from "../../server/src/rules/registry.ts";
import { corpus } from "./corpus.ts";
import { checkDocument, type DocumentCase, type Edit, textOf } from "./document.ts";
import { monster } from "./monsters.ts";
import { insertion, mutated } from "./mutate.ts";
import { Steps, TooSlow } from "./promises.ts";
import { Random } from "./random.ts";
import { checkWorkspace, type WorkspaceCase, type WorkspaceStep } from "./workspace.ts";

export type CoreCase = DocumentCase | WorkspaceCase;

export interface Outcome {
	readonly step: string;
	readonly ms: number;
}

/** @param length of the longest texts; a short run keeps them short */
export function makeCase(seed: number, number: number, length = 5_000_000): CoreCase {
	const random = new Random(seed, "core", number);
	if (number % 100 === 99) return monsterCase(random, length);
	if (number % 20 === 19) return monsterCase(random, random.pick([2_000, 20_000, Math.min(200_000, length)]));
	return number % 4 === 3 ? workspaceCase(random) : documentCase(random);
}

/** Tries a case. @throws Broken when a promise is not kept */
export function tryCase(one: CoreCase): Outcome {
	const size = one.kind === "document" ? textOf(one).length : JSON.stringify(one).length;
	const attempt = () => {
		const steps = new Steps(size);
		if (one.kind === "document") checkDocument(one, steps);
		else checkWorkspace(one, steps);
		return { step: steps.slowest.step, ms: steps.slowest.ms };
	};
	try {
		return attempt();
	} catch (error) {
		if (error instanceof TooSlow) return attempt();
		throw error;
	}
}

const URIS = [
	"file:///etc/prosody/prosody.cfg.lua",
	"file:///etc/prosody/prosody.cfg.lua",
	"file:///etc/prosody/conf.d/example.org.cfg.lua",
	"untitled:Untitled-1",
];

function documentCase(random: Random): DocumentCase {
	return {
		kind: "document",
		uri: random.pick(URIS),
		text: mutated(random.pick(corpus().texts), random),
		settings: settings(random),
		places: random.times(2, 4, () => random.below(1001)),
		edits: random.times(0, 3, () => edit(random)),
	};
}

function monsterCase(random: Random, length: number): DocumentCase {
	return {
		kind: "document",
		uri: URIS[0]!,
		text: monster(random, length),
		settings: {},
		places: [0, random.below(1001), 1000],
		edits: [edit(random)],
	};
}

function edit(random: Random): Edit {
	return { at: random.below(1001), remove: random.oneIn(3) ? random.below(30) : 0, insert: insertion(random) };
}

function settings(random: Random): unknown {
	if (random.oneIn(12)) return odd(random);
	return {
		profile: random.pick(["auto", "public", "personal"]),
		version: random.pick(["auto", "0.11", "0.12", "13.0", "trunk"]),
		rules: random.oneIn(5) ? { [random.pick(RULES).id]: random.pick(["off", "on", "error", "hint", "no"]) } : {},
	};
}

/** What settings look like when somebody got them wrong. */
export function odd(random: Random): unknown {
	return random.pick<unknown>([
		null,
		"public",
		0,
		true,
		[],
		[[]],
		{ profile: 1, version: {}, rules: "off" },
		{ rules: [null, 1] },
		{ rules: { __proto__: "off", constructor: "error", "no-such-rule": "off", "": "on" } },
		{ version: null, profile: null, rules: null },
		{ profile: "public", version: 13, rules: { "limits-missing": { severity: "off" } } },
	]);
}

const NAMES = ["prosody.cfg.lua", "conf.d/a.cfg.lua", "conf.d/b.cfg.lua", "conf.d/c.cfg.lua", "other.lua"];

function workspaceCase(random: Random): WorkspaceCase {
	const disk: Record<string, string> = {};
	for (const name of NAMES) if (!random.oneIn(4)) disk[name] = fileText(name, random);
	const open = NAMES.filter((name, index) => index === 0 || random.oneIn(2) || name in disk);
	return {
		kind: "workspace",
		settings: random.oneIn(2) ? {} : settings(random),
		disk,
		steps: [
			...open.map((file) => ({ do: "open", file }) as const),
			...random.times(3, 14, () => workspaceStep(random)),
		],
	};
}

function workspaceStep(random: Random): WorkspaceStep {
	const file = random.pick(NAMES);
	switch (random.below(12)) {
		case 0:
			return { do: "open", file };
		case 1:
			return { do: "close", file };
		case 2:
			return { do: "write", file, text: fileText(file, random) };
		case 3:
			return random.oneIn(3) ? { do: "forget" } : { do: "remove", file };
		case 4:
		case 5:
		case 6:
			return { do: "look", file };
		default:
			return { do: "edit", file, ...(random.oneIn(3) ? hostEdit(random) : edit(random)) };
	}
}

/** An edit at the end of a file: a statement that others may be judged by. */
function hostEdit(random: Random): Edit {
	return { at: random.pick([0, 1000, 1000]), remove: 0, insert: statement(random) };
}

const HOSTS = ["a.example.org", "b.example.org", "localhost", "muc.example.org"];

function statement(random: Random): string {
	return random.pick([
		() => `\nVirtualHost "${random.pick(HOSTS)}"\n`,
		() => `\nComponent "${random.pick(HOSTS)}" "${random.pick(["muc", "http_file_share", "proxy65"])}"\n`,
		() =>
			`\nInclude "${random.pick(["conf.d/*.cfg.lua", "conf.d/a.cfg.lua", "other.lua", "b.cfg.lua", "*.lua", "../prosody.cfg.lua"])}"\n`,
		() => "\nallow_registration = true\n",
		() => '\nmodules_enabled = { "roster", "register", "mam" }\n',
		() => '\nmodules_enabled:append { "csi" }\n',
		() => '\nadmins = { "a@example.org" }\n',
		() => "\nlocal x = 1\n",
		() => "\nx = y\n",
		() =>
			`\n${random.pick(["function f() return 1 end", "shared = { 1 }", "shared[1] = 2", "return", "if shared then a = 1 end"])}\n`,
	])();
}

function fileText(name: string, random: Random): string {
	const parts = random.times(0, 4, () => (random.oneIn(2) ? statement(random) : random.pick(corpus().texts)));
	const text = parts.join("\n") + (name === NAMES[0] && !random.oneIn(6) ? '\nInclude "conf.d/*.cfg.lua"\n' : "");
	return random.oneIn(5) ? mutated(text, random) : text;
}
