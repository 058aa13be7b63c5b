/** Calls in Lua's tree: `f(…)`, `f "…"` and `f { … }` alike. */
import type * as lua from "luaparse";

export type Call = lua.CallExpression | lua.StringCallExpression | lua.TableCallExpression;

export function isCall(node: lua.Node | undefined): node is Call {
	return (
		node?.type === "CallExpression" || node?.type === "StringCallExpression" || node?.type === "TableCallExpression"
	);
}

/** The arguments as they are written. */
export function argumentsOf(call: Call): readonly lua.Expression[] {
	if (call.type === "CallExpression") return call.arguments;
	// luaparse calls the one table of `f { … }` its arguments.
	return [call.type === "StringCallExpression" ? call.argument : (call.arguments as unknown as lua.Expression)];
}
