import { Kind, type Token } from "../token.ts";
import {
	closerOf,
	innerOpeners,
	isCloser,
	isOperator,
	isSeparator,
	openerOf,
	type Proposal,
	type Site,
} from "./site.ts";

/** Closers without an opener: delete the closer, or put the opener back where a list lost it. */
export function strayBraces(site: Site): Proposal[] {
	const { code, at } = site;
	const proposals: Proposal[] = [];
	const token = code[at];
	if (isOperator(token, "end") || (token?.kind === Kind.Keyword && token.text === "end")) {
		if (!site.open.some((frame) => /^[a-z]/.test(frame.opener))) proposals.push(remove([token!], token!, "end"));
		return proposals;
	}
	const strays = strayClosers(code);
	if (strays.length === 0) return proposals;
	const lost = lostOpener(site, code[strays[0]!]!);
	if (lost !== undefined) proposals.push(lost);
	if (isCloser(token) && !site.open.some((frame) => frame.opener === openerOf(token!.text))) {
		proposals.push(remove(withSeparator(code, at), token!, token!.text));
	}
	// `{ "a"; } "b"; }`: the table was closed too early.
	let before = at - 1;
	while (before > 0 && isSeparator(code[before])) before--;
	if (isCloser(code[before])) {
		const closed = code[before]!;
		const separated = isSeparator(code[before - 1]) || isOperator(code[before - 1], "{");
		proposals.push(remove(separated ? code.slice(before, at) : [closed], closed, closed.text));
	}
	return proposals;
}

/** The closers that find no opener in front of them, as indices. */
function strayClosers(code: readonly Token[]): number[] {
	const strays: number[] = [];
	const stack: string[] = [];
	code.forEach((token, index) => {
		if (token.kind !== Kind.Operator) return;
		if (token.text === "{" || token.text === "(" || token.text === "[") stack.push(token.text);
		else if (isCloser(token)) {
			const depth = stack.lastIndexOf(openerOf(token.text));
			if (depth < 0) strays.push(index);
			else stack.length = depth;
		}
	});
	return strays;
}

/** A stray closer goes together with the comma behind it, which no statement may begin with. */
function withSeparator(code: readonly Token[], at: number): Token[] {
	const next = code[at + 1];
	return isOperator(next, ",") ? [code[at]!, next!] : [code[at]!];
}

function remove(tokens: readonly Token[], shown: Token, brace: string): Proposal {
	return {
		kind: "stray-brace",
		from: shown.from,
		to: shown.to,
		edits: tokens.map((token) => ({ from: token.from, to: token.to, text: "" })),
		detail: { brace },
	};
}

/** `modules_enabled = "a"; "b"; }`: the opening brace is what is missing. */
function lostOpener(site: Site, closer: Token): Proposal | undefined {
	const { code, at } = site;
	const inner = innerOpeners(code);
	const assign = code.findIndex((token, index) => isOperator(token, "=") && inner[index] === undefined);
	if (assign < 0 || assign >= at || closer.from < (code[at]?.from ?? 0)) return undefined;
	const next = code[assign + 1];
	if (next === undefined || isOperator(next, "{") || assign + 1 >= at) return undefined;
	const opener = openerOf(closer.text);
	return {
		kind: "stray-brace",
		from: closer.from,
		to: closer.to,
		edits: [{ from: code[assign]!.to, to: code[assign]!.to, text: ` ${opener}` }],
		detail: { brace: closerOf(opener), missing: opener },
	};
}
