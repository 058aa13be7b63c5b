import { columns, isNewline, lineEnd } from "../chars.ts";
import { Kind, type Token } from "../token.ts";
import { clip, closerOf, indentAt, isBracket, isOperator, openerOf, type Proposal, type Site } from "./site.ts";

interface Open {
	readonly token: Token;
	readonly opener: string;
	readonly indent: number;
	/** Index of the code token. */
	readonly index: number;
}

interface Missing {
	readonly open: Open;
	/** Index of the code token behind which the closing bracket belongs. */
	readonly after: number;
	/** The bracket around it, if any, is a table: the inserted closer needs a separator. */
	readonly nested: boolean;
}

/** Brackets that never close: the problem is shown at the opener, the closer goes where the indentation says. */
export function unclosedBrackets(site: Site): Proposal[] {
	const byIndent = findMissing(site, true);
	if (byIndent.length === 0) return [];
	const plain = findMissing(site, false);
	const proposals = [propose(site, byIndent)];
	if (plain.length > 0 && JSON.stringify(plain) !== JSON.stringify(byIndent)) proposals.push(propose(site, plain));
	return proposals;
}

/** One proposal closes the brackets of one place; further ones follow in the next round. */
function propose(site: Site, missing: readonly Missing[]): Proposal {
	const { open, after, nested } = missing[0]!;
	const { text, code } = site;
	const closer = closerOf(open.opener);
	const last = code[after]!;
	const sameLine = !hasNewline(text, open.token.from, last.to) || open.opener !== "{";
	let at = last.to;
	let inserted = sameLine ? (open.opener === "{" ? ` ${closer}` : closer) : closer;
	if (!sameLine) {
		at = lineEnd(text, last.to);
		if (code[after + 1] !== undefined && code[after + 1]!.from < at) at = last.to;
		while (at > last.to && /\s/.test(text.charAt(at - 1))) at--;
		inserted = `${newlineOf(text)}${indentAt(site, open.token.from)}${closer}`;
	}
	if (nested && !/^[;,})]$/.test(code[after + 1]?.text ?? "")) inserted += isOperator(last, ",") ? "," : ";";
	return {
		kind: "unclosed-brace",
		from: open.token.from,
		to: open.token.to,
		edits: [{ from: at, to: at, text: inserted }],
		detail: {
			opener: open.opener,
			closer,
			line: clip(text.slice(lineBegin(text, open.token.from), lineEnd(text, open.token.from)).trim()),
		},
	};
}

function lineBegin(text: string, at: number): number {
	let from = at;
	while (from > 0 && !isNewline(text.charCodeAt(from - 1))) from--;
	return from;
}

function hasNewline(text: string, from: number, to: number): boolean {
	return /[\r\n]/.test(text.slice(from, to));
}

function newlineOf(text: string): string {
	return text.includes("\r\n") ? "\r\n" : text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
}

/** How far the line of an offset is indented, for offsets that come in their order: no line is looked through twice. */
function columnsOf(site: Site): (offset: number) => number {
	const { text } = site;
	let seen = -1;
	let column = 0;
	return (offset) => {
		let at = offset;
		while (at > seen && at > 0 && !isNewline(text.charCodeAt(at - 1))) at--;
		if (seen < 0 || at > seen) column = columns(indentAt(site, offset));
		seen = offset;
		return column;
	};
}

/**
 * Matches brackets, taking the indentation as a hint of what belongs together when there are more openers than closers.
 * Empty when nothing is unclosed, or when a block keyword is (which no closing bracket would help).
 */
function findMissing(site: Site, useIndent: boolean): Missing[] {
	const { code } = site;
	const stack: Open[] = [];
	const missing: Missing[] = [];
	let excess = 0;
	const columnAt = columnsOf(site);
	for (const token of code) {
		if (token.kind !== Kind.Operator) continue;
		if (isBracket(token.text)) excess++;
		else if (token.text === "}" || token.text === ")" || token.text === "]") excess--;
	}
	const give = (after: number): void => {
		const open = stack.pop()!;
		if (!isBracket(open.opener)) return;
		missing.push({ open, after, nested: stack[stack.length - 1]?.opener === "{" });
		excess--;
	};
	for (let i = 0; i < code.length; i++) {
		const token = code[i]!;
		const closer = token.kind === Kind.Operator && (token.text === "}" || token.text === ")" || token.text === "]");
		if (useIndent && token.newline && i > 0 && excess > 0) {
			const column = columnAt(token.from);
			for (;;) {
				const top = stack[stack.length - 1];
				if (top === undefined || excess <= 0 || top.opener !== "{" || stack.length < 2 || !code[top.index + 1]?.newline)
					break;
				const outer =
					closer &&
					top.indent > column &&
					stack.some((open) => open.indent === column && open.opener === openerOf(token.text));
				const sibling = !closer && column <= top.indent && token.kind === Kind.Name && isOperator(code[i + 1], "=");
				if (!outer && !sibling) break;
				give(i - 1);
			}
		}
		if (token.kind === Kind.Operator) {
			if (isBracket(token.text)) stack.push({ token, opener: token.text, indent: columnAt(token.from), index: i });
			else if (closer && stack.some((open) => open.opener === openerOf(token.text))) {
				while (stack[stack.length - 1]!.opener !== openerOf(token.text)) give(i - 1);
				stack.pop();
			}
		} else if (token.kind === Kind.Keyword) {
			if (token.text === "elseif" && stack[stack.length - 1]?.opener === "then") stack.pop();
			if (/^(?:function|do|then|repeat)$/.test(token.text)) {
				stack.push({ token, opener: token.text, indent: 0, index: i });
			} else if ((token.text === "end" || token.text === "until") && stack.some((open) => !isBracket(open.opener))) {
				while (isBracket(stack[stack.length - 1]!.opener)) give(i - 1);
				stack.pop();
			}
		}
	}
	while (stack.length > 0) {
		if (!isBracket(stack[stack.length - 1]!.opener)) return missing;
		give(code.length - 1);
	}
	return missing;
}
