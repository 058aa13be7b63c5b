import type { ChunkEdit } from "../tree.ts";

interface Applied extends ChunkEdit {
	/** Where the replacement lies in the current text. */
	readonly start: number;
	readonly end: number;
}

/** A text under repair: what was typed, the edits made so far, and the way back from one to the other. */
export class Draft {
	readonly text: string;
	private readonly applied: readonly Applied[];

	/** @param edits in order and not overlapping, relative to `typed` */
	constructor(
		readonly typed: string,
		edits: readonly ChunkEdit[] = [],
	) {
		const applied: Applied[] = [];
		const parts: string[] = [];
		let at = 0;
		let length = 0;
		for (const edit of edits) {
			parts.push(typed.slice(at, edit.from), edit.text);
			length += edit.from - at;
			applied.push({ ...edit, start: length, end: length + edit.text.length });
			length += edit.text.length;
			at = edit.to;
		}
		parts.push(typed.slice(at));
		this.applied = applied;
		this.text = parts.join("");
	}

	/**
	 * Where an offset of the current text lies in the typed text.
	 * @param end inside a replacement: whether to go to the end of what was replaced rather than to its start
	 */
	toTyped(offset: number, end: boolean): number {
		let low = 0;
		let high = this.applied.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.applied[middle]!.start < offset) low = middle + 1;
			else high = middle;
		}
		// `low` edits begin before the offset.
		const before = this.applied[low - 1];
		if (before === undefined) return offset;
		if (offset >= before.end) return before.to + (offset - before.end);
		return end ? before.to : before.from;
	}

	/**
	 * The draft with further edits, given in offsets of the current text.
	 * @returns the new draft and the edits relative to the typed text; undefined when they touch what an earlier edit wrote
	 */
	with(edits: readonly ChunkEdit[]): { draft: Draft; typed: ChunkEdit[] } | undefined {
		const all: ChunkEdit[] = this.applied.map(({ from, to, text }) => ({ from, to, text }));
		const typed: ChunkEdit[] = [];
		let added = 0;
		for (const edit of [...edits].sort((a, b) => a.from - b.from)) {
			let index = 0;
			while (index < this.applied.length && isBefore(this.applied[index]!, edit)) index++;
			const next = this.applied[index];
			if (next !== undefined && next.start < edit.to) return undefined;
			const before = this.applied[index - 1];
			const shift = before === undefined ? 0 : before.to - before.end;
			const own = { from: edit.from + shift, to: edit.to + shift, text: edit.text };
			typed.push(own);
			all.splice(index + added, 0, own);
			added++;
		}
		return { draft: new Draft(this.typed, all), typed };
	}
}

/** What is put in where something was taken out goes in front of it: that may be a comment which would swallow it. */
function isBefore(applied: Applied, { from }: ChunkEdit): boolean {
	return applied.end < from || (applied.end === from && !(applied.start === from && applied.to > applied.from));
}
