import { isSectionName } from "../starts.ts";
import { endsExpression, Kind, type Token } from "../token.ts";
import type { ChunkEdit } from "../tree.ts";
import { codeTokens, innerOpeners, isBracket, isCloser, isOperator, isSeparator } from "./site.ts";

/** Stands for something unknown in a repaired text: a placeholder, or a value that is missing. */
export const hole = "__prosody_config_hole__";

/** The edits that make the placeholders of a template pass for Lua; they are no fix, they only let the parser go on. */
export function maskTemplates(text: string, tokens: readonly Token[]): ChunkEdit[] {
	const edits: ChunkEdit[] = [];
	for (const token of tokens) {
		if (token.kind === Kind.Directive) edits.push({ from: token.from, to: token.to, text: " " });
	}
	const code = codeTokens(tokens);
	const inner = innerOpeners(code);
	let done = 0;
	for (let i = 0; i < code.length; i++) {
		const token = code[i]!;
		if (token.kind !== Kind.Placeholder || token.from < done) continue;
		// `{{ name }}.example.com` is one value.
		let first = i;
		while (
			first > 0 &&
			code[first - 1]!.to === code[first]!.from &&
			isGlue(code[first - 1]!) &&
			code[first - 1]!.from >= done
		)
			first--;
		let last = i;
		while (last + 1 < code.length && code[last + 1]!.from === code[last]!.to && isGlue(code[last + 1]!)) last++;
		const from = code[first]!.from;
		const to = code[last]!.to;
		edits.push({ from, to, text: standIn(text, code, first, last, inner[first]) });
		done = to;
	}
	return edits.sort((a, b) => a.from - b.from);
}

function isGlue(token: Token): boolean {
	if (token.kind === Kind.Operator) return /^[.:/-]$/.test(token.text);
	return (
		token.kind === Kind.Name ||
		token.kind === Kind.Number ||
		token.kind === Kind.BadNumber ||
		token.kind === Kind.Placeholder
	);
}

function standIn(text: string, code: readonly Token[], first: number, last: number, inner: string | undefined): string {
	const before = code[first - 1];
	const after = code[last + 1];
	if (before?.kind === Kind.Name && isSectionName(before.text) && !code[first]!.newline) {
		const word = text
			.slice(code[first]!.from, code[last]!.to)
			.replace(/["\\]/g, "\\$&")
			.replace(/[\r\n]+/g, " ");
		return `"${word}"`;
	}
	const inStatement = inner === undefined || !isBracket(inner);
	const wantsValue = before !== undefined && !endsExpression(before) && !(inStatement && isSeparator(before));
	if (
		!wantsValue ||
		(inStatement && before?.kind === Kind.Keyword && /^(?:do|then|else|repeat|end)$/.test(before.text))
	) {
		const names = inStatement && after !== undefined && !after.newline && /^(?:=|\.|:|\(|\[)$/.test(after.text);
		return names ? hole : " ";
	}
	const followed = after === undefined || after.kind === Kind.Operator || after.kind === Kind.Keyword;
	if (followed && !(isOperator(after, "{") || isOperator(after, "("))) return hole;
	// At the end of a statement the next line begins something else; inside a table it is only a directive.
	return inStatement && (after?.newline ?? true) ? hole : isCloser(after) ? hole : " ";
}
