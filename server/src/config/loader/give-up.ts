/** What a statement may do that could not be followed to its end: a real run may get further than we did. */
import type * as lua from "luaparse";
import type { Chunk, Span, SyntaxTree } from "../../syntax/tree.ts";
import { childrenOf, someNode } from "../../syntax/walk.ts";
import type { Frame, Locals } from "../lua/frame.ts";
import type { LuaTable } from "../lua/table.ts";
import { unknown, type Value } from "../value.ts";
import type { FileRun } from "./file-run.ts";

interface Reach {
	/** Names that may be given a value, each with one place where that is written. */
	readonly names: ReadonlyMap<string, Span>;
	/** Names of local variables and parameters. */
	readonly declared: ReadonlySet<string>;
	readonly calls: boolean;
	/** Another section may begin. */
	readonly moves: boolean;
	/** Fields of tables may be set. */
	readonly fields: boolean;
}

const SECTIONS = new Set(["VirtualHost", "Host", "host", "Component", "component", "__currenthost"]);

/** True when a statement may end in another way than by going on with the next one. */
export function mayLeave({ statements }: Chunk): boolean {
	const outsideFunctions = ({ type }: lua.Node) => type !== "FunctionDeclaration";
	const labels = new Set<string>();
	for (const one of statements) {
		someNode(one, (node) => node.type === "LabelStatement" && !labels.add(node.label.name), outsideFunctions);
	}
	const leaves = (node: lua.Node) =>
		node.type === "ReturnStatement" || (node.type === "GotoStatement" && !labels.has(node.label.name));
	return statements.some((one) => someNode(one, leaves, outsideFunctions));
}

/** Makes unknown whatever a statement may change, itself or through the functions of its file. */
export function forget(file: FileRun, frame: Frame, chunk: Chunk, at: Span, reason: string): void {
	const own = reachOf(chunk.statements, chunk);
	const functions = own.calls ? functionsIn(chunk.tree) : [];
	for (const { names, declared } of [own, ...functions]) {
		for (const [name, span] of names) {
			const owner = frame.locals.find(name);
			if (owner) file.run.write(owner.values, name, unknown(at, reason));
			else file.forget(name, declared.has(name) ? undefined : span, unknown(at, reason));
		}
	}
	if (own.calls || own.fields) {
		for (const table of tablesOf(frame.locals)) {
			file.run.change(table, file.part);
			table.lose(reason);
		}
	}
	if ([own, ...functions].some(({ moves }) => moves)) file.losePlace();
}

const known = new WeakMap<SyntaxTree, readonly Reach[]>();

/** What the functions of a file do when they are called. */
function functionsIn(tree: SyntaxTree): readonly Reach[] {
	let found = known.get(tree);
	if (!found) {
		found = tree.chunks.flatMap((chunk) => {
			const functions: lua.Node[] = [];
			const isFunction = (node: lua.Node) => node.type === "FunctionDeclaration";
			for (const one of chunk.statements) {
				someNode(
					one,
					(node) => isFunction(node) && functions.push(node) < 0,
					(node) => !isFunction(node),
				);
			}
			return functions.length > 0 ? [reachOf(functions, chunk)] : [];
		});
		known.set(tree, found);
	}
	return found;
}

function reachOf(nodes: readonly lua.Node[], chunk: Chunk): Reach {
	const names = new Map<string, Span>();
	const declared = new Set<string>();
	let [calls, moves, fields] = [false, false, false];
	const add = (node: lua.Node): void => {
		const root = rootOf(node);
		if (root !== node) fields = true;
		if (root && !names.has(root.name)) names.set(root.name, chunk.span(root));
	};
	const waiting = [...nodes];
	for (let node = waiting.pop(); node; node = waiting.pop()) {
		if (node.type === "AssignmentStatement") for (const one of node.variables) add(one);
		else if (node.type === "FunctionDeclaration" && node.identifier && !node.isLocal) add(node.identifier);
		// `option:append { … }`
		else if (node.type === "MemberExpression" && node.indexer === ":") add(node);
		else if (node.type === "Identifier" && SECTIONS.has(node.name)) moves = true;
		else if (node.type.endsWith("CallExpression")) calls = true;
		for (const name of declaredBy(node)) declared.add(name);
		for (const child of childrenOf(node)) waiting.push(child);
	}
	return { names, declared, calls, moves, fields };
}

function declaredBy(node: lua.Node): string[] {
	switch (node.type) {
		case "LocalStatement":
		case "ForGenericStatement":
			return node.variables.map(({ name }) => name);
		case "ForNumericStatement":
			return [node.variable.name];
		case "FunctionDeclaration":
			return node.parameters.flatMap((one) => (one.type === "Identifier" ? [one.name] : []));
		default:
			return [];
	}
}

/** The variable that `a.b[c]` begins with. */
function rootOf(node: lua.Node): lua.Identifier | undefined {
	let base = node;
	while (base.type === "MemberExpression" || base.type === "IndexExpression") base = base.base;
	return base.type === "Identifier" ? base : undefined;
}

/** Every table that variables lead to, through tables and functions. */
function tablesOf(locals: Locals): Set<LuaTable> {
	const tables = new Set<LuaTable>();
	const scopes = new Set<Locals>();
	const waiting: Value[] = [];
	const open = (from: Locals): void => {
		for (let scope: Locals | undefined = from; scope && !scopes.has(scope); scope = scope.outer) {
			scopes.add(scope);
			for (const value of scope.values.values()) waiting.push(value);
		}
	};
	open(locals);
	for (let value = waiting.pop(); value; value = waiting.pop()) {
		if (value.type === "function" && value.callee.kind === "closure") open(value.callee.frame.locals);
		if (value.type !== "table" || tables.has(value.table)) continue;
		const { table } = value;
		tables.add(table);
		for (const item of table.list) waiting.push(item);
		for (const { value: one } of table.fields.values()) waiting.push(one);
		for (const { value: one } of table.rest?.values() ?? []) waiting.push(one);
	}
	return tables;
}
