/** Turns what the syntax layer found into findings: a rule of `syntax/` is then its id and its words. */
import type { Configuration } from "../config/model.ts";
import type { Change } from "../edits/change.ts";
import type { Chunk, ChunkEdit, Problem, ProblemKind, Span } from "../syntax/tree.ts";
import { type Fix, type Rule, rule, type Severity, safe } from "./rule.ts";

type Detail = Problem["detail"];

export interface SyntaxWords {
	readonly id: ProblemKind;
	readonly title: string;
	/** Error, unless told otherwise: Prosody does not load the file. */
	readonly severity?: Severity;
	readonly links?: readonly string[];
	readonly message: (detail: Detail) => string;
	/** The title of the repair. */
	readonly fix?: (detail: Detail) => string;
	/** The fixes, where the repair alone is not the answer; undefined where it is. */
	readonly fixes?: (found: FoundProblem, config: Configuration) => readonly Fix[] | undefined;
}

/** A problem at its place. */
export interface FoundProblem {
	readonly at: Span;
	readonly detail: Detail;
	/** The repair; empty when nothing is clearly meant. */
	readonly repair: () => readonly Change[];
	readonly repairable: boolean;
}

/** A rule that says what the syntax layer found. */
export function syntaxProblem({ id, title, severity = "error", links, message, fix, fixes }: SyntaxWords): Rule {
	return rule({
		id,
		local: true,
		title,
		severity,
		links,
		check({ config }, report) {
			for (const found of problemsOf(config, id)) {
				const { at, detail, repair, repairable } = found;
				const own = fix && repairable ? [safe(fix(detail), repair)] : [];
				report({ at, message: message(detail), fixes: fixes?.(found, config) ?? own });
			}
		},
	});
}

/** The problems of one kind in all files. */
export function problemsOf(config: Configuration, kind: ProblemKind): FoundProblem[] {
	const all: FoundProblem[] = [];
	for (const { chunks } of config.trees) {
		for (const chunk of withProblems(chunks)) {
			for (const problem of chunk.problems) if (problem.kind === kind) all.push(found(chunk, problem));
		}
	}
	return all;
}

/** Every rule of syntax/ asks, and hardly a statement has a problem. */
const damaged = new WeakMap<readonly Chunk[], readonly Chunk[]>();

function withProblems(chunks: readonly Chunk[]): readonly Chunk[] {
	let some = damaged.get(chunks);
	if (!some) {
		some = chunks.filter(({ problems }) => problems.length > 0);
		damaged.set(chunks, some);
	}
	return some;
}

function found(chunk: Chunk, { from, to, detail, repair }: Problem): FoundProblem {
	const changes = () => joined(repair ?? []).map((edit) => inFile(chunk, edit));
	return { at: chunk.span([from, to]), detail, repair: changes, repairable: repair !== undefined };
}

/** Removals that touch become one. */
function joined(edits: readonly ChunkEdit[]): ChunkEdit[] {
	const result: ChunkEdit[] = [];
	for (const edit of edits) {
		const before = result.at(-1);
		if (before?.to === edit.from && before.text + edit.text === "")
			result[result.length - 1] = { ...before, to: edit.to };
		else result.push(edit);
	}
	return result;
}

/** What stands alone on its line goes with the line. */
function inFile(chunk: Chunk, edit: ChunkEdit): Change {
	const { text, uri } = chunk.tree;
	const [start, end] = [chunk.start + edit.from, chunk.start + edit.to];
	if (edit.text === "" && end > start) {
		const before = /(?:^|[\r\n])([ \t]*)$/.exec(text.slice(0, start).slice(-200));
		const after = /^[ \t]*(?:\r\n?|\n)/.exec(text.slice(end, end + 200));
		if (before && after) return { file: uri, start: start - before[1]!.length, end: end + after[0].length, text: "" };
	}
	return { file: uri, start, end, text: edit.text };
}
