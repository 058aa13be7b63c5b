/** Options that stand in the file as a comment: `--limits = { }`, as the configuration Prosody comes with has many. */
import type * as lua from "luaparse";
import type { Scope } from "../config/model.ts";
import { parse } from "../syntax/index.ts";
import { Kind, type Token } from "../syntax/token.ts";
import { type Chunk, rangeOf, type SyntaxTree } from "../syntax/tree.ts";
import { isDisabledHead } from "./comment-blocks.ts";
import { headBelow } from "./heads.ts";
import { commentsIn, isFirstOnLine } from "./text.ts";

/** A commented-out assignment on one line. */
export interface DisabledOption {
	readonly tree: SyntaxTree;
	/** From the dashes to the end of the value, in the file. */
	readonly start: number;
	readonly end: number;
	/** The value as it stands in the comment. */
	readonly value: string;
	/** More follows on the line: a comment inside the comment. */
	readonly hasComment: boolean;
}

/** The commented-out lines of a scope that would set an option, in order. */
export function disabledOptions(scope: Scope, option: string): DisabledOption[] {
	return scope.sections.flatMap((section) => {
		if (section.form === "table") return [];
		const tree = section.head?.chunk.tree ?? scope.config.trees.find((one) => one.uri === section.uri);
		if (!tree) return [];
		const start = section.head?.start ?? 0;
		// Behind a table-form host the global section goes on; its comments may as well belong to the host above.
		if (!section.head && section !== scope.sections[0]) return [];
		const next = headBelow(scope.config, tree, section.head ? start : -1);
		return commentsBetween(tree, start, next?.chunk.start ?? tree.text.length).flatMap(
			(token) => readLine(tree, token, option) ?? [],
		);
	});
}

/** The comments between the statements of a stretch, without those of commented-out hosts and those behind a `return`. */
function commentsBetween(tree: SyntaxTree, start: number, end: number): Token[] {
	const found: Token[] = [];
	for (let at = tree.indexAt(start); at < tree.chunks.length; at++) {
		const chunk = tree.chunks[at]!;
		if (chunk.end <= start) continue;
		if (chunk.start >= end || isReturn(chunk)) break;
		for (const token of commentsIn(tree, chunk.start + chunk.codeEnd, chunk.end)) {
			if (isDisabledHead(tree, token)) break;
			if (token.kind === Kind.Comment && isFirstOnLine(tree.text, token.from)) found.push(token);
		}
	}
	return found;
}

function isReturn(chunk: Chunk): boolean {
	return chunk.statements.some((statement) => statement.type === "ReturnStatement");
}

function readLine(tree: SyntaxTree, token: Token, option: string): DisabledOption | undefined {
	const whole = tree.text.slice(token.from, token.to);
	// More than one blank shows a line inside of a longer commented-out statement.
	const lead = /^--+ ?(?=\w)/.exec(whole)?.[0].length;
	if (lead === undefined || !whole.startsWith(option, lead)) return undefined;
	const text = whole.slice(lead);
	const chunks = parse("comment:", text).chunks.filter((chunk) => chunk.codeEnd > 0);
	const [chunk] = chunks;
	const [statement] = chunk?.statements ?? [];
	if (!chunk || chunks.length !== 1 || chunk.state !== "clean" || statement?.type !== "AssignmentStatement")
		return undefined;
	const [variable] = statement.variables;
	const [init] = statement.init;
	if (statement.variables.length !== 1 || variable?.type !== "Identifier" || variable.name !== option) return undefined;
	if (statement.init.length !== 1 || !init || !isData(init)) return undefined;
	const [from, to] = rangeOf(init).map((at) => at + chunk.start) as [number, number];
	const base = token.from + lead;
	return {
		tree,
		start: token.from,
		end: base + to,
		value: text.slice(from, to),
		hasComment: text.slice(to).includes("--"),
	};
}

/** Literals, tables and sums of them; a bare word is more likely prose. */
function isData(node: lua.Expression): boolean {
	switch (node.type) {
		case "StringLiteral":
		case "NumericLiteral":
		case "BooleanLiteral":
		case "TableConstructorExpression":
			return true;
		case "UnaryExpression":
			return isData(node.argument);
		case "BinaryExpression":
			return isData(node.left) && isData(node.right);
		default:
			return false;
	}
}
