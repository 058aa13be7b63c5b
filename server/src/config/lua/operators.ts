/** What Lua's operators make of two values. */
import type { Span } from "../../syntax/tree.ts";
import { boolean, number, type Scalar, text, type UnknownValue, unknown, type Value } from "../value.ts";
import { byteLength, compareBytes } from "./bytes.ts";
import { LuaError } from "./errors.ts";
import { isTooLarge, parseNumber, printNumber } from "./number.ts";
import { LONGEST_TEXT } from "./run.ts";

/** Where an operator stands: the whole expression, where Lua counts an error's line from, and the names of its operands. */
export interface OperatorPlace {
	readonly span: Span;
	readonly operator: Span;
	/** What Lua calls an operand in its messages, such as `global 'x'`. */
	describe(side: "left" | "right"): string | undefined;
	/** The operand to look at. */
	operand(side: "left" | "right"): Span;
}

const TOO_LARGE = "it is too large a number to be told exactly";
const RUNS = "it is only known when Prosody runs";

/** The type as Lua names it. */
export function typeName(value: Value): string {
	return value.type === "reference" ? "table" : value.type;
}

interface Numeric {
	readonly value: number;
	readonly float: boolean;
}

function asNumeric(value: Value): Numeric | undefined {
	if (value.type === "number") return value;
	return value.type === "string" ? parseNumber(value.value) : undefined;
}

/** Numbers and texts that stand for numbers. */
export function arithmetic(operator: string, left: Value, right: Value, place: OperatorPlace): Value {
	const [a, b] = [asNumeric(left), asNumeric(right)];
	const verb = BITWISE.has(operator) ? "perform bitwise operation on" : "perform arithmetic on";
	// Lua complains of the second operand first.
	for (const [side, value, numeric] of [
		["right", right, b],
		["left", left, a],
	] as const) {
		if (numeric || value.type === "unknown") continue;
		const other = side === "right" ? left : right;
		if (other.type === "unknown") return unknown(place.span, other.reason);
		throw operandError(verb, value, side, place);
	}
	const blind = left.type === "unknown" ? left : right.type === "unknown" ? right : undefined;
	if (blind) return unknown(place.span, blind.reason);
	if ([a!, b!].some(({ value, float }) => !float && isTooLarge(value))) return unknown(place.span, TOO_LARGE);
	return calculate(operator, a!, b!, place);
}

const BITWISE = new Set(["&", "|", "~", "<<", ">>"]);

function calculate(operator: string, a: Numeric, b: Numeric, place: OperatorPlace): Value {
	if (BITWISE.has(operator)) return bitwise(operator, a, b, place);
	const float = a.float || b.float || operator === "/" || operator === "^";
	if (!float && b.value === 0 && (operator === "//" || operator === "%")) {
		const message = operator === "//" ? "attempt to perform 'n//0'" : "attempt to perform 'n%%0'";
		throw new LuaError("lua", place.span, message, undefined, place.operator);
	}
	const value = compute(operator, a.value, b.value);
	if (!float && isTooLarge(value)) return unknown(place.span, TOO_LARGE);
	// An integer has no negative zero.
	return number(float ? value : value + 0, float, place.span);
}

function compute(operator: string, a: number, b: number): number {
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
			return Math.floor(a / b);
		default: {
			const rest = a % b;
			return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
		}
	}
}

function bitwise(operator: string, a: Numeric, b: Numeric, place: OperatorPlace): Value {
	for (const { value, float } of [a, b]) {
		if (!Number.isInteger(value) || (float && Math.abs(value) >= 2 ** 63)) {
			throw new LuaError("lua", place.span, "number has no integer representation", undefined, place.operator);
		}
		if (isTooLarge(value)) return unknown(place.span, TOO_LARGE);
	}
	const result = BigInt.asIntN(64, compute64(operator, BigInt(a.value), BigInt(b.value)));
	return isTooLarge(Number(result)) ? unknown(place.span, TOO_LARGE) : number(Number(result), false, place.span);
}

function compute64(operator: string, a: bigint, b: bigint): bigint {
	switch (operator) {
		case "&":
			return a & b;
		case "|":
			return a | b;
		case "~":
			return a ^ b;
		default: {
			const left = operator === "<<" ? b : -b;
			if (left <= -64n || left >= 64n) return 0n;
			return left >= 0n ? a << left : BigInt.asUintN(64, a) >> -left;
		}
	}
}

function operandError(verb: string, value: Value, side: "left" | "right", place: OperatorPlace): LuaError {
	const name = place.describe(side);
	const message = `attempt to ${verb} a ${typeName(value)} value${name ? ` (${name})` : ""}`;
	return new LuaError("lua", place.operand(side), message, undefined, place.operator);
}

export function negate(value: Value, place: OperatorPlace): Value {
	if (value.type === "unknown") return unknown(place.span, value.reason);
	const numeric = asNumeric(value);
	if (!numeric) throw operandError("perform arithmetic on", value, "right", place);
	return number(numeric.float ? -numeric.value : 0 - numeric.value, numeric.float, place.span);
}

export function bitwiseNot(value: Value, place: OperatorPlace): Value {
	if (value.type === "unknown") return unknown(place.span, value.reason);
	const numeric = asNumeric(value);
	if (!numeric) throw operandError("perform bitwise operation on", value, "right", place);
	return bitwise("~", numeric, { value: -1, float: false }, place);
}

export function lengthOf(value: Value, place: OperatorPlace): Value {
	switch (value.type) {
		case "unknown":
			return unknown(place.span, value.reason);
		case "string":
			return number(byteLength(value.value), false, place.span);
		case "reference":
			return number(0, false, place.span);
		case "table": {
			const length = value.table.blur === undefined ? value.table.length : undefined;
			if (length !== undefined) return number(length, false, place.span);
			return unknown(place.span, value.table.blur ?? "a list with a gap has no certain length");
		}
		default:
			throw operandError("get length of", value, "right", place);
	}
}

export function concatenate(left: Value, right: Value, place: OperatorPlace): Value {
	for (const [side, value] of [
		["left", left],
		["right", right],
	] as const) {
		if (value.type === "unknown" || value.type === "string" || value.type === "number") continue;
		const other = side === "left" ? right : left;
		if (other.type === "unknown") return unknown(place.span, other.reason);
		// With two wrong operands Lua speaks of the first, unless that one is a text.
		throw operandError("concatenate", value, side, place);
	}
	const blind = left.type === "unknown" ? left : right.type === "unknown" ? right : undefined;
	if (blind) return unknown(place.span, blind.reason);
	const parts = [printScalar(left as Scalar), printScalar(right as Scalar)];
	if (parts[0] === undefined || parts[1] === undefined) return unknown(place.span, TOO_LARGE);
	if (parts[0].length + parts[1].length > LONGEST_TEXT) return unknown(place.span, "it grows too long");
	return text(parts[0] + parts[1], place.span);
}

/** A text or a number as text. */
export function printScalar(value: Scalar): string | undefined {
	if (value.type === "string") return value.value;
	return value.type === "number" ? printNumber(value.value, value.float) : undefined;
}

/** Whether two values are equal without metamethods; undefined when that is not known. */
export function areEqual(left: Value, right: Value): boolean | undefined {
	if (left.type === "unknown" || right.type === "unknown") {
		// Of what is unknown only because it cannot be told exactly, nothing known is equal to it.
		const [blind, other] = left.type === "unknown" ? [left, right] : [right as UnknownValue, left];
		return blind.is && other.type !== "unknown" ? false : undefined;
	}
	if (left.type === "table" && right.type === "table") return left.table === right.table;
	if (left.type === "function" && right.type === "function") return left.callee === right.callee;
	// Each time an option is read, there is a new reference to it.
	if (left.type === "reference" || right.type === "reference") return left === right;
	if (left.type !== right.type) return false;
	return left.type === "nil" || (left as { value: unknown }).value === (right as { value: unknown }).value;
}

export function compare(operator: string, left: Value, right: Value, place: OperatorPlace): Value {
	if (operator === "==" || operator === "~=") {
		const equal = areEqual(left, right);
		if (equal !== undefined) return boolean(equal === (operator === "=="), place.span);
	}
	const blind = left.type === "unknown" ? left : right.type === "unknown" ? right : undefined;
	if (blind) return unknown(place.span, blind.reason);
	let order: number;
	if (left.type === "number" && right.type === "number") {
		if (Number.isNaN(left.value) || Number.isNaN(right.value)) return boolean(false, place.span);
		order = left.value < right.value ? -1 : left.value > right.value ? 1 : 0;
	} else if (left.type === "string" && right.type === "string") {
		order = compareBytes(left.value, right.value);
	} else {
		const [a, b] = [typeName(left), typeName(right)];
		const message = a === b ? `attempt to compare two ${a} values` : `attempt to compare ${a} with ${b}`;
		throw new LuaError("lua", place.span, message, undefined, endOf(place.operand("right")));
	}
	switch (operator) {
		case "<":
			return boolean(order < 0, place.span);
		case "<=":
			return boolean(order <= 0, place.span);
		case ">":
			return boolean(order > 0, place.span);
		case ">=":
			return boolean(order >= 0, place.span);
		default:
			return unknown(place.span, RUNS);
	}
}

/** The empty place behind a span, from where Lua counts some lines. */
export function endOf(span: Span): Span {
	const last = Math.max(span.from, span.to - 1);
	return span.chunk.span([last, last]);
}
