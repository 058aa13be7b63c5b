import { isSectionName } from "../starts.ts";
import { endsExpression, Kind } from "../token.ts";
import { clip, inStatement, isOperator, isSeparator, isStatementHead, type Proposal, type Site } from "./site.ts";

const run = /[^\s"'`;,(){}=]+/y;

/** `VirtualHost example.com`, `Include conf.d/*.cfg.lua`: the argument lacks its quotes. */
export function unquotedHost(site: Site): Proposal | undefined {
	const { code, at, text } = site;
	let head = at - 1;
	const limit = Math.max(0, at - 12);
	while (head > limit && !(code[head]!.kind === Kind.Name && isSectionName(code[head]!.text))) head--;
	const section = code[head];
	if (section?.kind !== Kind.Name || !isSectionName(section.text)) return undefined;
	const first = code[head + 1];
	if (first === undefined || first.newline || !inStatement(site) || isOperator(first, "(")) return undefined;
	run.lastIndex = first.from;
	const word = run.exec(text)?.[0];
	if (word === undefined) return undefined;
	const from = first.from;
	const to = from + word.length;
	const instead = quote(word);
	return {
		kind: section.text === "Include" ? "unquoted-text" : "unquoted-host",
		from,
		to,
		edits: [{ from, to, text: instead }],
		detail: { section: section.text, word: clip(word), instead: clip(instead) },
	};
}

/** An address, path or other text without quotes where a value belongs. */
export function unquotedText(site: Site): Proposal | undefined {
	const { code, at, text } = site;
	for (const index of [at, at - 1, at - 2]) {
		const token = code[index];
		if (token === undefined) continue;
		let from = token.from;
		while (from > 0 && !/[\s"'`;,(){}[\]=]/.test(text.charAt(from - 1))) from--;
		run.lastIndex = from;
		const word = run.exec(text)?.[0];
		if (word === undefined || word.length < 2 || word.startsWith("--")) continue;
		if (!/[@/\\*]|[^\x21-\x7e]|[A-Za-z]\.[A-Za-z]|\w-\w|:\/\//.test(word) || /^[-+*/<>~^%&|#]+$/.test(word)) continue;
		const before = code.findLast((other) => other.to <= from);
		const value =
			isOperator(before, "=") ||
			(site.open.length > 0 && !endsExpression(before)) ||
			(site.open.length > 0 && isSeparator(before));
		if (!value) continue;
		const to = from + word.length;
		// `key = a.b "c"` is Lua; only what the parser rejects inside the run is ours.
		if (code[at] !== undefined && code[at]!.from > to) continue;
		return {
			kind: "unquoted-text",
			from,
			to,
			edits: [{ from, to, text: quote(word) }],
			detail: { word: clip(word), instead: clip(quote(word)) },
		};
	}
	return undefined;
}

function quote(word: string): string {
	return `"${word.replace(/["\\]/g, "\\$&")}"`;
}

/** A word that is no statement: typed by accident, or the rest of something. */
export function strayWord(site: Site): Proposal | undefined {
	const { code, at } = site;
	const word = code[at - 1];
	if (word?.kind !== Kind.Name || !inStatement(site) || isSectionName(word.text)) return undefined;
	if (!isStatementHead(site, at - 1)) return undefined;
	const next = code[at];
	const alone = next === undefined || next.newline || isOperator(next, ";");
	// `x y = 1`: the rest is a statement.
	const followed = next?.kind === Kind.Name && (isOperator(code[at + 1], "=") || code[at + 1]?.kind === Kind.String);
	if (!alone && !followed) return undefined;
	return {
		kind: "stray-word",
		from: word.from,
		to: word.to,
		edits: [{ from: word.from, to: word.to, text: "" }],
		detail: { word: word.text },
	};
}
