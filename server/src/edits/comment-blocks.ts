/** Which of the comments around a statement belong to it. */
import type { Token } from "../syntax/token.ts";
import type { Chunk, SyntaxTree } from "../syntax/tree.ts";
import {
	commentsIn,
	isBlankLine,
	isComment,
	isFirstOnLine,
	lineEnd,
	lineStart,
	nextLine,
	tokenIndex,
	tokensOf,
} from "./text.ts";

/** `---------- Virtual hosts ----------` */
export function isBanner(tree: SyntaxTree, comment: Token): boolean {
	return /^--[-=*#~_+\s]*[-=*#~_+]{2}/.test(tree.text.slice(comment.from, comment.to));
}

/** `--VirtualHost "example.com"`: what follows in comments belongs to a host that is not there. */
export function isDisabledHead(tree: SyntaxTree, comment: Token): boolean {
	return /^--[-\s]*(?:VirtualHost|Component|Host)\s*\(?\s*["']/.test(tree.text.slice(comment.from, comment.to));
}

/** Where the comments begin that stand above a statement and belong to it; the start of its line when there are none. */
export function blockAbove(tree: SyntaxTree, offset: number): number {
	const { text } = tree;
	if (!isFirstOnLine(text, offset)) return offset;
	const start = afterMark(text, lineStart(text, offset));
	const attached = climb(tree, start);
	// A banner belongs to the section below, although a blank line stands between. One at the top speaks of the file.
	let above = attached;
	while (above > 0 && isBlankLine(text, lineStart(text, above - 1))) above = lineStart(text, above - 1);
	if (above === attached) return attached;
	const banner = climb(tree, above);
	const isSection = banner > 0 && banner < above && commentsIn(tree, banner, above).some((one) => isBanner(tree, one));
	return isSection ? banner : attached;
}

function afterMark(text: string, at: number): number {
	return at === 0 && text.startsWith("\ufeff") ? 1 : at;
}

/** `--ssl = { }`: an option in a comment belongs to the section it stands in, not to the head below. */
function isDisabledOption(tree: SyntaxTree, comment: Token): boolean {
	return /^--[-\s]*[A-Za-z_]\w*\s*=(?!=)/.test(tree.text.slice(comment.from, comment.to));
}

/** The start of the run of comment lines that ends right above a line. */
function climb(tree: SyntaxTree, line: number): number {
	const { text } = tree;
	const tokens = tokensOf(tree);
	let top = line;
	for (let at = tokenIndex(tree, line) - 1; at >= 0; at--) {
		const token = tokens[at]!;
		const touches = nextLine(text, token.to) === top && lineEnd(text, token.to) < top;
		if (!isComment(token) || !isFirstOnLine(text, token.from) || !touches || isDisabledOption(tree, token)) break;
		top = afterMark(text, lineStart(text, token.from));
	}
	return top;
}

/**
 * The end of the comments right below a statement that speak of it: a run that a blank line or the end of the file ends.
 * A run that touches the next statement is the next one's; banners and commented-out hosts begin something new.
 * @param end behind the statement's own line
 */
export function endOfOwnComments(chunk: Chunk, end: number): number {
	const { tree } = chunk;
	const { text } = tree;
	let last = end;
	for (const comment of commentsIn(tree, end, chunk.end)) {
		const adjoining = nextLine(text, last) === lineStart(text, comment.from) && comment.from > last;
		if (!adjoining) break;
		if (isBanner(tree, comment) || isDisabledHead(tree, comment)) return end;
		last = comment.to;
	}
	const below = nextLine(text, last);
	return below >= text.length || isBlankLine(text, below) ? last : end;
}

/** Where the comments begin that close a file: a banner and what belongs to it, set apart from what is above. */
export function closingBanner(tree: SyntaxTree): number | undefined {
	const { text } = tree;
	const last = tokensOf(tree).at(-1);
	// Without statements the banner heads what is still to be written.
	const isEmpty = tree.chunks.every((chunk) => chunk.codeEnd === 0);
	if (!last || isEmpty || !isComment(last) || !isFirstOnLine(text, last.from)) return undefined;
	// The last line may have no line break to climb from.
	const top =
		nextLine(text, last.to) > lineEnd(text, last.to)
			? climb(tree, nextLine(text, last.to))
			: climb(tree, lineStart(text, last.from));
	const [first] = commentsIn(tree, top, last.to);
	return first && top > 0 && isBlankLine(text, top - 1) && isBanner(tree, first) ? top : undefined;
}
