/** Puts changes together: applies them, picks those that go together, and makes one edit of several rounds. */
import type { Change } from "./change.ts";

/** Applies changes of one file that do not overlap; what is inserted at one place keeps its order. */
export function applyChanges(text: string, changes: readonly Change[]): string {
	let result = "";
	let at = 0;
	for (const one of inOrder(changes)) {
		result += text.slice(at, one.start) + one.text;
		at = Math.max(at, one.end);
	}
	return result + text.slice(at);
}

/** By place; an insertion in front of a replacement that begins there. */
function inOrder(changes: readonly Change[]): Change[] {
	return [...changes].sort((a, b) => a.start - b.start || a.end - b.end);
}

/**
 * Picks groups (the changes of one fix each) that can be applied together: first come, first served, a group wholly or not at all.
 * Two groups with the very same change share it. Two insertions at one place clash, and so do an insertion and what it touches:
 * which of them goes first would be chance.
 * @returns the changes of the groups picked, each once, by file and place; groups left out are for the next round
 */
export function nonOverlapping(groups: readonly (readonly Change[])[]): Change[] {
	const chosen = new Map<string, Change>();
	for (const group of groups) {
		const fresh = group.filter((one) => !chosen.has(keyOf(one)));
		if (fresh.some((one) => [...chosen.values()].some((other) => clash(one, other)))) continue;
		for (const one of fresh) chosen.set(keyOf(one), one);
	}
	return [...chosen.values()].sort((a, b) => compareText(a.file, b.file) || a.start - b.start || a.end - b.end);
}

function keyOf(one: Change): string {
	return `${one.start} ${one.end} ${one.file}\n${one.text}`;
}

function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function clash(a: Change, b: Change): boolean {
	if (a.file !== b.file) return false;
	const inserts = a.start === a.end || b.start === b.end;
	return inserts ? a.start <= b.end && b.start <= a.end : a.start < b.end && b.start < a.end;
}

/** A stretch of the original text, or a text that was added. */
type Piece = { readonly from: number; readonly to: number } | { readonly added: string };

/**
 * Several rounds of changes to one text, each in offsets of the text as the rounds before left it.
 * In the end it tells what changed against the text at the start.
 */
export class Composer {
	#pieces: Piece[];
	#text: string;

	constructor(
		readonly file: string,
		readonly original: string,
	) {
		this.#text = original;
		this.#pieces = original === "" ? [] : [{ from: 0, to: original.length }];
	}

	/** The text after all rounds so far. */
	get text(): string {
		return this.#text;
	}

	/** Applies one round; its changes must not overlap. */
	apply(changes: readonly Change[]): void {
		const rest = [...this.#pieces].reverse();
		const done: Piece[] = [];
		let at = 0;
		/** Moves pieces over up to an offset of the current text, or drops them. */
		const advance = (to: number, keep: boolean): void => {
			while (at < to && rest.length > 0) {
				const piece = rest.pop()!;
				const length = lengthOf(piece);
				const wanted = Math.min(length, to - at);
				if (keep) done.push(slice(piece, 0, wanted));
				if (wanted < length) rest.push(slice(piece, wanted, length));
				at += wanted;
			}
		};
		for (const one of inOrder(changes)) {
			advance(one.start, true);
			advance(one.end, false);
			if (one.text !== "") done.push({ added: one.text });
		}
		advance(this.#text.length, true);
		this.#text = applyChanges(this.#text, changes);
		this.#pieces = done;
	}

	/** The changes against the original text: as few and as short as the pieces allow. */
	changes(): Change[] {
		const result: Change[] = [];
		let at = 0;
		let added = "";
		const flush = (to: number): void => {
			const one = trim(this.file, this.original, at, to, added);
			if (one) result.push(one);
			added = "";
		};
		for (const piece of this.#pieces) {
			if ("added" in piece) {
				added += piece.added;
				continue;
			}
			flush(piece.from);
			at = piece.to;
		}
		flush(this.original.length);
		return result;
	}
}

function lengthOf(piece: Piece): number {
	return "added" in piece ? piece.added.length : piece.to - piece.from;
}

function slice(piece: Piece, from: number, to: number): Piece {
	if ("added" in piece) return { added: piece.added.slice(from, to) };
	return { from: piece.from + from, to: piece.from + to };
}

/** A change without what it has in common with the text it replaces; undefined when nothing is left. */
function trim(file: string, original: string, start: number, end: number, text: string): Change | undefined {
	const old = original.slice(start, end);
	const limit = Math.min(old.length, text.length);
	let head = 0;
	while (head < limit && old[head] === text[head]) head++;
	let foot = 0;
	while (foot < limit - head && old[old.length - 1 - foot] === text[text.length - 1 - foot]) foot++;
	// Never between the halves of one character.
	if (head > 0 && isHigh(old.charCodeAt(head - 1))) head--;
	if (foot > 0 && isLow(old.charCodeAt(old.length - foot))) foot--;
	const change = { file, start: start + head, end: end - foot, text: text.slice(head, text.length - foot) };
	return change.start === change.end && change.text === "" ? undefined : change;
}

function isHigh(code: number): boolean {
	return code >= 0xd800 && code < 0xdc00;
}

function isLow(code: number): boolean {
	return code >= 0xdc00 && code < 0xe000;
}
