/** Calls as Lua writes them: `f(x)`, `f "x"`, `f { … }`, and chains of them. */
import type * as lua from "luaparse";

export type Call = lua.CallExpression | lua.StringCallExpression | lua.TableCallExpression;

export interface CallChain {
	readonly callee: lua.Expression;
	/** The arguments of all calls of the chain in order: `Component "a" "b" { … }` has three. */
	readonly arguments: readonly lua.Expression[];
}

/** Takes a chain of calls apart. */
export function callChain(call: Call): CallChain {
	const base = call.base;
	const own = callArguments(call);
	if (isCall(base)) {
		const inner = callChain(base);
		return { callee: inner.callee, arguments: [...inner.arguments, ...own] };
	}
	return { callee: base, arguments: own };
}

function callArguments(call: Call): readonly lua.Expression[] {
	if (call.type === "CallExpression") return call.arguments;
	if (call.type === "StringCallExpression") return [call.argument];
	return [call.arguments as unknown as lua.Expression];
}

function isCall(node: lua.Expression): node is Call {
	return node.type === "CallExpression" || node.type === "StringCallExpression" || node.type === "TableCallExpression";
}

/** True for `Component("x", "y")`, false for `Component "x" "y"`. */
export function isSingleCall(call: Call): boolean {
	return !isCall(call.base);
}
