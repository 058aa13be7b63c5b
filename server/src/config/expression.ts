/**
 * The value of an expression, as far as the file itself decides it. Nothing is run: what would need running is unknown, with the reason.
 */
import type * as lua from "luaparse";
import { type Chunk, isUnknown, type Span } from "../syntax/tree.ts";
import { isEnvironmentName, LUA_GLOBALS } from "./lua-globals.ts";
import type { TableField, TableValue, UnknownValue, Value } from "./value.ts";

/** What an expression may ask of the place it stands in. */
export interface Environment {
	readonly chunk: Chunk;
	/** The value of a local variable; undefined when the name is no local. */
	local(name: string): Value | undefined;
	/** The value an option has in the current section, when reading it back is possible in this series. */
	option(name: string): Value | undefined;
	/** Called for a name that Prosody would find nowhere. */
	unrecognized(name: string, at: Span): void;
	/** Called where Lua's own library is read by its bare name. */
	luaApi(name: string, at: Span): void;
	/** Called for every call in an expression; tells why its result is not known. */
	called(call: lua.CallExpression | lua.StringCallExpression | lua.TableCallExpression): string | undefined;
}

/** What template tools leave in a text; no host, address or path holds such a thing. */
const PLACEHOLDER = /\{\{.*\}\}|\{%.*%\}|<%.*%>|\$\{\w+(?::?[-=?+][^}]*)?\}/;

/** Evaluates an expression. */
export function evaluateExpression(node: lua.Expression, env: Environment): Value {
	const span = env.chunk.span(node);
	switch (node.type) {
		case "StringLiteral":
			if (PLACEHOLDER.test(node.value)) return unknown(span, "a template puts a part of it in");
			return { type: "string", value: node.value, span, literal: true };
		case "NumericLiteral":
			return { type: "number", value: node.value, float: isFloat(node.raw), span, literal: true };
		case "BooleanLiteral":
			return { type: "boolean", value: node.value, span, literal: true };
		case "NilLiteral":
			return { type: "nil", span, literal: true };
		case "TableConstructorExpression":
			return table(node, env, span);
		case "FunctionDeclaration":
			return { type: "function", span, literal: true };
		case "Identifier":
			return identifier(node, env, span);
		case "MemberExpression":
		case "IndexExpression":
			return member(node, env, span);
		case "UnaryExpression":
			return unary(node.operator, evaluateExpression(node.argument, env), node, span);
		case "BinaryExpression":
			return binary(node.operator, evaluateExpression(node.left, env), evaluateExpression(node.right, env), span);
		case "LogicalExpression":
			return logical(node, env, span);
		case "CallExpression":
		case "StringCallExpression":
		case "TableCallExpression":
			return unknown(span, env.called(node) ?? "it is the result of a function call");
		default:
			return unknown(span, "it is only known when Prosody runs");
	}
}

/** An unknown value with its reason, which completes the sentence "not known here, because …". */
export function unknown(span: Span, reason: string): UnknownValue {
	return { type: "unknown", reason, span, literal: false };
}

/** The dotted name of `a.b.c`, or undefined for anything else. */
export function dottedName(node: lua.Expression): string | undefined {
	if (node.type === "Identifier") return node.name;
	if (node.type === "MemberExpression" && node.indexer === ".") {
		const base = dottedName(node.base);
		return base && `${base}.${node.identifier.name}`;
	}
	return undefined;
}

function table(node: lua.TableConstructorExpression, env: Environment, span: Span): TableValue {
	const items: Value[] = [];
	const fields = new Map<string, TableField>();
	let open = false;
	for (const field of node.fields) {
		const value = evaluateExpression(field.value, env);
		if (field.type === "TableValue") {
			items.push(value);
		} else if (field.type === "TableKeyString" && isUnknown(field.key)) {
			open = true;
		} else if (field.type === "TableKeyString") {
			fields.set(field.key.name, { key: field.key.name, keySpan: env.chunk.span(field.key), value });
		} else {
			const key = evaluateExpression(field.key, env);
			if (key.type === "string") fields.set(key.value, { key: key.value, keySpan: key.span, value });
			else open = true;
		}
	}
	// In Lua a nil ends the list part for whoever reads it with ipairs; it counts as not there.
	return { type: "table", items: items.filter((item) => item.type !== "nil"), fields, open, span, literal: true };
}

function identifier(node: lua.Identifier, env: Environment, span: Span): Value {
	if (isUnknown(node)) return unknown(span, node.name ? `the template puts it in for ${node.name}` : "it is missing");
	// `__DOMAIN__`: a script puts a value in before Prosody reads the file.
	if (/^__\w+__$/.test(node.name)) return unknown(span, `something puts it in for ${node.name}`);
	const local = env.local(node.name);
	if (local) return { ...local, span, literal: false };
	if (node.name.startsWith("ENV_"))
		return unknown(span, `it comes from the environment variable ${node.name.slice(4)}`);
	const option = env.option(node.name);
	if (option && option.type !== "nil") return { ...option, span, literal: false };
	if (isEnvironmentName(node.name)) return { type: "function", span, literal: false };
	if (LUA_GLOBALS.has(node.name)) {
		env.luaApi(node.name, span);
		return unknown(span, `it comes from Lua's own ${node.name}`);
	}
	env.unrecognized(node.name, span);
	return { type: "nil", span, literal: false };
}

function member(node: lua.MemberExpression | lua.IndexExpression, env: Environment, span: Span): Value {
	const name = dottedName(node);
	if (name?.startsWith("Lua.")) return unknown(span, `it comes from ${name}`);
	const base = evaluateExpression(node.base, env);
	if (base.type === "table" && !base.open) {
		const key: Value =
			node.type === "MemberExpression"
				? { type: "string", value: node.identifier.name, span, literal: false }
				: evaluateExpression(node.index, env);
		if (key.type === "string") {
			const value = base.fields.get(key.value)?.value;
			return value ? { ...value, span, literal: false } : { type: "nil", span, literal: false };
		}
		if (key.type === "number" && base.items.every((item) => item.type !== "unknown")) {
			const value = base.items[key.value - 1];
			return value ? { ...value, span, literal: false } : { type: "nil", span, literal: false };
		}
	}
	return unknown(span, base.type === "unknown" ? base.reason : "it is only known when Prosody runs");
}

function unary(operator: string, value: Value, node: lua.UnaryExpression, span: Span): Value {
	if (value.type === "unknown") return unknown(span, value.reason);
	const truth = truthiness(value);
	if (operator === "not" && truth !== undefined) return { type: "boolean", value: !truth, span, literal: false };
	if (operator === "-" && value.type === "number") {
		const literal = node.argument.type === "NumericLiteral";
		return { type: "number", value: -value.value, float: value.float, span, literal };
	}
	if (operator === "#" && value.type === "string") {
		return { type: "number", value: new TextEncoder().encode(value.value).length, float: false, span, literal: false };
	}
	if (operator === "#" && value.type === "table" && !value.open) {
		return { type: "number", value: value.items.length, float: false, span, literal: false };
	}
	return unknown(span, "it is only known when Prosody runs");
}

function logical(node: lua.LogicalExpression, env: Environment, span: Span): Value {
	const left = evaluateExpression(node.left, env);
	const truth = truthiness(left);
	if (truth === undefined) {
		// Both sides are looked at, so that a name without quotes is found on the right of `or` as well.
		evaluateExpression(node.right, env);
		return unknown(span, left.type === "unknown" ? left.reason : "it is only known when Prosody runs");
	}
	const takesRight = node.operator === "and" ? truth : !truth;
	const value = takesRight ? evaluateExpression(node.right, env) : left;
	return { ...value, span, literal: false };
}

/** Whether Lua takes a value for true; undefined when the value is unknown. */
export function truthiness(value: Value): boolean | undefined {
	if (value.type === "unknown") return undefined;
	if (value.type === "nil") return false;
	return value.type === "boolean" ? value.value : true;
}

function binary(operator: string, left: Value, right: Value, span: Span): Value {
	const blind = left.type === "unknown" ? left : right.type === "unknown" ? right : undefined;
	if (blind) return unknown(span, blind.reason);
	if (operator === "..") return concatenate(left, right, span);
	if (operator === "==" || operator === "~=") {
		const equal = sameScalar(left, right);
		if (equal !== undefined) return { type: "boolean", value: equal === (operator === "=="), span, literal: false };
	}
	if (left.type === "number" && right.type === "number") {
		const result = arithmetic(operator, left.value, right.value);
		if (typeof result === "boolean") return { type: "boolean", value: result, span, literal: false };
		if (result !== undefined) {
			const float = left.float || right.float || operator === "/" || operator === "^";
			return { type: "number", value: result, float, span, literal: false };
		}
	}
	return unknown(span, "it is only known when Prosody runs");
}

function concatenate(left: Value, right: Value, span: Span): Value {
	const parts = [left, right].map((part) => {
		if (part.type === "string") return part.value;
		if (part.type === "number" && !part.float && Number.isSafeInteger(part.value)) return String(part.value);
		return undefined;
	});
	if (parts[0] === undefined || parts[1] === undefined) return unknown(span, "it is only known when Prosody runs");
	// Doubling a string often enough would take all memory; no option is that long.
	if (parts[0].length + parts[1].length > 1_000_000) return unknown(span, "it grows too long");
	return { type: "string", value: parts[0] + parts[1], span, literal: false };
}

function sameScalar(left: Value, right: Value): boolean | undefined {
	if (left.type === "table" || left.type === "function") return undefined;
	if (left.type !== right.type) return false;
	if (left.type === "nil") return true;
	return "value" in left && "value" in right ? left.value === right.value : undefined;
}

function arithmetic(operator: string, a: number, b: number): number | boolean | undefined {
	switch (operator) {
		case "+":
			return a + b;
		case "-":
			return a - b;
		case "*":
			return a * b;
		case "/":
			return a / b;
		case "^":
			return a ** b;
		case "//":
			return b === 0 ? undefined : Math.floor(a / b);
		case "%":
			return b === 0 ? undefined : a - Math.floor(a / b) * b;
		case "<":
			return a < b;
		case "<=":
			return a <= b;
		case ">":
			return a > b;
		case ">=":
			return a >= b;
		default:
			return undefined;
	}
}

/** Lua 5.3 and later keep `10` an integer; a point or an exponent makes a float (hexadecimal: a point or `p`). */
function isFloat(raw: string): boolean {
	return /^0[xX]/.test(raw) ? /[.pP]/.test(raw) : /[.eE]/.test(raw);
}
