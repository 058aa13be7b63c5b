import { endsExpression } from "../token.ts";
import { beginsValue, inTable, isCloser, isOperator, isSeparator, type Proposal, type Site, shown } from "./site.ts";

/** Two items of a table or two arguments in a row: the separator goes right behind the first, before any comment. */
export function missingSeparator(site: Site): Proposal | undefined {
	const { code, at } = site;
	const before = code[at - 1];
	const next = code[at];
	const frame = site.open[site.open.length - 1];
	if (frame === undefined || (frame.opener !== "{" && frame.opener !== "(")) return undefined;
	if (!endsExpression(before) || !beginsValue(next)) return undefined;
	const separator = frame.opener === "(" ? "," : separatorOf(site, frame.index);
	return {
		kind: "missing-separator",
		from: before!.from,
		to: before!.to,
		edits: [{ from: before!.to, to: before!.to, text: separator }],
		detail: { separator, before: shown(site, before), after: shown(site, next) },
	};
}

/** The separator a table uses already; `;`, as in Prosody's own file, when it has none yet. */
function separatorOf(site: Site, opener: number): string {
	let depth = 0;
	for (let i = opener + 1; i < site.code.length; i++) {
		const token = site.code[i]!;
		if (isOperator(token, "{") || isOperator(token, "(") || isOperator(token, "[")) depth++;
		else if (isCloser(token)) {
			if (depth === 0) break;
			depth--;
		} else if (depth === 0 && isSeparator(token)) return token.text;
	}
	return ";";
}

/** A separator with nothing in front of it, or one that ends a statement where none belongs. */
export function straySeparators(site: Site): Proposal[] {
	const { code, at } = site;
	const token = code[at];
	const before = code[at - 1];
	const proposals: Proposal[] = [];
	const add = (index: number): void => {
		const stray = code[index]!;
		const doubled = isSeparator(code[index - 1]);
		proposals.push({
			kind: "stray-separator",
			from: stray.from,
			to: stray.to,
			edits: [{ from: stray.from, to: stray.to, text: "" }],
			detail: { separator: stray.text, before: shown(site, code[index - 1]), doubled: String(doubled) },
		});
	};
	if (isSeparator(token) && (inTable(site) || isOperator(token, ",")) && !isOperator(before, "=")) add(at);
	if (isOperator(before, ",") && at - 1 >= 0) add(at - 1);
	// `a = { … },` with the next setting below: luaparse stumbles over that setting's `=`.
	if (isOperator(token, "=") && isOperator(code[at - 2], ",") && before?.newline === true) add(at - 2);
	return proposals;
}
