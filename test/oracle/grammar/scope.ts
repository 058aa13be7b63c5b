/** What the text written so far has declared, so that most configurations make sense. */
import type { Series } from "../../../server/src/config/version.ts";
import type { Code, Piece } from "./code.ts";

/** `any`: known to exist, of a type nobody relies on. */
export type Type = "number" | "string" | "boolean" | "strings" | "numbers" | "map" | "any";

export interface Signature {
	readonly parameters: readonly ("number" | "string")[];
	readonly result: Type;
}

interface Variable {
	readonly name: string;
	type: Type;
	readonly signature?: Signature;
}

/** What is the same in a whole configuration. */
export interface World {
	readonly series: Series;
	/** Paths of the files, the entry file first; each includes only later ones. */
	readonly paths: readonly string[];
	/** The file being written. */
	file: number;
	/** Goes wrong, before the statement of that number. */
	readonly fault?: { readonly at: number; readonly piece: Piece };
	/** Statements written so far. */
	statements: number;
	faultWritten: boolean;
}

/** One block. */
export class Scope {
	readonly #variables: Variable[] = [];

	constructor(
		readonly world: World,
		readonly outer?: Scope,
	) {}

	declare(name: string, type: Type, signature?: Signature): void {
		this.#variables.push({ name, type, signature });
	}

	/** An assignment of something else: nobody relies on its type from now on. Does nothing when there is no such local. */
	forgetType(name: string): void {
		const variable = this.#visible().get(name);
		if (variable) variable.type = "any";
	}

	/** A local of that type, chosen by `pick`; undefined when there is none. */
	find(type: Type, pick: number): string | undefined {
		const fitting = [...this.#visible().values()].filter((one) => one.type === type && !one.signature);
		return fitting.length > 0 ? fitting[pick % fitting.length]!.name : undefined;
	}

	/** A local function with that result. */
	findFunction(result: Type, pick: number): { name: string; signature: Signature } | undefined {
		const fitting = [...this.#visible().values()].filter(
			(one) => one.signature?.result === result && one.type !== "any",
		) as { name: string; signature: Signature }[];
		return fitting.length > 0 ? fitting[pick % fitting.length] : undefined;
	}

	#visible(): Map<string, Variable> {
		const result = this.outer ? this.outer.#visible() : new Map<string, Variable>();
		for (const variable of this.#variables) result.set(variable.name, variable);
		return result;
	}
}

/** Statements in the scope given, each on its line; the fault comes when it is its turn. */
export function statements(pieces: readonly Piece[], scope: Scope): string[] {
	const { world } = scope;
	const tokens: string[] = [];
	const write = ({ tokens: written }: Code) => {
		if (written.length === 0) return;
		// A bracket at the beginning would be taken for the arguments of the line above.
		if (written[0] === "(") tokens.push(";");
		tokens.push(...written, "\n");
	};
	for (const piece of pieces) {
		if (world.fault && !world.faultWritten && world.statements++ >= world.fault.at) {
			world.faultWritten = true;
			write(world.fault.piece(scope));
		}
		write(piece(scope));
	}
	return tokens;
}

/** A block of its own. `prepare` declares what the block begins with. */
export function block(pieces: readonly Piece[], prepare: (inner: Scope) => void = () => {}): Piece {
	return (scope) => {
		const inner = new Scope(scope.world, scope);
		prepare(inner);
		return { tokens: ["\n", ...statements(pieces, inner)], precedence: 0 };
	};
}
