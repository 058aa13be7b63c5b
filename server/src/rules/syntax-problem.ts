/** Turns what the syntax layer found into findings: a rule of `syntax/` is then its id and its words. */
import type { Configuration } from "../config/model.ts";
import type { Change } from "../edits/change.ts";
import type { Chunk, Problem, ProblemKind, Span } from "../syntax/tree.ts";
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
	/** The fixes, where the repair alone is not the answer. */
	readonly fixes?: (found: FoundProblem, config: Configuration) => readonly Fix[];
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
	return config.trees.flatMap((tree) =>
		tree.chunks.flatMap((chunk) =>
			chunk.problems.filter((problem) => problem.kind === kind).map((problem) => found(chunk, problem)),
		),
	);
}

function found(chunk: Chunk, { from, to, detail, repair }: Problem): FoundProblem {
	const changes = () =>
		(repair ?? []).map((edit) => ({
			file: chunk.tree.uri,
			start: chunk.start + edit.from,
			end: chunk.start + edit.to,
			text: edit.text,
		}));
	return { at: chunk.span([from, to]), detail, repair: changes, repairable: repair !== undefined };
}
