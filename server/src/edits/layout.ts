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

/** Reads the table constructor that begins at an offset; undefined when none does or it never closes. */
export function layoutAt(tree: SyntaxTree, offset: number): Layout | undefined {
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

/** The innermost table constructor around an offset. */
export function layoutAround(tree: SyntaxTree, offset: number): Layout | undefined {
	const tokens = tokensOf(tree);
	let depth = 0;
	for (let at = tokenIndex(tree, offset) - 1; at >= 0; at--) {
		const word = tokens[at]!.text;
		if (word === "}") depth++;
		else if (word === "{" && depth-- === 0) return layoutAt(tree, tokens[at]!.from);
	}
	return undefined;
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
