/** The texts that an expression may come to: one for each branch of `condition and "a" or "b"`. */
import type * as lua from "luaparse";
import type { Constant } from "./constant.ts";
import { type Env, evaluate, type Surroundings } from "./evaluate.ts";

type Text = Extract<Constant, { type: "string" }>;

/** How many names and branches deep. */
const DEPTH = 4;
/** How many of the values that a name is set to one after the other. */
const MOST = 8;

export function textsOf(around: Surroundings, node: lua.Expression | undefined, env: Env, depth = 0): Text[] {
	if (!node || depth > DEPTH) return [];
	const value = evaluate(around, node, env);
	if (value.type === "string") return [value];
	if (node.type === "LogicalExpression") {
		// What stands before an `and` only decides.
		const branches = node.operator === "or" ? [node.left, node.right] : [node.right];
		return branches.flatMap((branch) => textsOf(around, branch, env, depth + 1));
	}
	if (node.type !== "Identifier") return [];
	const binding = around.program.bindingOf.get(node);
	if (!binding || env.has(binding) || binding.value?.index !== 0) return [];
	const all = [binding.value.node, ...(binding.later ?? []).slice(0, MOST)];
	const texts = all.flatMap((one) => textsOf(around, one, env, depth + 1));
	return [...new Map(texts.map((text) => [text.value, text])).values()];
}
