/**
 * Reads the tokens in front of a place and tells what stands open there. Tokens and not the tree, because the places
 * that matter most are in statements that are only half typed.
 */
import { endsExpression, isStringLike, isTrivia, Kind, type Token } from "../syntax/token.ts";

/** An open bracket. */
export interface Frame {
	readonly opener: "{" | "(" | "[";
	readonly token: Token;
	/** The key of the entry in hand, once its `=` was read. */
	key?: string;
	/** How many entries (or arguments) ended before it. */
	index: number;
	/** True while nothing of the entry was read. */
	fresh: boolean;
	/** What separates the entries, as far as one was seen. */
	separator?: string;
}

/** The statement the place is in. */
export interface StatementState {
	/** What it begins with: an option or a function. */
	name?: Token;
	/** Further names of `name.key.key`. */
	keys: string[];
	assigned: boolean;
	/** The method of `name:method`. */
	method?: string;
	/** Finished arguments of a call. */
	arguments: number;
	/** True for what is neither an assignment nor a call: conditions, loops, several names at once. */
	other: boolean;
}

export interface Scan {
	readonly frames: readonly Frame[];
	readonly statement: Readonly<StatementState>;
	/** The last token that is no comment. */
	readonly previous?: Token;
}

const startsBlock = new Set(["then", "do", "else", "repeat", "end"]);

/** Reads the first `count` tokens of a chunk. */
export function scan(text: string, tokens: readonly Token[], count: number): Scan {
	const frames: Frame[] = [];
	let statement = fresh();
	let previous: Token | undefined;
	/** The content of the string or name an entry began with: its key if `=` follows. */
	let candidate: string | undefined;

	for (let i = 0; i < count; i++) {
		const token = tokens[i]!;
		if (isTrivia(token.kind)) continue;
		const frame = frames.at(-1);
		const word = token.text;
		if (word === "{" || word === "(" || word === "[") {
			// `["key"] =`: the bracket only wraps the key.
			if (word === "[" && frame?.opener === "{" && frame.fresh) frame.fresh = false;
			else if (frame) frame.fresh = false;
			frames.push({ opener: word, token, index: 0, fresh: true });
			candidate = undefined;
		} else if (word === "}" || word === ")" || word === "]") {
			close(frames, word);
			if (frames.length === 0 && word !== "]") statement.arguments++;
			if (frames.length === 0 && word === "]" && !statement.assigned) statement.keys.push(candidate ?? "?");
			if (word !== "]") candidate = undefined;
		} else if (frame) {
			if (frame.opener !== "[" && (word === "," || word === ";")) {
				frame.index++;
				frame.fresh = true;
				frame.key = undefined;
				frame.separator = word;
				candidate = undefined;
			} else if (word === "=" && frame.opener === "{" && candidate !== undefined) {
				frame.key ??= candidate;
			} else {
				if (frame.fresh) candidate = token.kind === Kind.Name ? word : contentOf(text, token);
				frame.fresh = false;
			}
		} else if (token.kind === Kind.Keyword) {
			if (startsBlock.has(word)) statement = fresh();
			else if (!isValue(word)) statement = { ...fresh(), other: true };
		} else if (word === ";") {
			statement = fresh();
		} else if (token.kind === Kind.Name) {
			if (previous?.text === "." && !statement.assigned && statement.name) statement.keys.push(word);
			else if (previous?.text === ":" && !statement.assigned && statement.name) statement.method = word;
			else if (beginsStatement(token, previous, statement)) statement = { ...fresh(), name: token };
		} else if (word === "=") {
			statement.assigned = true;
		} else if (word === "," && !statement.assigned) {
			statement.other = true;
		} else if (isStringLike(token.kind) && !statement.assigned) {
			statement.arguments++;
		}
		previous = token;
	}
	return { frames, statement, previous };
}

function fresh(): StatementState {
	return { keys: [], assigned: false, arguments: 0, other: false };
}

function isValue(keyword: string): boolean {
	return ["true", "false", "nil", "and", "or", "not"].includes(keyword);
}

function beginsStatement(token: Token, previous: Token | undefined, statement: StatementState): boolean {
	if (statement.other) return endsExpression(previous) && token.newline;
	if (!statement.name && !statement.assigned) return true;
	return endsExpression(previous) && (token.newline || statement.assigned);
}

function close(frames: Frame[], closer: string): void {
	const opener = closer === "}" ? "{" : closer === ")" ? "(" : "[";
	const at = frames.findLastIndex((frame) => frame.opener === opener);
	if (at >= 0) frames.length = at;
}

/** What a string holds, as typed; undefined for other tokens. */
export function contentOf(text: string, token: Token): string | undefined {
	if (!isStringLike(token.kind)) return undefined;
	const [from, to] = contentRange(text, token);
	return text.slice(from, to);
}

/** Where the content of a string lies, without its quotes. */
export function contentRange(text: string, token: Token): [number, number] {
	const raw = text.slice(token.from, token.to);
	const opening = /^\[=*\[/.exec(raw)?.[0] ?? raw.charAt(0);
	const from = token.from + opening.length;
	if (token.kind === Kind.UnclosedString || token.kind === Kind.UnclosedLong) return [from, Math.max(from, token.to)];
	return [from, Math.max(from, token.to - opening.length)];
}
