import { isBlank, isNamePart, lineEnd } from "./chars.ts";
import { endsExpression, isStringLike, Kind, type Token } from "./token.ts";

/** Two words in a row that no Lua statement holds: this is a sentence. */
const prose =
	/^[\s#;!/*-]*([A-Za-z][\w'\u2019]*)(?:[ \t]+|[.,:][ \t]+(?=[A-Za-z][\w'\u2019]*[ \t]+[A-Za-z]))([A-Za-z][\w'\u2019]*)/;
/** What would make the second word the start of a statement on the same line. */
const startsStatement = /^[ \t]*[=({"'.:[]/;
/** Two words joined by an operator of Lua, and more words behind: still a sentence. */
const longProse =
	/^[\s#;!/*-]*[A-Za-z][\w'\u2019]*[ \t]+(?:and|or)[ \t]+[A-Za-z][\w'\u2019]*[ \t]+(?!and\b|or\b)[A-Za-z]/;
const beginsLua = /^(?:not|local|return|function|goto|if|for|while|until|repeat|else|elseif)$/;
const joinsLua = /^(?:and|or|then|do|end)$/;
/** How much of a line is looked at; a sentence shows itself early. */
const window = 160;

function isProse(text: string, at: number, behindCode = false): boolean {
	const rest = restOfLine(text, at);
	const match = prose.exec(rest);
	if (match === null || beginsLua.test(match[1]!)) return false;
	if (behindCode && (beginsLua.test(match[2]!) || startsStatement.test(rest.slice(match[0].length)))) return false;
	return !joinsLua.test(match[2]!) || longProse.test(rest);
}

function restOfLine(text: string, at: number): string {
	const rest = text.slice(at, at + window);
	const end = rest.search(/[\r\n]/);
	return end < 0 ? rest : rest.slice(0, end);
}

/**
 * Recognises a comment written the way of another language: `# …`, `// …`, `; …`, `- …`, `– …`, `/* … *\/`, `<!-- … -->`.
 * Everything that Lua could read as an operator is left alone unless the words behind it cannot be Lua.
 * @param last the token before, comments left out
 * @param newline whether the character is the first on its line
 * @returns the offset behind the comment, or `at` when there is none
 */
export function foreignCommentEnd(
	text: string,
	at: number,
	code: number,
	last: Token | undefined,
	newline: boolean,
): number {
	switch (code) {
		case 35: // #
			return isHashComment(text, at, last, newline) ? lineEnd(text, at) : at;
		case 47: // /
			if (text.charCodeAt(at + 1) === 42) return blockEnd(text, at, "*/", 2);
			return text.charCodeAt(at + 1) === 47 && isSlashComment(text, at, last, newline) ? lineEnd(text, at) : at;
		case 59: // ;
			return newline && isProse(text, at + 1) ? lineEnd(text, at) : at;
		case 45: // -
			return isDashComment(text, at, last, newline) ? lineEnd(text, at) : at;
		case 0x2013: // en dash
		case 0x2014: // em dash
		case 0x2212: // minus sign
			return newline || isSeparator(last) || isProse(text, at + 1) ? lineEnd(text, at) : at;
		case 60: // <
			return newline && text.startsWith("<!--", at) ? blockEnd(text, at, "-->", 4) : at;
		default:
			return at;
	}
}

function isSeparator(token: Token | undefined): boolean {
	return token !== undefined && token.kind === Kind.Operator && (token.text === ";" || token.text === ",");
}

function isOpener(token: Token | undefined): boolean {
	return token !== undefined && token.kind === Kind.Operator && token.text === "{";
}

function isHashComment(text: string, at: number, last: Token | undefined, newline: boolean): boolean {
	// `#` is no binary operator: behind a finished expression, or at the very start, it can only be a comment.
	if (last === undefined || endsExpression(last)) return true;
	const next = text.charCodeAt(at + 1);
	if (!isSeparator(last) && !isOpener(last)) return newline && isBlank(next) && isProse(text, at + 1);
	if (isBlank(next) || next === 35 || next === 33 || isProse(text, at + 1)) return true;
	if (!newline) return false;
	// `#"tls";` is a list item someone switched off.
	if (next === 34 || next === 39) return true;
	const rest = restOfLine(text, at + 1);
	if (!/^[A-Za-z][\w.]*\s*$/.test(rest)) return false;
	return /^\s*["']/.test(text.slice(at + 1 + rest.length, at + 1 + rest.length + window));
}

function isSlashComment(text: string, at: number, last: Token | undefined, newline: boolean): boolean {
	// The slashes of an address (`https://…`) that lacks its quotes.
	if (text.charCodeAt(at - 1) === 58) return false;
	if (!endsExpression(last)) return true;
	const rest = restOfLine(text, at + 2);
	if (isProse(text, at + 2, !newline)) return true;
	const literal = isStringLike(last!.kind) || last!.text === "}" || last!.text === "true" || last!.text === "false";
	if (literal && /^\s+[A-Za-z]/.test(rest)) return true;
	return newline && !/^\s*[\w.()]+\s*[;,)}]*\s*(?:--.*)?$/.test(rest);
}

function isDashComment(text: string, at: number, last: Token | undefined, newline: boolean): boolean {
	if (!newline && !(isSeparator(last) && isBlank(text.charCodeAt(at + 1)))) return false;
	return last === undefined || isProse(text, at + 1);
}

/** How far the end of a block comment is looked for. */
const reach = 20_000;

function blockEnd(text: string, at: number, closer: string, opener: number): number {
	// A slash inside a path (`conf.d/*.cfg.lua`) opens no comment.
	const before = text.charCodeAt(at - 1);
	if (isNamePart(before) || before === 46 || before === 47) return at;
	const end = text.slice(at + opener, at + reach).indexOf(closer);
	return end < 0 ? lineEnd(text, at) : at + opener + end + closer.length;
}
