import { indentText, lineStart } from "../chars.ts";
import { isTrivia, Kind, type Token } from "../token.ts";
import { tokenize } from "../tokens.ts";
import type { ChunkEdit, ProblemKind } from "../tree.ts";

/** A repair some file of this folder suggests; offsets are those of the text it was shown. */
export interface Proposal {
	readonly kind: ProblemKind;
	readonly from: number;
	readonly to: number;
	readonly edits: readonly ChunkEdit[];
	readonly detail: Readonly<Record<string, string>>;
	/** True when the edits only serve to go on parsing and are no fix to offer. */
	readonly hidden?: boolean;
}

/** A bracket or block that is open at some place. */
export interface Frame {
	/** Index of its opening token. */
	readonly index: number;
	/** `{`, `(`, `[`, or the keyword of a block. */
	readonly opener: string;
}

/** The place where the parser stumbled. */
export interface Site {
	readonly text: string;
	/** The tokens without trivia; `newline` tells of any line break since the code token before. */
	readonly code: readonly Token[];
	/** Index of the token the parser stumbled over; `code.length` at the end. */
	readonly at: number;
	/** What is open in front of that token, outermost first. */
	readonly open: readonly Frame[];
	/** The blanks in front of the text's first line, which the chunk itself does not hold. */
	readonly base: string;
	/** What luaparse says. */
	readonly message: string;
}

/** The tokens that are no trivia. */
export function codeTokens(tokens: readonly Token[]): Token[] {
	const code: Token[] = [];
	let newline = false;
	for (const token of tokens) {
		newline ||= token.newline;
		if (isTrivia(token.kind)) continue;
		code.push(newline === token.newline ? token : { ...token, newline });
		newline = false;
	}
	return code;
}

/** Describes the place at which the parser stumbled. */
export function siteAt(text: string, index: number, message: string, base: string): Site {
	const code = codeTokens(tokenize(text));
	let at = code.findIndex((token) => token.to > index);
	if (at < 0) at = code.length;
	return { text, code, at, open: framesBefore(code, at), base, message };
}

/** The brackets and blocks open in front of a token. */
export function framesBefore(code: readonly Token[], at: number): Frame[] {
	const stack: Frame[] = [];
	for (let i = 0; i < at; i++) step(stack, code[i]!, i);
	return stack;
}

/** For every token, what the innermost bracket or block around it was opened by; undefined at the top. */
export function innerOpeners(code: readonly Token[]): (string | undefined)[] {
	const stack: Frame[] = [];
	return code.map((token, index) => {
		const inner = stack[stack.length - 1]?.opener;
		step(stack, token, index);
		return inner;
	});
}

function step(stack: Frame[], { kind, text }: Token, index: number): void {
	if (kind === Kind.Operator) {
		if (isBracket(text)) stack.push({ index, opener: text });
		else if (text === "}" || text === ")" || text === "]") {
			const depth = lastIndex(stack, (frame) => frame.opener === openerOf(text));
			if (depth >= 0) stack.length = depth;
		}
	} else if (kind === Kind.Keyword) {
		if (text === "elseif" && stack[stack.length - 1]?.opener === "then") stack.pop();
		if (text === "do" || text === "then" || text === "repeat" || text === "function") {
			stack.push({ index, opener: text });
		} else if (text === "end" || text === "until") {
			const depth = lastIndex(stack, (frame) => !isBracket(frame.opener));
			if (depth >= 0) stack.length = depth;
		}
	}
}

/** The blanks the line of an offset begins with. */
export function indentAt(site: Site, offset: number): string {
	return lineStart(site.text, offset) === 0 ? site.base : indentText(site.text, offset);
}

export function lastIndex<T>(list: readonly T[], test: (item: T) => boolean): number {
	for (let i = list.length - 1; i >= 0; i--) if (test(list[i]!)) return i;
	return -1;
}

export function openerOf(closer: string): string {
	return closer === "}" ? "{" : closer === ")" ? "(" : "[";
}

export function closerOf(opener: string): string {
	return opener === "{" ? "}" : opener === "(" ? ")" : opener === "[" ? "]" : opener === "repeat" ? "until" : "end";
}

export function isBracket(opener: string): boolean {
	return opener === "{" || opener === "(" || opener === "[";
}

export function isSeparator(token: Token | undefined): boolean {
	return token !== undefined && token.kind === Kind.Operator && (token.text === ";" || token.text === ",");
}

export function isCloser(token: Token | undefined): boolean {
	return (
		token !== undefined &&
		token.kind === Kind.Operator &&
		(token.text === "}" || token.text === ")" || token.text === "]")
	);
}

export function isOperator(token: Token | undefined, text: string): boolean {
	return token !== undefined && token.kind === Kind.Operator && token.text === text;
}

/** True when a value may begin with this token. */
export function beginsValue(token: Token | undefined): boolean {
	if (token === undefined) return false;
	switch (token.kind) {
		case Kind.Operator:
			return /^(?:[{([#~-]|\.\.\.)$/.test(token.text);
		case Kind.Keyword:
			return /^(?:nil|true|false|not|function)$/.test(token.text);
		case Kind.Junk:
			return false;
		default:
			return !isTrivia(token.kind);
	}
}

/** True when the token opens a statement of its own as far as the tokens tell: first on its line, outside tables. */
export function isStatementHead(site: Site, index: number): boolean {
	const token = site.code[index];
	if (token === undefined) return false;
	return index === 0 || token.newline || isOperator(site.code[index - 1], ";");
}

/** The innermost open bracket or block is a table. */
export function inTable(site: Site): boolean {
	return site.open[site.open.length - 1]?.opener === "{";
}

/** No bracket is open: the place belongs to a statement, at the top or in a block. */
export function inStatement(site: Site): boolean {
	const inner = site.open[site.open.length - 1];
	return inner === undefined || !isBracket(inner.opener);
}

/** A token as shown to people: long ones are cut. */
export function shown(site: Site, token: Token | undefined): string {
	return token === undefined ? "" : clip(site.text.slice(token.from, token.to));
}

export function clip(text: string): string {
	const line = text.split(/[\r\n]/, 1)[0]!;
	return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
