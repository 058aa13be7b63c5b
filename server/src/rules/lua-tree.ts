/** The Lua tree with its surroundings, for rules about how something is written rather than what it sets. */
import type * as lua from "luaparse";
import type { Configuration } from "../config/model.ts";
import { isCall } from "../syntax/calls.ts";
import { type Chunk, rangeOf, type Span, type SyntaxTree } from "../syntax/tree.ts";

export { argumentsOf, type Call, isCall } from "../syntax/calls.ts";

/** A name that is read, with what stands around it. */
export interface Reference {
	readonly node: lua.Identifier;
	readonly chunk: Chunk;
	/** Outermost first; the last one holds the name. */
	readonly parents: readonly lua.Node[];
	readonly span: Span;
}

/** A node with what is around it: a list for every name would grow with the square of how deep they stand. */
interface Within {
	readonly node: lua.Node;
	readonly around?: Within;
}

class Found implements Reference {
	readonly span: Span;
	readonly #around?: Within;
	#parents?: readonly lua.Node[];

	constructor(
		readonly node: lua.Identifier,
		readonly chunk: Chunk,
		around: Within | undefined,
	) {
		this.span = chunk.span(node);
		this.#around = around;
	}

	get parents(): readonly lua.Node[] {
		this.#parents ??= listed(this.#around);
		return this.#parents;
	}
}

/** How many nodes around a name are told: more than Lua nests, fewer than a sum may have terms. */
const MOST_PARENTS = 1000;

function listed(around: Within | undefined): lua.Node[] {
	const parents: lua.Node[] = [];
	for (let at = around; at && parents.length < MOST_PARENTS; at = at.around) parents.push(at.node);
	return parents.reverse();
}

/** Several rules look at all of them. */
const ofTree = new WeakMap<SyntaxTree, readonly Reference[]>();

/** Every name that is read in a configuration, those in functions that are never called included. */
export function references(config: Configuration): Reference[] {
	return config.trees.flatMap((tree) => {
		let all = ofTree.get(tree);
		if (!all) {
			all = tree.chunks.flatMap((chunk) => contents(chunk).references);
			ofTree.set(tree, all);
		}
		return all;
	});
}

/** The reference at a place. */
export function referenceAt(span: Span): Reference | undefined {
	return contents(span.chunk).references.find(({ node }) => rangeOf(node)[0] === span.from);
}

/** The names a file declares as local variables, parameters or functions anywhere: whether they are meant is not asked. */
export function declaredNames(tree: SyntaxTree): readonly string[] {
	let names = declaredIn.get(tree);
	if (!names) {
		names = [...new Set(tree.chunks.flatMap((chunk) => [...contents(chunk).declared]))];
		declaredIn.set(tree, names);
	}
	return names;
}
const declaredIn = new WeakMap<SyntaxTree, readonly string[]>();

export function declares(tree: SyntaxTree, name: string): boolean {
	return tree.chunks.some((chunk) => contents(chunk).declared.has(name));
}

/** True when the name is called: `name(…)`, `name "…"`, `name { … }`. */
export function isCallee({ node, parents }: Reference): boolean {
	const parent = parents.at(-1);
	return isCall(parent) && parent.base === node;
}

/** The text of a node. */
export function textOf(chunk: Chunk, node: lua.Node): string {
	const [from, to] = rangeOf(node);
	return chunk.text.slice(from, to);
}

interface Contents {
	readonly references: Reference[];
	readonly declared: Set<string>;
}

/** What most statements hold; one for all of them. */
const NOTHING: Contents = { references: [], declared: new Set() };

/** Statements stay from one version of a file to the next, and so does what is in them. */
const known = new WeakMap<Chunk, Contents>();

function contents(chunk: Chunk): Contents {
	let found = known.get(chunk);
	if (!found) {
		found = { references: [], declared: new Set() };
		for (const statement of chunk.statements) collect(statement, chunk, found);
		if (found.references.length === 0 && found.declared.size === 0) found = NOTHING;
		known.set(chunk, found);
	}
	return found;
}

/** Goes through a statement in the order of the text, without recursion: a sum may have twenty thousand terms. */
function collect(root: lua.Node, chunk: Chunk, found: Contents): void {
	const waiting: Within[] = [{ node: root }];
	for (let at = waiting.pop(); at; at = waiting.pop()) {
		const { node } = at;
		if (node.type === "Identifier") {
			found.references.push(new Found(node, chunk, at.around));
			continue;
		}
		const inside: Within[] = [];
		for (const [key, child] of Object.entries(node)) {
			const children: readonly unknown[] = Array.isArray(child) ? child : [child];
			for (const one of children) {
				if (!isNode(one)) continue;
				if (one.type === "Identifier" && declaresIn(node, key)) found.declared.add(one.name);
				else if (one.type !== "Identifier" || isRead(node, key)) inside.push({ node: one, around: at });
			}
		}
		for (let next = inside.length - 1; next >= 0; next--) waiting.push(inside[next]!);
	}
}

function isNode(value: unknown): value is lua.Node {
	return typeof value === "object" && value !== null && "type" in value;
}

function declaresIn(node: lua.Node, key: string): boolean {
	switch (node.type) {
		case "LocalStatement":
		case "ForGenericStatement":
			return key === "variables";
		case "ForNumericStatement":
			return key === "variable";
		case "FunctionDeclaration":
			return key === "parameters" || key === "identifier";
		default:
			return false;
	}
}

/** False for names that are no variables (`.field`, `field =`, labels) and for those that are set. */
function isRead(node: lua.Node, key: string): boolean {
	switch (node.type) {
		case "AssignmentStatement":
			return key !== "variables";
		case "MemberExpression":
			return key === "base";
		case "TableKeyString":
			return key === "value";
		case "LabelStatement":
		case "GotoStatement":
			return false;
		default:
			return true;
	}
}
