/** How sections and options are written down, for rules that look at more than the values that come of it. */
import type * as lua from "luaparse";
import type { Configuration, Section } from "../config/model.ts";
import { rangeOf, type Span } from "../syntax/tree.ts";
import { argumentsOf, type Call, isCall } from "./lua-tree.ts";

/** What stands around a place, outermost first; the last one is the smallest that holds it whole. */
export function nodesAround({ chunk, from, to }: Span): readonly lua.Node[] {
	const path: lua.Node[] = [];
	let next = chunk.statements.find((statement) => holds(statement, from, to)) as lua.Node | undefined;
	while (next) {
		path.push(next);
		next = childrenOf(next).find((child) => holds(child, from, to));
	}
	return path;
}

function holds(node: lua.Node, from: number, to: number): boolean {
	const range = rangeOf(node);
	return range !== undefined && range[0] <= from && to <= range[1];
}

function childrenOf(node: lua.Node): lua.Node[] {
	return Object.values(node)
		.flat()
		.filter((one): one is lua.Node => typeof one === "object" && one !== null && "type" in one);
}

/** The section that what stands at a place counts for, as far as the order in the file tells. */
export function sectionAt({ sections }: Configuration, { file, start }: Span): Section | undefined {
	const above = sections.filter(({ head, uri }) => uri === file && (!head || head.start <= start));
	const heads = above.filter(({ head }) => head).sort((a, b) => a.head!.start - b.head!.start);
	const last = heads.at(-1);
	// Behind the form with a table, the global section goes on.
	if (last && last.form === "statements") return last;
	return above.find(({ head }) => !head);
}

export function isSamePlace(a: Span, b: Span): boolean {
	return a.start === b.start && a.file === b.file;
}

/** The variables and fields that `a.b["c"][1]` goes through, the variable first; undefined where a key is not written out. */
export function pathOf(node: lua.Expression): (string | number)[] | undefined {
	if (node.type === "Identifier") return [node.name];
	if (node.type === "MemberExpression") {
		const base = pathOf(node.base);
		return base && node.indexer === "." ? [...base, node.identifier.name] : undefined;
	}
	if (node.type !== "IndexExpression") return undefined;
	const { index } = node;
	const key = index.type === "StringLiteral" || index.type === "NumericLiteral" ? index.value : undefined;
	const base = pathOf(node.base);
	return base && key !== undefined ? [...base, key] : undefined;
}

/** `base.key = …`, or a deeper field. */
export interface FieldTarget {
	readonly statement: lua.AssignmentStatement;
	readonly variable: lua.MemberExpression | lua.IndexExpression;
	/** The variable it begins with. */
	readonly root: lua.Identifier;
}

/** The field that is being set at a place, if it is the left side of an assignment. */
export function fieldTargetAt(place: Span): FieldTarget | undefined {
	const path = nodesAround(place);
	const index = path.findLastIndex(({ type }) => type === "AssignmentStatement");
	const statement = path[index] as lua.AssignmentStatement | undefined;
	const variable = path[index + 1];
	if (!statement || (variable?.type !== "MemberExpression" && variable?.type !== "IndexExpression")) return undefined;
	if (!statement.variables.includes(variable)) return undefined;
	const root = rootOf(variable);
	return root && { statement, variable, root };
}

function rootOf(node: lua.Expression): lua.Identifier | undefined {
	let base = node;
	while (base.type === "MemberExpression" || base.type === "IndexExpression") base = base.base;
	return base.type === "Identifier" ? base : undefined;
}

/** `name:operation(…)` */
export interface Operation {
	readonly call: Call;
	readonly base: lua.Expression;
	readonly method: lua.Identifier;
	readonly args: readonly lua.Expression[];
	/** `:`, or `.` where a colon was meant. */
	readonly sign: ":" | ".";
	/** True for a statement of its own. */
	readonly isStatement: boolean;
}

/** The innermost call of an operation that holds a place. */
export function operationAt(place: Span): Operation | undefined {
	const path = nodesAround(place);
	const index = path.findLastIndex((node) => isCall(node) && node.base.type === "MemberExpression");
	const call = path[index] as Call | undefined;
	if (call?.base.type !== "MemberExpression") return undefined;
	const { base, identifier, indexer } = call.base;
	return {
		call,
		base,
		method: identifier,
		args: argumentsOf(call),
		sign: indexer === ":" ? ":" : ".",
		isStatement: path[index - 1]?.type === "CallStatement",
	};
}
