import { endsExpression, Kind } from "../token.ts";
import {
	inStatement,
	inTable,
	isOperator,
	isSeparator,
	isStatementHead,
	type Proposal,
	type Site,
	shown,
} from "./site.ts";

const wrong = /(?:==+|=\s*>|<-|<=|->|:==?|\+=|-=|\.\.=|\*=|\/=|!=|~=|=:|=\s+=)/y;

/** `==`, `+=`, `:=` and the like where `=` belongs, and `=` where a condition wants `==`. */
export function badAssignOperator(site: Site): Proposal | undefined {
	const { code, at, text } = site;
	const token = code[at];
	if (token === undefined) return undefined;
	if (isOperator(token, "=") && /'(?:then|do)' expected/.test(site.message))
		return propose(token.from, token.to, "=", "==", "");
	let first = at;
	while (first > 0 && code[first - 1]!.kind === Kind.Operator && /^(?:[-+*/=:<~]|\.\.)$/.test(code[first - 1]!.text))
		first--;
	const name = code[first - 1];
	if (name === undefined || !endsExpression(name)) return undefined;
	if (!inStatement(site) && !inTable(site)) return undefined;
	wrong.lastIndex = code[first]!.from;
	const match = wrong.exec(text);
	if (match === null || match[0] === "=") return undefined;
	const from = code[first]!.from;
	const to = from + match[0].length;
	const glued = from === name.to ? " " : "";
	return propose(from, to, match[0], `${glued}=`, shown(site, name));
}

function propose(from: number, to: number, word: string, instead: string, name: string): Proposal {
	return {
		kind: "bad-assign-operator",
		from,
		to,
		edits: [{ from, to, text: instead }],
		detail: { word, instead: instead.trim(), name },
	};
}

/** `c2s_require_encryption true`: an option and a value with nothing between them. */
export function missingEquals(site: Site): Proposal | undefined {
	const { code, at } = site;
	const name = code[at - 1];
	const value = code[at];
	if (name?.kind !== Kind.Name || value === undefined || value.newline) return undefined;
	const literal =
		value.kind === Kind.Number || (value.kind === Kind.Keyword && /^(?:true|false|nil|not)$/.test(value.text));
	if (!literal) return undefined;
	const first = inTable(site)
		? isSeparator(code[at - 2]) || isOperator(code[at - 2], "{")
		: inStatement(site) && isStatementHead(site, at - 1);
	if (!first) return undefined;
	return {
		kind: "missing-equals",
		from: name.from,
		to: value.to,
		edits: [{ from: name.to, to: name.to, text: " =" }],
		detail: { name: name.text, value: shown(site, value) },
	};
}
