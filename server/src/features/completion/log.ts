/** What the option `log` takes: where messages go, and which of them. */
import { CompletionItemKind } from "vscode-languageserver-types";
import { type Candidate, type Offer, type Request, sortKey } from "./item.ts";
import type { ValuePlace } from "./keys.ts";

const SINKS = ["*syslog", "*console"];
/** From the most to the least; each brings those in front of it. */
const LEVELS = ["error", "warn", "info", "debug"];

export function logOffer({ context }: Request, { path, entry }: ValuePlace): Offer | undefined {
	const [first, second] = path;
	if (path.includes("levels")) return inLevels(path, entry);
	// `log = "*syslog"`, `log = { info = "*syslog" }` and `log = { "*syslog" }`
	if (path.length > 1 || second !== undefined) return undefined;
	const isItem = typeof first === "number";
	// Where a level may stand, that is what most configurations have.
	const candidates = texts(SINKS, isItem ? 2 : 0);
	return { candidates: isItem && context.word?.kind !== "string" ? [...candidates, TARGET] : candidates };
}

const TARGET: Candidate = {
	label: "{ levels = …, to = … }",
	kind: CompletionItemKind.Struct,
	text: '{ levels = { min = "info" }, to = "syslog" }',
	snippet: '{ levels = { min = "${1|info,warn,error,debug|}" }, to = "${2|syslog,console,file|}" }',
	sortText: sortKey(3),
	letters: -1,
};

/** `levels = { min = "info" }` or `levels = { "warn", "error" }` */
function inLevels(path: ValuePlace["path"], entry: boolean): Offer | undefined {
	const inside = path.slice(path.indexOf("levels") + 1);
	if (inside.length > 1) return undefined;
	const [step] = inside;
	if (step === undefined) return { candidates: [key("min", "{ min = "), key("max", "{ max = ")].map(asTable) };
	if (typeof step === "number" && entry) return { candidates: [...texts(LEVELS), key("min"), key("max")] };
	return step === "min" || step === "max" ? { candidates: texts(LEVELS) } : undefined;
}

function key(label: string, before = `${label} = `): Candidate {
	return {
		label,
		kind: CompletionItemKind.Field,
		text: before,
		snippet: `${before}"\${1|info,warn,error,debug|}"`,
		sortText: sortKey(1),
	};
}

function asTable(one: Candidate): Candidate {
	return {
		...one,
		label: `{ ${one.label} = … }`,
		text: `${one.text}"info" }`,
		snippet: `${one.snippet} }`,
		letters: -1,
	};
}

function texts(all: readonly string[], group = 0): Candidate[] {
	return all.map((label, index) => ({
		label,
		kind: CompletionItemKind.EnumMember,
		quoted: true,
		sortText: sortKey(group, index),
	}));
}
