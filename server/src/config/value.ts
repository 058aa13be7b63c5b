/**
 * What an option's value is, as far as it can be known without running the configuration.
 */
import type { Span } from "../syntax/tree.ts";

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
}
/** A value the file alone does not decide, and why: it silences every rule that would need it. */
export interface UnknownValue extends Written {
	readonly type: "unknown";
	readonly reason: string;
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
	/** The list part in order, nils left out; may hold unknown values. */
	readonly items: readonly Value[];
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
