/** White space and comments between the words of a statement, of which the tree knows nothing. */

/** The same text with spaces for its comments. */
export function blankComments(text: string): string {
	return text.replace(/--(?:\[(=*)\[[\s\S]*?\]\1\]|[^\n]*)/g, (all) => " ".repeat(all.length));
}

/** Behind the white space and comments at an offset. */
export function skipTrivia(text: string, from: number): number {
	const blanks = /\s*/y;
	for (let at = from; ; ) {
		blanks.lastIndex = at;
		at += blanks.exec(text)![0].length;
		if (!text.startsWith("--", at)) return at;
		const level = /\[(=*)\[/y;
		level.lastIndex = at + 2;
		const long = level.exec(text);
		const close = long ? text.indexOf(`]${long[1]}]`, at) : text.indexOf("\n", at);
		if (close < 0) return text.length;
		at = close + (long ? long[0].length : 0);
	}
}
