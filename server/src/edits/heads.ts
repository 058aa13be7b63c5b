/** Where sections begin. */
import type { Configuration } from "../config/model.ts";
import type { Span, SyntaxTree } from "../syntax/tree.ts";

/** Of thousands of fixes each asks. */
const known = new WeakMap<Configuration, Map<SyntaxTree, readonly Span[]>>();

/** The heads of a file that switch the scope of what follows, in order. */
export function headsOf(config: Configuration, tree: SyntaxTree): readonly Span[] {
	let byTree = known.get(config);
	if (!byTree) {
		byTree = new Map();
		known.set(config, byTree);
	}
	let heads = byTree.get(tree);
	if (!heads) {
		heads = config.sections
			.flatMap(({ head }) => (head && head.chunk.tree === tree ? [head] : []))
			.sort((a, b) => a.start - b.start);
		byTree.set(tree, heads);
	}
	return heads;
}

/** The first head below a place. */
export function headBelow(config: Configuration, tree: SyntaxTree, offset: number): Span | undefined {
	const heads = headsOf(config, tree);
	let low = 0;
	let high = heads.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (heads[middle]!.start > offset) high = middle;
		else low = middle + 1;
	}
	return heads[low];
}
