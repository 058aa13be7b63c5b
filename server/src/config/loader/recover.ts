/** What an admin meant by a statement that stops Prosody is known to those who look on: its options count as set. */
import type * as lua from "luaparse";
import { argumentsOf, type Call, isCall } from "../../syntax/calls.ts";
import { type Chunk, rangeOf } from "../../syntax/tree.ts";
import { callExpression } from "../lua/call.ts";
import { Exhausted, LuaError, Undecided } from "../lua/errors.ts";
import { evaluate } from "../lua/expression.ts";
import type { Frame } from "../lua/frame.ts";
import { endOf } from "../lua/operators.ts";
import { keywordInOtherCase } from "../lua-globals.ts";
import { unknown } from "../value.ts";
import type { FileRun } from "./file-run.ts";

/** Goes on with what a statement was meant to do. */
export function recover(file: FileRun, chunk: Chunk, frame: Frame, error: LuaError): void {
	for (const statement of chunk.statements) {
		try {
			if (statement.type === "AssignmentStatement") assignUnknown(file, statement, frame);
			else if (statement.type === "LocalStatement") declareUnknown(statement, frame);
			else if (statement.type === "CallStatement" && isCall(statement.expression))
				callAsMeant(file, statement.expression, frame, error);
		} catch (again) {
			if (!(again instanceof LuaError || again instanceof Exhausted || again instanceof Undecided)) throw again;
		}
	}
}

/** Gives what a statement assigns to an unknown value. */
export function assignUnknown(
	file: FileRun,
	statement: lua.AssignmentStatement,
	frame: Frame,
	reason = "working it out ends in an error",
): void {
	statement.variables.forEach((variable, index) => {
		const init = statement.init[index] ?? statement.init.at(-1);
		if (variable.type !== "Identifier" || !init) return;
		const at = frame.span(init);
		const value = unknown(at, reason);
		const owner = frame.locals.find(variable.name);
		if (owner) {
			file.run.write(owner.values, variable.name, value);
			return;
		}
		const nameSpan = frame.span(variable);
		const whole = frame.span([rangeOf(variable)[0], rangeOf(init)[1]]);
		file.set(variable.name, value, { nameSpan, statement: whole, line: endOf(whole) });
	});
}

function declareUnknown(statement: lua.LocalStatement, frame: Frame): void {
	for (const variable of statement.variables) {
		frame.declare(variable.name, unknown(frame.span(variable), "working it out ends in an error"));
	}
}

function callAsMeant(file: FileRun, node: Call, frame: Frame, error: LuaError): void {
	const { base } = node;
	if (base.type === "MemberExpression" && base.indexer === ":" && base.base.type === "Identifier") {
		// `option:append { … }` of an option that is not there.
		const [argument] = argumentsOf(node);
		const name = base.base.name;
		if (error.kind !== "index" || base.identifier.name !== "append" || !argument || frame.locals.find(name)) return;
		const value = evaluate(file.run, frame, argument);
		const place = { nameSpan: frame.span(base.base), statement: frame.span(node), line: frame.span(node) };
		file.assign(name, value, place, "append");
		return;
	}
	const meant = error.kind === "call" && error.name && keywordInOtherCase(error.name);
	if (!meant || !/^(?:VirtualHost|Component|Include)$/.test(meant)) return;
	callExpression(file.run, frame, withCallee(node, error.name!, meant), true);
}

/** The same call, with the name it begins with written as another one. */
function withCallee<Node extends lua.Expression>(node: Node, name: string, other: string): Node {
	if (node.type === "Identifier") return node.name === name ? { ...node, name: other } : node;
	if (isCall(node)) return { ...node, base: withCallee(node.base, name, other) };
	return node;
}
