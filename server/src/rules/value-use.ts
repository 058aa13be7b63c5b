/** What a name without quotes stands for: the value of an option, an entry of a list, an argument … */
import type * as lua from "luaparse";
import type { Chunk, Span } from "../syntax/tree.ts";
import { argumentsOf, type Call, isCall, type Reference, textOf } from "./lua-tree.ts";

export interface Use {
	/** `operand`: Lua wants to calculate or join with it and cannot. */
	readonly kind: "value" | "item" | "argument" | "called" | "operand";
	/** What would stand in quotes: the name, or `chat.example.com` as a whole. */
	readonly whole: Span;
	/** The option it belongs to, if any. */
	readonly option?: string;
	/** The field of the option's table. */
	readonly key?: string;
	/** For entries of a list: more follow. */
	readonly followed?: boolean;
	/** The function it is given to. */
	readonly callee?: string;
}

/** How a name is used; undefined where it is only asked whether it has a value, which is what it may not have. */
export function useOf({ node, chunk, parents }: Reference): Use | undefined {
	let child: lua.Node = node;
	let depth = parents.length - 1;
	while (isMember(parents[depth], child)) child = parents[depth--]!;
	const whole = chunk.span(child);
	if (isCall(parents[depth]) && (parents[depth] as Call).base === child)
		return { kind: "called", whole: chunk.span(node) };
	for (; ; child = parents[depth--]!) {
		const parent = parents[depth];
		if (parent?.type === "LogicalExpression" && parent.right === child) continue;
		break;
	}
	const use = useIn(parents[depth], child, chunk, parents.slice(0, depth));
	// Even where a value is only asked for, Lua cannot take a part of nothing.
	return use
		? { ...use, whole }
		: isIndexed(parents.at(-1), node)
			? { kind: "operand", whole: chunk.span(node) }
			: undefined;
}

function useIn(
	parent: lua.Node | undefined,
	child: lua.Node,
	chunk: Chunk,
	parents: readonly lua.Node[],
): Omit<Use, "whole"> | undefined {
	switch (parent?.type) {
		case "AssignmentStatement": {
			const variable = parent.variables[parent.init.indexOf(child as lua.Expression)];
			return { kind: "value", option: variable?.type === "Identifier" ? variable.name : undefined };
		}
		case "LocalStatement":
			return { kind: "value" };
		case "TableValue":
			return { kind: "item", followed: isFollowed(parent, parents.at(-1)) };
		case "TableKeyString":
			return { kind: "value", ...ownerOf(parent.key.name, parents) };
		case "CallExpression":
			return { kind: "argument", callee: textOf(chunk, innermost(parent)) };
		case "BinaryExpression":
			return parent.operator === "==" || parent.operator === "~=" ? undefined : { kind: "operand" };
		case "UnaryExpression":
			return parent.operator === "not" ? undefined : { kind: "operand" };
		default:
			return undefined;
	}
}

function isIndexed(parent: lua.Node | undefined, node: lua.Node): boolean {
	return (parent?.type === "IndexExpression" || parent?.type === "MemberExpression") && parent.base === node;
}

function isFollowed(entry: lua.TableValue, table: lua.Node | undefined): boolean {
	if (table?.type !== "TableConstructorExpression") return false;
	return table.fields.slice(table.fields.indexOf(entry) + 1).some(({ type }) => type === "TableValue");
}

/** `a.b` with plain names only: an address that lost its quotes. */
function isMember(parent: lua.Node | undefined, child: lua.Node): parent is lua.MemberExpression {
	return parent?.type === "MemberExpression" && parent.base === child && parent.indexer === ".";
}

/** What is called in the end: `Component` of `Component "x" (y)`. */
function innermost(call: Call): lua.Expression {
	return isCall(call.base) ? innermost(call.base) : call.base;
}

/** A field of `VirtualHost "x" { … }` is an option, any other a field of one. */
function ownerOf(key: string, parents: readonly lua.Node[]): { option?: string; key?: string } {
	const [holder, table] = [parents.at(-2), parents.at(-1)];
	if (isCall(holder) && table && argumentsOf(holder).includes(table as lua.Expression)) return { option: key };
	return { key };
}
