/** How one table constructor is laid out: its braces, entries and separators. */
import { decodeString } from "../syntax/strings.ts";
import { isTrivia, Kind, type Token } from "../syntax/token.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { styleOf, type TableStyle } from "./style.ts";
import { isOneLine, tokenIndex, tokensOf } from "./text.ts";

/** `"x"`, `key = value` or `["key"] = value`, without its separator. */
export interface Entry {
	readonly from: number;
	readonly to: number;
	/** The key when it is written out. */
	readonly key?: string;
	/** Where the value begins; `from` for list items. */
	readonly valueFrom: number;
	readonly separator?: Token;
	/** `...` or `unpack` may give several values, but only as the last entry. */
	readonly spreads: boolean;
}

export interface Layout extends TableStyle {
	readonly tree: SyntaxTree;
	readonly open: Token;
	readonly close: Token;
	readonly entries: readonly Entry[];
	/** Both braces stand on one line. */
	readonly oneLine: boolean;
}

const BLOCK_OPENERS = new Set(["function", "if", "do", "repeat"]);
const OPENERS = new Set(["{", "(", "["]);
const CLOSERS = new Set(["}", ")", "]"]);

/** Each of a thousand findings about the entries of one table asks for it. */
const known = new WeakMap<SyntaxTree, Map<number, Layout | undefined>>();

/** Reads the table constructor that begins at an offset; undefined when none does or it never closes. */
export function layoutAt(tree: SyntaxTree, offset: number): Layout | undefined {
	const layouts = known.get(tree) ?? new Map<number, Layout | undefined>();
	known.set(tree, layouts);
	if (!layouts.has(offset)) layouts.set(offset, readLayout(tree, offset));
	return layouts.get(offset);
}

function readLayout(tree: SyntaxTree, offset: number): Layout | undefined {
	const tokens = tokensOf(tree);
	const start = tokenIndex(tree, offset);
	const open = tokens[start];
	if (open?.from !== offset || open.text !== "{") return undefined;
	const entries: Entry[] = [];
	let own: Token[] = [];
	let depth = 0;
	const flush = (separator?: Token): void => {
		if (own.length > 0) entries.push(readEntry(tree, own, separator));
		own = [];
	};
	for (let at = start + 1; at < tokens.length; at++) {
		const token = tokens[at]!;
		if (isTrivia(token.kind)) continue;
		const word = token.text;
		if (depth === 0 && word === "}") {
			flush();
			const oneLine = isOneLine(tree.text.slice(open.from, token.to));
			return { tree, open, close: token, entries, oneLine, ...separators(tree, entries, oneLine) };
		}
		if (depth === 0 && (word === "," || word === ";")) {
			flush(token);
			continue;
		}
		if (OPENERS.has(word) || (token.kind === Kind.Keyword && BLOCK_OPENERS.has(word))) depth++;
		else if (CLOSERS.has(word) || word === "end" || word === "until") depth--;
		own.push(token);
	}
	return undefined;
}

/** The index of the entry whose value begins at an offset; -1 when none does. */
export function entryAt({ entries }: Layout, valueFrom: number): number {
	let [low, high] = [0, entries.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (entries[middle]!.valueFrom < valueFrom) low = middle + 1;
		else high = middle;
	}
	return entries[low]?.valueFrom === valueFrom ? low : -1;
}

/** The innermost table constructor around an offset. */
export function layoutAround(tree: SyntaxTree, offset: number): Layout | undefined {
	const at = bracesOf(tree)[tokenIndex(tree, offset)]!;
	return at < 0 ? undefined : layoutAt(tree, tokensOf(tree)[at]!.from);
}

const braces = new WeakMap<SyntaxTree, Int32Array>();

/** For each token, and the end of the file, the index of the brace that is open in front of it; -1 where none is. */
function bracesOf(tree: SyntaxTree): Int32Array {
	let found = braces.get(tree);
	if (!found) {
		const tokens = tokensOf(tree);
		found = new Int32Array(tokens.length + 1);
		const open: number[] = [];
		for (let at = 0; at <= tokens.length; at++) {
			found[at] = open.at(-1) ?? -1;
			const word = tokens[at]?.text;
			if (word === "{") open.push(at);
			else if (word === "}") open.pop();
		}
		braces.set(tree, found);
	}
	return found;
}

function readEntry(tree: SyntaxTree, tokens: readonly Token[], separator?: Token): Entry {
	const [first, second, third, fourth] = tokens as [Token, ...Token[]];
	let key: string | undefined;
	let value = first;
	if (first.kind === Kind.Name && second?.text === "=" && third) {
		key = first.text;
		value = third;
	} else if (first.text === "[" && second?.kind === Kind.String && third?.text === "]" && fourth?.text === "=") {
		key = decodeString(tree.text.slice(second.from, second.to));
		value = tokens[4] ?? first;
	}
	const last = tokens.at(-1)!;
	const spreads = last.text === "..." || (last.text === ")" && tokens.some((token) => token.text === "unpack"));
	return { from: first.from, to: last.to, key, valueFrom: value.from, separator, spreads };
}

/** The table's own habits, and the file's where it shows none. */
function separators(tree: SyntaxTree, entries: readonly Entry[], oneLine: boolean): TableStyle {
	const style = styleOf(tree);
	const keyed = entries.some((entry) => entry.key !== undefined);
	const file = !oneLine ? style.block : keyed ? style.inlineFields : style.inline;
	const last = entries.at(-1);
	const separator = entries.find((entry) => entry.separator)?.separator?.text;
	return {
		separator: separator === "," || separator === ";" ? separator : file.separator,
		trailing: last ? last.separator !== undefined : file.trailing,
	};
}
