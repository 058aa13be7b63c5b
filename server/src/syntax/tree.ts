/**
 * The tree every other layer reads: a file cut into chunks, one top-level statement each.
 *
 * Offsets are UTF-16 code units. Inside a chunk everything is relative to the chunk, so that an edit
 * elsewhere in the file moves a chunk without touching its tree. Only {@link Span} turns them into file offsets.
 */
import type * as lua from "luaparse";
import type { Names } from "./names.ts";
import { type Placed, rangeOfPlace } from "./place.ts";

/** A comment, relative to its chunk; `text` is what stands after `--` or between the long brackets. */
export interface Comment {
	readonly from: number;
	readonly to: number;
	readonly text: string;
	/** True for `--[[ … ]]` and `--[=[ … ]=]`. */
	readonly block: boolean;
}

/** One replacement inside a chunk's own text. */
export interface ChunkEdit {
	readonly from: number;
	readonly to: number;
	readonly text: string;
}

/**
 * What the syntax layer can find wrong. The words for each live in `rules/syntax/<kind>.ts`.
 *
 * The keys of {@link Problem.detail}, by kind. Texts are cut at 60 characters; `instead` is always what the repair writes.
 *
 * | kind | keys |
 * |---|---|
 * | syntax-error | `reason`, `message` (plain English), `token` (what the parser stopped at, may be empty); `name` of the setting when the statement begins like `name =`. By reason: missing-value `table` ("true" inside a table) · missing-name (VirtualHost, Component or Include without argument) · missing-end `opener` `closer` `line` · unclosed-comment · behind-return · nested-too-deeply `limit` · unfinished, expected: `expected` · unexpected |
 * | missing-separator | `separator`, `before`, `after` (the items on both sides) |
 * | stray-separator | `separator`, `before`, `doubled` ("true" for `;;`) |
 * | unclosed-brace | `opener` (`{`, `(` or `[`), `closer`, `line` (the text of the opener's line) |
 * | stray-brace | `brace` (also `end`); `missing` when the repair puts the lost opener back |
 * | unclosed-string | `quote` (`[[` for long strings), `word` (the content), `missing`: `closing`, `opening` or `none` (one quote too many) |
 * | smart-quotes | `word`, `open`, `close`, `instead` (the plain quote) |
 * | odd-whitespace | `char` (`U+00A0`), `name` (may be empty), `count` (on that line) |
 * | utf8-bom | `char`, `name` |
 * | foreign-comment | `marker` (empty for a sentence without any), `instead` (`--`), `text` |
 * | bad-assign-operator | `word`, `instead` (`=`, or `==` in a condition), `name` (may be empty) |
 * | missing-equals | `name`, `value` |
 * | json-style-pair | `key` (as typed), `instead` (such as `["a-b"] =`), `sign` (`:` or `=`; `[` for a list in square brackets: `instead` is `{ }`) |
 * | hyphenated-option | `word`, `instead` |
 * | unquoted-unit, unquoted-text | `word`, `instead`; `section` for the argument of Include |
 * | unquoted-host | `word`, `instead`, `section` |
 * | backslash-path | `word`, `escape` (the first that Lua rejects), `instead` (`/`, or two backslashes) |
 * | stray-word | `word` |
 * | ambiguous-call | `before` (what the bracket below calls) |
 * | template-placeholder | `word` (the placeholder) |
 */
export type ProblemKind =
	| "syntax-error"
	| "missing-separator"
	| "stray-separator"
	| "unclosed-brace"
	| "stray-brace"
	| "unclosed-string"
	| "smart-quotes"
	| "odd-whitespace"
	| "utf8-bom"
	| "foreign-comment"
	| "bad-assign-operator"
	| "missing-equals"
	| "json-style-pair"
	| "hyphenated-option"
	| "unquoted-unit"
	| "unquoted-host"
	| "unquoted-text"
	| "backslash-path"
	| "stray-word"
	| "ambiguous-call"
	| "template-placeholder";

/** One mistake: where the admin must look, and the smallest edit that makes the statement parse (which is the quick fix). */
export interface Problem {
	readonly kind: ProblemKind;
	readonly from: number;
	readonly to: number;
	/** The edits of the repair; absent when there is none that is clearly meant. */
	readonly repair?: readonly ChunkEdit[];
	/** Facts for the message, for example `{ word: "s2s-secure-auth", instead: "s2s_secure_auth" }`. */
	readonly detail: Readonly<Record<string, string>>;
}

/**
 * A stretch of the file that begins with one top-level statement and reaches up to the next one,
 * trailing comments and blank lines included. The chunks of a file cover it without gaps.
 * The first chunk may hold no statement (the comments a file opens with).
 */
export class Chunk {
	/** The tree this chunk belongs to at present. */
	tree!: SyntaxTree;
	/** Offset of this chunk in its file at present. */
	start = 0;
	/** What besides its text it was built from (pool.ts). */
	builtAs?: { readonly templates: boolean; readonly indent: string };
	/** How many lines begin in the text, and where, if there are many; once somebody asked (lines.ts). */
	lineBreaks?: number;
	lineStarts?: readonly number[];
	/** The names in it, once somebody asked (names.ts). */
	names?: Names;
	/** Whether it holds what only newer releases know, once somebody asked (config/detect.ts). */
	isNew?: boolean;

	constructor(
		/** The source as typed, trailing trivia included. */
		readonly text: string,
		/** Where the statement itself ends, relative; 0 when the chunk holds only trivia. */
		readonly codeEnd: number,
		/**
		 * The parsed statements: one as a rule, none for trivia or when the text could not be repaired.
		 * Every node's `range` is relative to `text` as typed, also where a repair was needed.
		 * String literals carry their decoded `value`.
		 */
		readonly statements: readonly lua.Statement[],
		readonly comments: readonly Comment[],
		readonly problems: readonly Problem[],
		/**
		 * `clean`: good Lua (it may still have an `ambiguous-call` or `behind-return` problem).
		 * `opaque`: not understood at all; whatever it sets is unknown.
		 */
		readonly state: "clean" | "repaired" | "opaque",
	) {}

	get end(): number {
		return this.start + this.text.length;
	}

	/** The span of a node, or of a relative range, of this chunk. */
	span(of: lua.Node | readonly [number, number]): Span {
		const [from, to] = "type" in of ? rangeOf(of) : of;
		return new Span(this, from, to);
	}
}

/** Where a node lies in its chunk's text. */
export function rangeOf(node: lua.Node): readonly [number, number] {
	return rangeOfPlace((node as unknown as Placed).range);
}

/** A place in a file that stays right while other statements are edited. */
export class Span {
	constructor(
		readonly chunk: Chunk,
		/** Relative to the chunk. */
		readonly from: number,
		readonly to: number,
	) {}

	/** The URI of the file. */
	get file(): string {
		return this.chunk.tree.uri;
	}
	/** Offset in the file. */
	get start(): number {
		return this.chunk.start + this.from;
	}
	get end(): number {
		return this.chunk.start + this.to;
	}
	get text(): string {
		return this.chunk.text.slice(this.from, this.to);
	}
}

/** A parsed file. */
export class SyntaxTree {
	constructor(
		readonly uri: string,
		readonly text: string,
		readonly chunks: readonly Chunk[],
	) {
		let start = 0;
		for (const chunk of chunks) {
			chunk.tree = this;
			chunk.start = start;
			start += chunk.text.length;
		}
	}

	/** The chunk an offset falls into (the last one at the end of the file). */
	chunkAt(offset: number): Chunk {
		return this.chunks[this.indexAt(offset)]!;
	}

	/** The index of that chunk; 0 when there is none. */
	indexAt(offset: number): number {
		let low = 0;
		let high = this.chunks.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (this.chunks[middle]!.start <= offset) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	/** The span of a range of file offsets; it must not leave the chunk it starts in. */
	span(start: number, end: number): Span {
		const chunk = this.chunkAt(start);
		return new Span(chunk, start - chunk.start, end - chunk.start);
	}
}

/** True for an expression that stands for something unknown: a placeholder of a template, or a value that is missing. */
export function isUnknown(node: lua.Expression): boolean {
	return node.type === "Identifier" && !/^[A-Za-z_]/.test(node.name);
}
