import { toEnd, type Units } from "../units.ts";
import { isBlank, isDigit, isNamePart, isNameStart, isNewline, isOddBlank, isSmartQuote, lineEnd } from "./chars.ts";
import { foreignCommentEnd } from "./foreign.ts";
import { scanSmartString, scanString } from "./quoted.ts";
import { filledStringEnd, templateEnd } from "./template.ts";
import { isTrivia, Kind, type Token } from "./token.ts";

const keywords = new Set(
	"and break do else elseif end false for function goto if in local nil not or repeat return then true until while".split(
		" ",
	),
);

const decimal = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const hexadecimal = /^0[xX](?:[\da-fA-F]+(?:\.[\da-fA-F]*)?|\.[\da-fA-F]+)(?:[pP][+-]?\d+)?$/;

const operators3 = new Set(["..."]);
const operators2 = new Set(["==", "~=", "<=", ">=", "//", "::", "..", "<<", ">>"]);
const operators1 = new Set("+-*/%^#&~|<>=(){}[];:,.".split(""));

/** So many characters are cut into tokens in one unit. */
const UNIT = 100_000;

/** How far a text is cut into tokens. */
interface Scan {
	readonly tokens: Token[];
	at: number;
	/** The last token that is no trivia: decides whether `#` or `//` can be Lua at all. */
	last?: Token;
	newline: boolean;
	/** Closing long brackets known not to follow any more: looking for them again and again would be quadratic. */
	readonly endless: Set<string>;
}

/**
 * Cuts a text into tokens. Every character belongs to exactly one token or is white space; never throws.
 * @param templates whether `{{ … }}` and the like are placeholders (otherwise `{{` is two braces)
 * @param from where to begin: at the start of the text or of a statement
 * @param end where no token may begin any more
 */
export function tokenize(text: string, templates = false, foreign = true, from = 0, end = text.length): Token[] {
	return toEnd(tokenUnits(text, templates, foreign, from, end));
}

/** The same in units. */
export function* tokenUnits(
	text: string,
	templates = false,
	foreign = true,
	from = 0,
	end = text.length,
): Units<Token[]> {
	const scan: Scan = { tokens: [], at: from, newline: true, endless: new Set() };
	while (scan.at < end) {
		if (scan.at > from) yield;
		scanTo(Math.min(end, scan.at + UNIT), scan, text, templates, foreign);
	}
	return scan.tokens;
}

function scanTo(end: number, scan: Scan, text: string, templates: boolean, foreign: boolean): void {
	const { length } = text;
	const { tokens, endless } = scan;
	let { at, last, newline } = scan;

	const push = (kind: Kind, to: number, word = ""): void => {
		const token: Token = { kind, from: at, to, text: word, newline };
		tokens.push(token);
		if (!isTrivia(kind)) last = token;
		newline = false;
		at = to;
	};

	while (at < end) {
		const code = text.charCodeAt(at);
		if (isBlank(code)) {
			at++;
			continue;
		}
		if (isNewline(code)) {
			newline = true;
			at++;
			continue;
		}
		if (isNameStart(code)) {
			let to = at + 1;
			while (isNamePart(text.charCodeAt(to))) to++;
			const word = text.slice(at, to);
			push(keywords.has(word) ? Kind.Keyword : Kind.Name, to, word);
			continue;
		}
		const next = text.charCodeAt(at + 1);
		if (code === 34 || code === 39) {
			const filled = templates ? filledStringEnd(text, at) : undefined;
			if (filled !== undefined) {
				push(Kind.Placeholder, filled);
				continue;
			}
			const end = scanString(text, at, last);
			push(end.kind, end.to);
			continue;
		}
		if (code === 45 && next === 45) {
			const long = text.charCodeAt(at + 2) === 91 ? longEnd(text, at + 2, endless) : 0;
			if (long > 0) push(Kind.BlockComment, long);
			else if (long < 0) push(Kind.UnclosedComment, length);
			else push(Kind.Comment, lineEnd(text, at));
			continue;
		}
		if (isDigit(code) || (code === 46 && isDigit(next))) {
			const to = numberEnd(text, at);
			const word = text.slice(at, to);
			push(decimal.test(word) || hexadecimal.test(word) ? Kind.Number : Kind.BadNumber, to);
			continue;
		}
		if (code === 91 && (next === 91 || next === 61)) {
			const long = longEnd(text, at, endless);
			if (long !== 0) {
				// Without an end it is taken to be one line: the statements below it are worth more.
				push(long > 0 ? Kind.LongString : Kind.UnclosedLong, long > 0 ? long : trimmedLineEnd(text, at));
				continue;
			}
		}
		if (templates) {
			const end = templateEnd(text, at);
			if (end !== undefined) {
				push(end.directive ? Kind.Directive : Kind.Placeholder, end.to);
				continue;
			}
		}
		if (isOddBlank(code)) {
			push(Kind.Odd, oddEnd(text, at));
			continue;
		}
		const comment = foreign ? foreignCommentEnd(text, at, code, last, newline) : at;
		if (comment > at) {
			push(Kind.Foreign, comment);
			continue;
		}
		if (isSmartQuote(code)) {
			const to = scanSmartString(text, at);
			push(to > at ? Kind.SmartString : Kind.Junk, to > at ? to : at + 1);
			continue;
		}
		if (isSingle(code, next)) {
			push(Kind.Operator, at + 1, text.charAt(at));
			continue;
		}
		const three = text.slice(at, at + 3);
		const word = operators3.has(three)
			? three
			: operators2.has(three.slice(0, 2))
				? three.slice(0, 2)
				: three.charAt(0);
		if (operators1.has(word.charAt(0))) push(Kind.Operator, at + word.length, word);
		else push(Kind.Junk, junkEnd(text, at));
	}
	scan.at = at;
	scan.last = last;
	scan.newline = newline;
}

/** Whether a character is an operator whatever stands behind it, or is one here. */
function isSingle(code: number, next: number): boolean {
	switch (code) {
		case 40: // (
		case 41: // )
		case 44: // ,
		case 59: // ;
		case 93: // ]
		case 123: // {
		case 125: // }
			return true;
		default:
			return code === 61 && next !== 61;
	}
}

/** Behind a long bracket that opens at `at`; 0 when none opens there, -1 when it never closes. */
function longEnd(text: string, at: number, endless: Set<string>): number {
	let level = at + 1;
	while (text.charCodeAt(level) === 61) level++;
	if (text.charCodeAt(level) !== 91) return 0;
	const closer = `]${"=".repeat(level - at - 1)}]`;
	const end = endless.has(closer) ? -1 : text.indexOf(closer, level + 1);
	if (end < 0) endless.add(closer);
	return end < 0 ? -1 : end + closer.length;
}

function trimmedLineEnd(text: string, at: number): number {
	let to = lineEnd(text, at);
	while (to > at + 2 && isBlank(text.charCodeAt(to - 1))) to--;
	return to;
}

function numberEnd(text: string, at: number): number {
	const hex = text.charCodeAt(at) === 48 && (text.charCodeAt(at + 1) | 32) === 120;
	let to = at + 1;
	for (;;) {
		const code = text.charCodeAt(to);
		if (isNamePart(code) || code === 46) to++;
		// The sign of an exponent belongs to the number.
		else if ((code === 43 || code === 45) && (text.charCodeAt(to - 1) | 32) === (hex ? 112 : 101)) to++;
		else return to;
	}
}

/** A run of odd blanks, ordinary blanks between them included. */
function oddEnd(text: string, at: number): number {
	let to = at + 1;
	for (let i = to; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (isOddBlank(code)) to = i + 1;
		else if (!isBlank(code)) break;
	}
	return to;
}

function junkEnd(text: string, at: number): number {
	let to = at + 1;
	if (text.charCodeAt(at) < 0x80) return to;
	while (text.charCodeAt(to) >= 0x80 && !isOddBlank(text.charCodeAt(to)) && !isSmartQuote(text.charCodeAt(to))) to++;
	return to;
}
