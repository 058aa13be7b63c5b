/** Walks Lua's tree without recursion: a sum of twenty thousand numbers is as deep as that. */
import type * as lua from "luaparse";

type Type = lua.Node["type"];

/** Where a node of each type holds others: names of fields, in the order of the text. */
export const HOLDS: { readonly [T in Type]: readonly (keyof Extract<lua.Node, { type: T }>)[] } = {
	LabelStatement: ["label"],
	BreakStatement: [],
	GotoStatement: ["label"],
	ReturnStatement: ["arguments"],
	IfStatement: ["clauses"],
	IfClause: ["condition", "body"],
	ElseifClause: ["condition", "body"],
	ElseClause: ["body"],
	WhileStatement: ["condition", "body"],
	DoStatement: ["body"],
	RepeatStatement: ["condition", "body"],
	LocalStatement: ["variables", "init"],
	AssignmentStatement: ["variables", "init"],
	CallStatement: ["expression"],
	FunctionDeclaration: ["identifier", "parameters", "body"],
	ForNumericStatement: ["variable", "start", "end", "step", "body"],
	ForGenericStatement: ["variables", "iterators", "body"],
	Chunk: ["body"],
	Identifier: [],
	StringLiteral: [],
	NumericLiteral: [],
	BooleanLiteral: [],
	NilLiteral: [],
	VarargLiteral: [],
	TableKey: ["key", "value"],
	TableKeyString: ["key", "value"],
	TableValue: ["value"],
	TableConstructorExpression: ["fields"],
	BinaryExpression: ["left", "right"],
	LogicalExpression: ["left", "right"],
	UnaryExpression: ["argument"],
	MemberExpression: ["identifier", "base"],
	IndexExpression: ["base", "index"],
	CallExpression: ["base", "arguments"],
	TableCallExpression: ["base", "arguments"],
	StringCallExpression: ["base", "argument"],
	Comment: [],
};

type Held = readonly lua.Node[] | lua.Node | null | undefined;

/** What one field of a node holds: no node, one or several. */
export function heldIn(node: lua.Node, field: string): Held {
	return (node as unknown as Readonly<Record<string, Held>>)[field];
}

export function isList(held: Held): held is readonly lua.Node[] {
	return Array.isArray(held);
}

/** The nodes right inside of a node, in the order of the text. */
export function childrenOf(node: lua.Node): lua.Node[] {
	const children: lua.Node[] = [];
	for (const field of HOLDS[node.type]) {
		const held = heldIn(node, field);
		if (isList(held)) for (const one of held) children.push(one);
		else if (held) children.push(held);
	}
	return children;
}

/**
 * True when a node, or one inside of it, meets a condition; nodes are asked in the order of the text.
 * @param enters whether to look inside of a node
 */
export function someNode(
	root: lua.Node,
	meets: (node: lua.Node) => boolean,
	enters: (node: lua.Node) => boolean = () => true,
): boolean {
	const waiting = [root];
	for (let node = waiting.pop(); node; node = waiting.pop()) {
		if (meets(node)) return true;
		if (enters(node)) for (const child of childrenOf(node).reverse()) waiting.push(child);
	}
	return false;
}
