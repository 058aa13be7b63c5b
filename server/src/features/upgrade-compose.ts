/** Several rounds of changes to one text, of which each piece still tells what it was made for. */
import { applyChanges, type Change } from "../edits/index.ts";

/** A change with the reasons it has; more than one where two that depend on each other have met. */
export interface ReasonedChange<Reason> extends Change {
	readonly reasons: readonly Reason[];
}

/** A stretch of the original text, one that is gone, or a text that was added. */
type Piece<Reason> =
	| { readonly kind: "kept"; readonly from: number; readonly to: number }
	| { readonly kind: "gone"; readonly from: number; readonly to: number; readonly reasons: readonly Reason[] }
	| { readonly kind: "added"; readonly text: string; readonly reasons: readonly Reason[] };

export class ReasonedComposer<Reason> {
	#pieces: Piece<Reason>[];
	#text: string;

	constructor(
		readonly file: string,
		readonly original: string,
	) {
		this.#text = original;
		this.#pieces = [{ kind: "kept", from: 0, to: original.length }];
	}

	/** The text after all rounds so far. */
	get text(): string {
		return this.#text;
	}

	/** Applies one round; its changes must not overlap. */
	apply(changes: readonly ReasonedChange<Reason>[]): void {
		const sorted = [...changes].sort((a, b) => a.start - b.start || a.end - b.end);
		const rest = [...this.#pieces].reverse();
		const done: Piece<Reason>[] = [];
		let at = 0;
		/** Moves on to an offset of the current text. */
		const advance = (to: number, reasons?: readonly Reason[]): void => {
			while (rest.length > 0) {
				const piece = rest.pop()!;
				if (piece.kind === "gone") {
					done.push(piece);
					continue;
				}
				const length = lengthOf(piece);
				const wanted = Math.min(length, to - at);
				if (wanted > 0) done.push(...(reasons ? removed(cut(piece, 0, wanted), reasons) : [cut(piece, 0, wanted)]));
				at += wanted;
				if (wanted === length) continue;
				rest.push(cut(piece, wanted, length));
				break;
			}
		};
		for (const { start, end, text, reasons } of sorted) {
			advance(start);
			advance(end, reasons);
			if (text !== "") done.push({ kind: "added", text, reasons });
		}
		advance(this.#text.length);
		this.#pieces = [...done, ...rest.reverse()];
		this.#text = applyChanges(this.#text, sorted);
	}

	/** The changes against the original text. */
	changes(): ReasonedChange<Reason>[] {
		const result: ReasonedChange<Reason>[] = [];
		let open: { start: number; end: number; text: string; reasons: Set<Reason> } | undefined;
		let at = 0;
		const close = (): void => {
			if (open && this.original.slice(open.start, open.end) !== open.text) {
				result.push({ ...open, file: this.file, reasons: [...open.reasons] });
			}
			open = undefined;
		};
		for (const piece of this.#pieces) {
			if (piece.kind === "kept") {
				if (piece.from < piece.to) close();
				at = piece.to;
				continue;
			}
			// Side by side is not together: each can be taken without the other.
			const before = open?.reasons;
			if (before && piece.reasons.every((reason) => !before.has(reason))) close();
			open ??= { start: at, end: at, text: "", reasons: new Set() };
			for (const reason of piece.reasons) open.reasons.add(reason);
			if (piece.kind === "added") open.text += piece.text;
			else at = open.end = piece.to;
		}
		close();
		return result;
	}
}

function lengthOf<Reason>(piece: Exclude<Piece<Reason>, { kind: "gone" }>): number {
	return piece.kind === "added" ? piece.text.length : piece.to - piece.from;
}

function cut<Reason>(
	piece: Exclude<Piece<Reason>, { kind: "gone" }>,
	from: number,
	to: number,
): Exclude<Piece<Reason>, { kind: "gone" }> {
	if (piece.kind === "added") return { ...piece, text: piece.text.slice(from, to) };
	return { ...piece, from: piece.from + from, to: piece.from + to };
}

/** What is left of a piece that a change takes away: nothing of what another one had added, but the reason stays with its neighbours. */
function removed<Reason>(piece: Exclude<Piece<Reason>, { kind: "gone" }>, reasons: readonly Reason[]): Piece<Reason>[] {
	if (piece.kind === "added") return [{ kind: "added", text: "", reasons: [...piece.reasons, ...reasons] }];
	return [{ kind: "gone", from: piece.from, to: piece.to, reasons }];
}
