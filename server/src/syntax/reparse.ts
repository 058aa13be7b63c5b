/**
 * An edit: the statements around it are cut and parsed again, all others are taken over.
 * What comes out is what a parse of the whole text makes; where that cannot be promised, the whole text is parsed.
 */
import type { Units } from "../units.ts";
import { blanksAt, indentOf, lineStart } from "./chars.ts";
import { type Cut, cutUnits } from "./chunks.ts";
import { costOf, Pool, parseMeter } from "./pool.ts";
import type { Same } from "./same.ts";
import { hasTemplateSigns } from "./template.ts";
import { Kind, type Token } from "./token.ts";
import { tokenUnits } from "./tokens.ts";
import { type Chunk, SyntaxTree } from "./tree.ts";

/** Statements before the first changed one that are cut again: where a statement ends depends on the few words behind it. */
const BEFORE = 3;
/** Statements behind the last changed one that are cut again, at first. */
const BEHIND = 4;
/** So many of them must follow the place from where on everything is as it was. */
const LOOKAHEAD = 2;

/** So many fit into the arguments of a call without a second thought. */
const FEW = 100;

/** Trees in which every statement was read by itself, with those statements whose end depends on all that follows. */
const simple = new WeakMap<SyntaxTree, ReadonlySet<Chunk>>();

/** Notes that a later text of the same file can be read from its edit. */
export function markSimple(tree: SyntaxTree, farSeeing: ReadonlySet<Chunk>): void {
	simple.set(tree, farSeeing);
}

/** True for what looks like a comment of another language: whether it is one, the file as a whole decides. */
export function isDoubtful({ kind }: Token): boolean {
	return kind === Kind.Foreign;
}

/** The tree of a text that differs in one place; undefined when more than that place has to be looked at. */
export function* reparseUnits(
	uri: string,
	text: string,
	previous: SyntaxTree,
	known?: Same,
): Units<SyntaxTree | undefined> {
	const farSeeing = simple.get(previous);
	if (!farSeeing || previous.chunks.length < BEFORE + BEHIND) return undefined;
	const { chunks } = previous;
	const [same, sameEnd] = known ? outside(known, previous) : unchanged(text, chunks);
	const first = Math.max(0, same - BEFORE);
	if (sees(farSeeing, chunks[same])) return undefined;
	for (let behind = BEHIND; ; behind *= 4) {
		const after = Math.min(chunks.length, chunks.length - sameEnd + behind);
		// Little is gained where it is most of the file.
		if (behind > BEHIND && after - first > chunks.length / 2) return undefined;
		const middle = yield* readAgain(text, previous, first, after, chunks.length - sameEnd);
		if (middle === "all") return undefined;
		if (!middle) continue;
		const tree = new SyntaxTree(uri, text, replaced(chunks, first, middle.next, middle.chunks));
		markSimple(tree, farSeeing);
		return tree;
	}
}

/** A list with others in the place of some; of a long one, every keystroke makes one. */
function replaced(chunks: readonly Chunk[], from: number, to: number, now: readonly Chunk[]): Chunk[] {
	if (now.length > FEW) return chunks.slice(0, from).concat(now, chunks.slice(to));
	const all = chunks.slice();
	all.splice(from, to - from, ...now);
	return all;
}

/** Whether a statement before that one may reach further than it did. */
function sees(farSeeing: ReadonlySet<Chunk>, changed: Chunk | undefined): boolean {
	for (const { start } of farSeeing) if (!changed || start < changed.start) return true;
	return false;
}

/** How many chunks stand wholly in what is the same at the beginning, and at the end. */
function outside({ start, end }: Same, { chunks, text }: SyntaxTree): [start: number, end: number] {
	const first = firstIndex(chunks, (chunk) => chunk.end > start);
	const behind = firstIndex(chunks, (chunk) => chunk.start >= text.length - end);
	return [first, chunks.length - Math.max(first, behind)];
}

/** The index of the first chunk for which something holds that holds for all behind it. */
function firstIndex(chunks: readonly Chunk[], holds: (chunk: Chunk) => boolean): number {
	let low = 0;
	let high = chunks.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (holds(chunks[middle]!)) high = middle;
		else low = middle + 1;
	}
	return low;
}

/** How many chunks at the beginning and at the end have the text that stands there now. */
function unchanged(text: string, chunks: readonly Chunk[]): [start: number, end: number] {
	let start = 0;
	let from = 0;
	while (start < chunks.length && text.startsWith(chunks[start]!.text, from)) from += chunks[start++]!.text.length;
	let end = 0;
	let to = text.length;
	while (end < chunks.length - start) {
		const { text: own } = chunks[chunks.length - 1 - end]!;
		if (to - own.length < from || !text.startsWith(own, to - own.length)) break;
		to -= own.length;
		end++;
	}
	return [start, end];
}

interface Again {
	readonly chunks: Chunk[];
	/** From this chunk of the earlier tree on everything is as it was. */
	readonly next: number;
}

/**
 * Cuts the text between two chunks of the earlier tree again.
 * @param same the first chunk of those at the end whose text did not change
 * @returns `all` when the whole text has to be read; undefined when more of what follows has to be
 */
function* readAgain(
	text: string,
	{ chunks: old, text: oldText }: SyntaxTree,
	first: number,
	after: number,
	same: number,
): Units<Again | "all" | undefined> {
	const moved = text.length - oldText.length;
	const from = old[first]!.start;
	const to = after < old.length ? old[after]!.start + moved : text.length;
	if (hasTemplateSigns(text.slice(Math.max(0, from - 2), to + 2))) return "all";
	const tokens = yield* tokenUnits(text, false, true, from, to);
	if ((tokens.at(-1)?.to ?? to) > to) return after < old.length ? undefined : "all";
	if (tokens.some(isDoubtful)) return "all";
	const cuts = yield* cutUnits(text, tokens, from, to);
	// The first one is there for what follows.
	if (first > 0 && cuts[0] && cuts[0].to - cuts[0].from !== old[first]!.text.length) return "all";
	const end = meeting(cuts, old, same, after, (index) => {
		// The indentation of the line a statement begins on stands before it, and has a say in where it ends.
		const start = old[index]!.start;
		const now = start + moved;
		const isSame = margin(oldText, start) === margin(text, now) && indentOf(oldText, start) === indentOf(text, now);
		return isSame ? now : undefined;
	});
	if (end === undefined) return undefined;
	const pool = new Pool(old.slice(first, end.next));
	const chunks: Chunk[] = [];
	const meter = parseMeter();
	for (const piece of cuts.slice(0, end.cuts)) {
		if (meter.isFull(costOf(piece))) yield;
		if (piece.farSeeing) return "all";
		const own = text.slice(piece.from, piece.to);
		const chunk = pool.take(own, false, piece.indent) ?? pool.build(detached(own), piece, tokens, false);
		if (chunk.statements.some(({ type }) => type === "ReturnStatement")) return "all";
		chunks.push(chunk);
	}
	return { chunks, next: end.next };
}

/** A text of its own: a stretch of another one would keep all of that alive, with each key a whole file more. */
function detached(text: string): string {
	return ` ${text}`.slice(1);
}

function margin(text: string, at: number): string {
	return blanksAt(text, lineStart(text, at));
}

/**
 * The place from where on the cuts are those of the earlier tree.
 * @param place where a chunk of that tree begins now; undefined when it may not be cut as it was
 */
function meeting(
	cuts: readonly Cut[],
	old: readonly Chunk[],
	same: number,
	after: number,
	place: (index: number) => number | undefined,
): { cuts: number; next: number } | undefined {
	if (after === old.length) return { cuts: cuts.length, next: old.length };
	const begins = new Map<number, number>();
	for (const [index, { from }] of cuts.entries()) begins.set(from, index);
	for (let next = same; next <= after - LOOKAHEAD; next++) {
		const start = place(next);
		const found = start === undefined ? undefined : begins.get(start);
		if (found !== undefined) return { cuts: found, next };
	}
	return undefined;
}
