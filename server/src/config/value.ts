/**
 * What an option's value is, as far as it can be known without running the configuration.
 */
import type { Span } from "../syntax/tree.ts";
import type { LuaFunction } from "./lua/function.ts";
import type { LuaTable } from "./lua/table.ts";

interface Written {
	/** The expression that made the value. */
	readonly span: Span;
	/** True when the expression is written out at `span` (a literal, or a table constructor), so an edit there changes just this value. */
	readonly literal: boolean;
}

export interface NilValue extends Written {
	readonly type: "nil";
}
export interface BooleanValue extends Written {
	readonly type: "boolean";
	readonly value: boolean;
}
export interface NumberValue extends Written {
	readonly type: "number";
	readonly value: number;
	/** Lua 5.4 tells 10 (integer) from 10.0 (float). */
	readonly float: boolean;
}
export interface StringValue extends Written {
	readonly type: "string";
	readonly value: string;
}
export interface FunctionValue extends Written {
	readonly type: "function";
	/** What a call of it does. */
	readonly callee: LuaFunction;
}
/** A value the file alone does not decide, and why: it silences every rule that would need it. */
export interface UnknownValue extends Written {
	readonly type: "unknown";
	readonly reason: string;
	/** Its type, where that much is known. */
	readonly is?: "string" | "number";
	/** Stands for any number of values, at the end of a list of results. */
	readonly many?: true;
}
/**
 * On 13.0 an option that holds a table is not read as the table, but as a reference to the option. Stored in another option
 * (`b = a`) it is of no use to any module: `a:value()` is what was meant.
 */
export interface ReferenceValue extends Written {
	readonly type: "reference";
	readonly option: string;
	/** The scope's name: `*` or a host. */
	readonly host: string;
}
export interface TableField {
	readonly key: string;
	readonly keySpan: Span;
	readonly value: Value;
}
export interface TableValue extends Written {
	readonly type: "table";
	/** The table itself: several values can stand for the same one. */
	readonly table: LuaTable;
	/** The list part in order, nils left out; may hold unknown values. */
	readonly items: readonly Value[];
	/** The list part as far as `ipairs` reads it: up to the first nil. */
	readonly list: readonly Value[];
	/** The fields with string keys, last one wins. */
	readonly fields: ReadonlyMap<string, TableField>;
	/** True when a key is not a string or not known, so that "the table has no field x" cannot be said. */
	readonly open: boolean;
}

export type Value =
	| NilValue
	| BooleanValue
	| NumberValue
	| StringValue
	| FunctionValue
	| UnknownValue
	| ReferenceValue
	| TableValue;

export type Scalar = NilValue | BooleanValue | NumberValue | StringValue;

export function nil(span: Span): NilValue {
	return { type: "nil", span, literal: false };
}
export function boolean(value: boolean, span: Span): BooleanValue {
	return { type: "boolean", value, span, literal: false };
}
export function text(value: string, span: Span): StringValue {
	return { type: "string", value, span, literal: false };
}
export function number(value: number, float: boolean, span: Span): NumberValue {
	return { type: "number", value, float, span, literal: false };
}

/** An unknown value with its reason, which completes the sentence "not known here, because …". */
export function unknown(span: Span, reason: string): UnknownValue {
	return { type: "unknown", reason, span, literal: false };
}

/** The same value where it is used again: what stands at the new place is not the value written out. */
export function at(span: Span, value: Value): Value {
	return value.type === "table" ? value.table.value(span, false) : { ...value, span, literal: false };
}

/** Whether Lua takes a value for true; undefined when the value is unknown. */
export function truthiness(value: Value): boolean | undefined {
	if (value.type === "unknown") return value.is ? true : undefined;
	if (value.type === "nil") return false;
	return value.type === "boolean" ? value.value : true;
}
