import { Chunk, Span, SyntaxTree } from "../../../syntax/tree.ts";

/** The place of values that no file holds: Lua's own functions. */
export const NOWHERE: Span = (() => {
	const chunk = new Chunk("", 0, [], [], [], "clean");
	new SyntaxTree("lua:", "", [chunk]);
	return new Span(chunk, 0, 0);
})();
