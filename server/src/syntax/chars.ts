/** Character classes of Lua and of the characters people paste by accident; all on UTF-16 code units. */

export function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}

export function isHexDigit(code: number): boolean {
	return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

export function isNameStart(code: number): boolean {
	return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

export function isNamePart(code: number): boolean {
	return isNameStart(code) || isDigit(code);
}

export function isNewline(code: number): boolean {
	return code === 10 || code === 13;
}

/** Blank within a line, as Lua sees it: tab, vertical tab, form feed, space. */
export function isBlank(code: number): boolean {
	return code === 32 || code === 9 || code === 11 || code === 12;
}

/** Characters that look like a blank, or like nothing, and that Lua rejects outside strings and comments. */
export function isOddBlank(code: number): boolean {
	if (code < 0x80) return code < 32 ? !isBlank(code) && !isNewline(code) : code === 127;
	return (
		(code >= 0x80 && code <= 0xa0) ||
		code === 0xad ||
		code === 0x1680 ||
		code === 0x180e ||
		(code >= 0x2000 && code <= 0x200f) ||
		(code >= 0x2028 && code <= 0x202f) ||
		(code >= 0x205f && code <= 0x2064) ||
		(code >= 0x2066 && code <= 0x2069) ||
		code === 0x3000 ||
		code === 0xfeff
	);
}

/** Odd characters that take no room on the screen: to be deleted, where the others become a plain space. */
export function isZeroWidth(code: number): boolean {
	return !(
		code === 0xa0 ||
		code === 0x1680 ||
		(code >= 0x2000 && code <= 0x200a) ||
		code === 0x2028 ||
		code === 0x2029 ||
		code === 0x202f ||
		code === 0x205f ||
		code === 0x3000
	);
}

/** Typographic double quotes, single quotes, guillemets, the backtick and the acute accent: none is a quote to Lua. */
export function isSmartQuote(code: number): boolean {
	return isSmartDouble(code) || isSmartSingle(code);
}

export function isSmartDouble(code: number): boolean {
	return (code >= 0x201c && code <= 0x201f) || code === 0xab || code === 0xbb || code === 0xff02 || code === 0x2033;
}

export function isSmartSingle(code: number): boolean {
	return (
		(code >= 0x2018 && code <= 0x201b) ||
		code === 0x2039 ||
		code === 0x203a ||
		code === 0x60 ||
		code === 0xb4 ||
		code === 0x2032
	);
}

/** The offset just behind the line break at `at` (which must be one); CRLF and LFCR count as one. */
export function skipNewline(text: string, at: number): number {
	const first = text.charCodeAt(at);
	const second = text.charCodeAt(at + 1);
	return isNewline(second) && second !== first ? at + 2 : at + 1;
}

/** The offset of the next line break at or behind `at`, or the length of the text. */
export function lineEnd(text: string, at: number): number {
	let end = at;
	while (end < text.length && !isNewline(text.charCodeAt(end))) end++;
	return end;
}

/** The offset at which the line holding `at` begins. */
export function lineStart(text: string, at: number): number {
	let start = at;
	while (start > 0 && !isNewline(text.charCodeAt(start - 1))) start--;
	return start;
}

/** The blanks a line begins with, as typed. */
export function indentText(text: string, at: number): string {
	return blanksAt(text, lineStart(text, at));
}

/** The blanks that stand at an offset. */
export function blanksAt(text: string, at: number): string {
	let end = at;
	while (isBlank(text.charCodeAt(end))) end++;
	return text.slice(at, end);
}

/** How far the line holding `at` is indented, in columns; a tab reaches to the next multiple of four. */
export function indentOf(text: string, at: number): number {
	return columns(text, lineStart(text, at));
}

/** The columns taken by the blanks from an offset on. */
export function columns(text: string, from = 0): number {
	let column = 0;
	for (let i = from; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === 9) column += 4 - (column % 4);
		else if (code === 32 || (isOddBlank(code) && !isZeroWidth(code))) column++;
		else if (!isOddBlank(code)) break;
	}
	return column;
}
