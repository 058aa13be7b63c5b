/** Where an expression stands: its chunk, the local variables it sees, its file. */
import type * as lua from "luaparse";
import type { Chunk, Span } from "../../syntax/tree.ts";
import type { Value } from "../value.ts";
import type { Builtin, CallSite } from "./function.ts";
import type { LuaTable } from "./table.ts";

/** What a file lets its code reach beyond Lua: the names that are no local variables. */
export interface Globals {
	/** The value of a name; may note that Prosody would warn. @param line where Lua counts the line from, when not from the name */
	get(name: string, span: Span, line?: Span): Value;
	set(name: string, value: Value, place: AssignmentPlace): void;
	/** A field of a name that is no local variable is set: of an option, that is, or of nothing. */
	setField(name: string, value: Value, place: AssignmentPlace): void;
	/** Lua's table `string`, where texts have their methods. */
	readonly strings: LuaTable;
	/** An operation on references to options; undefined when there is none of that name. */
	operation(name: string): Builtin | undefined;
	/** A name that stands for nothing is called: what the admin may have meant is noted before Lua stops. */
	calledNothing(name: string, args: readonly Value[], site: CallSite): void;
}

export interface AssignmentPlace {
	/** The variable. */
	readonly nameSpan: Span;
	/** From the variable to the end of its value. */
	readonly statement: Span;
	/** Where Lua counts the line of the assignment from. */
	readonly line: Span;
}

/** Lua allows 200 variables at once; with more than these, the last ones stand in for each other. */
const MOST_SCOPES = 1000;

/** Local variables of one block. */
export class Locals {
	readonly values = new Map<string, Value>();
	/** Variables that cannot be assigned to again. */
	constants?: Set<string>;
	/** True once a function was made that sees these variables, and none that are declared later. */
	captured = false;
	/** How many scopes there are around it. */
	readonly depth: number;

	constructor(readonly outer?: Locals) {
		this.depth = outer ? outer.depth + 1 : 0;
	}

	find(name: string): Locals | undefined {
		for (let scope: Locals | undefined = this; scope; scope = scope.outer) {
			if (scope.values.has(name)) return scope;
		}
		return undefined;
	}
}

/** A call of a function, or a file, that is under way: what `return` ends. */
export interface Activation {
	/** Ways out that were taken in a branch that may or may not run. */
	readonly exits: Exit[];
	readonly varargs: readonly Value[];
}

export interface Exit {
	readonly values: readonly Value[];
	/** Joins the state left behind there with the present one. */
	readonly close: () => void;
	/** Lets the present state stand. */
	readonly abandon: () => void;
}

export class Frame {
	/** Where the function that runs here was called from; absent for a file. */
	calledFrom?: Span;

	constructor(
		readonly chunk: Chunk,
		readonly globals: Globals,
		public locals: Locals,
		readonly activation: Activation,
		/** The file being run: tables made here belong to it. */
		readonly file: object,
	) {}

	span(of: lua.Node | readonly [number, number]): Span {
		return this.chunk.span(of);
	}

	/** A new local variable; one of the same name stays what it is for functions made before. */
	declare(name: string, value: Value): void {
		const { captured, values, depth } = this.locals;
		if ((captured || values.has(name)) && depth < MOST_SCOPES) this.locals = new Locals(this.locals);
		this.locals.values.set(name, value);
	}

	/** What a function made here sees. */
	captured(): Frame {
		this.locals.captured = true;
		return new Frame(this.chunk, this.globals, this.locals, this.activation, this.file);
	}

	/** The frame of a block inside this one. */
	inner(): Frame {
		const frame = new Frame(this.chunk, this.globals, new Locals(this.locals), this.activation, this.file);
		frame.calledFrom = this.calledFrom;
		return frame;
	}
}
