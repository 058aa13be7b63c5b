import { Meter, type Units } from "../units.ts";
import { blanksAt, indentOf, isNewline } from "./chars.ts";
import { beginsStatement, beginsTopLevel, isStatementKeyword, isWordy, nextCode } from "./starts.ts";
import { endsExpression, isBroken, isStringLike, isTrivia, Kind, type Token } from "./token.ts";

/** Where a chunk lies in a file, before it is parsed. */
export interface Cut {
	readonly from: number;
	readonly to: number;
	/** The chunk's tokens, trivia included: `tokens.slice(firstToken, endToken)`. */
	readonly firstToken: number;
	readonly endToken: number;
	/** Where its statement ends; equal to `from` when it holds only trivia. */
	readonly codeEnd: number;
	/** True when a token in it is one Lua would reject. */
	readonly broken: boolean;
	/** True when it holds a placeholder or directive of a template language. */
	readonly templated: boolean;
	/** True when it nests deeper than Lua allows. */
	readonly deep: boolean;
	/** Index of a `(` that begins a line and nevertheless calls what the line before ends with; -1 when there is none. */
	readonly ambiguous: number;
	/** The blanks the line it begins on begins with. */
	readonly indent: string;
	/** True when what follows, up to the end of the file, had a say in where it ends. */
	readonly farSeeing: boolean;
	/** All that were cut with it, and which of them it is. */
	readonly among: Cuts;
	readonly index: number;
}

export interface Cuts {
	readonly text: string;
	readonly all: readonly Cut[];
}

/** Lua's own limit on nested brackets, blocks and right-associative operators. */
export const maxDepth = 200;

/** Tokens that may be looked at again after an unclosed bracket, over the whole file, before the cutter stops being careful. */
const rescanBudget = 4_000_000;

/** So many tokens are looked at in one unit. */
const UNIT = 30_000;

/**
 * Finds the top-level statements of a file from its tokens alone. The cuts cover the text without gaps.
 * A bracket or block that never closes ends where a line clearly begins a new statement.
 * @param start where the tokens begin: at the start of the text or of a statement
 * @param end where they end
 */
export function* cutUnits(text: string, tokens: readonly Token[], start = 0, end = text.length): Units<Cut[]> {
	const cutter = new Cutter(text, tokens, start, end);
	while (cutter.goOn()) yield;
	return cutter.cuts;
}

class Cutter {
	readonly cuts: Cut[] = [];
	readonly #among: Cuts;
	readonly #meter = new Meter(UNIT);
	#budget = rescanBudget;
	/** The first token of the next cut, and where it begins. */
	#at = 0;
	#from: number;
	/** Where the line it begins on begins. */
	#line = 0;
	/** Up to where line breaks were looked for. */
	#searched = 0;

	constructor(
		readonly text: string,
		readonly tokens: readonly Token[],
		start: number,
		readonly end: number,
	) {
		this.#among = { text, all: this.cuts };
		this.#from = start;
		const first = nextCode(tokens, 0);
		// The comments a file opens with stand by themselves.
		if (first > 0 || text.length === 0 || tokens.length === 0 || tokens[0]!.from > start) {
			this.#add(first, 0, false, -1, false);
		}
	}

	/** Cuts off the statements of one unit. @returns whether there are more */
	goOn(): boolean {
		const { text, tokens } = this;
		while (this.#at < tokens.length) {
			const begun = this.#at;
			let statement = scanStatement(text, tokens, begun, this.#budget <= 0);
			const { unclosed } = statement;
			if (unclosed && this.#budget > 0) {
				this.#budget -= statement.end - begun;
				statement = scanStatement(text, tokens, begun, true);
			}
			const { end, codeEnd, deep, ambiguous } = statement;
			this.#add(end, codeEnd, deep, ambiguous, unclosed || this.#budget <= 0);
			if (this.#meter.isFull((unclosed ? tokens.length : end) - begun)) break;
		}
		return this.#at < tokens.length;
	}

	#add(endToken: number, codeEnd: number, deep: boolean, ambiguous: number, farSeeing: boolean): void {
		const { text, tokens } = this;
		const from = this.#from;
		const firstToken = this.#at;
		const to = endToken < tokens.length ? tokens[endToken]!.from : this.end;
		for (let i = from; i > this.#searched; i--) {
			if (!isNewline(text.charCodeAt(i - 1))) continue;
			this.#line = i;
			break;
		}
		this.#searched = from;
		let far = farSeeing;
		let broken = false;
		let templated = false;
		for (let i = firstToken; i < endToken; i++) {
			const { kind } = tokens[i]!;
			if (!isBroken(kind)) continue;
			broken = true;
			if (kind === Kind.UnclosedLong || kind === Kind.UnclosedComment) far = true;
			if (kind === Kind.Placeholder || kind === Kind.Directive) templated = true;
		}
		const indent = blanksAt(text, this.#line);
		this.cuts.push({
			from,
			to,
			firstToken,
			endToken,
			codeEnd,
			broken,
			templated,
			deep,
			ambiguous,
			indent,
			farSeeing: far,
			among: this.#among,
			index: this.cuts.length,
		});
		this.#at = endToken;
		this.#from = to;
	}
}

interface Statement {
	/** Index of the first token of the next statement. */
	end: number;
	/** Offset behind the last token of this one. */
	codeEnd: number;
	/** A bracket or block was still open at the end of the file. */
	unclosed: boolean;
	deep: boolean;
	ambiguous: number;
}

/** A bracket or block that is open. */
interface Frame {
	readonly token: Token;
	/** `{`, `(`, `[`, or the keyword that `end` or `until` closes. */
	readonly opener: string;
	/** Whether a `)`/`}`/string behind it can be called: false for a table constructor, true for an argument list. */
	readonly callable: boolean;
}

/**
 * Reads one statement from token `start` on.
 * @param eager end the statement at a line that clearly begins a new one even though a bracket is open
 */
function scanStatement(text: string, tokens: readonly Token[], start: number, eager: boolean): Statement {
	const stack: Frame[] = [];
	const head = nextCode(tokens, start);
	let previous: Token | undefined;
	/** Whether what was read last can be called by a string, table or `(` behind it. */
	let callable = false;
	let assigned = false;
	/** `for` and `while` at this level still wait for their `do`. */
	let awaitsDo = 0;
	/** Right-associative operators in a row, which Lua counts as nesting. */
	let chain = 0;
	let deep = false;
	let ambiguous = -1;
	/** The column the outermost open bracket's line begins at. */
	const outer: { token?: Token; column: number } = { column: 0 };
	/** Words and punctuation only: either `VirtualHost example.com` or a sentence, one mistake and not one per word. */
	let wordy = true;

	for (let i = head; i < tokens.length; i++) {
		const token = tokens[i]!;
		if (isTrivia(token.kind)) continue;
		const open = stack.length > 0;
		if (previous !== undefined) {
			if (open) {
				const inner = stack[stack.length - 1]!.opener;
				const impossible = token.newline && isBracket(inner) && isStatementKeyword(tokens, i);
				if (impossible && !eager) return { end: i, codeEnd: previous.to, unclosed: true, deep, ambiguous };
				if (impossible || (eager && token.newline && beginsTopLevel(tokens, i))) {
					// Nothing is assigned inside `(…)` and `[…]`, so there the indentation does not matter.
					if (inner === "(" || inner === "[" || isOutdented(text, token, stack[0]!, outer)) {
						return { end: i, codeEnd: previous.to, unclosed: false, deep, ambiguous };
					}
				}
			} else if (beginsStatement(text, tokens, i, previous, callable, assigned, awaitsDo, wordy, head)) {
				return { end: i, codeEnd: previous.to, unclosed: false, deep, ambiguous };
			}
		}
		const word = token.text;
		if (word === "(" && token.newline && callable && !open && ambiguous < 0) ambiguous = i;
		let nowCallable = false;
		if (token.kind === Kind.Operator) {
			switch (word) {
				case "{":
				case "(":
				case "[":
					stack.push({ token, opener: word, callable: word !== "{" || callable });
					break;
				case "}":
				case ")":
				case "]":
					nowCallable = closeBracket(stack, word);
					break;
				case "=":
					if (!open) assigned = true;
					break;
				case "..":
				case "^":
				case "-":
				case "~":
				case "#":
					chain++;
					break;
			}
			if (word === "," || word === ";" || word === "=") chain = 0;
		} else if (token.kind === Kind.Keyword) {
			switch (word) {
				case "for":
				case "while":
					awaitsDo++;
					break;
				case "do":
					if (awaitsDo > 0) awaitsDo--;
					stack.push({ token, opener: "do", callable: false });
					break;
				case "then":
					stack.push({ token, opener: "then", callable: false });
					break;
				case "repeat":
				case "function":
					stack.push({ token, opener: word, callable: false });
					break;
				case "elseif":
					if (stack[stack.length - 1]?.opener === "then") stack.pop();
					break;
				case "end":
				case "until":
					closeBlock(stack);
					break;
				case "not":
					chain++;
					break;
				default:
					break;
			}
		} else {
			nowCallable =
				token.kind === Kind.Name || token.kind === Kind.Placeholder || (isStringLike(token.kind) && callable);
		}
		if (wordy) wordy = isWordy(token);
		if (token.newline && stack.length === 0 && endsExpression(previous)) chain = 0;
		if (stack.length + chain > maxDepth) deep = true;
		callable = nowCallable;
		previous = token;
	}
	return { end: tokens.length, codeEnd: previous?.to ?? 0, unclosed: stack.length > 0, deep, ambiguous };
}

function isBracket(opener: string): boolean {
	return opener === "{" || opener === "(" || opener === "[";
}

const partner: Readonly<Record<string, string>> = { "}": "{", ")": "(", "]": "[" };

/** Closes the innermost frame of that bracket, dropping unclosed ones inside it. Returns whether the result can be called. */
function closeBracket(stack: Frame[], closer: string): boolean {
	const opener = partner[closer]!;
	let i = stack.length - 1;
	while (i >= 0 && stack[i]!.opener !== opener) i--;
	if (i < 0) return false;
	const callable = stack[i]!.callable;
	stack.length = i;
	return callable;
}

function closeBlock(stack: Frame[]): void {
	let i = stack.length - 1;
	while (i >= 0 && isBracket(stack[i]!.opener)) i--;
	if (i >= 0) stack.length = i;
}

function isOutdented(text: string, token: Token, outermost: Frame, memo: { token?: Token; column: number }): boolean {
	if (memo.token !== outermost.token) {
		memo.token = outermost.token;
		memo.column = indentOf(text, outermost.token.from);
	}
	return indentOf(text, token.from) <= memo.column;
}
