/**
 * The value of an expression, as far as the files decide it. Nothing is run by Lua: what would need the world outside is unknown, with the reason.
 */
import type * as lua from "luaparse";
import { type Call, isCall } from "../../syntax/calls.ts";
import { isUnknown, rangeOf, type Span } from "../../syntax/tree.ts";
import { at, nil, type ReferenceValue, type TableField, text, unknown, type Value } from "../value.ts";
import { isBracketed } from "./brackets.ts";
import { callExpression, callOf } from "./call.ts";
import { LuaError } from "./errors.ts";
import type { Frame } from "./frame.ts";
import { numericLiteral, stringLiteral } from "./literal.ts";
import { inherited } from "./meta.ts";
import { binary, logical, siteOf, unary } from "./operation.ts";
import { typeName } from "./operators.ts";
import { LONGEST_LIST, type Run } from "./run.ts";
import { LuaTable } from "./table.ts";
import { skipTrivia } from "./trivia.ts";

/**
 * The one value of an expression. What stands leftmost comes first: a sum of a thousand numbers, or a field of a field of a field, is followed
 * from there outwards, since the stack would not do for one that goes on and on.
 */
export function evaluate(run: Run, frame: Frame, node: lua.Expression): Value {
	let first = firstOperand(node);
	if (!first) return evaluateAlone(run, frame, node);
	const around = [node];
	for (let next = firstOperand(first); next; next = firstOperand(first)) {
		around.push(first);
		first = next;
	}
	let value = evaluateAlone(run, frame, first, nameLine(frame, first, around.at(-1)!));
	for (let at = around.length - 1; at >= 0; at--) value = evaluateAround(run, frame, around[at]!, value);
	return value;
}

/** Lua reads a variable to the left of an operator when it has read that one: that is the line it tells. */
function nameLine(frame: Frame, first: lua.Expression, around: lua.Expression): Span | undefined {
	if (first.type !== "Identifier" || (around.type !== "BinaryExpression" && around.type !== "LogicalExpression"))
		return undefined;
	const [, end] = rangeOf(first);
	const at = skipTrivia(frame.chunk.text, end);
	return frame.span([at, at]);
}

/** The last character of a call or table: its bracket is read before what stands last inside is worked out. */
function closing(frame: Frame, node: lua.Expression): Span {
	const [, end] = rangeOf(node);
	return frame.span([end - 1, end]);
}

/** What is worked out before anything else of an expression, if that is an expression. */
export function firstOperand(node: lua.Expression): lua.Expression | undefined {
	switch (node.type) {
		case "MemberExpression":
		case "IndexExpression":
			return node.base;
		case "BinaryExpression":
		case "LogicalExpression":
			return node.left;
		case "CallExpression":
		case "StringCallExpression":
		case "TableCallExpression": {
			const { base } = node;
			return base.type === "MemberExpression" && base.indexer === ":" ? base.base : base;
		}
		default:
			return undefined;
	}
}

/** The value of an expression whose first operand is known. */
function evaluateAround(run: Run, frame: Frame, node: lua.Expression, first: Value): Value {
	run.step();
	const span = frame.span(node);
	switch (node.type) {
		case "MemberExpression":
		case "IndexExpression":
			return member(run, frame, node, first, span);
		case "BinaryExpression":
			return binary(run, frame, node, first, span);
		case "LogicalExpression":
			return logical(run, frame, node, first, span);
		default: {
			const value = single(callOf(run, frame, node as Call, first, false)[0]);
			return value ? at(span, value) : nil(span);
		}
	}
}

/** The value of an expression that has no first operand. */
function evaluateAlone(run: Run, frame: Frame, node: lua.Expression, line?: Span): Value {
	run.step();
	const span = frame.span(node);
	switch (node.type) {
		case "StringLiteral":
			return stringLiteral(node, span);
		case "NumericLiteral":
			return numericLiteral(node, span);
		case "BooleanLiteral":
			return { type: "boolean", value: node.value, span, literal: true };
		case "NilLiteral":
			return { type: "nil", span, literal: true };
		case "TableConstructorExpression":
			return tableConstructor(run, frame, node, span);
		case "FunctionDeclaration":
			return { type: "function", span, literal: true, callee: { kind: "closure", node, frame: frame.captured() } };
		case "Identifier":
			return identifier(frame, node, span, line);
		case "UnaryExpression":
			return unary(run, frame, node, span);
		case "VarargLiteral":
			return single(frame.activation.varargs[0]) ?? nil(span);
		default:
			return unknown(span, "it is only known when Prosody runs");
	}
}

/**
 * The values of a list of expressions; the last one may give any number.
 * @param from where the text before the list begins, @param brackets how many opening brackets stand there that are not the expressions' own
 */
export function evaluateAll(
	run: Run,
	frame: Frame,
	nodes: readonly lua.Expression[],
	from: number,
	brackets = 0,
	around?: lua.Expression,
): Value[] {
	const values: Value[] = [];
	nodes.forEach((node, index) => {
		if (index < nodes.length - 1) values.push(evaluate(run, frame, node));
		else {
			if (node.type === "Identifier" && around) {
				values.push(evaluateAlone(run, frame, node, closing(frame, around)));
				return;
			}
			const before = nodes[index - 1];
			const one = before ? isBracketed(frame, node, rangeOf(before)[1], 0) : isBracketed(frame, node, from, brackets);
			for (const value of one ? [evaluate(run, frame, node)] : evaluateMany(run, frame, node)) values.push(value);
		}
	});
	return values;
}

/** What a call or `...` gives, all of it. */
function evaluateMany(run: Run, frame: Frame, node: lua.Expression): readonly Value[] {
	if (node.type === "VarargLiteral") return frame.activation.varargs;
	return isCall(node) ? callExpression(run, frame, node, false) : [evaluate(run, frame, node)];
}

/** The value at a place of a list of results: nil behind its end, unless nobody knows where it ends. */
export function nth(values: readonly Value[], index: number, span: Span): Value {
	const last = values.at(-1);
	return single(values[index] ?? (last?.type === "unknown" && last.many ? last : undefined)) ?? nil(span);
}

function single(value: Value | undefined): Value | undefined {
	return value?.type === "unknown" && value.many ? unknown(value.span, value.reason) : value;
}

function tableConstructor(run: Run, frame: Frame, node: lua.TableConstructorExpression, span: Span): Value {
	const list: Value[] = [];
	let named: Map<string, TableField> | undefined;
	const loose: [Value, Value][] = [];
	let blur: string | undefined;
	for (const [index, field] of node.fields.entries()) {
		if (list.length >= LONGEST_LIST) {
			blur ??= "it has too many entries";
			break;
		}
		if (field.type === "TableValue") {
			if (index < node.fields.length - 1) list.push(evaluate(run, frame, field.value));
			else if (field.value.type === "Identifier") {
				list.push(evaluateAlone(run, frame, field.value, closing(frame, node)));
			} else if (isBracketed(frame, field.value, endBefore(node, index), 0)) {
				list.push(evaluate(run, frame, field.value));
			} else {
				const values = evaluateMany(run, frame, field.value);
				const tail = values.at(-1);
				const open = tail?.type === "unknown" && tail.many;
				for (const value of open ? values.slice(0, -1) : values) list.push(value);
				if (open) blur ??= tail.reason;
			}
		} else if (field.type === "TableKeyString") {
			const value = evaluate(run, frame, field.value);
			if (isUnknown(field.key)) {
				blur ??= "a template puts a key in";
				continue;
			}
			const key = field.key.name;
			named ??= new Map();
			if (value.type === "nil") named.delete(key);
			else named.set(key, { key, keySpan: frame.span(field.key), value });
		} else {
			const key = evaluate(run, frame, field.key);
			const value = evaluate(run, frame, field.value);
			checkKey(key, span, frame.span(field));
			if (key.type === "unknown") blur ??= key.reason;
			else loose.push([key, value]);
		}
	}
	// The list part is stored last, so that it wins over `[1] = …`.
	const places = list.length;
	const made = new LuaTable(list, named, frame.file);
	for (const [key, value] of loose) {
		const index = key.type === "number" ? key.value : 0;
		if (!(Number.isInteger(index) && index >= 1 && index <= places)) made.set(key, value);
	}
	if (blur) made.blurWith(blur);
	return made.value(span, true);
}

/** Where the field before this one ends, or the table's brace stands. */
function endBefore(node: lua.TableConstructorExpression, index: number): number {
	const before = node.fields[index - 1];
	return before ? rangeOf(before)[1] : rangeOf(node)[0];
}

/** Lua has no place for these keys. */
export function checkKey(key: Value, at: Span, line: Span): void {
	if (key.type === "nil") throw new LuaError("lua", at, "table index is nil", undefined, line);
	if (key.type === "number" && Number.isNaN(key.value))
		throw new LuaError("lua", at, "table index is NaN", undefined, line);
}

function identifier(frame: Frame, node: lua.Identifier, span: Span, line?: Span): Value {
	if (isUnknown(node)) return unknown(span, node.name ? `the template puts it in for ${node.name}` : "it is missing");
	// `__DOMAIN__`: a script puts a value in before Prosody reads the file.
	if (/^__\w+__$/.test(node.name)) return unknown(span, `something puts it in for ${node.name}`);
	const local = frame.locals.find(node.name)?.values.get(node.name);
	return local ? at(span, local) : frame.globals.get(node.name, span, line);
}

function member(
	run: Run,
	frame: Frame,
	node: lua.MemberExpression | lua.IndexExpression,
	base: Value,
	span: Span,
): Value {
	const key: Value =
		node.type === "MemberExpression"
			? { type: "string", value: node.identifier.name, span: frame.span(node.identifier), literal: true }
			: evaluate(run, frame, node.index);
	if (key.type === "string" && isEnvironment(frame, node.base)) return frame.globals.get(key.value, span);
	return index(run, frame, base, key, node, span);
}

/** True for `_ENV`, whose fields are the names that are no local variables. */
export function isEnvironment(frame: Frame, node: lua.Expression): boolean {
	return node.type === "Identifier" && node.name === "_ENV" && !frame.locals.find("_ENV");
}

/** `base[key]` */
export function index(
	run: Run,
	frame: Frame,
	base: Value,
	key: Value,
	node: lua.MemberExpression | lua.IndexExpression,
	span: Span,
): Value {
	const line = keyLine(frame, node);
	switch (base.type) {
		case "unknown":
			run.doubt();
			return unknown(span, base.reason);
		case "string": {
			// The methods of texts are what stands in Lua's table `string`.
			if (key.type === "unknown") return unknown(span, key.reason);
			const method = frame.globals.strings.get(key);
			return method ? at(span, method) : nil(span);
		}
		case "table": {
			if (key.type === "unknown") return unknown(span, key.reason);
			const value = base.table.get(key) ?? (base.table.meta && inherited(base, key, () => siteOf(run, frame, node)));
			if (value) return at(span, value);
			return base.table.blur === undefined ? nil(span) : unknown(span, base.table.blur);
		}
		case "reference":
			return referenceField(frame, base, key, span, line);
		default: {
			const name = describe(frame, node.base);
			const message = `attempt to index a ${typeName(base)} value${name ? ` (${name})` : ""}`;
			const variable = node.base.type === "Identifier" ? node.base.name : undefined;
			throw new LuaError("index", frame.span(node.base), message, variable, line);
		}
	}
}

/** A reference to an option is a table of its own with three fields, and with the operations (core/configmanager.lua of 13.0). */
function referenceField(frame: Frame, base: ReferenceValue, key: Value, span: Span, line: Span): Value {
	if (key.type === "unknown") return unknown(span, key.reason);
	if (key.type === "string") {
		if (key.value === "host") return text(base.host, span);
		if (key.value === "option_name") return text(base.option, span);
		if (key.value === "config_table") return unknown(span, "it is Prosody's own table");
		const operation = frame.globals.operation(key.value);
		if (operation) return { type: "function", span, literal: false, callee: operation };
	}
	const shown = key.type === "string" || key.type === "number" ? String(key.value) : "?";
	const message = `Unknown config option operation: '${shown}'`;
	throw new LuaError("method", span, message, shown, line);
}

/** Where Lua counts the line of an access to a field from. */
export function keyLine(frame: Frame, node: lua.MemberExpression | lua.IndexExpression): Span {
	if (node.type === "MemberExpression") return frame.span(node.identifier);
	const to = rangeOf(node)[1] - 1;
	return frame.span([to, to]);
}

/** What Lua calls an expression in its messages. */
export function describe(frame: Frame, node: lua.Expression): string | undefined {
	switch (node.type) {
		case "Identifier":
			return frame.locals.find(node.name) ? `local '${node.name}'` : `global '${node.name}'`;
		case "MemberExpression":
			return node.indexer === ":" ? `method '${node.identifier.name}'` : `field '${node.identifier.name}'`;
		case "IndexExpression":
			return node.index.type === "StringLiteral" ? `field '${node.index.value}'` : `field '?'`;
		default:
			return undefined;
	}
}
