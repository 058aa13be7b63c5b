import { isSmartQuote } from "../chars.ts";
import { Kind, type Token } from "../token.ts";
import type { ChunkEdit } from "../tree.ts";
import { clip, type Proposal } from "./site.ts";

/** Strings between typographic quotes: one problem each, both ends set right. */
export function smartQuotes(text: string, tokens: readonly Token[]): Proposal[] {
	const proposals: Proposal[] = [];
	for (const token of tokens) {
		if (token.kind === Kind.SmartString) proposals.push(straighten(text, token.from, token.to));
		else if (
			token.kind === Kind.UnclosedString &&
			token.to - token.from > 1 &&
			isSmartQuote(text.charCodeAt(token.to - 1))
		) {
			proposals.push(straighten(text, token.from, token.to));
		}
	}
	return proposals;
}

/** Sets both ends of the string between two offsets right. */
export function straighten(text: string, from: number, to: number): Proposal {
	const body = text.slice(from + 1, to - 1);
	const quote = body.includes('"') && !body.includes("'") ? "'" : '"';
	const edits: ChunkEdit[] = [{ from, to: from + 1, text: quote }];
	for (let i = 0; i < body.length; i++) {
		// A quote of the new kind or a lone backslash inside would end or spoil the string.
		if (body.charAt(i) === quote && body.charAt(i - 1) !== "\\")
			edits.push({ from: from + 1 + i, to: from + 1 + i, text: "\\" });
	}
	edits.push({ from: to - 1, to, text: quote });
	const detail = { word: clip(body), open: text.charAt(from), close: text.charAt(to - 1), instead: quote };
	return {
		kind: "smart-quotes",
		from,
		to,
		edits: edits.filter((edit) => text.slice(edit.from, edit.to) !== edit.text),
		detail,
	};
}
