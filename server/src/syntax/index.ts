/** The floor: text to tree, always. See `tree.ts` for what a tree is. */
import { buildChunk, templateProblem } from "./build.ts";
import { type Cut, cut } from "./chunks.ts";
import { parseLua } from "./parse.ts";
import { hasTemplateSigns, isFilledString, isPlainPlaceholder, showsTemplate } from "./template.ts";
import { Kind, type Token } from "./token.ts";
import { tokenize } from "./tokens.ts";
import { Chunk, type Problem, SyntaxTree } from "./tree.ts";

export { parseCount } from "./build.ts";
export { templateBranches } from "./template.ts";
export * from "./tree.ts";

/**
 * Reads a configuration file. Never throws, whatever the text.
 * @param previous an earlier tree of the same file: statements whose text did not change are moved, not parsed again,
 * and the earlier tree must not be used any more
 */
export function parse(uri: string, text: string, previous?: SyntaxTree): SyntaxTree {
	const plain = readChunks(text, new Pool(previous), false);
	if (plain !== undefined) return new SyntaxTree(uri, text, plain);
	// A statement that does not parse holds a placeholder: this is a template.
	return new SyntaxTree(uri, text, readChunks(text, new Pool(previous), true)!);
}

/** @returns undefined when the text turns out to be a template and `templates` is false */
function readChunks(text: string, pool: Pool, templates: boolean): Chunk[] | undefined {
	const tokens = tokensOf(text, templates);
	const suspicious = !templates && hasTemplateSigns(text);
	const chunks: Chunk[] = [];
	let said = false;
	let returned = false;
	for (const piece of cut(text, tokens)) {
		const own = text.slice(piece.from, piece.to);
		let chunk = pool.take(own, templates, piece.indent);
		if (chunk === undefined) {
			chunk = buildChunk(own, piece, tokens);
			builtAs.set(chunk, { templates, indent: piece.indent });
		}
		if (suspicious && holdsPlaceholder(text, tokens, piece, chunk.state === "clean")) return undefined;
		const extra: Problem[] = [];
		if (piece.templated && !said) {
			said = true;
			extra.push(templateProblem(own, piece, tokens));
		}
		if (returned && chunk.codeEnd > 0) {
			extra.push(behindReturn(chunk));
			returned = false;
		}
		returned ||= chunk.statements.some((statement) => statement.type === "ReturnStatement");
		chunks.push(extra.length > 0 ? withProblems(chunk, extra) : chunk);
	}
	return chunks;
}

/** What looks like a comment of another language is none in a text that Lua accepts as it is. */
function tokensOf(text: string, templates: boolean): Token[] {
	const tokens = tokenize(text, templates);
	// `#"tls";` on a line of its own is good Lua, the length of a text, and meant by nobody.
	const isDoubtful = ({ kind, newline, from }: Token) => kind === Kind.Foreign && !(newline && text[from] === "#");
	if (templates || !tokens.some(isDoubtful)) return tokens;
	return parseLua(text).ok ? tokenize(text, false, false) : tokens;
}

/** Lua wants `return` to be the last statement; a file says so once, at what stands behind it. */
function behindReturn(chunk: Chunk): Problem {
	const message = "Nothing may stand below a return at the end of a file.";
	const to = chunk.text.slice(0, chunk.codeEnd).search(/[\s({"']|$/);
	return {
		kind: "syntax-error",
		from: 0,
		to,
		detail: { reason: "behind-return", message, token: chunk.text.slice(0, to) },
	};
}

/** Whether a statement holds a placeholder; one that is good Lua only when nothing else can be meant. */
function holdsPlaceholder(text: string, tokens: readonly Token[], piece: Cut, clean: boolean): boolean {
	for (let i = piece.firstToken; i < piece.endToken; i++) {
		const token = tokens[i]!;
		if (!clean && showsTemplate(text, token)) return true;
		if (clean && (isPlainPlaceholder(text, token) || isFilledString(text, token, tokens[i + 1]))) return true;
	}
	return false;
}

/** A chunk with what only the file as a whole tells about it. */
function withProblems(chunk: Chunk, extra: readonly Problem[]): Chunk {
	const problems = [...extra, ...chunk.problems].sort((a, b) => a.from - b.from);
	const shown = new Chunk(chunk.text, chunk.codeEnd, chunk.statements, chunk.comments, problems, chunk.state);
	alone.set(shown, chunk);
	return shown;
}

/** What besides its text a chunk was built from. */
const builtAs = new WeakMap<Chunk, { templates: boolean; indent: string }>();
/** A chunk with problems of the file as a whole, and the same without them. */
const alone = new WeakMap<Chunk, Chunk>();

/** The chunks of an earlier tree by their text. Each is given out once, because a chunk knows where it stands. */
class Pool {
	private readonly chunks = new Map<string, Chunk[]>();

	constructor(previous: SyntaxTree | undefined) {
		for (const shown of previous?.chunks ?? []) {
			const chunk = alone.get(shown) ?? shown;
			const same = this.chunks.get(chunk.text);
			if (same === undefined) this.chunks.set(chunk.text, [chunk]);
			else same.push(chunk);
		}
	}

	take(text: string, templates: boolean, indent: string): Chunk | undefined {
		const same = this.chunks.get(text);
		const chunk = same?.[same.length - 1];
		if (chunk === undefined) return undefined;
		const built = builtAs.get(chunk);
		if (built?.templates !== templates && hasTemplateSigns(text)) return undefined;
		// Where a bracket is missing, the repair goes by the indentation.
		if (built?.indent !== indent && chunk.state !== "clean") return undefined;
		same!.pop();
		return chunk;
	}
}
