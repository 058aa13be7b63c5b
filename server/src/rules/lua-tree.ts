/** The Lua tree with its surroundings, for rules about how something is written rather than what it sets. */
import type * as lua from "luaparse";
import type { Configuration } from "../config/model.ts";
import { isCall } from "../syntax/calls.ts";
import { namesIn, type Reference } from "../syntax/names.ts";
import { type Chunk, rangeOf, type Span, type SyntaxTree } from "../syntax/tree.ts";

export { argumentsOf, type Call, isCall } from "../syntax/calls.ts";
export type { Reference } from "../syntax/names.ts";

/** Several rules look at all of them. */
const ofTree = new WeakMap<SyntaxTree, readonly Reference[]>();

/** Every name that is read in a configuration, those in functions that are never called included. */
export function references({ trees }: Configuration): readonly Reference[] {
	return trees.length === 1 ? referencesIn(trees[0]!) : trees.flatMap(referencesIn);
}

function referencesIn(tree: SyntaxTree): readonly Reference[] {
	let all = ofTree.get(tree);
	if (!all) {
		const found: Reference[] = [];
		for (const chunk of tree.chunks) for (const reference of namesIn(chunk).references) found.push(reference);
		all = found;
		ofTree.set(tree, all);
	}
	return all;
}

/** The reference at a place. */
export function referenceAt(span: Span): Reference | undefined {
	return namesIn(span.chunk).references.find(({ node }) => rangeOf(node)[0] === span.from);
}

/** The names a file declares as local variables, parameters or functions anywhere: whether they are meant is not asked. */
export function declaredNames(tree: SyntaxTree): readonly string[] {
	let names = declaredIn.get(tree);
	if (!names) {
		names = [...new Set(tree.chunks.flatMap((chunk) => [...namesIn(chunk).declared]))];
		declaredIn.set(tree, names);
	}
	return names;
}
const declaredIn = new WeakMap<SyntaxTree, readonly string[]>();

export function declares(tree: SyntaxTree, name: string): boolean {
	return tree.chunks.some((chunk) => namesIn(chunk).declared.has(name));
}

/** True when the name is called: `name(…)`, `name "…"`, `name { … }`. */
export function isCallee({ node, parent }: Reference): boolean {
	return isCall(parent) && parent.base === node;
}

/** The text of a node. */
export function textOf(chunk: Chunk, node: lua.Node): string {
	const [from, to] = rangeOf(node);
	return chunk.text.slice(from, to);
}
