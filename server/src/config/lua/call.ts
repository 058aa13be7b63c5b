/** Calls: of functions of the file, of Lua's library, of Prosody's environment, and of what is no function. */
import type * as lua from "luaparse";
import { argumentsOf, type Call } from "../../syntax/calls.ts";
import { rangeOf, type Span } from "../../syntax/tree.ts";
import { nil, unknown, type Value } from "../value.ts";
import { closeActivation, dropExits, fork, type Outcome } from "./branch.ts";
import { LuaError } from "./errors.ts";
import { describe, evaluate, evaluateAll, firstOperand, index, nth } from "./expression.ts";
import { Frame, Locals } from "./frame.ts";
import type { CallSite, Closure, LuaFunction } from "./function.ts";
import { metamethod } from "./meta.ts";
import { typeName } from "./operators.ts";
import type { Run } from "./run.ts";
import { runBlock } from "./statement.ts";

/** All results of a call. */
export function callExpression(run: Run, frame: Frame, node: Call, statement: boolean, tail = false): readonly Value[] {
	return callOf(run, frame, node, evaluate(run, frame, firstOperand(node)!), statement, tail);
}

/** All results of a call. @param first what is called, or the object whose method is */
export function callOf(
	run: Run,
	frame: Frame,
	node: Call,
	first: Value,
	statement: boolean,
	tail = false,
): readonly Value[] {
	const { callee, values, site } = prepareCall(run, frame, node, first, statement, tail);
	return callValue(callee, values, site, node.base);
}

/** A call before anything is called. */
export interface PreparedCall {
	readonly callee: Value;
	readonly values: readonly Value[];
	readonly site: CallSite;
}

/** Works out what is called with what. @param first what is called, or the object whose method is */
export function prepareCall(
	run: Run,
	frame: Frame,
	node: Call,
	first: Value,
	statement: boolean,
	tail = false,
): PreparedCall {
	const { base } = node;
	const self = base.type === "MemberExpression" && base.indexer === ":" ? first : undefined;
	const callee = self ? methodOf(run, frame, self, base as lua.MemberExpression) : first;
	const args = argumentsOf(node);
	const values = evaluateAll(run, frame, args, rangeOf(base)[1], 1, node.type === "CallExpression" ? node : undefined);
	const [from] = rangeOf(node);
	const span = frame.span(node);
	const site: CallSite = { run, frame, span, line: frame.span([from, from]), node, args, statement, tail };
	return { callee, values: self ? [self, ...values] : values, site };
}

function methodOf(run: Run, frame: Frame, self: Value, node: lua.MemberExpression): Value {
	const span = frame.span(node.identifier);
	const key: Value = { type: "string", value: node.identifier.name, span, literal: true };
	return index(run, frame, self, key, node, span);
}

/** Calls a value. `base`: the expression it comes from, for Lua's words when it is no function. */
export function callValue(
	callee: Value,
	args: readonly Value[],
	site: CallSite,
	base?: lua.Expression,
): readonly Value[] {
	switch (callee.type) {
		case "function":
			return callFunction(callee.callee, args, site);
		case "unknown":
			return callUnknown(args, site, callee.reason);
		case "reference":
			return site.frame.globals.operation("call")?.call([callee, ...args], site) ?? [];
		default: {
			const handler = metamethod(callee, "__call");
			if (handler) return callValue(handler, [callee, ...args], site);
			const isVariable = base?.type === "Identifier" && !site.frame.locals.find(base.name);
			if (isVariable && callee.type === "nil") site.frame.globals.calledNothing(base.name, args, site);
			const name = base && describe(site.frame, base);
			const message = `attempt to call a ${typeName(callee)} value${name ? ` (${name})` : ""}`;
			const at = base ? site.frame.span(base) : site.span;
			throw new LuaError("call", at, message, isVariable ? base.name : undefined, site.line);
		}
	}
}

export function callFunction(callee: LuaFunction, args: readonly Value[], site: CallSite): readonly Value[] {
	site.run.step();
	if (callee.kind === "builtin") {
		const results = callee.call(args, site);
		// What nobody knows may as well be an error.
		if (results.some(({ type }) => type === "unknown")) site.run.doubt();
		return results;
	}
	return site.run.deeper(() => callClosure(callee, args, site), site.tail);
}

function callClosure(
	{ node, frame: outer }: Closure,
	args: readonly Value[],
	{ run, line, span, tail, frame: caller }: CallSite,
): readonly Value[] {
	const parameters = node.parameters.flatMap((parameter) => (parameter.type === "Identifier" ? [parameter.name] : []));
	// `function t:m()` has a first parameter that is not written.
	if (node.identifier?.type === "MemberExpression" && node.identifier.indexer === ":") parameters.unshift("self");
	const isVariadic = node.parameters.at(-1)?.type === "VarargLiteral";
	const locals = new Locals(outer.locals);
	for (const [index, name] of parameters.entries()) locals.values.set(name, nth(args, index, span));
	const last = args.at(-1);
	const rest = args.slice(parameters.length);
	if (rest.length === 0 && last?.type === "unknown" && last.many) rest.push(last);
	const activation = { exits: [], varargs: isVariadic ? rest : [] };
	const frame = new Frame(outer.chunk, outer.globals, locals, activation, outer.file);
	frame.calledFrom = tail ? caller.calledFrom : line;
	return runActivation(frame, () => runBlock(run, frame, node.body));
}

/** Runs a body to its end; its ways out are joined. */
export function runActivation(frame: Frame, body: () => Outcome): readonly Value[] {
	const { length } = frame.activation.exits;
	try {
		const outcome = body();
		if (outcome?.kind === "goto") throw noLabel(frame, outcome.label);
		const values = outcome?.kind === "return" ? outcome.values : [];
		return closeActivation(frame, values, "it ends early in some cases");
	} catch (error) {
		dropExits(frame, length);
		throw error;
	}
}

/** `goto` leads nowhere: the file does not even compile. */
export function noLabel(frame: Frame, label: string): LuaError {
	return new LuaError("syntax", frame.span([0, 0]), `no visible label '${label}' for goto`, label);
}

/**
 * A call of something nobody knows: it may change every table it is given, and call every function.
 */
export function callUnknown(args: readonly Value[], site: CallSite, reason: string): readonly Value[] {
	const { run, frame, span } = site;
	run.doubt();
	for (const arg of args) {
		if (arg.type === "table") {
			run.touch(arg.table, frame.file);
			arg.table.blurWith(reason);
		} else if (arg.type === "function" && arg.callee.kind === "closure") {
			const { callee } = arg;
			const parameters = callee.node.parameters.map(() => unknown(span, "it is a parameter of a function"));
			fork(run, frame, [() => void callFunction(callee, parameters, site), () => undefined], reason);
		}
	}
	return [{ ...unknown(span, reason), many: true }];
}

/** The first argument, nil when there is none. */
export function argument(args: readonly Value[], index: number, { span }: { readonly span: Span }): Value {
	return nth(args, index, span) ?? nil(span);
}
