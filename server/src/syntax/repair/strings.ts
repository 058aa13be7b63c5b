import { isSmartQuote, lineEnd, lineStart } from "../chars.ts";
import { readEscape } from "../strings.ts";
import { isStringLike, Kind, type Token } from "../token.ts";
import type { ChunkEdit } from "../tree.ts";
import { beginsValue, clip, innerOpeners, isOperator, isSeparator, type Proposal } from "./site.ts";
import { straighten } from "./smart-quotes.ts";

/** Escape sequences Lua does not know, most often a path typed the Windows way. */
export function backslashes(text: string, code: readonly Token[]): Proposal[] {
	const proposals: Proposal[] = [];
	for (const token of code) {
		const closedByAccident = token.kind === Kind.UnclosedString && endsInEscapedQuote(text.slice(token.from, token.to));
		if (token.kind === Kind.BadEscape || closedByAccident) proposals.push(setUpright(text, token, closedByAccident));
	}
	return proposals;
}

/** `"C:\prosody\"`: the last backslash took the closing quote. */
function endsInEscapedQuote(raw: string): boolean {
	return (
		raw.length > 3 && raw.endsWith(`\\${raw.charAt(0)}`) && isPath(raw) && !raw.slice(1, -2).includes(raw.charAt(0))
	);
}

function isPath(raw: string): boolean {
	return /^["'](?:[A-Za-z]:|\\\\|\.{1,2}\\|[\w .-]+\\)[\w .\\~-]*["']?$/.test(raw);
}

function setUpright(text: string, token: Token, closed: boolean): Proposal {
	const raw = text.slice(token.from, token.to);
	const path = closed || isPath(raw);
	const { edits, first } = escapeEdits(text, token.from + 1, token.to - 1, path);
	return {
		kind: "backslash-path",
		from: token.from,
		to: token.to,
		edits,
		detail: { word: clip(raw), escape: first, instead: path ? "/" : "\\\\" },
	};
}

/** The edits that rid a string of unknown escapes: all backslashes of a path become slashes, others are doubled. */
function escapeEdits(text: string, from: number, to: number, path: boolean): { edits: ChunkEdit[]; first: string } {
	const edits: ChunkEdit[] = [];
	let first = "";
	let at = from;
	while (at < to) {
		if (text.charCodeAt(at) !== 92) {
			at++;
			continue;
		}
		const sequence = readEscape(text, at);
		if (sequence === undefined && first === "") first = text.slice(at, at + 2);
		if (path) {
			const twice = text.charCodeAt(at + 1) === 92 ? 2 : 1;
			edits.push({ from: at, to: at + twice, text: "/" });
			at += twice;
		} else {
			if (sequence === undefined) edits.push({ from: at, to: at, text: "\\" });
			at = sequence?.to ?? at + 2;
		}
	}
	return { edits, first };
}

/** Strings that lack one of their quotes. */
export function unclosedStrings(text: string, code: readonly Token[]): Proposal[] {
	const proposals: Proposal[] = [];
	// Most statements that need a repair hold no such string.
	const inner = code.some(({ kind }) => kind === Kind.UnclosedString) ? innerOpeners(code) : [];
	for (let i = 0; i < code.length; i++) {
		const token = code[i]!;
		if (token.kind === Kind.UnclosedLong) {
			const closer = `]${/^\[(=*)/.exec(text.slice(token.from, token.to))![1]!}]`;
			proposals.push(insert(token, token.to, closer, "[[", text));
			continue;
		}
		if (token.kind !== Kind.UnclosedString) continue;
		const raw = text.slice(token.from, token.to);
		if (raw.length > 1 && isSmartQuote(raw.charCodeAt(raw.length - 1))) continue;
		if (endsInEscapedQuote(raw) || isApostrophe(text, token.from)) continue;
		const quote = raw.charAt(0);
		const before = code[i - 1];
		if (raw.length > 1 || before === undefined || before.to !== token.from) {
			const content = raw.slice(1);
			// A backslash at the end would escape the quote that is put behind it.
			const trailing = /(\\*)$/.exec(content)![1]!.length % 2 === 1 ? "\\" : "";
			const proposal = insert(token, token.to, trailing + quote + lostSeparator(code, inner, i), quote, text);
			const end = token.to - trailing.length;
			const { edits, first } = escapeEdits(text, token.from + 1, end, isPath(raw));
			proposals.push(first === "" ? proposal : { ...proposal, edits: [...edits, ...proposal.edits] });
			continue;
		}
		const swallowing = earlierString(text, code, i);
		if (swallowing !== undefined) proposals.push(swallowing);
		else if (isStringLike(before.kind)) {
			proposals.push({
				kind: "unclosed-string",
				from: token.from,
				to: token.to,
				edits: [{ from: token.from, to: token.to, text: "" }],
				detail: { quote, word: clip(text.slice(before.from, before.to)), missing: "none" },
			});
		} else proposals.push(opening(text, token.from));
	}
	return proposals;
}

/** An item that is still being typed lacks its separator with its quote: one mistake, not two. */
function lostSeparator(code: readonly Token[], inner: readonly (string | undefined)[], index: number): string {
	const next = code[index + 1];
	if (inner[index] !== "{" || next === undefined || !next.newline || !beginsValue(next)) return "";
	for (let i = index - 1; i >= 0 && !isOperator(code[i], "{"); i--) if (isSeparator(code[i])) return code[i]!.text;
	return ";";
}

/** The apostrophe of a sentence that lacks its comment sign, which is a problem of its own. */
function isApostrophe(text: string, at: number): boolean {
	if (!/[a-z]'[a-z]/.test(text.slice(at - 1, at + 2))) return false;
	const line = text.slice(lineStart(text, at), lineEnd(text, at));
	return /^\s*[A-Za-z]+[ \t]+[A-Za-z]/.test(line) && !/[={}]/.test(line);
}

function insert(token: Token, at: number, closer: string, quote: string, text: string, to = token.to): Proposal {
	return {
		kind: "unclosed-string",
		from: token.from,
		to,
		edits: [{ from: at, to: at, text: closer }],
		detail: { quote, word: clip(text.slice(token.from + quote.length, to)), missing: "closing" },
	};
}

/**
 * `{ "a, "b" }`: the first string lacks its quote and took the separator and the next opening quote instead.
 * `{ a"; "b" }`: what looks like the first string is what stands between two.
 */
function earlierString(text: string, code: readonly Token[], index: number): Proposal | undefined {
	for (let i = index - 1; i >= 0; i--) {
		const token = code[i]!;
		if (isStringLike(token.kind)) {
			const tail = /\s*[;,]\s*["']$/.exec(text.slice(token.from + 1, token.to));
			const next = code[i + 1];
			const at = token.to - (tail?.[0].length ?? 0);
			if (tail !== null && next !== undefined && next.from === token.to) {
				if (at === token.from + 1) return opening(text, token.from);
				if (isSmartQuote(text.charCodeAt(at - 1))) return straighten(text, token.from, at);
				return insert(token, at, text.charAt(token.from), text.charAt(token.from), text, at);
			}
		}
		if (token.newline) return undefined;
	}
	return undefined;
}

/** A closing quote at `at` without an opening one: that goes in front of the word, or the quote goes. */
function opening(text: string, at: number): Proposal {
	const quote = text.charAt(at);
	let start = at;
	while (start > 0 && !/[\s"'`;,(){}[\]=]/.test(text.charAt(start - 1))) start--;
	const lone = start === at;
	return {
		kind: "unclosed-string",
		from: start,
		to: at + 1,
		edits: [lone ? { from: at, to: at + 1, text: "" } : { from: start, to: start, text: quote }],
		detail: { quote, word: clip(text.slice(start, at)), missing: lone ? "none" : "opening" },
	};
}
