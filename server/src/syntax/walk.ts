/** Walks Lua's tree without recursion: a sum of twenty thousand numbers is as deep as that. */
import type * as lua from "luaparse";

/** The nodes right inside of a node, in the order of the text. */
export function childrenOf(node: lua.Node): lua.Node[] {
	const children: lua.Node[] = [];
	for (const value of Object.values(node)) {
		if (Array.isArray(value)) {
			for (const one of value) if (isNode(one)) children.push(one);
		} else if (isNode(value)) children.push(value);
	}
	return children;
}

function isNode(value: unknown): value is lua.Node {
	return typeof value === "object" && value !== null && "type" in value;
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
