import { isZeroWidth } from "../chars.ts";
import { Kind, type Token } from "../token.ts";
import type { ChunkEdit } from "../tree.ts";
import type { Proposal } from "./site.ts";

const names: Readonly<Record<number, string>> = {
	0: "NUL",
	160: "no-break space",
	173: "soft hyphen",
	8203: "zero width space",
	8204: "zero width non-joiner",
	8205: "zero width joiner",
	8206: "left-to-right mark",
	8207: "right-to-left mark",
	8232: "line separator",
	8233: "paragraph separator",
	8239: "narrow no-break space",
	8288: "word joiner",
	12288: "ideographic space",
	65279: "byte order mark",
};

/** Blanks that only look like blanks: one problem a line, and one for the byte order mark a file opens with. */
export function oddWhitespace(text: string, tokens: readonly Token[]): Proposal[] {
	const proposals: Proposal[] = [];
	let edits: ChunkEdit[] = [];
	let from = 0;
	let count = 0;
	const flush = (): void => {
		const last = edits[edits.length - 1];
		if (last === undefined) return;
		const code = text.charCodeAt(from);
		proposals.push({
			kind: "odd-whitespace",
			from,
			to: edits.length === 1 ? last.to : edits[0]!.to,
			edits,
			detail: { char: codePoint(code), name: names[code] ?? "", count: String(count) },
		});
		edits = [];
		count = 0;
	};
	for (const token of tokens) {
		if (token.newline) flush();
		if (token.kind !== Kind.Odd) continue;
		let start = token.from;
		// Only the chunk a file opens with can begin with trivia, so this is the file's first character.
		if (start === 0 && text.charCodeAt(0) === 0xfeff) {
			const detail = { char: "U+FEFF", name: names[0xfeff]! };
			proposals.push({ kind: "utf8-bom", from: 0, to: 1, edits: [{ from: 0, to: 1, text: "" }], detail });
			start = 1;
			if (token.to === 1) continue;
		}
		if (edits.length === 0) from = start;
		edits.push({ from: start, to: token.to, text: plainBlanks(text.slice(start, token.to)) });
		count += token.to - start;
	}
	flush();
	return proposals;
}

function plainBlanks(run: string): string {
	let out = "";
	for (let i = 0; i < run.length; i++) {
		const code = run.charCodeAt(i);
		if (code === 9 || code === 32) out += run.charAt(i);
		else if (code >= 128 && !isZeroWidth(code)) out += " ";
	}
	return out;
}

export function codePoint(code: number): string {
	return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
