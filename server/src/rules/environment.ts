/** Where a configuration reads environment variables: `ENV_X`, `os.getenv("X")`, `Lua.os.getenv("X")`. */
import type * as lua from "luaparse";
import type { Configuration } from "../config/model.ts";
import { type Chunk, rangeOf, type Span } from "../syntax/tree.ts";
import { argumentsOf, declares, isCall, type Reference, references, textOf } from "./lua-tree.ts";

export interface EnvironmentRead {
	readonly variable: string;
	/** The name, or the whole call. */
	readonly node: lua.Expression;
	readonly chunk: Chunk;
	readonly span: Span;
	/** Outermost first; the last one holds the node. */
	readonly parents: readonly lua.Node[];
}

export function environmentReads(config: Configuration): EnvironmentRead[] {
	const reads: EnvironmentRead[] = [];
	for (const reference of references(config)) {
		const read = readBy(reference);
		if (read) reads.push(read);
	}
	return reads;
}

function readBy(reference: Reference): EnvironmentRead | undefined {
	const { name } = reference.node;
	const isRead = name.startsWith("ENV_") && name.length > 4;
	if (!isRead && name !== "os" && name !== "Lua") return undefined;
	if (declares(reference.chunk.tree, name)) return undefined;
	return isRead ? byName(reference) : byCall(reference);
}

function byName({ node, chunk, span, parents }: Reference): EnvironmentRead {
	return { variable: node.name.slice(4), node, chunk, span, parents };
}

function byCall({ chunk, parents }: Reference): EnvironmentRead | undefined {
	const depth = parents.findLastIndex(isCall);
	const call = parents[depth];
	if (!isCall(call)) return undefined;
	const [variable] = argumentsOf(call);
	if (!/^(?:Lua\.)?os\.getenv$/.test(textOf(chunk, call.base)) || variable?.type !== "StringLiteral") return undefined;
	return { variable: variable.value, node: call, chunk, span: chunk.span(call), parents: parents.slice(0, depth) };
}

/** True when the file made sure before that the variable is set, or asks right there: `if ENV_X then …`, `ENV_X and …`, `assert(ENV_X)`. */
export function isTested(read: EnvironmentRead, all: readonly EnvironmentRead[]): boolean {
	const others = all.filter((other) => other !== read && other.variable === read.variable);
	return others.some(
		(other) =>
			(other.chunk === read.chunk && read.parents.some((parent) => asksFor(parent, other.span))) ||
			insists(other, read),
	);
}

/** A condition around the place holds the variable. */
function asksFor(parent: lua.Node, span: Span): boolean {
	const conditions: (lua.Node | undefined)[] =
		parent.type === "IfStatement"
			? parent.clauses.map((clause) => ("condition" in clause ? clause.condition : undefined))
			: parent.type === "LogicalExpression"
				? [parent.left]
				: parent.type === "WhileStatement"
					? [parent.condition]
					: [];
	return conditions.some((condition) => {
		if (!condition) return false;
		const [from, to] = rangeOf(condition);
		return from <= span.from && span.to <= to;
	});
}

/** `assert(ENV_X)` or `if not ENV_X then error(…) end` further up. */
function insists({ span, parents }: EnvironmentRead, read: EnvironmentRead): boolean {
	if (span.file !== read.span.file || span.start >= read.span.start) return false;
	if (parents.some((parent) => parent.type === "IfStatement")) {
		return parents.some(({ type }) => type === "UnaryExpression" || type === "BinaryExpression");
	}
	const call = parents.at(-1);
	return isCall(call) && /(?:^|\.)assert$/.test(textOf(span.chunk, call.base));
}
