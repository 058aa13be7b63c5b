/** Brackets around calls, which the tree does not hold. */
import type * as lua from "luaparse";
import { isCall } from "../../syntax/calls.ts";
import { rangeOf } from "../../syntax/tree.ts";
import type { Frame } from "./frame.ts";
import { blankComments } from "./trivia.ts";

/** Brackets around a call cut it down to one value; the tree does not hold them. @param known how many belong to something else */
export function isBracketed(frame: Frame, node: lua.Expression, from: number, known: number): boolean {
	if (!isCall(node) && node.type !== "VarargLiteral") return false;
	const [to] = rangeOf(node);
	if (to - from < LONG_GAP) return bracketsBetween(frame, from, to) > known;
	// A loop would read a long comment again and again.
	let brackets = bracketsBefore.get(node);
	if (brackets === undefined) {
		brackets = bracketsBetween(frame, from, to);
		bracketsBefore.set(node, brackets);
	}
	return brackets > known;
}

const LONG_GAP = 200;
const bracketsBefore = new WeakMap<lua.Node, number>();

function bracketsBetween(frame: Frame, from: number, to: number): number {
	return blankComments(frame.chunk.text.slice(from, to)).split("(").length - 1;
}
