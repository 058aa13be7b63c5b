/** The names that statements read and declare. */
import type * as lua from "luaparse";
import type { Chunk, Span } from "./tree.ts";
import { HOLDS, heldIn, isList } from "./walk.ts";

/** A name that is read, with what stands around it. */
export interface Reference {
	readonly node: lua.Identifier;
	readonly chunk: Chunk;
	/** Outermost first; the last one holds the name. */
	readonly parents: readonly lua.Node[];
	/** The last of them. */
	readonly parent?: lua.Node;
	readonly span: Span;
}

/** A node with what is around it: a list for every name would grow with the square of how deep they stand. */
interface Within {
	readonly node: lua.Node;
	readonly around?: Within;
}

class Found implements Reference {
	readonly #around?: Within;
	#parents?: readonly lua.Node[];
	#span?: Span;

	constructor(
		readonly node: lua.Identifier,
		readonly chunk: Chunk,
		around: Within | undefined,
	) {
		this.#around = around;
	}

	get span(): Span {
		this.#span ??= this.chunk.span(this.node);
		return this.#span;
	}

	get parent(): lua.Node | undefined {
		return this.#around?.node;
	}

	get parents(): readonly lua.Node[] {
		this.#parents ??= listed(this.#around);
		return this.#parents;
	}
}

/** How many nodes around a name are told: more than Lua nests, fewer than a sum may have terms. */
const MOST_PARENTS = 1000;

function listed(around: Within | undefined): lua.Node[] {
	const parents: lua.Node[] = [];
	for (let at = around; at && parents.length < MOST_PARENTS; at = at.around) parents.push(at.node);
	return parents.reverse();
}

export interface Names {
	readonly references: readonly Reference[];
	/** Those that are declared: as local variables, parameters or functions. */
	readonly declared: ReadonlySet<string>;
}

interface Finds {
	readonly references: Reference[];
	readonly declared: Set<string>;
}

/** What most statements hold; one for all of them. */
const NONE: Names = { references: [], declared: new Set() };

/** The names in a chunk. Chunks stay from one version of a file to the next, and so does what is in them. */
export function namesIn(chunk: Chunk): Names {
	chunk.names ??= find(chunk);
	return chunk.names;
}

function find(chunk: Chunk): Names {
	if (chunk.statements.every(isPlain)) return NONE;
	const found: Finds = { references: [], declared: new Set() };
	for (const statement of chunk.statements) collect(statement, chunk, found);
	return found.references.length === 0 && found.declared.size === 0 ? NONE : found;
}

/** Whether a statement sets one option to something that is written out, as most do: no name is read there. */
function isPlain(statement: lua.Statement): boolean {
	if (statement.type !== "AssignmentStatement" || statement.init.length !== 1) return false;
	return statement.variables.every(({ type }) => type === "Identifier") && isWrittenOut(statement.init[0]!, 3);
}

function isWrittenOut(node: lua.Expression, depth: number): boolean {
	if (node.type !== "TableConstructorExpression") return isLiteral(node.type);
	return depth > 0 && node.fields.every(({ type, value }) => type !== "TableKey" && isWrittenOut(value, depth - 1));
}

function isLiteral(type: lua.Node["type"]): boolean {
	return type === "StringLiteral" || type === "BooleanLiteral" || type === "NumericLiteral" || type === "NilLiteral";
}

/** Goes through a statement in the order of the text, without recursion: a sum may have twenty thousand terms. */
function collect(root: lua.Node, chunk: Chunk, found: Finds): void {
	const waiting: Within[] = [{ node: root }];
	for (let at = waiting.pop(); at; at = waiting.pop()) {
		const { node } = at;
		if (node.type === "Identifier") {
			found.references.push(new Found(node, chunk, at.around));
			continue;
		}
		const first = waiting.length;
		for (const field of HOLDS[node.type]) {
			const held = heldIn(node, field);
			if (isList(held)) for (const one of held) enter(one, at, field, found, waiting);
			else if (held) enter(held, at, field, found, waiting);
		}
		turn(waiting, first);
	}
}

function enter(node: lua.Node, around: Within, field: string, { declared }: Finds, waiting: Within[]): void {
	if (isLiteral(node.type)) return;
	if (node.type === "Identifier" && declaresIn(around.node, field)) declared.add(node.name);
	else if (node.type !== "Identifier" || isRead(around.node, field)) waiting.push({ node, around });
}

/** What was put there last is taken first. */
function turn(waiting: Within[], first: number): void {
	for (let low = first, high = waiting.length - 1; low < high; low++, high--) {
		[waiting[low], waiting[high]] = [waiting[high]!, waiting[low]!];
	}
}

function declaresIn(node: lua.Node, key: string): boolean {
	switch (node.type) {
		case "LocalStatement":
		case "ForGenericStatement":
			return key === "variables";
		case "ForNumericStatement":
			return key === "variable";
		case "FunctionDeclaration":
			return key === "parameters" || key === "identifier";
		default:
			return false;
	}
}

/** False for names that are no variables (`.field`, `field =`, labels) and for those that are set. */
function isRead(node: lua.Node, key: string): boolean {
	switch (node.type) {
		case "AssignmentStatement":
			return key !== "variables";
		case "MemberExpression":
			return key === "base";
		case "TableKeyString":
			return key === "value";
		case "LabelStatement":
		case "GotoStatement":
			return false;
		default:
			return true;
	}
}
