/** What stands at a place: a module's name in a list, an option's name, the value of an option … Used by hover, completion and links. */
import { COMPONENT_KEYWORDS, FILE_READERS, HOST_KEYWORDS, INCLUDE_KEYWORDS } from "../config/lua-globals.ts";
import type { ConfigPart, Section } from "../config/model.ts";
import type { Snapshot } from "../engine.ts";
import { isNamePart } from "../syntax/chars.ts";
import { endsExpression, isStringLike, isTrivia, Kind, type Token } from "../syntax/token.ts";
import { tokenize } from "../syntax/tokens.ts";
import { contentRange, type Frame, type Scan, scan } from "./scan.ts";

/** The name of a key, or the number of a list item. */
export type Step = string | number;

/** What may stand, or stands, at the place. */
export type Place =
	/** An option's name or a keyword. */
	| { readonly is: "statement" }
	/** An option's name in `VirtualHost "x" { … }`. */
	| { readonly is: "host-field" }
	/** A value: of the option itself, or inside its table. */
	| {
			readonly is: "value";
			readonly option: string;
			/** From the option's table to the value. */
			readonly path: readonly Step[];
			/** The table right around it; absent for the value of the option itself. */
			readonly table?: Frame;
			/** True where an entry of that table begins, so that a key may stand there too. */
			readonly entry: boolean;
			/** True where the separator behind the entry in front is missing. */
			readonly unseparated?: boolean;
	  }
	/** An argument of VirtualHost, Component, Include … */
	| { readonly is: "argument"; readonly keyword: string; readonly index: number }
	| { readonly is: "elsewhere" };

/** A name or string, in offsets of the file. */
export interface Word {
	readonly kind: "name" | "string";
	/** Without quotes. */
	readonly text: string;
	readonly start: number;
	readonly end: number;
	/** Quotes included. */
	readonly outerStart: number;
	readonly outerEnd: number;
}

export interface Context {
	readonly place: Place;
	readonly section: Section;
	/** The name or string the place is in. */
	readonly word?: Word;
	/** The token in front of the place, or of the word. */
	readonly previous?: Token;
	/** The token behind the word; only where the whole statement was read. */
	readonly next?: Token;
	/** Where the tokens' offsets count from. */
	readonly base: number;
	/** The quote that the last string of the statement has; only where what may be typed is asked for. */
	readonly quote?: string;
}

/** What stands at an offset, for telling about it; undefined inside comments. */
export function contextAt(snapshot: Snapshot, offset: number): Context | undefined {
	const chunk = snapshot.tree.chunkAt(offset);
	const at = offset - chunk.start;
	const tokens = tokenize(chunk.text);
	let index = tokens.findIndex((token) => token.to >= at);
	// Between two tokens that touch, the name or string is meant.
	if (index >= 0 && tokens[index]!.to === at && !isWord(tokens[index]!) && tokens[index + 1]?.from === at) index++;
	const token = tokens[index];
	if (!token || token.from > at || isTrivia(token.kind)) return undefined;
	const before = scan(chunk.text, tokens, index);
	return {
		place: placeOf(before, token),
		section: sectionAt(snapshot, offset),
		word: wordOf(chunk.text, chunk.start, token),
		previous: before.previous,
		next: tokens.slice(index + 1).find(({ kind }) => !isTrivia(kind)),
		base: chunk.start,
	};
}

/** What may be typed at an offset: only what stands in front of it counts. Undefined inside comments. */
export function contextBefore(snapshot: Snapshot, offset: number): Context | undefined {
	const chunk = snapshot.tree.chunkAt(offset);
	const text = chunk.text.slice(0, offset - chunk.start);
	const tokens = tokenize(text);
	const last = tokens.at(-1);
	if (last && isInsideComment(text, last)) return undefined;
	const inWord = last !== undefined && touches(text, last);
	const before = scan(text, tokens, inWord ? tokens.length - 1 : tokens.length);
	const newline = inWord ? last.newline : /[\n\r]/.test(text.slice(tokens.at(-1)?.to ?? 0));
	const place = placeOf(before, inWord ? last : undefined, newline);
	const reader = place.is === "elsewhere" && inWord && isStringLike(last.kind) ? readerBefore(tokens) : undefined;
	return {
		place: reader === undefined ? place : { is: "argument", keyword: reader, index: 0 },
		section: sectionAt(snapshot, offset),
		word: inWord
			? wordBefore(snapshot, chunk.start, text, last)
			: isLone(place)
				? nameBehind(snapshot, offset)
				: undefined,
		previous: before.previous,
		base: chunk.start,
		quote: quoteIn(text, inWord ? tokens.slice(0, -1) : tokens),
	};
}

/** A place for one value: what stands there already gives way. */
function isLone(place: Place): boolean {
	return place.is === "value" && !place.entry;
}

/** The name or number that begins at a place. */
function nameBehind({ text }: Snapshot, offset: number): Word | undefined {
	let end = offset;
	while (isNamePart(text.charCodeAt(end))) end++;
	if (end === offset) return undefined;
	return { kind: "name", text: text.slice(offset, end), start: offset, end, outerStart: offset, outerEnd: end };
}

/** The function that reads a file, whose argument is the last of the tokens. */
function readerBefore(tokens: readonly Token[]): string | undefined {
	const before = tokens.filter(({ kind }) => !isTrivia(kind)).slice(-3, -1);
	const name = before.at(-1)?.text === "(" ? before[0] : before.at(-1);
	return name?.kind === Kind.Name && FILE_READERS.has(name.text) ? name.text : undefined;
}

function quoteIn(text: string, tokens: readonly Token[]): string | undefined {
	const string = tokens.findLast(({ kind }) => kind === Kind.String);
	return string && text.charAt(string.from);
}

function isWord(token: Token): boolean {
	return token.kind === Kind.Name || isStringLike(token.kind);
}

function isInsideComment(text: string, last: Token): boolean {
	if (last.kind === Kind.UnclosedComment) return true;
	return (last.kind === Kind.Comment || last.kind === Kind.Foreign) && last.to === text.length;
}

/** True when the last token goes on at the end of the text. */
function touches(text: string, last: Token): boolean {
	if (last.kind === Kind.UnclosedString) return !/[\n\r]/.test(text.slice(last.to));
	if (last.kind === Kind.UnclosedLong) return true;
	// A smart quote that is not closed is no string yet; nothing is offered there.
	return (
		last.to === text.length && (last.kind === Kind.Name || last.kind === Kind.Keyword || last.kind === Kind.Number)
	);
}

function wordOf(text: string, base: number, token: Token): Word | undefined {
	const outer = { outerStart: base + token.from, outerEnd: base + token.to };
	if (token.kind === Kind.Name) {
		return { kind: "name", text: token.text, start: outer.outerStart, end: outer.outerEnd, ...outer };
	}
	if (!isStringLike(token.kind)) return undefined;
	const [from, to] = contentRange(text, token);
	return { kind: "string", text: text.slice(from, to), start: base + from, end: base + to, ...outer };
}

const IN_STRINGS: ReadonlySet<number> = new Set([..."*+-./:@"].map((char) => char.charCodeAt(0)));

/** The half-typed word in front of a place, with the rest of it that stands behind. */
function wordBefore(snapshot: Snapshot, base: number, text: string, token: Token): Word {
	const quoted = isStringLike(token.kind);
	const from = quoted ? contentRange(text, token)[0] : token.from;
	let end = base + text.length;
	// In a string also what addresses, paths and patterns of them are made of.
	const part = (code: number) => isNamePart(code) || (quoted && IN_STRINGS.has(code));
	while (part(snapshot.text.charCodeAt(end))) end++;
	return {
		kind: quoted ? "string" : "name",
		text: snapshot.text.slice(base + from, end),
		start: base + from,
		end,
		outerStart: base + token.from,
		outerEnd: end,
	};
}

/** @param newline whether a line break stands in front of the place */
function placeOf(
	{ frames, statement, previous }: Scan,
	token: Token | undefined,
	newline = token?.newline ?? true,
): Place {
	const name = statement.name?.text;
	if (frames.length === 0) {
		const done = !previous || previous.text === ";" || (endsExpression(previous) && newline) || opensBlock(previous);
		if (!name || statement.other) return done && isNameLike(token) ? { is: "statement" } : { is: "elsewhere" };
		if (statement.assigned) {
			if (previous?.text === "=") return { is: "value", option: name, path: statement.keys, entry: false };
			return done && isNameLike(token) ? { is: "statement" } : { is: "elsewhere" };
		}
		if (isCallKeyword(name) && !(newline && statement.arguments > 0)) {
			return { is: "argument", keyword: name, index: statement.arguments };
		}
		return done && isNameLike(token) ? { is: "statement" } : { is: "elsewhere" };
	}
	if (!name || statement.other) return { is: "elsewhere" };
	if (!statement.assigned) {
		if (isCallKeyword(name)) return insideCall(name, frames, statement.arguments, previous);
		if (statement.method && statement.method !== "append") return { is: "elsewhere" };
	}
	const tables = statement.assigned || frames[0]!.opener === "{" ? frames : frames.slice(1);
	return insideTable(name, statement.keys, tables, previous);
}

function isNameLike(token: Token | undefined): boolean {
	return !token || token.kind === Kind.Name || token.kind === Kind.Keyword;
}

function opensBlock(token: Token): boolean {
	return token.kind === Kind.Keyword && ["then", "do", "else", "repeat", "end"].includes(token.text);
}

function isCallKeyword(name: string): boolean {
	return HOST_KEYWORDS.has(name) || COMPONENT_KEYWORDS.has(name) || INCLUDE_KEYWORDS.has(name) || name === "RunScript";
}

/** `VirtualHost("x")`, `VirtualHost "x" { … }` and `VirtualHost("x", { … })`. */
function insideCall(keyword: string, frames: readonly Frame[], done: number, previous?: Token): Place {
	const [first, ...rest] = frames;
	const inner = first!.opener === "(" ? rest : frames;
	if (inner.length === 0) {
		return first!.fresh ? { is: "argument", keyword, index: done + first!.index } : { is: "elsewhere" };
	}
	const table = inner[0]!;
	if (table.opener !== "{" || !(HOST_KEYWORDS.has(keyword) || COMPONENT_KEYWORDS.has(keyword)))
		return { is: "elsewhere" };
	if (inner.length > 1) return insideTable(table.key ?? "", [], inner.slice(1), previous);
	if (table.fresh || endsExpression(previous)) return { is: "host-field" };
	if (table.key === undefined || previous?.text !== "=") return { is: "elsewhere" };
	return { is: "value", option: table.key, path: [], entry: false };
}

function insideTable(option: string, keys: readonly Step[], frames: readonly Frame[], previous?: Token): Place {
	// Inside the arguments of another function nothing is known.
	if (frames.some(({ opener }) => opener !== "{")) return { is: "elsewhere" };
	const table = frames.at(-1);
	if (!table) return { is: "value", option, path: keys, entry: false };
	const outer = [...keys, ...frames.slice(0, -1).map((frame) => frame.key ?? frame.index)];
	if (table.fresh) return { is: "value", option, path: [...outer, table.index], table, entry: true };
	if (table.key !== undefined && previous?.text === "=") {
		return { is: "value", option, path: [...outer, table.key], table, entry: false };
	}
	if (!endsExpression(previous)) return { is: "elsewhere" };
	return { is: "value", option, path: [...outer, table.index + 1], table, entry: true, unseparated: true };
}

/** The section an offset falls into. Of ten thousand hosts, only the part of the file around it is looked at. */
export function sectionAt(snapshot: Snapshot, offset: number): Section {
	const { config, uri } = snapshot;
	const { sections } = partAt(config.partsIn(uri), offset) ?? {};
	const begun = sections?.[0]?.head?.start ?? 0;
	if (sections && sections.length > 0 && begun <= offset) return sectionOf(sections, offset);
	return sectionOf(config.sectionsIn(uri), offset);
}

/** The part that begins last in front of an offset. */
function partAt(parts: readonly ConfigPart[], offset: number): ConfigPart | undefined {
	let low = 0;
	let high = parts.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((parts[middle]!.chunks[0]?.start ?? 0) <= offset) low = middle;
		else high = middle - 1;
	}
	return parts[low];
}

function sectionOf(sections: readonly Section[], offset: number): Section {
	let found = sections[0]!;
	let foundAt = 0;
	let tableEnd = 0;
	for (const section of sections) {
		// A global section without a head goes on behind the table of the host in front of it.
		const start = section.head?.start ?? tableEnd;
		if (section.head) tableEnd = section.head.end;
		if (start <= offset && start >= foundAt && !(section.head === undefined && start > 0 && offset <= start)) {
			found = section;
			foundAt = start;
		}
	}
	return found;
}
