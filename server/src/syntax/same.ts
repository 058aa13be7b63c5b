/** What an edit leaves as it was. */
export interface Same {
	/** So many characters at the beginning of the text. */
	readonly start: number;
	/** So many at its end. */
	readonly end: number;
}

/** Before any edit of a text of that length, all of it is the same. */
export function allSame(length: number): Same {
	return { start: length, end: length };
}

/** What is still the same after one more edit: `from` to `to` of a text of that length is replaced. */
export function stillSame({ start, end }: Same, from: number, to: number, length: number): Same {
	return { start: Math.min(start, from), end: Math.min(end, length - to) };
}
