/** How sections and options are written down, for rules that look at more than the values that come of it. */
import type * as lua from "luaparse";
import type { Catalog } from "../catalog/catalog.ts";
import { isEnvironmentName, LUA_GLOBALS } from "../config/lua-globals.ts";
import type { Configuration, LoadError, Section } from "../config/model.ts";
import { atLeast, type Series } from "../config/version.ts";
import { type Chunk, rangeOf, type Span } from "../syntax/tree.ts";
import { HOLDS, heldIn, isList } from "../syntax/walk.ts";
import { mayBeSetElsewhere } from "./keywords.ts";
import { argumentsOf, type Call, declares, isCall, type Reference } from "./lua-tree.ts";

/** What stands around a place, outermost first; the last one is the smallest that holds it whole. */
export function nodesAround({ chunk, from, to }: Span): readonly lua.Node[] {
	const path: lua.Node[] = [];
	let next = chunk.statements.find((statement) => holds(statement, from, to)) as lua.Node | undefined;
	while (next) {
		path.push(next);
		next = childHolding(next, from, to);
	}
	return path;
}

function holds(node: lua.Node, from: number, to: number): boolean {
	const range = rangeOf(node);
	return range !== undefined && range[0] <= from && to <= range[1];
}

/** A table may have a hundred thousand fields: lists of nodes are in the order of the text, and searched by halves. */
function childHolding(node: lua.Node, from: number, to: number): lua.Node | undefined {
	for (const field of HOLDS[node.type]) {
		const held = heldIn(node, field);
		const child = isList(held) ? nodeAt(held, from) : held;
		if (child && holds(child, from, to)) return child;
	}
	return undefined;
}

/** The last node that begins at an offset or in front of it. */
function nodeAt(nodes: readonly lua.Node[], from: number): lua.Node | undefined {
	let [low, high] = [0, nodes.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (rangeOf(nodes[middle]!)[0] <= from) low = middle + 1;
		else high = middle;
	}
	return nodes[low - 1];
}

/** The section that what stands at a place counts for, as far as the order in the file tells. */
export function sectionAt(config: Configuration, { file, start }: Span): Section | undefined {
	const above = config.sectionsIn(file).filter(({ head }) => !head || head.start <= start);
	const heads = above.filter(({ head }) => head).sort((a, b) => a.head!.start - b.head!.start);
	const last = heads.at(-1);
	// Behind the form with a table, the global section goes on.
	if (last && last.form === "statements") return last;
	return above.find(({ head }) => !head);
}

export function isSamePlace(a: Span, b: Span): boolean {
	return a.start === b.start && a.file === b.file;
}

/** The variables and fields that `a.b["c"][1]` goes through, the variable first; undefined where a key is not written out. */
export function pathOf(node: lua.Expression): (string | number)[] | undefined {
	const path: (string | number)[] = [];
	let at = node;
	while (at.type === "MemberExpression" || at.type === "IndexExpression") {
		const key = at.type === "IndexExpression" ? keyOf(at.index) : at.indexer === "." ? at.identifier.name : undefined;
		if (key === undefined) return undefined;
		path.push(key);
		at = at.base;
	}
	return at.type === "Identifier" ? [at.name, ...path.reverse()] : undefined;
}

function keyOf(index: lua.Expression): string | number | undefined {
	return index.type === "StringLiteral" || index.type === "NumericLiteral" ? index.value : undefined;
}

/** `base.key = …`, or a deeper field. */
export interface FieldTarget {
	readonly statement: lua.AssignmentStatement;
	readonly variable: lua.MemberExpression | lua.IndexExpression;
	/** The variable it begins with. */
	readonly root: lua.Identifier;
}

/** The field that is being set at a place, if it is the left side of an assignment. */
export function fieldTargetAt(place: Span): FieldTarget | undefined {
	const path = nodesAround(place);
	const index = path.findLastIndex(({ type }) => type === "AssignmentStatement");
	const statement = path[index] as lua.AssignmentStatement | undefined;
	const variable = path[index + 1];
	if (!statement || (variable?.type !== "MemberExpression" && variable?.type !== "IndexExpression")) return undefined;
	if (!statement.variables.includes(variable)) return undefined;
	const root = rootOf(variable);
	return root && { statement, variable, root };
}

function rootOf(node: lua.Expression): lua.Identifier | undefined {
	let base = node;
	while (base.type === "MemberExpression" || base.type === "IndexExpression") base = base.base;
	return base.type === "Identifier" ? base : undefined;
}

/** `name:operation(…)` */
export interface Operation {
	readonly call: Call;
	readonly base: lua.Expression;
	readonly method: lua.Identifier;
	readonly args: readonly lua.Expression[];
	/** `:`, or `.` where a colon was meant. */
	readonly sign: ":" | ".";
	/** True for a statement of its own. */
	readonly isStatement: boolean;
}

/** The innermost call of an operation that holds a place. */
export function operationAt(place: Span): Operation | undefined {
	const path = nodesAround(place);
	const index = path.findLastIndex((node) => isCall(node) && node.base.type === "MemberExpression");
	const call = path[index] as Call | undefined;
	if (call?.base.type !== "MemberExpression") return undefined;
	const { base, identifier, indexer } = call.base;
	return {
		call,
		base,
		method: identifier,
		args: argumentsOf(call),
		sign: indexer === ":" ? ":" : ".",
		isStatement: path[index - 1]?.type === "CallStatement",
	};
}

/** What can be done with an option that holds a list, since 13.0. */
export const OPERATIONS: ReadonlySet<string> = new Set(["append", "value", "values"]);

/** The mistake with an option that stops Prosody at a place; each has a rule of its own. */
export type OptionMistake =
	| { readonly kind: "field"; readonly target: FieldTarget }
	| { readonly kind: "unset" | "no-list"; readonly operation: Operation; readonly option: string }
	| { readonly kind: "operation"; readonly operation: Operation }
	| { readonly kind: "no-colon"; readonly operation: Operation }
	| { readonly kind: "argument"; readonly operation: Operation }
	| { readonly kind: "read"; readonly name: lua.Identifier };

/** What an error says of the way an option is used; undefined when it is about something else. */
export function optionMistake({ kind, at, message }: LoadError): OptionMistake | undefined {
	const { chunk, from } = at;
	if (kind === "index" || kind === "method") {
		const target = fieldTargetAt(at);
		if (target && rangeOf(target.variable)[0] === from && isOptionName(target.root, chunk))
			return { kind: "field", target };
	}
	const operation = operationAt(at);
	const base = operation?.base;
	const option = base?.type === "Identifier" && isOptionName(base, chunk) ? base.name : undefined;
	if (kind === "index" && operation && option && rangeOf(base!)[0] === from)
		return { kind: "unset", operation, option };
	if (
		kind === "call" &&
		operation &&
		option &&
		isRange(operation.call.base, at) &&
		OPERATIONS.has(operation.method.name)
	)
		return { kind: "no-list", operation, option };
	if (kind === "method") {
		if (operation?.sign === ":" && isRange(operation.method, at)) return { kind: "operation", operation };
		const name = readAt(at);
		return name && { kind: "read", name };
	}
	if (kind !== "lua" || !operation) return undefined;
	if (operation.sign === "." && option && isRange(operation.call, at) && OPERATIONS.has(operation.method.name))
		return { kind: "no-colon", operation };
	const isArgument = operation.method.name === "append" && message.startsWith("'append'");
	return isArgument ? { kind: "argument", operation } : undefined;
}

/** False for what the file declares as a variable of its own, and for what Prosody provides. */
function isOptionName({ name }: lua.Identifier, chunk: Chunk): boolean {
	return /^[A-Za-z_]/.test(name) && !declares(chunk.tree, name) && !isEnvironmentName(name) && !LUA_GLOBALS.has(name);
}

function isRange(node: lua.Node, { from, to }: Span): boolean {
	const range = rangeOf(node);
	return range[0] === from && range[1] === to;
}

/** The reference of which an entry is read: `name[1]`, `name.key`, or the name alone where a function reads it. */
function readAt(place: Span): lua.Identifier | undefined {
	const node = nodesAround(place).at(-1);
	if (node?.type === "Identifier") return node;
	if (node?.type === "MemberExpression" || node?.type === "IndexExpression")
		return node.base.type === "Identifier" ? node.base : undefined;
	// `for _, item in ipairs(name) do`
	const iterator = node?.type === "ForGenericStatement" ? node.iterators[0] : node;
	const argument = isCall(iterator) ? argumentsOf(iterator)[0] : undefined;
	return argument?.type === "Identifier" ? argument : undefined;
}

/** True where an option that is not set here may be set in a file that was not read. */
export function mayBeSet(config: Configuration, place: Span): boolean {
	return (
		mayBeSetElsewhere(config, place) || config.includes.some(({ outcome }) => outcome !== "read" && outcome !== "empty")
	);
}

/** The path of a file as the admin knows it: relative to the folder of the entry file, where it lies in there. */
export function shownPath(file: string, { entry }: Configuration): string {
	const folder = entry.uri.replace(/[^/]*$/, "");
	const path = file.startsWith(folder) ? file.slice(folder.length) : file.replace(/^[a-z-]+:\/\//, "");
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/** True for a VirtualHost or Component line that is a statement of its own and stands in no `if`, loop or function. */
export function isTopLevel({ chunk, from }: Span): boolean {
	return chunk.statements.some((statement) => statement.type === "CallStatement" && rangeOf(statement)[0] === from);
}

/** Rules ask finding by finding. */
const knownHeads = new WeakMap<Configuration, Map<string, readonly Section[]>>();

/** The heads of the sections of a file, top to bottom. */
export function headsIn(config: Configuration, file: string): readonly Section[] {
	const known = knownHeads.get(config) ?? new Map<string, readonly Section[]>();
	let heads = known.get(file);
	if (!heads) {
		heads = config
			.sectionsIn(file)
			.filter(({ head }) => head)
			.sort((a, b) => a.head!.start - b.head!.start)
			.filter(({ head }, index, all) => index === 0 || !isSamePlace(head!, all[index - 1]!.head!));
		knownHeads.set(config, known.set(file, heads));
	}
	return heads;
}

/** Which of two places Prosody comes by first, over all files: what an Include brings stands where the Include stands. */
export function readingOrder({ includes }: Configuration): (a: Span, b: Span) => number {
	const bringers = new Map<string, { readonly at: Span; readonly index: number }>();
	for (const { at, files } of includes) {
		for (const [index, file] of files.entries()) if (!bringers.has(file)) bringers.set(file, { at, index });
	}
	const keyOf = ({ file, start }: Span, seen: readonly string[]): number[] => {
		const by = seen.includes(file) ? undefined : bringers.get(file);
		return by ? [...keyOf(by.at, [...seen, file]), by.index, start] : [start];
	};
	return (a, b) => {
		const [one, other] = [keyOf(a, []), keyOf(b, [])];
		const index = one.findIndex((value, at) => value !== other[at]);
		return index < 0 ? one.length - other.length : one[index]! - (other[index] ?? -1);
	};
}

/**
 * True for the name in `name:operation(…)` where the rules about options say what is wrong with it: it is no text without quotes.
 */
export function isSaidOfOption({ node, parents }: Reference, catalog: Catalog, series: Series): boolean {
	const member = parents.at(-1);
	if (member?.type !== "MemberExpression" || member.base !== node || member.indexer !== ":") return false;
	const operation = member.identifier.name;
	// Before 13.0 there are no operations; of append, the most likely one, lua-namespace-too-new speaks.
	if (!atLeast(series, "13.0")) return operation === "append";
	return OPERATIONS.has(operation) || catalog.knowsOption(node.name);
}
