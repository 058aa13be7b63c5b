/** What an expression comes to, as far as the text alone decides that. */
import type * as lua from "luaparse";
import { argumentsOf, type Call, isCall } from "../../syntax/calls.ts";
import { type Constant, type Field, isKnown, NIL, text, truth, UNKNOWN } from "./constant.ts";
import type { Binding, Program } from "./program.ts";

/** What names stand for at one pass of a loop or one call of a function. */
export type Env = ReadonlyMap<Binding, Bound>;
export type Bound = { readonly value: Constant } | { readonly node: lua.Expression; readonly env: Env };

export const NO_ENV: Env = new Map();

/** How deep expressions and chains of names are followed. */
const DEPTH = 60;

/** Answers for the names that the surroundings decide: `module.name`. */
export interface Surroundings {
	readonly program: Program;
	/** The module's name, where the text is a module's. */
	readonly module?: string;
	/** Take options for their defaults. */
	readonly defaults?: boolean;
}

export function evaluate(around: Surroundings, node: lua.Expression | undefined, env = NO_ENV, depth = 0): Constant {
	if (!node) return NIL;
	if (depth > DEPTH) return UNKNOWN;
	const next = (inner: lua.Expression) => evaluate(around, inner, env, depth + 1);
	switch (node.type) {
		case "NilLiteral":
			return NIL;
		case "BooleanLiteral":
		case "NumericLiteral":
		case "StringLiteral":
			return literal(node);
		case "Identifier":
			return identifier(around, node, env, depth);
		case "MemberExpression":
			return member(around, node);
		case "UnaryExpression":
			return unary(node.operator, next(node.argument));
		case "LogicalExpression":
			return logical(node.operator, next(node.left), () => next(node.right));
		case "BinaryExpression":
			return binary(node.operator, next(node.left), next(node.right));
		case "TableConstructorExpression":
			return table(node, next);
		default:
			return isCall(node) ? call(around, node, next) : UNKNOWN;
	}
}

function literal(node: lua.BooleanLiteral | lua.NumericLiteral | lua.StringLiteral): Constant {
	if (node.type === "BooleanLiteral") return { type: "boolean", value: node.value };
	if (node.type === "NumericLiteral") return { type: "number", value: node.value };
	return text(node.value);
}

function identifier(around: Surroundings, node: lua.Identifier, env: Env, depth: number): Constant {
	const binding = around.program.bindingOf.get(node);
	const unknown: Constant = { type: "unknown", word: node.name };
	if (!binding) return unknown;
	const bound = env.get(binding);
	if (bound) {
		const value = "value" in bound ? bound.value : evaluate(around, bound.node, bound.env, depth + 1);
		return value.type === "unknown" && !value.word ? unknown : value;
	}
	if (binding.changes > 0 || binding.value?.index !== 0) return unknown;
	const value = evaluate(around, binding.value.node, env, depth + 1);
	return value.type === "unknown" ? unknown : value;
}

function member(around: Surroundings, node: lua.MemberExpression): Constant {
	const name = node.identifier.name;
	if (node.base.type !== "Identifier") return { type: "unknown", word: name };
	if (node.base.name === "module" && name === "name" && around.module !== undefined) return text(around.module);
	if (node.base.name === "math" && name === "huge") return { type: "number", value: Number.POSITIVE_INFINITY };
	return { type: "unknown", word: name };
}

function unary(operator: string, value: Constant): Constant {
	if (operator === "-" && value.type === "number") return { type: "number", value: -value.value };
	const is = truth(value);
	return operator === "not" && is !== undefined ? { type: "boolean", value: !is } : UNKNOWN;
}

function logical(operator: string, left: Constant, right: () => Constant): Constant {
	const is = truth(left);
	if (is === undefined) return UNKNOWN;
	return is === (operator === "or") ? left : right();
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
	"+": (a, b) => a + b,
	"-": (a, b) => a - b,
	"*": (a, b) => a * b,
	"/": (a, b) => a / b,
	"//": (a, b) => Math.floor(a / b),
	"%": (a, b) => a - Math.floor(a / b) * b,
	"^": (a, b) => a ** b,
};

function binary(operator: string, left: Constant, right: Constant): Constant {
	if (operator === "..") return concat(left, right);
	if (operator === "==" || operator === "~=") return equal(left, right, operator === "==");
	const make = ARITHMETIC[operator];
	if (!make || left.type !== "number" || right.type !== "number") return UNKNOWN;
	return { type: "number", value: make(left.value, right.value) };
}

function equal(left: Constant, right: Constant, wanted: boolean): Constant {
	if (!isKnown(left) || !isKnown(right) || left.type === "table" || right.type === "table") return UNKNOWN;
	const same = left.type === right.type && ("value" in left ? left.value : 0) === ("value" in right ? right.value : 0);
	return { type: "boolean", value: same === wanted };
}

function concat(left: Constant, right: Constant): Constant {
	const a = piece(left);
	const b = piece(right);
	if (a === undefined || b === undefined) return UNKNOWN;
	const open = a.open || b.open;
	return open ? { type: "string", value: a.text + b.text, open } : text(a.text + b.text);
}

/** A part of a text; where it is not known, its place. */
function piece(value: Constant): { text: string; open: boolean } | undefined {
	if (value.type === "string") return { text: value.value, open: value.open === true };
	if (value.type === "number") return { text: String(value.value), open: false };
	return value.type === "unknown" ? { text: `<${value.word ?? "name"}>`, open: true } : undefined;
}

function table(node: lua.TableConstructorExpression, next: (node: lua.Expression) => Constant): Constant {
	const items: Constant[] = [];
	const fields: Field[] = [];
	for (const field of node.fields) {
		if (field.type === "TableValue") items.push(next(field.value));
		else if (field.type === "TableKeyString") fields.push([field.key.name, next(field.value)]);
		else {
			const key = next(field.key);
			if (!isKnown(key) || (key.type !== "string" && key.type !== "number")) return UNKNOWN;
			fields.push([String(key.value), next(field.value)]);
		}
	}
	return { type: "table", items, fields };
}

/** Functions that give back what they are given: `set.new { … }`, `array { … }`, and a few that work on texts. */
function call(around: Surroundings, node: Call, next: (node: lua.Expression) => Constant): Constant {
	const args = argumentsOf(node);
	const { base } = node;
	if (base.type === "Identifier") {
		if (base.name === "array" || base.name === "assert" || base.name === "tostring")
			return args[0] ? next(args[0]) : NIL;
		return { type: "unknown" };
	}
	if (base.type !== "MemberExpression") return UNKNOWN;
	const name = base.identifier.name;
	if (base.indexer === ":") return method(around, base, name, args.map(next), next);
	if (name === "new" && base.base.type === "Identifier" && base.base.name === "set") {
		return args[0] ? next(args[0]) : { type: "table", items: [], fields: [] };
	}
	return UNKNOWN;
}

function method(
	around: Surroundings,
	base: lua.MemberExpression,
	name: string,
	args: readonly Constant[],
	next: (node: lua.Expression) => Constant,
): Constant {
	if (name === "get_name" && base.base.type === "Identifier" && base.base.name === "module") {
		return around.module === undefined ? UNKNOWN : text(around.module);
	}
	if (around.defaults && name.startsWith("get_option")) return args[1] ?? UNKNOWN;
	if (!["lower", "upper", "format"].includes(name)) return UNKNOWN;
	const self = next(base.base);
	if (self.type !== "string") return UNKNOWN;
	if (name === "lower") return { ...self, value: self.open ? self.value : self.value.toLowerCase() };
	if (name === "upper") return { ...self, value: self.open ? self.value : self.value.toUpperCase() };
	return name === "format" ? format(self.value, args) : UNKNOWN;
}

function format(pattern: string, args: readonly Constant[]): Constant {
	let open = false;
	let at = 0;
	const value = pattern.replace(/%([sd%])/g, (all, kind: string) => {
		if (kind === "%") return "%";
		const part = piece(args[at++] ?? UNKNOWN);
		open ||= part?.open ?? true;
		return part?.text ?? all;
	});
	return open ? { type: "string", value, open } : text(value);
}
