/** How the functions of Lua's library read their arguments (lauxlib.c). */
import { type UnknownValue, unknown, type Value } from "../../value.ts";
import { LuaError } from "../errors.ts";
import { nth } from "../expression.ts";
import type { CallSite } from "../function.ts";
import { isTooLarge, parseNumber, printNumber } from "../number.ts";
import { typeName } from "../operators.ts";

/** An argument nobody knows: the function's result is not known either. */
export class UnknownArgument {
	constructor(readonly value: UnknownValue) {}
}

export class Arguments {
	constructor(
		readonly name: string,
		readonly values: readonly Value[],
		readonly site: CallSite,
	) {}

	/** How many there are; more of them may follow where the last one stands for many. */
	get count(): number {
		const last = this.values.at(-1);
		if (last?.type === "unknown" && last.many) throw new UnknownArgument(last);
		return this.values.length;
	}

	/** Any value, nil when it is missing; counted from 0. */
	any(index: number): Value {
		return nth(this.values, index, this.site.span);
	}
	/** A value that is known. */
	known(index: number): Value {
		const value = this.any(index);
		if (value.type === "unknown") throw new UnknownArgument(value);
		return value;
	}
	has(index: number): boolean {
		return this.known(index).type !== "nil";
	}

	/** Any value that must have been given, if only as nil. */
	given(index: number): Value {
		const value = this.any(index);
		if (value.type === "nil" && index >= this.values.length) throw this.bad(index, "value expected");
		return value;
	}

	string(index: number): string {
		const value = this.known(index);
		if (value.type === "string") {
			this.site.run.work(value.value.length);
			return value.value;
		}
		if (value.type === "number") {
			const printed = printNumber(value.value, value.float);
			if (printed === undefined)
				throw new UnknownArgument(unknown(value.span, "it is too large a number to be told exactly"));
			return printed;
		}
		throw this.wrong(index, "string");
	}

	number(index: number): { value: number; float: boolean } {
		const value = this.known(index);
		if (value.type === "number") return value;
		const parsed = value.type === "string" ? parseNumber(this.string(index)) : undefined;
		if (!parsed) throw this.wrong(index, "number");
		if (!parsed.float && isTooLarge(parsed.value))
			throw new UnknownArgument(unknown(value.span, "it is too large a number to be told exactly"));
		return parsed;
	}

	integer(index: number): number {
		const { value } = this.number(index);
		if (!Number.isInteger(value)) throw this.bad(index, "number has no integer representation");
		return value;
	}
	optInteger(index: number, byDefault: number): number {
		return this.has(index) ? this.integer(index) : byDefault;
	}

	table(index: number): Value & { type: "table" } {
		const value = this.known(index);
		if (value.type !== "table") throw this.wrong(index, "table");
		return value;
	}

	wrong(index: number, expected: string): LuaError {
		const value = this.any(index);
		const got = value.type === "nil" && index >= this.values.length ? "no value" : typeName(value);
		return this.bad(index, `${expected} expected, got ${got}`);
	}

	bad(index: number, why: string): LuaError {
		return this.error(`bad argument #${index + 1} to '${this.name}' (${why})`);
	}

	error(message: string): LuaError {
		return new LuaError("lua", this.site.span, message, undefined, this.site.line);
	}
}

/** Runs a library function; where it needs an argument that nobody knows, so are its results. */
export function withArguments(
	name: string,
	values: readonly Value[],
	site: CallSite,
	run: (args: Arguments) => readonly Value[],
): readonly Value[] {
	try {
		return run(new Arguments(name, values, site));
	} catch (error) {
		if (!(error instanceof UnknownArgument)) throw error;
		return [{ ...unknown(site.span, error.value.reason), many: true }];
	}
}
