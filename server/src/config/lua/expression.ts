/**
 * The value of an expression, as far as the files decide it. Nothing is run by Lua: what would need the world outside is unknown, with the reason.
 */
import type * as lua from "luaparse";
import { isUnknown, rangeOf, type Span } from "../../syntax/tree.ts";
import {
	at,
	boolean,
	nil,
	type ReferenceValue,
	type TableField,
	text,
	truthiness,
	unknown,
	type Value,
} from "../value.ts";
import { fork } from "./branch.ts";
import { type Call, callExpression, callOf, callValue } from "./call.ts";
import { LuaError } from "./errors.ts";
import type { Frame } from "./frame.ts";
import type { CallSite } from "./function.ts";
import { inherited, metamethod, operatorResult } from "./meta.ts";
import { isTooLarge, parseNumber } from "./number.ts";
import {
	arithmetic,
	bitwiseNot,
	compare,
	concatenate,
	lengthOf,
	negate,
	type OperatorPlace,
	typeName,
} from "./operators.ts";
import { LONGEST_LIST, type Run } from "./run.ts";
import { LuaTable } from "./table.ts";

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
	const gap = /^(?:\s|--\[(=*)\[[\s\S]{0,500}?\]\1\]|--[^\n]*)*/.exec(frame.chunk.text.slice(end, rangeOf(around)[1]));
	const at = end + (gap?.[0].length ?? 0);
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

/** The same text with spaces for its comments. */
export function blankComments(text: string): string {
	return text.replace(/--(?:\[(=*)\[[\s\S]*?\]\1\]|[^\n]*)/g, (all) => " ".repeat(all.length));
}

/** Behind the white space and comments at an offset. */
export function skipTrivia(text: string, from: number): number {
	const blanks = /\s*/y;
	for (let at = from; ; ) {
		blanks.lastIndex = at;
		at += blanks.exec(text)![0].length;
		if (!text.startsWith("--", at)) return at;
		const level = /\[(=*)\[/y;
		level.lastIndex = at + 2;
		const long = level.exec(text);
		const close = long ? text.indexOf(`]${long[1]}]`, at) : text.indexOf("\n", at);
		if (close < 0) return text.length;
		at = close + (long ? long[0].length : 0);
	}
}

export function isCall(
	node: lua.Node,
): node is lua.CallExpression | lua.StringCallExpression | lua.TableCallExpression {
	return node.type === "CallExpression" || node.type === "StringCallExpression" || node.type === "TableCallExpression";
}

/** The value at a place of a list of results: nil behind its end, unless nobody knows where it ends. */
export function nth(values: readonly Value[], index: number, span: Span): Value {
	const last = values.at(-1);
	return single(values[index] ?? (last?.type === "unknown" && last.many ? last : undefined)) ?? nil(span);
}

function single(value: Value | undefined): Value | undefined {
	return value?.type === "unknown" && value.many ? unknown(value.span, value.reason) : value;
}

function stringLiteral(node: lua.StringLiteral, span: Span): Value {
	if (holdsPlaceholder(node.value)) return unknown(span, "a template puts a part of it in");
	if (node.value.includes("\ufffd") && !node.raw.includes("\ufffd"))
		return { ...unknown(span, "it holds bytes that are no text"), is: "string" };
	return { type: "string", value: node.value, span, literal: true };
}

const PAIRS = [
	["{{", "}}"],
	["{%", "%}"],
	["<%", "%>"],
] as const;

/** What template tools leave in a text; no host, address or path holds such a thing. */
function holdsPlaceholder(value: string): boolean {
	if (!/\{[{%]|<%|\$\{/.test(value)) return false;
	const lines = value.split(/[\n\r\u2028\u2029]/);
	return hasShellVariable(value) || PAIRS.some((pair) => lines.some((line) => holdsPair(line, pair)));
}

function holdsPair(line: string, [open, close]: readonly [string, string]): boolean {
	const from = line.indexOf(open);
	return from >= 0 && line.includes(close, from + open.length);
}

/** `${NAME}` and `${NAME:-value}`. */
function hasShellVariable(value: string): boolean {
	const last = value.lastIndexOf("}");
	for (const { 0: begin, index: from } of value.matchAll(/\$\{\w+(?:\}|:?[-=?+])/g)) {
		if (begin.endsWith("}") || from + begin.length <= last) return true;
	}
	return false;
}

function numericLiteral(node: lua.NumericLiteral, span: Span): Value {
	// The text itself: the parser does not know every way to write a number.
	const read = parseNumber(span.text);
	if (read && !read.float && isTooLarge(read.value))
		return unknown(span, "it is too large a number to be told exactly");
	if (read) return { type: "number", ...read, span, literal: true };
	return { type: "number", value: node.value, float: true, span, literal: true };
}

function tableConstructor(run: Run, frame: Frame, node: lua.TableConstructorExpression, span: Span): Value {
	const list: Value[] = [];
	const named = new Map<string, TableField>();
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

function place(frame: Frame, node: lua.UnaryExpression | lua.BinaryExpression, span: Span): OperatorPlace {
	const unaryNode = node.type === "UnaryExpression";
	const left = unaryNode ? node.argument : node.left;
	const right = unaryNode ? node.argument : node.right;
	const sideOf = (side: "left" | "right") => (side === "left" ? left : right);
	return {
		span,
		get operator() {
			return unaryNode ? frame.span([rangeOf(node)[0], rangeOf(node)[0]]) : operatorOf(frame, node);
		},
		describe: (side) => describe(frame, sideOf(side)),
		operand: (side) => frame.span(sideOf(side)),
	};
}

/** The operator of a binary expression: it stands between its operands, behind brackets and before comments. */
function operatorOf(frame: Frame, node: lua.BinaryExpression): Span {
	// A chain of `..` is one operation, and the last of them counts.
	let last = node;
	while (node.operator === ".." && last.right.type === "BinaryExpression" && last.right.operator === "..")
		last = last.right;
	const [, end] = rangeOf(last.left);
	const between = blankComments(frame.chunk.text.slice(end, rangeOf(last.right)[0]));
	const from = end + Math.max(0, between.indexOf(last.operator));
	return frame.span([from, from + last.operator.length]);
}

function unary(run: Run, frame: Frame, node: lua.UnaryExpression, span: Span): Value {
	const value = evaluate(run, frame, node.argument);
	run.work(weightOf(value));
	const where = place(frame, node, span);
	switch (node.operator) {
		case "not": {
			const truth = truthiness(value);
			return truth === undefined ? unknown(span, (value as { reason: string }).reason) : boolean(!truth, span);
		}
		case "-": {
			const handler = metamethod(value, "__unm");
			if (handler) return nth(callValue(handler, [value, value], siteOf(run, frame, node)), 0, span);
			const result = negate(value, where);
			return node.argument.type === "NumericLiteral" ? ({ ...result, literal: true } as Value) : result;
		}
		case "#": {
			const handler = metamethod(value, "__len");
			if (handler) return nth(callValue(handler, [value], siteOf(run, frame, node)), 0, span);
			return lengthOf(value, where);
		}
		default:
			return bitwiseNot(value, where);
	}
}

const COMPARISON = new Set(["==", "~=", "<", "<=", ">", ">="]);

/** How much there is to read of an operand. */
function weightOf(value: Value): number {
	return value.type === "string" ? value.value.length : 0;
}

function binary(run: Run, frame: Frame, node: lua.BinaryExpression, left: Value, span: Span): Value {
	const right = evaluate(run, frame, node.right);
	run.work(weightOf(left) + weightOf(right));
	const where = place(frame, node, span);
	const defined = metaBinary(run, frame, node, left, right);
	if (defined) return defined;
	const result = operate(node.operator, left, right, where);
	if (result.type === "unknown") run.doubt();
	return result;
}

function operate(operator: string, left: Value, right: Value, where: OperatorPlace): Value {
	if (operator === "..") return concatenate(left, right, where);
	return COMPARISON.has(operator) ? compare(operator, left, right, where) : arithmetic(operator, left, right, where);
}

/** The result where a metatable decides; undefined anywhere else. */
function metaBinary(run: Run, frame: Frame, node: lua.BinaryExpression, left: Value, right: Value): Value | undefined {
	if (left.type !== "table" && right.type !== "table") return undefined;
	const span = frame.span(node);
	const site = () => siteOf(run, frame, node);
	const { operator } = node;
	if (operator === ">" || operator === ">=") {
		const found = operatorResult(operator === ">" ? "<" : "<=", right, left, span, site);
		return found && truth(found, span, false);
	}
	if (operator === "==" || operator === "~=") {
		// Only two different tables are compared by their metatable.
		if (left.type !== right.type || (left as { table: unknown }).table === (right as { table: unknown }).table)
			return undefined;
		const found = operatorResult("==", left, right, span, site);
		return found && truth(found, span, operator === "~=");
	}
	const found = operatorResult(operator, left, right, span, site);
	return (
		found && (operator.startsWith("<") && operator.length < 3 && operator !== "<<" ? truth(found, span, false) : found)
	);
}

function truth(value: Value, span: Span, inverted: boolean): Value {
	const known = truthiness(value);
	return known === undefined ? unknown(span, (value as { reason: string }).reason) : boolean(known !== inverted, span);
}

/** An expression as the place of a call that is not written as one. */
function siteOf(run: Run, frame: Frame, node: lua.Expression): CallSite {
	const [from] = rangeOf(node);
	return { run, frame, span: frame.span(node), line: frame.span([from, from]), node, args: [], statement: false };
}

function logical(run: Run, frame: Frame, node: lua.LogicalExpression, left: Value, span: Span): Value {
	const truth = truthiness(left);
	if (truth !== undefined) {
		const takesRight = node.operator === "and" ? truth : !truth;
		return at(span, takesRight ? evaluate(run, frame, node.right) : left);
	}
	// The right side may or may not be worked out; a name without quotes is found there as well.
	const reason = (left as { reason: string }).reason;
	fork(run, frame, [() => void evaluate(run, frame, node.right), () => undefined], reason);
	return unknown(span, reason);
}
