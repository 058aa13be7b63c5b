/** What an operator makes of its operands: `-a`, `not a`, `a + b`, `a .. b`, `a and b`. The sums themselves are in operators.ts. */
import type * as lua from "luaparse";
import { rangeOf, type Span } from "../../syntax/tree.ts";
import { at, boolean, truthiness, unknown, type Value } from "../value.ts";
import { fork } from "./branch.ts";
import { callValue } from "./call.ts";
import { describe, evaluate, nth } from "./expression.ts";
import type { Frame } from "./frame.ts";
import type { CallSite } from "./function.ts";
import { metamethod, operatorResult } from "./meta.ts";
import { arithmetic, bitwiseNot, compare, concatenate, lengthOf, negate, type OperatorPlace } from "./operators.ts";
import type { Run } from "./run.ts";
import { blankComments } from "./trivia.ts";

/** Operators in expressions: what is worked out first, what is not worked out at all, and what tables have a say in. */
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

export function unary(run: Run, frame: Frame, node: lua.UnaryExpression, span: Span): Value {
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

export function binary(run: Run, frame: Frame, node: lua.BinaryExpression, left: Value, span: Span): Value {
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
export function siteOf(run: Run, frame: Frame, node: lua.Expression): CallSite {
	const [from] = rangeOf(node);
	return { run, frame, span: frame.span(node), line: frame.span([from, from]), node, args: [], statement: false };
}

export function logical(run: Run, frame: Frame, node: lua.LogicalExpression, left: Value, span: Span): Value {
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
