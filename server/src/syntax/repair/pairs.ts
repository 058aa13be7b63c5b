import { isStringLike, Kind, type Token } from "../token.ts";
import {
	beginsValue,
	clip,
	inStatement,
	inTable,
	isCloser,
	isOperator,
	isSeparator,
	isStatementHead,
	type Proposal,
	type Site,
} from "./site.ts";

const luaName = /^[A-Za-z_]\w*$/;

/** `key: "value"`, `"key" = "value"` and `"key": "value"`. */
export function jsonStylePair(site: Site): Proposal | undefined {
	if (!inTable(site) && !inStatement(site)) return undefined;
	return quotedKey(site) ?? colonPair(site) ?? bracketList(site);
}

/** `[ "a", "b" ]` where Lua writes `{ "a", "b" }`. */
function bracketList(site: Site): Proposal | undefined {
	const { code, at } = site;
	const opener = code[at];
	if (!isOperator(opener, "[") || !isOperator(code[at - 1], "=")) return undefined;
	let depth = 0;
	for (let i = at; i < code.length; i++) {
		if (isOperator(code[i], "[")) depth++;
		else if (isOperator(code[i], "]") && --depth === 0) {
			return {
				kind: "json-style-pair",
				from: opener!.from,
				to: opener!.to,
				edits: [
					{ from: opener!.from, to: opener!.to, text: "{" },
					{ from: code[i]!.from, to: code[i]!.to, text: "}" },
				],
				detail: { key: "[ ]", instead: "{ }", sign: "[" },
			};
		}
	}
	return undefined;
}

function quotedKey(site: Site): Proposal | undefined {
	const { code, text } = site;
	// Inside a table the parser stumbles over the sign behind the key, in a statement over the key itself.
	const sign = isPairSign(code[site.at]) ? site.at : isPairSign(code[site.at + 1]) ? site.at + 1 : -1;
	const key = code[sign - 1];
	if (sign < 0 || key === undefined || !(isStringLike(key.kind) || key.kind === Kind.Number)) return undefined;
	const raw = text.slice(key.from, key.to);
	const inner = isStringLike(key.kind) ? raw.slice(1, -1) : "";
	const table = inTable(site);
	if (!table && (!luaName.test(inner) || !(key.newline || sign === 1))) return undefined;
	const instead = luaName.test(inner) ? inner : `[${raw}]`;
	const glued = isOperator(code[sign], ":") && code[sign]!.from === key.to;
	return {
		kind: "json-style-pair",
		from: key.from,
		to: code[sign]!.to,
		edits: [
			{ from: key.from, to: key.to, text: instead },
			{ from: code[sign]!.from, to: code[sign]!.to, text: glued ? " =" : "=" },
		].filter((edit) => text.slice(edit.from, edit.to) !== edit.text),
		detail: { key: clip(raw), instead: `${instead} =`, sign: code[sign]!.text },
	};
}

function isPairSign(token: Token | undefined): boolean {
	return isOperator(token, ":") || isOperator(token, "=");
}

function colonPair(site: Site): Proposal | undefined {
	const { code, at, text } = site;
	let colon = at - 1;
	if (!isOperator(code[colon], ":")) {
		// `{ driver: internal }`: read as a method call without its arguments.
		colon = at - 2;
		if (!isOperator(code[colon], ":") || code[colon]!.to === code[colon + 1]!.from) return undefined;
		const next = code[at];
		if (!(next === undefined || next.newline || isSeparator(next) || isCloser(next))) return undefined;
	} else if (!beginsValue(code[at])) return undefined;
	const key = code[colon - 1];
	if (key?.kind !== Kind.Name) return undefined;
	const before = code[colon - 2];
	const first = inTable(site)
		? isSeparator(before) || isOperator(before, "{") || key.newline
		: isStatementHead(site, colon - 1) || colon === 1;
	if (!first) return undefined;
	const blank = text.charAt(code[colon]!.to) === " " || code[at]?.newline === true ? "" : " ";
	return {
		kind: "json-style-pair",
		from: key.from,
		to: code[colon]!.to,
		edits: [{ from: key.to, to: code[colon]!.to, text: ` =${blank}` }],
		detail: { key: key.text, instead: `${key.text} =`, sign: ":" },
	};
}

/** Names with hyphens or dots in front of `=`: Lua reads a subtraction. */
export function hyphenatedOption(site: Site): Proposal | undefined {
	const { code, at, text } = site;
	const table = inTable(site);
	if (!table && !inStatement(site)) return undefined;
	// The parser stops at the first hyphen in a statement and at the `=` in a table.
	let end = at;
	while (end < code.length && !isOperator(code[end], "=") && isGlued(code, end)) end++;
	if (!isOperator(code[end], "=")) return undefined;
	let first = end - 1;
	while (
		first > 0 &&
		code[first - 1]!.to === code[first]!.from &&
		/^[\w.-]+$/.test(text.slice(code[first - 1]!.from, code[first - 1]!.to))
	)
		first--;
	const from = code[first]?.from;
	const last = code[end - 1];
	if (from === undefined || last === undefined || first >= end) return undefined;
	const word = text.slice(from, last.to);
	if (!/^[A-Za-z_\d][\w.]*(?:-[\w.]+)*$/.test(word) || !/[-.]/.test(word)) return undefined;
	if (!table && (word.includes(".") || /^\d/.test(word))) return undefined;
	const instead = table ? `["${word}"]` : word.replace(/-/g, "_");
	return {
		kind: word.includes("-") ? "hyphenated-option" : "json-style-pair",
		from,
		to: last.to,
		edits: [{ from, to: last.to, text: instead }],
		detail: word.includes("-") ? { word, instead } : { key: word, instead: `${instead} =`, sign: "=" },
	};
}

function isGlued(code: readonly Token[], index: number): boolean {
	return index > 0 && code[index]!.from === code[index - 1]!.to;
}
