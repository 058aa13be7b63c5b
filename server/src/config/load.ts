/**
 * Reads a configuration the way Prosody does (core/configmanager.lua), without running it.
 */
import type * as lua from "luaparse";
import { templateBranches } from "../syntax/template.ts";
import { type Chunk, rangeOf, type Span, type SyntaxTree } from "../syntax/tree.ts";
import { type Call, type CallChain, callChain } from "./calls.ts";
import { dottedName, type Environment, evaluateExpression, truthiness, unknown } from "./expression.ts";
import { type CallSite, include, openHost } from "./hosts.ts";
import { Locals } from "./locals.ts";
import {
	COMPONENT_KEYWORDS,
	FILE_READERS,
	HOST_KEYWORDS,
	INCLUDE_KEYWORDS,
	isEnvironmentName,
	keywordInOtherCase,
	LUA_GLOBALS,
} from "./lua-globals.ts";
import type { Assignment, Configuration } from "./model.ts";
import { Record } from "./record.ts";
import type { Value } from "./value.ts";
import { atLeast, type VersionChoice } from "./version.ts";

/** Reads the configuration that starts with `tree`. */
export function loadConfiguration(tree: SyntaxTree, version: VersionChoice): Configuration {
	return new Loader(tree, version).run();
}

function isTemplate(tree: SyntaxTree): boolean {
	return tree.chunks.some((chunk) => chunk.problems.some(({ kind }) => kind === "template-placeholder"));
}

const MOST_NESTED_CALLS = 16;
const MOST_CALLS = 1000;

class Loader {
	readonly #record: Record;
	readonly #globalFunctions = new Map<string, lua.FunctionDeclaration>();
	#chunk!: Chunk;
	#locals = new Locals();
	/** How many ifs, loops or functions we are inside of whose running is not certain. */
	#uncertain = 0;
	/** Calls of the file's own functions that are under way, and all there were: together they bound the work. */
	#depth = 0;
	#calls = 0;

	constructor(
		readonly tree: SyntaxTree,
		readonly version: VersionChoice,
	) {
		this.#record = new Record(tree);
	}

	run(): Configuration {
		const branches = isTemplate(this.tree) ? templateBranches(this.tree.text) : [];
		let next = 0;
		for (const chunk of this.tree.chunks) {
			this.#chunk = chunk;
			const code = this.#codeStart(chunk);
			while (next < branches.length && branches[next]![1] <= code) next++;
			const uncertain = next < branches.length && branches[next]![0] <= code;
			if (uncertain) this.#uncertain++;
			this.#noteProblems(chunk);
			const goesOn = this.#block(chunk.statements);
			if (uncertain) this.#uncertain--;
			if (!goesOn) break;
		}
		return this.#record.result(this.version);
	}

	/** Where the first statement of a chunk begins, in its file. */
	#codeStart(chunk: Chunk): number {
		const [first] = chunk.statements;
		return chunk.start + (first ? rangeOf(first)[0] : chunk.codeEnd);
	}

	#noteProblems(chunk: Chunk): void {
		for (const problem of chunk.problems) {
			const at = chunk.span([problem.from, problem.to]);
			if (problem.kind === "template-placeholder") this.#record.unseen.push({ kind: "template", at, what: at.text });
			// Lua accepts a bracket on the next line as a call; what comes of it shows only when it runs.
			else if (problem.kind !== "ambiguous-call")
				this.#record.fail({ kind: "syntax", at, message: problem.detail.message ?? problem.kind });
		}
		if (chunk.state === "opaque") {
			const at = chunk.span([0, chunk.codeEnd]);
			this.#record.unseen.push({ kind: "opaque", at, what: at.text.split("\n", 1)[0] ?? "" });
			const name = /^\s*([A-Za-z_]\w*)\s*=/.exec(chunk.text)?.[1];
			if (name) {
				const nameSpan = chunk.span([chunk.text.indexOf(name), chunk.text.indexOf(name) + name.length]);
				this.#assign(name, nameSpan, at, unknown(at, "its value could not be read"), "set");
			}
		}
	}

	/** Runs statements; false once a `return` ends the file. */
	#block(statements: readonly lua.Statement[]): boolean {
		for (const statement of statements) {
			if (!this.#statement(statement)) return false;
		}
		return true;
	}

	#inner(statements: readonly lua.Statement[], uncertain: boolean): boolean {
		this.#locals = new Locals(this.#locals);
		if (uncertain) this.#uncertain++;
		const goesOn = this.#block(statements);
		if (uncertain) this.#uncertain--;
		this.#locals = this.#locals.outer!;
		return goesOn || uncertain;
	}

	#statement(node: lua.Statement): boolean {
		switch (node.type) {
			case "AssignmentStatement":
				this.#assignment(node);
				return true;
			case "LocalStatement":
				this.#local(node);
				return true;
			case "CallStatement":
				this.#call(node.expression, true);
				return true;
			case "FunctionDeclaration":
				this.#function(node);
				return true;
			case "DoStatement":
				return this.#inner(node.body, false);
			case "IfStatement":
				return this.#if(node);
			case "WhileStatement":
			case "RepeatStatement":
			case "ForNumericStatement":
			case "ForGenericStatement":
				return this.#loop(node);
			case "ReturnStatement":
				return this.#uncertain > 0;
			default:
				return true;
		}
	}

	#assignment(node: lua.AssignmentStatement): void {
		const values = node.init.map((init) => this.#value(init));
		node.variables.forEach((variable, index) => {
			const value = values[index] ?? (node.init.length < node.variables.length ? this.#spare(node) : undefined);
			if (!value) return;
			const target = this.#chunk.span(variable);
			const init = node.init[index] ?? node;
			const statement = this.#chunk.span([rangeOf(variable)[0], rangeOf(init)[1]]);
			if (variable.type === "Identifier") {
				const owner = this.#locals.find(variable.name);
				if (owner) this.#setLocal(owner, variable.name, value, node.init[index]);
				else this.#assign(variable.name, target, statement, value, "set");
				return;
			}
			this.#assignField(variable, statement, value);
		});
	}

	/** The value of a variable that has no expression of its own in `a, b = f()`. */
	#spare(node: lua.AssignmentStatement): Value {
		return unknown(this.#chunk.span(node), "it is the result of a function call");
	}

	#assignField(variable: lua.IndexExpression | lua.MemberExpression, statement: Span, value: Value): void {
		let base: lua.Expression = variable.base;
		while (base.type === "MemberExpression" || base.type === "IndexExpression") base = base.base;
		if (base.type !== "Identifier") return;
		const owner = this.#locals.find(base.name);
		if (owner) {
			owner.values.set(base.name, unknown(statement, "a field of it is set later"));
			return;
		}
		if (isEnvironmentName(base.name)) return;
		const nameSpan = this.#chunk.span(base);
		const known = this.#record.section.scope.own.get(base.name) !== undefined;
		if (!known)
			this.#record.fail({ kind: "lua", at: nameSpan, message: `attempt to index a nil value (global '${base.name}')` });
		this.#assign(base.name, nameSpan, statement, value, "field");
	}

	#local(node: lua.LocalStatement): void {
		const values = node.init.map((init) => this.#value(init));
		node.variables.forEach((variable, index) => {
			const span = this.#chunk.span(variable);
			const value: Value = values[index] ?? { type: "nil", span, literal: false };
			this.#locals.values.set(variable.name, value);
			this.#setLocal(this.#locals, variable.name, value, node.init[index]);
		});
	}

	#setLocal(owner: Locals, name: string, value: Value, init: lua.Expression | undefined): void {
		if (this.#uncertain > 0 && owner !== this.#locals) {
			owner.values.set(name, unknown(value.span, "it is set inside an if, a loop or a function"));
		} else {
			owner.values.set(name, value);
		}
		if (init?.type === "FunctionDeclaration") owner.functions.set(name, init);
		else owner.functions.delete(name);
	}

	#function(node: lua.FunctionDeclaration): void {
		const name = node.identifier;
		if (name?.type !== "Identifier") return;
		const span = this.#chunk.span(node);
		const value: Value = { type: "function", span, literal: true };
		if (node.isLocal) {
			this.#locals.values.set(name.name, value);
			this.#locals.functions.set(name.name, node);
			return;
		}
		const owner = this.#locals.find(name.name);
		if (owner) this.#setLocal(owner, name.name, value, node);
		else {
			this.#assign(name.name, this.#chunk.span(name), span, value, "set");
			this.#globalFunctions.set(name.name, node);
		}
	}

	#if(node: lua.IfStatement): boolean {
		for (const clause of node.clauses) {
			const truth = clause.type === "ElseClause" ? true : truthiness(this.#value(clause.condition));
			if (truth === false) continue;
			// From the first condition that the file does not decide, every branch may or may not be taken.
			if (truth === undefined) {
				const rest = node.clauses.slice(node.clauses.indexOf(clause));
				for (const one of rest) {
					if (one.type !== "ElseClause" && one !== clause) this.#value(one.condition);
					this.#inner(one.body, true);
				}
				return true;
			}
			return this.#inner(clause.body, false);
		}
		return true;
	}

	#loop(node: lua.WhileStatement | lua.RepeatStatement | lua.ForNumericStatement | lua.ForGenericStatement): boolean {
		this.#locals = new Locals(this.#locals);
		const names =
			node.type === "ForGenericStatement" ? node.variables : node.type === "ForNumericStatement" ? [node.variable] : [];
		for (const name of names) {
			this.#locals.values.set(name.name, unknown(this.#chunk.span(name), "it changes with every turn of a loop"));
		}
		if (node.type === "ForGenericStatement") for (const iterator of node.iterators) this.#value(iterator);
		this.#inner(node.body, true);
		this.#locals = this.#locals.outer!;
		return true;
	}

	#value(node: lua.Expression): Value {
		const env: Environment = {
			chunk: this.#chunk,
			local: (name) => this.#locals.find(name)?.values.get(name),
			option: (name) =>
				atLeast(this.version.series, "13.0") ? this.#record.section.scope.own.get(name)?.value : undefined,
			unrecognized: (name, at) => this.#record.warnings.push({ kind: "unrecognized-value", at, name }),
			luaApi: (name, at) => this.#record.warnings.push({ kind: "lua-api", at, name }),
			called: (call) => this.#call(call, false),
		};
		return evaluateExpression(node, env);
	}

	#assign(option: string, nameSpan: Span, statement: Span, value: Value, kind: Assignment["kind"]): void {
		this.#record.assign({ option, nameSpan, statement, value, kind, conditional: this.#uncertain > 0 });
	}

	#site(): CallSite {
		return {
			record: this.#record,
			chunk: this.#chunk,
			certain: this.#uncertain === 0,
			value: (node) => this.#value(node),
		};
	}

	/**
	 * A call: the ones that shape the configuration take effect, all others are noted.
	 * Returns why the result is not known.
	 */
	#call(call: Call, asStatement: boolean): string | undefined {
		const chain = callChain(call);
		const name = chain.callee.type === "Identifier" ? chain.callee.name : undefined;
		if (name && !this.#locals.find(name)) {
			const keyword = this.#keyword(name, call);
			if (HOST_KEYWORDS.has(keyword)) return void openHost(this.#site(), "VirtualHost", chain.arguments, call);
			if (COMPONENT_KEYWORDS.has(keyword)) return void openHost(this.#site(), "Component", chain.arguments, call);
			if (INCLUDE_KEYWORDS.has(keyword)) return void include(this.#site(), chain.arguments[0], call);
			if (name === "RunScript") {
				this.#record.unseen.push({ kind: "dynamic", at: this.#chunk.span(call), what: "RunScript" });
				return "it is the result of a script";
			}
			if (FILE_READERS.has(name)) {
				return name === "Credential" ? "it is a systemd credential" : "it is read from another file";
			}
		}
		for (const argument of chain.arguments)
			if (argument.type !== "TableConstructorExpression" || !asStatement) this.#value(argument);
		if (name) return this.#named(name, chain.arguments, call, asStatement);
		return this.#method(chain, call, asStatement);
	}

	/** `virtualhost "x"` stops Prosody; what follows is read as if it were `VirtualHost`, so that the rest can still be looked at. */
	#keyword(name: string, call: Call): string {
		const meant = this.#record.section.scope.own.has(name) ? undefined : keywordInOtherCase(name);
		if (!meant || !/^(?:VirtualHost|Component|Include)$/.test(meant)) return name;
		const at = this.#chunk.span(call);
		const nameSpan = at.chunk.span([at.from, at.from + name.length]);
		this.#record.fail({ kind: "call", at: nameSpan, message: `attempt to call a nil value (global '${name}')` });
		return meant;
	}

	/** `option { … }`, a call of a function of the file or of Lua, or of nothing at all. */
	#named(name: string, args: readonly lua.Expression[], call: Call, asStatement: boolean): string | undefined {
		const owner = this.#locals.find(name);
		const body = owner ? owner.functions.get(name) : this.#globalFunctions.get(name);
		if (body) return this.#callFunction(body);
		if (owner) return undefined;
		const at = this.#chunk.span(call);
		const nameSpan = at.chunk.span([at.from, at.from + name.length]);
		if (LUA_GLOBALS.has(name) && !this.#record.section.scope.own.has(name)) {
			this.#record.warnings.push({ kind: "lua-api", at: nameSpan, name });
			return `it is the result of Lua's own ${name}`;
		}
		if (!asStatement) {
			if (!this.#record.section.scope.own.has(name))
				this.#record.warnings.push({ kind: "unrecognized-value", at: nameSpan, name });
			return undefined;
		}
		const setting = this.#record.section.scope.own.get(name);
		const argument = args[0];
		const appends = atLeast(this.version.series, "13.0") && setting?.value.type === "table";
		if (argument?.type === "TableConstructorExpression") {
			this.#assign(name, nameSpan, at, this.#value(argument), "append");
		}
		if (!appends && setting?.value.type !== "unknown" && setting?.value.type !== "function") {
			this.#record.warnings.push({ kind: "invalid-syntax", at: nameSpan, name });
			this.#record.fail({ kind: "call", at: nameSpan, message: `attempt to call a nil value (global '${name}')` });
		}
		return undefined;
	}

	/** Runs the body of a function of the file once, as something that may or may not happen. */
	#callFunction(body: lua.FunctionDeclaration): undefined {
		if (this.#depth >= MOST_NESTED_CALLS || this.#calls >= MOST_CALLS) return;
		this.#depth++;
		this.#calls++;
		this.#locals = new Locals(this.#locals);
		for (const parameter of body.parameters) {
			if (parameter.type === "Identifier") {
				this.#locals.values.set(
					parameter.name,
					unknown(this.#chunk.span(parameter), "it is a parameter of a function"),
				);
			}
		}
		this.#inner(body.body, true);
		this.#locals = this.#locals.outer!;
		this.#depth--;
	}

	#method(chain: CallChain, call: Call, asStatement: boolean): string | undefined {
		const callee = chain.callee;
		const dotted = dottedName(callee);
		if ((dotted === "os.getenv" && !this.#locals.find("os")) || dotted === "Lua.os.getenv") {
			if (dotted === "os.getenv")
				this.#record.warnings.push({ kind: "lua-api", at: this.#chunk.span(callee), name: "os" });
			const variable = chain.arguments[0]?.type === "StringLiteral" ? ` ${chain.arguments[0].value}` : "";
			return `it comes from the environment variable${variable}`;
		}
		if (dotted?.startsWith("Lua.")) return `it is the result of ${dotted}`;
		if (callee.type !== "MemberExpression") return undefined;
		if (callee.indexer === ":" && callee.base.type === "Identifier" && !this.#locals.find(callee.base.name)) {
			if (asStatement || callee.identifier.name === "append")
				return this.#optionMethod(callee, callee.base, chain.arguments, call);
		}
		this.#value(callee.base);
		return undefined;
	}

	#optionMethod(
		callee: lua.MemberExpression,
		base: lua.Identifier,
		args: readonly lua.Expression[],
		call: Call,
	): undefined {
		const at = this.#chunk.span(call);
		const nameSpan = this.#chunk.span(base);
		const setting = this.#record.section.scope.own.get(base.name);
		if (!setting || setting.value.type === "nil") {
			this.#record.fail({ kind: "lua", at: nameSpan, message: `attempt to index a nil value (global '${base.name}')` });
		}
		if (callee.identifier.name !== "append" || !args[0]) return;
		this.#assign(base.name, nameSpan, at, this.#value(args[0]), "append");
	}
}
