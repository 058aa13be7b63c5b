/** The floor: text to tree, always. See `tree.ts` for what a tree is. */

import { toEnd, type Units } from "../units.ts";
import { templateProblem } from "./build.ts";
import { type Cut, cutUnits } from "./chunks.ts";
import { parseLua } from "./parse.ts";
import { costOf, Pool, parseMeter, withProblems } from "./pool.ts";
import { isDoubtful, markSimple, reparseUnits } from "./reparse.ts";
import type { Same } from "./same.ts";
import { hasTemplateSigns, isFilledString, isPlainPlaceholder, showsTemplate } from "./template.ts";
import type { Token } from "./token.ts";
import { tokenUnits } from "./tokens.ts";
import { type Chunk, type Problem, SyntaxTree } from "./tree.ts";

export { parseCount } from "./build.ts";
export { templateBranches } from "./template.ts";
export * from "./tree.ts";

/**
 * Reads a configuration file. Never throws, whatever the text.
 * @param previous an earlier tree of the same file: statements whose text did not change are moved, not parsed again,
 * and the earlier tree must not be used any more
 * @param same what is known to be as it was in that tree's text; found out by comparing when absent
 */
export function parse(uri: string, text: string, previous?: SyntaxTree, same?: Same): SyntaxTree {
	return toEnd(parseUnits(uri, text, previous, same));
}

/** The same in units. The previous tree is taken over with the last of them: whoever stops before that can go on using it. */
export function* parseUnits(uri: string, text: string, previous?: SyntaxTree, same?: Same): Units<SyntaxTree> {
	const edited = previous && (yield* reparseUnits(uri, text, previous, same));
	if (edited) return edited;
	const plain = yield* readChunks(text, new Pool(previous?.chunks ?? []), false);
	if (plain !== undefined) {
		const tree = new SyntaxTree(uri, text, plain.chunks);
		if (plain.simple) markSimple(tree, plain.farSeeing);
		return tree;
	}
	// A statement that does not parse holds a placeholder: this is a template.
	const template = yield* readChunks(text, new Pool(previous?.chunks ?? []), true);
	return new SyntaxTree(uri, text, template!.chunks);
}

interface Read {
	readonly chunks: Chunk[];
	/** True when every statement was read by itself: nothing that stands elsewhere had a say. */
	readonly simple: boolean;
	/** The statements whose end depends on all that follows. */
	readonly farSeeing: ReadonlySet<Chunk>;
}

/** @returns undefined when the text turns out to be a template and `templates` is false */
function* readChunks(text: string, pool: Pool, templates: boolean): Units<Read | undefined> {
	const tokens = yield* tokensOf(text, templates);
	const farSeeing = new Set<Chunk>();
	const suspicious = !templates && hasTemplateSigns(text);
	const chunks: Chunk[] = [];
	const declared = new Map<string, boolean>();
	let said = false;
	let returned = false;
	let returns = false;
	const meter = parseMeter();
	for (const piece of yield* cutUnits(text, tokens)) {
		if (meter.isFull(costOf(piece))) yield;
		const own = text.slice(piece.from, piece.to);
		const chunk = pool.take(own, templates, piece.indent) ?? pool.build(own, piece, tokens, templates);
		if (piece.farSeeing) farSeeing.add(chunk);
		if (suspicious && holdsPlaceholder(text, tokens, piece, chunk.state === "clean", declared)) return undefined;
		const extra: Problem[] = [];
		if (piece.templated && !said) {
			said = true;
			extra.push(templateProblem(own, piece, tokens));
		}
		if (returned && chunk.codeEnd > 0) {
			extra.push(behindReturn(chunk));
			returned = false;
		}
		const returnsHere = chunk.statements.some((statement) => statement.type === "ReturnStatement");
		returned ||= returnsHere;
		returns ||= returnsHere;
		chunks.push(extra.length > 0 ? withProblems(chunk, extra) : chunk);
	}
	const simple = !templates && !suspicious && !returns && !tokens.some(isDoubtful);
	return { chunks, simple, farSeeing };
}

/** What looks like a comment of another language is none in a text that Lua accepts as it is. */
function* tokensOf(text: string, templates: boolean): Units<Token[]> {
	const tokens = yield* tokenUnits(text, templates);
	// `#"tls";` on a line of its own is good Lua, the length of a text, and meant by nobody.
	const isInDoubt = (token: Token) => isDoubtful(token) && !(token.newline && text[token.from] === "#");
	if (templates || !tokens.some(isInDoubt)) return tokens;
	return parseLua(text).ok ? yield* tokenUnits(text, false, false) : tokens;
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
function holdsPlaceholder(
	text: string,
	tokens: readonly Token[],
	piece: Cut,
	clean: boolean,
	declared: Map<string, boolean>,
): boolean {
	for (let i = piece.firstToken; i < piece.endToken; i++) {
		const token = tokens[i]!;
		if (!clean && showsTemplate(text, token)) return true;
		if (clean && (isPlainPlaceholder(text, token, declared) || isFilledString(text, token, tokens[i + 1]))) return true;
	}
	return false;
}
