/** What a token is. Everything from `Odd` on is something Lua would reject. */
export enum Kind {
	Name,
	Keyword,
	String,
	LongString,
	Number,
	Operator,
	Comment,
	BlockComment,
	/** Odd white space, the byte order mark and control characters: trivia that Lua rejects. */
	Odd,
	/** A comment in another language's style: trivia that Lua rejects. */
	Foreign,
	/** A template directive that stands for nothing by itself (`{% if x %}`): trivia. */
	Directive,
	/** A template placeholder that stands for a value. */
	Placeholder,
	/** A string between typographic quotes. */
	SmartString,
	/** A closed string with an escape sequence Lua does not know. */
	BadEscape,
	/** A string without its closing quote; it ends where the quote most likely belongs. */
	UnclosedString,
	/** `[[` without its end: taken to be one line. */
	UnclosedLong,
	/** `--[[` without its end: reaches to the end of the text. */
	UnclosedComment,
	/** Begins like a number and is none: `10M`, `192.0.2.1`. */
	BadNumber,
	/** Any other character that Lua has no use for. */
	Junk,
}

export interface Token {
	readonly kind: Kind;
	readonly from: number;
	readonly to: number;
	/** The text of names, keywords and operators; empty for everything else. */
	readonly text: string;
	/** True when a line break stands between this token and the one before, or when it is the first. */
	readonly newline: boolean;
}

/** True for tokens that are no part of a statement: comments, and what was meant as blank or comment. */
export function isTrivia(kind: Kind): boolean {
	return (kind >= Kind.Comment && kind <= Kind.Directive) || kind === Kind.UnclosedComment;
}

/** True for tokens Lua itself would stumble over. */
export function isBroken(kind: Kind): boolean {
	return kind >= Kind.Odd;
}

/** True when an expression may end with this token. */
export function endsExpression(token: Token | undefined): boolean {
	if (token === undefined) return false;
	switch (token.kind) {
		case Kind.Operator:
			return token.text === ")" || token.text === "}" || token.text === "]" || token.text === "...";
		case Kind.Keyword:
			return token.text === "end" || token.text === "nil" || token.text === "true" || token.text === "false";
		case Kind.Junk:
			return false;
		default:
			return !isTrivia(token.kind);
	}
}

/** True for every kind that was meant as a string. */
export function isStringLike(kind: Kind): boolean {
	return (
		kind === Kind.String ||
		kind === Kind.LongString ||
		kind === Kind.SmartString ||
		kind === Kind.BadEscape ||
		kind === Kind.UnclosedString ||
		kind === Kind.UnclosedLong
	);
}
