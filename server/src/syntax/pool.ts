/** Chunks of an earlier tree that can be taken over as they are. */
import { Meter } from "../units.ts";
import { Ahead } from "./ahead.ts";
import { buildChunk } from "./build.ts";
import type { Cut } from "./chunks.ts";
import { hasTemplateSigns } from "./template.ts";
import type { Token } from "./token.ts";
import { Chunk, type Problem } from "./tree.ts";

/** Characters whose statements are parsed in one unit. */
const UNIT = 10_000;
/** What a statement costs however short it is, in characters. */
const EACH = 40;

/** Counts statements as they are parsed, or taken over. */
export function parseMeter(): Meter {
	return new Meter(UNIT);
}

export function costOf({ from, to }: Cut): number {
	return to - from + EACH;
}

/** A chunk with problems of the file as a whole, and the same without them. */
const alone = new WeakMap<Chunk, Chunk>();

/** A chunk with what only the file as a whole tells about it. */
export function withProblems(chunk: Chunk, extra: readonly Problem[]): Chunk {
	const problems = [...extra, ...chunk.problems].sort((a, b) => a.from - b.from);
	const shown = new Chunk(chunk.text, chunk.codeEnd, chunk.statements, chunk.comments, problems, chunk.state);
	alone.set(shown, chunk);
	return shown;
}

interface SameText {
	readonly chunks: Chunk[];
	next: number;
}

/** Chunks by their text, in the order in which they stood. Each is given out once, because a chunk knows where it stands. */
export class Pool {
	readonly #chunks = new Map<string, SameText>();
	/** The same for one statement after the other, mostly. */
	#builtAs?: Chunk["builtAs"];
	/** Where nothing was there before, all is parsed. */
	readonly #ahead?: Ahead;

	constructor(chunks: Iterable<Chunk>) {
		for (const shown of chunks) {
			const chunk = alone.get(shown) ?? shown;
			const same = this.#chunks.get(chunk.text);
			if (same === undefined) this.#chunks.set(chunk.text, { chunks: [chunk], next: 0 });
			else same.chunks.push(chunk);
		}
		if (this.#chunks.size === 0) this.#ahead = new Ahead();
	}

	take(text: string, templates: boolean, indent: string): Chunk | undefined {
		const same = this.#chunks.get(text);
		const chunk = same?.chunks[same.next];
		if (same === undefined || chunk === undefined) return undefined;
		const built = chunk.builtAs;
		if (built?.templates !== templates && hasTemplateSigns(text)) return undefined;
		// Where a bracket is missing, the repair goes by the indentation.
		if (built?.indent !== indent && chunk.state !== "clean") return undefined;
		same.next++;
		return chunk;
	}

	/** A chunk that was not there before. */
	build(text: string, piece: Cut, tokens: readonly Token[], templates: boolean): Chunk {
		const chunk = buildChunk(text, piece, tokens, this.#ahead?.take(piece, tokens));
		const { indent } = piece;
		if (this.#builtAs?.indent !== indent || this.#builtAs.templates !== templates)
			this.#builtAs = { templates, indent };
		chunk.builtAs = this.#builtAs;
		return chunk;
	}
}
