import type * as lua from "luaparse";
import { type Cut, maxDepth } from "./chunks.ts";
import { parseLua } from "./parse.ts";
import { repairChunk } from "./repair/index.ts";
import { clip } from "./repair/site.ts";
import { nextCode } from "./starts.ts";
import { isTrivia, Kind, type Token } from "./token.ts";
import { Chunk, type Comment, type Problem } from "./tree.ts";

/** One for all that have none. */
const NO_PROBLEMS: readonly Problem[] = [];
const NO_COMMENTS: readonly Comment[] = [];

/** How many chunks were parsed since the program started. Tests use it to show that an edit costs what it touches. */
export const parseCount = { chunks: 0 };

/**
 * Parses one chunk.
 * @param text the chunk's own text
 * @param ahead its statements, where they were parsed already
 */
export function buildChunk(text: string, cut: Cut, tokens: readonly Token[], ahead?: readonly lua.Statement[]): Chunk {
	const codeEnd = Math.max(0, cut.codeEnd - cut.from);
	const comments = commentsOf(text, cut, tokens);
	if (codeEnd === 0 && !cut.broken) return new Chunk(text, 0, [], comments, [], "clean");
	parseCount.chunks++;
	if (cut.deep) return new Chunk(text, codeEnd, [], comments, [tooDeep(text, cut, tokens)], "opaque");
	if (!cut.broken) {
		const statements = ahead ?? statementsOf(text.slice(0, codeEnd));
		if (statements) {
			const problems = cut.ambiguous < 0 ? NO_PROBLEMS : [ambiguousCall(text, cut, tokens)];
			return new Chunk(text, codeEnd, statements, comments, problems, "clean");
		}
	}
	const own = tokens.slice(cut.firstToken, cut.endToken).map((token) => moved(token, cut.from));
	const { statements, problems, state } = repairChunk(text, own, cut.indent);
	return new Chunk(text, codeEnd, statements, comments, problems, state);
}

function statementsOf(code: string): readonly lua.Statement[] | undefined {
	const outcome = parseLua(code);
	return outcome.ok ? outcome.statements.slice() : undefined;
}

/** A line that begins with `(` calls what the line before ends with, which is hardly ever meant. */
function ambiguousCall(text: string, cut: Cut, tokens: readonly Token[]): Problem {
	let before = cut.ambiguous - 1;
	while (isTrivia(tokens[before]!.kind)) before--;
	const at = tokens[before]!.to - cut.from;
	const from = tokens[cut.ambiguous]!.from - cut.from;
	const word = clip(text.slice(tokens[before]!.from - cut.from, at));
	return {
		kind: "ambiguous-call",
		from,
		to: from + 1,
		...(standsAlone(text.slice(0, at)) && standsAlone(text.slice(from, cut.codeEnd - cut.from))
			? { repair: [{ from: at, to: at, text: ";" }] }
			: {}),
		detail: { before: word },
	};
}

/** Whether a text is Lua by itself. */
function standsAlone(text: string): boolean {
	return parseLua(text).ok;
}

/** Says that a file is a template, at the first placeholder of this chunk. @param text the chunk's own text */
export function templateProblem(text: string, cut: Cut, tokens: readonly Token[]): Problem {
	let i = cut.firstToken;
	while (tokens[i]!.kind !== Kind.Placeholder && tokens[i]!.kind !== Kind.Directive) i++;
	const from = tokens[i]!.from - cut.from;
	const to = tokens[i]!.to - cut.from;
	return { kind: "template-placeholder", from, to, detail: { word: clip(text.slice(from, to)) } };
}

function moved(token: Token, by: number): Token {
	return by === 0 ? token : { ...token, from: token.from - by, to: token.to - by };
}

function tooDeep(text: string, cut: Cut, tokens: readonly Token[]): Problem {
	const first = tokens[nextCode(tokens, cut.firstToken)];
	const word = first === undefined ? "" : first.text;
	return {
		kind: "syntax-error",
		from: 0,
		to: Math.min(text.length, first === undefined ? 1 : first.to - first.from),
		detail: {
			reason: "nested-too-deeply",
			message: `This is nested too deeply: Lua allows ${maxDepth} levels.`,
			token: word,
			limit: String(maxDepth),
			...(first?.kind === Kind.Name ? { name: word } : {}),
		},
	};
}

/** The comments of a chunk, relative to it. */
export function commentsOf(text: string, cut: Cut, tokens: readonly Token[]): readonly Comment[] {
	let comments: Comment[] | undefined;
	for (let i = cut.firstToken; i < cut.endToken; i++) {
		const { kind, from, to } = tokens[i]!;
		if (kind !== Kind.Comment && kind !== Kind.BlockComment) continue;
		comments ??= [];
		const own = { from: from - cut.from, to: to - cut.from };
		const raw = text.slice(own.from, own.to);
		if (kind === Kind.Comment) comments.push({ ...own, text: raw.slice(2), block: false });
		else {
			const bracket = raw.indexOf("[", 3) - 1;
			comments.push({ ...own, text: raw.slice(bracket + 2, raw.length - bracket), block: true });
		}
	}
	return comments?.slice() ?? NO_COMMENTS;
}
