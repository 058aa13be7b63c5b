import { lineEnd, lineStart } from "../chars.ts";
import { isSectionName } from "../starts.ts";
import { Kind } from "../token.ts";
import type { Problem } from "../tree.ts";
import { clip, closerOf, isBracket, isOperator, lastIndex, type Site } from "./site.ts";

/** The one problem of a statement that could not be repaired: where the parser stopped, in plain words. */
export function explain(site: Site): Problem {
	const { code, at, text } = site;
	const token = code[at];
	const last = code[code.length - 1];
	const from = token?.from ?? Math.max(0, (last?.to ?? text.length) - 1);
	const to = token?.to ?? last?.to ?? text.length;
	const word = token === undefined ? "" : clip(text.slice(token.from, token.to));
	const name: Readonly<Record<string, string>> =
		code[0]?.kind === Kind.Name && isOperator(code[1], "=") ? { name: code[0].text } : {};

	const section = code[at - 1];
	if (section?.kind === Kind.Name && isSectionName(section.text)) {
		const message =
			section.text === "Include"
				? "Include needs a file name in quotes."
				: `${section.text} needs a host name in quotes.`;
		return {
			kind: "syntax-error",
			from: section.from,
			to: section.to,
			detail: { reason: "missing-name", message, token: section.text },
		};
	}
	const block = lastIndex(site.open, (frame) => !isBracket(frame.opener));
	if (token === undefined && block >= 0) {
		const opener = code[site.open[block]!.index]!;
		const word = opener.text === "then" ? "if" : opener.text;
		const closer = closerOf(opener.text);
		const line = clip(text.slice(lineStart(text, opener.from), lineEnd(text, opener.from)).trim());
		const detail = {
			reason: "missing-end",
			message: `The block begun by ${word} lacks its ${closer}.`,
			token: opener.text,
			opener: word,
			closer,
			line,
		};
		return { kind: "syntax-error", from: opener.from, to: opener.to, detail: { ...detail, ...name } };
	}
	const expected = /^'(.+?)' expected|^(<\w+>|function arguments) expected/.exec(site.message);
	const wanted = expected?.[1] ?? expected?.[2] ?? "";
	const plain = plainName(wanted);
	if (token === undefined) {
		const message =
			plain === "" ? "The statement is not finished." : `The statement is not finished: ${plain} is missing.`;
		return {
			kind: "syntax-error",
			from,
			to,
			detail: { reason: "unfinished", message, token: "", expected: wanted, ...name },
		};
	}
	const message = plain === "" ? `${word} does not belong here.` : `Expected ${plain}, found ${word}.`;
	return {
		kind: "syntax-error",
		from,
		to,
		detail: { reason: plain === "" ? "unexpected" : "expected", message, token: word, expected: wanted, ...name },
	};
}

function plainName(wanted: string): string {
	if (wanted === "<name>") return "a name";
	if (wanted === "<expression>") return "a value";
	if (wanted === "function arguments") return "arguments in brackets";
	return wanted;
}
