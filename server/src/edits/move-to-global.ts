/** Moves an option that only works globally out of a host. */
import type { Assignment } from "../config/model.ts";
import { Kind, type Token } from "../syntax/token.ts";
import { removeStatement } from "./assignments.ts";
import type { Change } from "./change.ts";
import { readsNames } from "./compare.ts";
import { insertStatement } from "./insert.ts";
import { isRead } from "./reads.ts";
import { styleOf } from "./style.ts";
import { commentsIn, indentAt, isFirstOnLine, isInsideToken, tailOf } from "./text.ts";

/**
 * Moves an assignment of a host to the global section, with the comment on its line.
 * Nothing when the option is set globally as well, or when its value depends on where it stands.
 */
export function moveToGlobal(assignment: Assignment): Change[] {
	const { option, section, value, kind, conditional } = assignment;
	const { scope } = section;
	const { global } = scope.config;
	const onlyOne = scope.own.get(option)?.assignments.length === 1;
	if (scope.kind === "global" || global.own.has(option) || !onlyOne || kind !== "set" || conditional) return [];
	if (readsNames(value.span, meansTheSame) || isRead(scope.config, option)) return [];
	const comment = lineComment(assignment);
	const inner = commentsIn(value.span.chunk.tree, value.span.start, value.span.end);
	const removed = removeStatement(
		assignment,
		new Set([...inner, ...(comment ? [comment] : [])].map((token) => token.from)),
	);
	if (removed.length === 0) return [];
	const text = dedent(assignment);
	const added = insertStatement(
		global,
		(tree) => option + styleOf(tree).equals + text,
		{},
		comment && value.span.chunk.tree.text.slice(comment.from, comment.to),
	);
	if (added.length === 0) return [];
	return [...added, ...removed];
}

/** `ENV_X` and `Lua.os.getenv("X")` mean the same everywhere. */
function meansTheSame(name: string): boolean {
	return name.startsWith("ENV_") || name === "Lua" || name === "os" || name === "getenv";
}

/** The comment behind a statement that has its line for itself. */
function lineComment({ statement }: Assignment): Token | undefined {
	const { tree } = statement.chunk;
	const end = tree.text.slice(statement.end).match(/^[ \t]*[;,]/)?.[0].length ?? 0;
	const tail = tailOf(tree, statement.end + end);
	const [comment] = tail.comments;
	const alone = isFirstOnLine(tree.text, statement.start) && !tail.code && tail.comments.length === 1;
	return alone && comment?.kind === Kind.Comment ? comment : undefined;
}

/** The value as written, its further lines moved left by the indentation of the statement. */
function dedent({ value, statement }: Assignment): string {
	const { tree } = statement.chunk;
	const indent = indentAt(tree.text, statement.start);
	let at = value.span.start;
	return value.span.text
		.split(/(?<=\n)/)
		.map((line, index) => {
			const movable = index > 0 && line.startsWith(indent) && !isInsideToken(tree, at);
			at += line.length;
			return movable ? line.slice(indent.length) : line;
		})
		.join("");
}
