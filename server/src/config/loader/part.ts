/**
 * The parts of a file: what stands above the first host, and each section from its VirtualHost or Component line to the next.
 * After an edit only the parts it touches are read again, as long as they say nothing that others may depend on.
 */
import type * as lua from "luaparse";
import { argumentsOf, isCall } from "../../syntax/calls.ts";
import type { Chunk } from "../../syntax/tree.ts";
import { someNode } from "../../syntax/walk.ts";
import { COMPONENT_KEYWORDS, HOST_KEYWORDS } from "../lua-globals.ts";
import type { ConfigPart, LoadError, LoadWarning, Section } from "../model.ts";
import type { FileRun } from "./file-run.ts";
import { History } from "./history.ts";
import type { HostTable } from "./hosts.ts";

/** How many parts were read since the program started. Tests use it to show that an edit costs what it touches. */
export const partCount = { read: 0 };

export class Part implements ConfigPart {
	readonly history: History;
	/** The statements it was read from. */
	readonly chunks: Chunk[] = [];
	/** The hosts it speaks of. */
	readonly hosts = new Set<HostTable>();
	/** False once it read something that others may have set: it cannot be taken over as it is. */
	selfContained = true;

	constructor(
		readonly file: FileRun,
		/** How many files had been begun by then. */
		readonly begun: number,
	) {
		this.history = new History(file.tree.uri);
		partCount.read++;
	}

	get sections(): readonly Section[] {
		return this.history.sections;
	}
	get warnings(): readonly LoadWarning[] {
		return this.history.warnings;
	}
	get errors(): readonly LoadError[] {
		return this.history.errors.map(({ error }) => error);
	}
}

/** Whether a statement begins a part: a VirtualHost or Component line with a name that is written out. */
export function beginsPart({ statements }: Chunk): boolean {
	const [statement] = statements;
	if (statements.length !== 1 || statement?.type !== "CallStatement") return false;
	let call: lua.Expression = statement.expression;
	while (isCall(call) && isCall(call.base)) call = call.base;
	if (!isCall(call) || call.base.type !== "Identifier") return false;
	const { name } = call.base;
	if (!HOST_KEYWORDS.has(name) && !COMPONENT_KEYWORDS.has(name)) return false;
	return argumentsOf(call)[0]?.type === "StringLiteral";
}

/**
 * Whether all a part does is to name its host and to set options to what is written out there: then nothing outside of it depends on it,
 * and it depends on nothing outside. @param locals the local variables of the file
 */
export function isPlainPart(chunks: readonly Chunk[], locals: ReadonlySet<string>): boolean {
	return chunks.every(
		(chunk, index) => (index === 0 ? beginsPart(chunk) : isPlainChunk(chunk)) && !mentions(chunk, locals),
	);
}

/** Whether a part leads to its host whatever stands above: a file may have made something else of `VirtualHost` or `Component`. */
export function beginsByItself({ chunks, hosts }: Part, locals: ReadonlySet<string>): boolean {
	return hosts.size > 0 && !mentions(chunks[0]!, locals);
}

function isPlainChunk({ statements }: Chunk): boolean {
	return statements.every(
		(statement) =>
			statement.type === "AssignmentStatement" &&
			statement.variables.every(({ type }) => type === "Identifier") &&
			statement.init.every((value) => !someNode(value, isActive)),
	);
}

/** Calls and functions may do anything; fields may belong to what others share. */
function isActive({ type }: lua.Node): boolean {
	return (
		type === "CallExpression" ||
		type === "StringCallExpression" ||
		type === "TableCallExpression" ||
		type === "FunctionDeclaration" ||
		type === "MemberExpression" ||
		type === "IndexExpression"
	);
}

function mentions({ statements }: Chunk, names: ReadonlySet<string>): boolean {
	if (names.size === 0) return false;
	return statements.some((statement) =>
		someNode(statement, (node) => node.type === "Identifier" && names.has(node.name)),
	);
}

/** Whether parts set nothing globally, and nobody else says anything of their hosts. */
export function areAlone(parts: readonly Part[]): boolean {
	const own = new Set<Section>(parts.flatMap(({ history }) => history.sections));
	return [...own].every(({ scope, assignments }) =>
		scope.kind === "global" ? assignments.length === 0 : scope.sections.every((section) => own.has(section)),
	);
}

/** The parts that an edit touched, and the statements that stand there now. */
export interface Stretch {
	/** Index of the first part, and of the first one behind; the same where parts are only put in. */
	readonly from: number;
	readonly to: number;
	readonly chunks: readonly Chunk[];
}

/** Which of the parts of a file another text of it concerns. @param old the statements of all parts */
export function stretchOf(parts: readonly Part[], old: readonly Chunk[], chunks: readonly Chunk[]): Stretch {
	let same = 0;
	while (same < old.length && same < chunks.length && old[same] === chunks[same]) same++;
	let end = 0;
	const most = Math.min(old.length, chunks.length) - same;
	while (end < most && old[old.length - 1 - end] === chunks[chunks.length - 1 - end]) end++;
	const stop = old.length - end;
	const bounds = [0];
	for (const part of parts) bounds.push(bounds.at(-1)! + part.chunks.length);
	// What comes in between two parts belongs to the first of them, unless it begins one.
	const begins = same >= chunks.length || beginsPart(chunks[same]!);
	let from = bounds.findLastIndex((bound) => bound <= same);
	if (from > 0 && bounds[from] === same && !begins) from--;
	const to = bounds.findIndex((bound, index) => index >= from && bound >= stop);
	return { from, to, chunks: chunks.slice(bounds[from], chunks.length - (old.length - bounds[to]!)) };
}
