import {
	isBlank,
	isNamePart,
	isNewline,
	isSmartDouble,
	isSmartQuote,
	isSmartSingle,
	lineEnd,
	skipNewline,
} from "./chars.ts";
import { readEscape } from "./strings.ts";
import { Kind, type Token } from "./token.ts";

/**
 * Reads a string that opens with a plain quote at `at`.
 * Without a closing quote it ends where one most likely belongs: before the separators, closers or comment the line ends with.
 */
export function scanString(text: string, at: number, last: Token | undefined): { kind: Kind; to: number } {
	const quote = text.charCodeAt(at);
	let kind = Kind.String;
	let i = at + 1;
	while (i < text.length) {
		const code = text.charCodeAt(i);
		if (code === quote) return { kind, to: i + 1 };
		if (isNewline(code)) break;
		if (code !== 92) {
			i++;
			continue;
		}
		const sequence = readEscape(text, i);
		if (sequence !== undefined) {
			i = sequence.to;
			continue;
		}
		kind = Kind.BadEscape;
		// A line break behind the backslash was read above; whatever else stands there is one character.
		i += isNewline(text.charCodeAt(i + 1)) ? 1 + skipNewline(text, i + 1) - (i + 1) : 2;
	}
	return { kind: Kind.UnclosedString, to: unclosedEnd(text, at, last) };
}

/** Where the closing quote of the string that opens at `at` belongs. */
function unclosedEnd(text: string, at: number, last: Token | undefined): number {
	const stop = lineEnd(text, at);
	let end = stop;
	// A quote glued to the end of a word or string is a closing quote without an opening one.
	const comment = text.slice(at + 1, stop).search(/[\s;,})\]]--/);
	if (comment >= 0) end = at + 1 + comment + 1;
	while (end > at + 1 && isTail(text.charCodeAt(end - 1))) end--;
	if (end === at + 1 || last === undefined || last.to !== at) return end;
	return isTail(text.charCodeAt(at + 1)) ? at + 1 : end;
}

function isTail(code: number): boolean {
	return isBlank(code) || code === 59 || code === 44 || code === 125 || code === 41 || code === 93;
}

/** How far the end of a typographically quoted string is looked for. */
const reach = 500;

/**
 * Behind the string that opens with a typographic quote at `at`, or `at` when nothing on the line closes it.
 * Any quote of the same width may close it: people get opening and closing ones the wrong way round.
 */
export function scanSmartString(text: string, at: number): number {
	const double = isSmartDouble(text.charCodeAt(at));
	const stop = Math.min(text.length, at + reach);
	for (let i = at + 1; i < stop; i++) {
		const code = text.charCodeAt(i);
		if (isNewline(code)) break;
		const closes = double ? isSmartDouble(code) || code === 34 : isSmartSingle(code) || code === 39;
		// An apostrophe inside a word is none of our business.
		if (closes && !(!double && isNamePart(text.charCodeAt(i + 1)))) return i + 1;
		if (isSmartQuote(code) && !closes && !double) return i + 1;
	}
	return at;
}
