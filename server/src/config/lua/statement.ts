/** Statements: what they set, and how a block ends. */
import type * as lua from "luaparse";
import { isCall } from "../../syntax/calls.ts";
import { rangeOf } from "../../syntax/tree.ts";
import { someNode } from "../../syntax/walk.ts";
import { nil, truthiness, type Value } from "../value.ts";
import { isBracketed } from "./brackets.ts";
import { fork, type Outcome } from "./branch.ts";
import { callExpression, callValue } from "./call.ts";
import { Exhausted, LuaError, Undecided } from "./errors.ts";
import { checkKey, describe, evaluate, evaluateAll, isEnvironment, nth } from "./expression.ts";
import { type AssignmentPlace, type Frame, Locals } from "./frame.ts";
import { genericLoop, numericLoop, repeatLoop, whileLoop } from "./loops.ts";
import { metamethod } from "./meta.ts";
import { endOf, typeName } from "./operators.ts";
import type { Run } from "./run.ts";
import { blankComments, skipTrivia } from "./trivia.ts";

/** Runs the statements of a block in the block's own frame. */
export function runBlock(run: Run, frame: Frame, statements: readonly lua.Statement[]): Outcome {
	for (let at = 0; at < statements.length; at++) {
		const outcome = runStatement(run, frame, statements[at]!);
		if (outcome?.kind === "goto") {
			const label = labelIn(statements, outcome.label);
			if (label === undefined) return outcome;
			if (label <= at) return run.endlessly(() => runAgain(run, frame, statements, label));
			at = label;
		} else if (outcome) return outcome;
	}
	return undefined;
}

/** A jump back is a loop: goes on from a label, as often as it takes. */
function runAgain(run: Run, frame: Frame, statements: readonly lua.Statement[], label: number): Outcome {
	const { locals } = frame;
	const jumpBack = (): void => {
		if (run.uncertain > 0) throw new Undecided("a goto decides");
		run.step();
		// What the turn before declared is another variable now.
		frame.locals = new Locals(locals);
	};
	run.indirect++;
	try {
		jumpBack();
		for (let at = label; at < statements.length; at++) {
			const outcome = runStatement(run, frame, statements[at]!);
			if (outcome?.kind !== "goto") {
				if (outcome) return outcome;
				continue;
			}
			const next = labelIn(statements, outcome.label);
			if (next === undefined) return outcome;
			if (next <= at) jumpBack();
			at = next;
		}
		return undefined;
	} finally {
		run.indirect--;
	}
}

const labelsOf = new WeakMap<readonly lua.Statement[], ReadonlyMap<string, number>>();

/** Where a label stands among the statements of a block. */
function labelIn(statements: readonly lua.Statement[], name: string): number | undefined {
	let labels = labelsOf.get(statements);
	if (!labels) {
		const found = new Map<string, number>();
		for (const [at, one] of statements.entries()) {
			if (one.type === "LabelStatement" && !found.has(one.label.name)) found.set(one.label.name, at);
		}
		labels = found;
		labelsOf.set(statements, labels);
	}
	return labels.get(name);
}

export function runStatement(run: Run, frame: Frame, node: lua.Statement): Outcome {
	run.step();
	switch (node.type) {
		case "AssignmentStatement":
			assignment(run, frame, node);
			return undefined;
		case "LocalStatement":
			local(run, frame, node);
			return undefined;
		case "CallStatement":
			if (isCall(node.expression)) callExpression(run, frame, node.expression, true);
			return undefined;
		case "FunctionDeclaration":
			functionDeclaration(run, frame, node);
			return undefined;
		case "DoStatement":
			return runBlock(run, frame.inner(), node.body);
		case "IfStatement":
			return ifStatement(run, frame, node.clauses);
		case "WhileStatement":
			return whileLoop(run, frame, node);
		case "RepeatStatement":
			return repeatLoop(run, frame, node);
		case "ForNumericStatement":
			return numericLoop(run, frame, node);
		case "ForGenericStatement":
			return genericLoop(run, frame, node);
		case "ReturnStatement":
			return { kind: "return", values: results(run, frame, node) };
		case "BreakStatement":
			return { kind: "break" };
		case "GotoStatement":
			return { kind: "goto", label: node.label.name };
		default:
			return undefined;
	}
}

/** What `return` gives back. A call right behind it takes the place of the function it stands in. */
function results(run: Run, frame: Frame, node: lua.ReturnStatement): readonly Value[] {
	const [only] = node.arguments;
	const [from] = rangeOf(node);
	if (node.arguments.length === 1 && only && isCall(only) && !isBracketed(frame, only, from, 0))
		return callExpression(run, frame, only, false, true);
	return evaluateAll(run, frame, node.arguments, from);
}

type Clause = lua.IfStatement["clauses"][number];

/** So many branches are each joined with what comes behind them; more are followed side by side. */
const MOST_NESTED = 50;

function ifStatement(run: Run, frame: Frame, clauses: readonly Clause[], from = 0): Outcome {
	for (let at = from; at < clauses.length; at++) {
		const clause = clauses[at]!;
		const body = () => runBlock(run, frame.inner(), clause.body);
		if (clause.type === "ElseClause") return body();
		const condition = evaluate(run, frame, clause.condition);
		const truth = truthiness(condition);
		if (truth) return body();
		if (truth === false) continue;
		const { reason } = condition as { reason: string };
		if (clauses.length - at > MOST_NESTED) return manyBranches(run, frame, clauses, at, reason);
		return fork(run, frame, [body, () => ifStatement(run, frame, clauses, at + 1)], reason);
	}
	return undefined;
}

/** Follows many branches of which nobody knows the first one to be taken. */
function manyBranches(run: Run, frame: Frame, clauses: readonly Clause[], from: number, reason: string): Outcome {
	const branches: (() => Outcome)[] = [];
	let last = false;
	run.uncertain++;
	try {
		for (let at = from; at < clauses.length && !last; at++) {
			const clause = clauses[at]!;
			const truth = at === from ? undefined : truthOf(run, frame, clause);
			last = truth === true;
			if (truth !== false) branches.push(() => runBlock(run, frame.inner(), clause.body));
		}
	} finally {
		run.uncertain--;
	}
	if (!last) branches.push(() => undefined);
	return fork(run, frame, branches, reason);
}

/** Whether a branch is taken when it is reached. Its condition must change nothing, since the branches before it may be taken instead. */
function truthOf(run: Run, frame: Frame, clause: Clause): boolean | undefined {
	if (clause.type === "ElseClause") return true;
	if (holdsCall(clause.condition)) throw new Exhausted("there are too many branches");
	return truthiness(evaluate(run, frame, clause.condition));
}

function holdsCall(node: lua.Expression): boolean {
	return someNode(node, (one) => isCall(one));
}

function assignment(run: Run, frame: Frame, node: lua.AssignmentStatement): void {
	const targets = node.variables.map((variable) => prepare(run, frame, variable));
	const values = evaluateAll(run, frame, node.init, rangeOf(node.variables.at(-1)!)[1]);
	const whole = frame.span(node);
	const line = endOf(whole);
	// Lua stores from the last variable to the first.
	for (let i = targets.length - 1; i >= 0; i--) {
		const variable = node.variables[i]!;
		const init = node.init[i] ?? node;
		const value = nth(values, i, whole);
		const statement = frame.span([rangeOf(variable)[0], rangeOf(init)[1]]);
		store(run, frame, variable, targets[i], value, { nameSpan: frame.span(variable), statement, line });
	}
}

/** The table and key of `base[key] = …`, worked out before the value is. */
interface Target {
	readonly base: Value;
	readonly key: Value;
}

function prepare(run: Run, frame: Frame, variable: lua.AssignmentStatement["variables"][number]): Target | undefined {
	if (variable.type === "Identifier") return undefined;
	const base = baseOf(run, frame, variable.base);
	const key: Value =
		variable.type === "MemberExpression"
			? { type: "string", value: variable.identifier.name, span: frame.span(variable.identifier), literal: true }
			: evaluate(run, frame, variable.index);
	return { base, key };
}

/** That nothing is called so, Lua says by stopping: no warning besides. */
function baseOf(run: Run, frame: Frame, node: lua.Expression): Value {
	if (!rootOf(node)) return evaluate(run, frame, node);
	run.quiet++;
	try {
		return evaluate(run, frame, node);
	} finally {
		run.quiet--;
	}
}

function store(
	run: Run,
	frame: Frame,
	variable: lua.AssignmentStatement["variables"][number],
	target: Target | undefined,
	value: Value,
	place: AssignmentPlace,
): void {
	if (variable.type === "Identifier") {
		const owner = frame.locals.find(variable.name);
		if (owner?.constants?.has(variable.name)) {
			const message = `attempt to assign to const variable '${variable.name}'`;
			throw new LuaError("syntax", frame.span(variable), message, variable.name);
		}
		if (owner) run.write(owner.values, variable.name, value);
		else frame.globals.set(variable.name, value, place);
		return;
	}
	storeField(run, frame, variable, target!, value, place);
}

function storeField(
	run: Run,
	frame: Frame,
	variable: lua.IndexExpression | lua.MemberExpression,
	{ base, key }: Target,
	value: Value,
	place: AssignmentPlace,
): void {
	if (isEnvironment(frame, variable.base) && key.type === "string") {
		frame.globals.set(key.value, value, place);
		return;
	}
	const root = rootOf(variable);
	if (root && !frame.locals.find(root.name)) {
		frame.globals.setField(root.name, value, { ...place, nameSpan: frame.span(root) });
	}
	switch (base.type) {
		case "table":
			if (base.table.meta && !base.table.get(key) && callNewIndex(run, frame, base, key, value, variable)) return;
			run.touch(base.table, frame.file);
			if (key.type === "unknown") base.table.blurWith(key.reason);
			else {
				checkKey(key, frame.span(variable), place.line);
				base.table.set(key, value);
			}
			return;
		case "unknown":
		// The write goes into the reference, and is lost with it.
		case "reference":
			return;
		default: {
			const name = describe(frame, variable.base);
			const message = `attempt to index a ${typeName(base)} value${name ? ` (${name})` : ""}`;
			throw new LuaError("index", frame.span(variable.base), message, root?.name, place.line);
		}
	}
}

/** Lets `__newindex` have the new field; false when there is none. */
function callNewIndex(run: Run, frame: Frame, base: Value, key: Value, value: Value, node: lua.Expression): boolean {
	const handler = metamethod(base, "__newindex");
	if (!handler) return false;
	if (handler.type === "table") {
		run.touch(handler.table, frame.file);
		handler.table.set(key, value);
		return true;
	}
	const [from] = rangeOf(node);
	const site = { run, frame, span: frame.span(node), line: frame.span([from, from]), node, args: [], statement: false };
	callValue(handler, [base, key, value], site);
	return true;
}

/** The variable that `a.b[c]` begins with. */
function rootOf(node: lua.Expression): lua.Identifier | undefined {
	let base = node;
	while (base.type === "MemberExpression" || base.type === "IndexExpression") base = base.base;
	return base.type === "Identifier" ? base : undefined;
}

function local(run: Run, frame: Frame, node: lua.LocalStatement): void {
	const values = evaluateAll(run, frame, node.init, rangeOf(node.variables.at(-1)!)[1]);
	node.variables.forEach((variable, index) => {
		// A second `local` of the same name is another variable: functions made before keep the first.
		const value = nth(values, index, frame.span(variable));
		frame.declare(variable.name, value);
		const attribute = attributeOf(frame, variable);
		if (!attribute) return;
		frame.locals.constants ??= new Set();
		frame.locals.constants.add(variable.name);
		if (attribute === "close") checkClosable(frame, node, variable, value);
	});
}

/** `<const>` and `<close>` of Lua 5.4, which the parser does not know. */
function attributeOf(frame: Frame, variable: lua.Identifier): string | undefined {
	const { text } = frame.chunk;
	const from = skipTrivia(text, rangeOf(variable)[1]);
	if (text[from] !== "<") return undefined;
	const to = text.indexOf(">", from) + 1;
	return /^<\s*(const|close)\s*>$/.exec(blankComments(text.slice(from, to)))?.[1];
}

function checkClosable(frame: Frame, node: lua.LocalStatement, variable: lua.Identifier, value: Value): void {
	if (value.type === "unknown" || truthiness(value) === false || metamethod(value, "__close")) return;
	const message = `variable '${variable.name}' got a non-closable value`;
	throw new LuaError("lua", frame.span(variable), message, variable.name, endOf(frame.span(node)));
}

function functionDeclaration(run: Run, frame: Frame, node: lua.FunctionDeclaration): void {
	const { identifier } = node;
	const span = frame.span(node);
	if (!identifier) return;
	if (node.isLocal && identifier.type === "Identifier") {
		// The function sees itself.
		frame.declare(identifier.name, nil(span));
		const { locals } = frame;
		const callee = { kind: "closure", node, frame: frame.captured() } as const;
		locals.values.set(identifier.name, { type: "function", span, literal: true, callee });
		return;
	}
	const callee = { kind: "closure", node, frame: frame.captured() } as const;
	const value: Value = { type: "function", span, literal: true, callee };
	const nameSpan = frame.span(identifier);
	const line = frame.span([rangeOf(node)[0], rangeOf(node)[0]]);
	const place = { nameSpan, statement: span, line };
	if (identifier.type === "Identifier") {
		store(run, frame, identifier, undefined, value, place);
	} else {
		store(run, frame, identifier, prepare(run, frame, identifier), value, place);
	}
}
