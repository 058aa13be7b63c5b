/**
 * Reads a configuration the way Prosody does (core/configmanager.lua), without running it.
 */
import type * as lua from "luaparse";
import { type Chunk, rangeOf, type Span, type SyntaxTree } from "../syntax/tree.ts";
import { dottedName, type Environment, evaluateExpression, truthiness, unknown } from "./expression.ts";
import { looksLikeFragment } from "./fragment.ts";
import { nameprep } from "./host-name.ts";
import {
	COMPONENT_KEYWORDS,
	FILE_READERS,
	HOST_KEYWORDS,
	INCLUDE_KEYWORDS,
	isEnvironmentName,
	keywordInOtherCase,
	LUA_GLOBALS,
} from "./lua-globals.ts";
import type { Assignment, Configuration, LoadError, LoadWarning, Scope, Section, Unseen } from "./model.ts";
import { LoadedScope } from "./scope.ts";
import type { Value } from "./value.ts";
import { atLeast, type VersionChoice } from "./version.ts";

type Call = lua.CallExpression | lua.StringCallExpression | lua.TableCallExpression;
type MutableSection = { -readonly [Key in keyof Section]: Section[Key] };

/** Local variables of one block. */
class Locals {
	readonly values = new Map<string, Value>();
	readonly functions = new Map<string, lua.FunctionDeclaration>();
	constructor(readonly outer?: Locals) {}

	find(name: string): Locals | undefined {
		if (this.values.has(name)) return this;
		return this.outer?.find(name);
	}
}

/** Reads the configuration that starts with `tree`. */
export function loadConfiguration(tree: SyntaxTree, version: VersionChoice): Configuration {
	return new Loader(tree, version).run();
}

class Loader {
	readonly #global = new LoadedScope("global", "*");
	readonly #hosts = new Map<string, LoadedScope>();
	/** Scopes that no host stands behind: a clash, or a name that is not known. */
	readonly #strays: LoadedScope[] = [];
	readonly #sections: Section[] = [];
	readonly #unseen: Unseen[] = [];
	readonly #warnings: LoadWarning[] = [];
	/** Plain assignments made so far in this file, by scope and name: the second one is the duplicate. */
	readonly #set = new Map<string, Span>();
	readonly #globalFunctions = new Map<string, lua.FunctionDeclaration>();
	#error?: LoadError;
	#section!: MutableSection;
	#chunk!: Chunk;
	#locals = new Locals();
	/** How many ifs, loops or functions we are inside of whose running is not certain. */
	#uncertain = 0;
	#calls = 0;

	constructor(
		readonly tree: SyntaxTree,
		readonly version: VersionChoice,
	) {
		this.#openSection(this.#global, "statements");
	}

	run(): Configuration {
		for (const chunk of this.tree.chunks) {
			this.#chunk = chunk;
			this.#noteProblems(chunk);
			if (!this.#block(chunk.statements)) break;
		}
		return this.#result();
	}

	#noteProblems(chunk: Chunk): void {
		for (const problem of chunk.problems) {
			const at = chunk.span([problem.from, problem.to]);
			if (problem.kind === "template-placeholder") this.#unseen.push({ kind: "template", at, what: at.text });
			// Lua accepts a bracket on the next line as a call; what comes of it shows only when it runs.
			else if (problem.kind !== "ambiguous-call")
				this.#fail({ kind: "syntax", at, message: problem.detail.message ?? problem.kind });
		}
		if (chunk.state === "opaque") {
			const at = chunk.span([0, chunk.codeEnd]);
			this.#unseen.push({ kind: "opaque", at, what: at.text.split("\n", 1)[0] ?? "" });
			const name = /^\s*([A-Za-z_]\w*)\s*=/.exec(chunk.text)?.[1];
			if (name) {
				const nameSpan = chunk.span([chunk.text.indexOf(name), chunk.text.indexOf(name) + name.length]);
				this.#assign(name, nameSpan, at, unknown(at, "its value could not be read"), "set");
			}
		}
	}

	#result(): Configuration {
		const fragment = looksLikeFragment(this.tree.uri, this.#global);
		const unseen = fragment ? [...this.#unseen, { kind: "fragment" as const, what: this.tree.uri }] : this.#unseen;
		const hosts = [...this.#hosts.values()];
		const configuration: Configuration = {
			trees: [this.tree],
			version: this.version,
			global: this.#global,
			hosts,
			sections: this.#sections,
			unseen,
			whole: unseen.length === 0,
			fragment,
			warnings: this.#warnings,
			error: this.#error,
			get virtualHosts(): Scope[] {
				return hosts.filter((host) => host.kind === "VirtualHost" && host.enabled);
			},
			get components(): Scope[] {
				return hosts.filter((host) => host.kind === "Component" && host.enabled);
			},
		};
		this.#global.config = configuration;
		for (const scope of [...hosts, ...this.#strays]) scope.config = configuration;
		return configuration;
	}

	#openSection(scope: LoadedScope, form: Section["form"], head?: Span, nameSpan?: Span): void {
		this.#section = { scope, uri: this.tree.uri, head, nameSpan, form, assignments: [] };
		scope.sections.push(this.#section);
		this.#sections.push(this.#section);
	}

	#fail(error: LoadError): void {
		this.#error ??= error;
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
		const known = this.#section.scope.own.get(base.name) !== undefined;
		if (!known)
			this.#fail({ kind: "lua", at: nameSpan, message: `attempt to index a nil value (global '${base.name}')` });
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
			option: (name) => (atLeast(this.version.series, "13.0") ? this.#section.scope.own.get(name)?.value : undefined),
			unrecognized: (name, at) => this.#warnings.push({ kind: "unrecognized-value", at, name }),
			luaApi: (name, at) => this.#warnings.push({ kind: "lua-api", at, name }),
			called: (call) => this.#call(call, false),
		};
		return evaluateExpression(node, env);
	}

	#assign(
		option: string,
		nameSpan: Span,
		statement: Span,
		value: Value,
		kind: Assignment["kind"],
		section = this.#section,
	): void {
		const conditional = this.#uncertain > 0;
		const scope = section.scope as LoadedScope;
		const key = `${scope.name}/${option}`;
		const first = this.#set.get(key);
		if (kind === "set" && !conditional && section.form === "statements") {
			if (first) this.#warnings.push({ kind: "duplicate-option", at: nameSpan, first, name: option });
			else this.#set.set(key, nameSpan);
		}
		scope.assign({ option, nameSpan, statement, section, value, kind, conditional });
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
			if (HOST_KEYWORDS.has(keyword)) return void this.#host(keyword, "VirtualHost", chain.arguments, call);
			if (COMPONENT_KEYWORDS.has(keyword)) return void this.#host(keyword, "Component", chain.arguments, call);
			if (INCLUDE_KEYWORDS.has(keyword)) return void this.#include(chain.arguments[0], call);
			if (name === "RunScript") {
				this.#unseen.push({ kind: "dynamic", at: this.#chunk.span(call), what: "RunScript" });
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
		const meant = this.#section.scope.own.has(name) ? undefined : keywordInOtherCase(name);
		if (!meant || !/^(?:VirtualHost|Component|Include)$/.test(meant)) return name;
		const at = this.#chunk.span(call);
		const nameSpan = at.chunk.span([at.from, at.from + name.length]);
		this.#fail({ kind: "call", at: nameSpan, message: `attempt to call a nil value (global '${name}')` });
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
		if (LUA_GLOBALS.has(name) && !this.#section.scope.own.has(name)) {
			this.#warnings.push({ kind: "lua-api", at: nameSpan, name });
			return `it is the result of Lua's own ${name}`;
		}
		if (!asStatement) {
			if (!this.#section.scope.own.has(name)) this.#warnings.push({ kind: "unrecognized-value", at: nameSpan, name });
			return undefined;
		}
		const setting = this.#section.scope.own.get(name);
		const argument = args[0];
		const appends = atLeast(this.version.series, "13.0") && setting?.value.type === "table";
		if (argument?.type === "TableConstructorExpression") {
			this.#assign(name, nameSpan, at, this.#value(argument), "append");
		}
		if (!appends && setting?.value.type !== "unknown" && setting?.value.type !== "function") {
			this.#warnings.push({ kind: "invalid-syntax", at: nameSpan, name });
			this.#fail({ kind: "call", at: nameSpan, message: `attempt to call a nil value (global '${name}')` });
		}
		return undefined;
	}

	/** Runs the body of a function of the file once, as something that may or may not happen. */
	#callFunction(body: lua.FunctionDeclaration): undefined {
		if (this.#calls > 16) return;
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
		this.#calls--;
	}

	#method(chain: CallChain, call: Call, asStatement: boolean): string | undefined {
		const callee = chain.callee;
		const dotted = dottedName(callee);
		if ((dotted === "os.getenv" && !this.#locals.find("os")) || dotted === "Lua.os.getenv") {
			if (dotted === "os.getenv") this.#warnings.push({ kind: "lua-api", at: this.#chunk.span(callee), name: "os" });
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
		const setting = this.#section.scope.own.get(base.name);
		if (!setting || setting.value.type === "nil") {
			this.#fail({ kind: "lua", at: nameSpan, message: `attempt to index a nil value (global '${base.name}')` });
		}
		if (callee.identifier.name !== "append" || !args[0]) return;
		this.#assign(base.name, nameSpan, at, this.#value(args[0]), "append");
	}

	#host(keyword: string, kind: "VirtualHost" | "Component", args: readonly lua.Expression[], call: Call): void {
		const head = this.#chunk.span(call);
		const nameValue = args[0] ? this.#value(args[0]) : undefined;
		const name = nameValue?.type === "string" ? nameprep(nameValue.value) : undefined;
		if (!nameValue || name === undefined) {
			this.#unreadableHost(kind, nameValue, head);
			return;
		}
		if (this.#uncertain > 0) this.#unseen.push({ kind: "dynamic", at: head, what: `${keyword} "${name}"` });
		const scope = this.#scope(kind, name, nameValue.span);
		const rest = [...args.slice(1)];
		// `Component("x", "muc")`: the second argument of one call is lost; only a second call names the module.
		const options =
			rest.at(-1)?.type === "TableConstructorExpression" ? (rest.pop() as lua.TableConstructorExpression) : undefined;
		const moduleNode = isSingleCall(call) ? undefined : rest[0];
		this.#openSection(scope, options ? "table" : "statements", head, nameValue.span);
		if (kind === "Component") {
			scope.module ??= "component";
			if (moduleNode) this.#componentModule(scope, moduleNode);
		} else if (moduleNode) {
			const at = this.#chunk.span(moduleNode);
			this.#fail({ kind: "vhost-module", at, message: `VirtualHost entries do not accept a module name` });
		}
		if (options) {
			this.#tableOptions(options);
			this.#openSection(this.#global, "statements");
		}
	}

	#scope(kind: "VirtualHost" | "Component", name: string, at: Span): LoadedScope {
		const known = this.#hosts.get(name);
		if (known && known.kind !== kind) {
			this.#fail({
				kind: "host-clash",
				at,
				message: `${kind} "${name}" clashes with the ${known.kind} of the same name`,
			});
			// Prosody stops here; what follows is read as a host of its own, so that the rest can still be looked at.
			return this.#nameless(kind, name);
		}
		if (known) return known;
		const scope = new LoadedScope(kind, name);
		this.#hosts.set(name, scope);
		return scope;
	}

	/** A scope that takes options but is no host of the configuration. */
	#nameless(kind: "VirtualHost" | "Component", name: string): LoadedScope {
		const scope = new LoadedScope(kind, name);
		this.#strays.push(scope);
		return scope;
	}

	#componentModule(scope: LoadedScope, node: lua.Expression): void {
		const value = this.#value(node);
		if (value.type === "string") {
			scope.module = value.value;
			this.#section.moduleSpan = value.span;
		} else {
			scope.module = undefined;
			this.#unseen.push({ kind: "dynamic", at: value.span, what: `the module of Component "${scope.name}"` });
		}
	}

	#unreadableHost(kind: "VirtualHost" | "Component", name: Value | undefined, head: Span): void {
		if (name?.type === "unknown") {
			this.#unseen.push({ kind: "dynamic", at: head, what: head.text });
		} else {
			this.#fail({ kind: "call", at: name?.span ?? head, message: `${kind} needs a host name in quotes` });
		}
		// The options that follow belong to a host nobody can name.
		this.#openSection(this.#nameless(kind, "?"), "statements", head);
	}

	#tableOptions(options: lua.TableConstructorExpression): void {
		for (const field of options.fields) {
			if (field.type === "TableValue") continue;
			const key: Value =
				field.type === "TableKeyString"
					? { type: "string", value: field.key.name, span: this.#chunk.span(field.key), literal: true }
					: this.#value(field.key);
			if (key.type !== "string") continue;
			this.#assign(key.value, key.span, this.#chunk.span(field), this.#value(field.value), "set");
		}
	}

	#include(argument: lua.Expression | undefined, call: Call): void {
		const value = argument && this.#value(argument);
		const what = value?.type === "string" ? value.value : "";
		this.#unseen.push({ kind: "include", at: this.#chunk.span(call), what });
	}
}

interface CallChain {
	readonly callee: lua.Expression;
	/** The arguments of all calls of the chain in order: `Component "a" "b" { … }` has three. */
	readonly arguments: readonly lua.Expression[];
}

function callChain(call: Call): CallChain {
	const base = call.base;
	const own = callArguments(call);
	if (isCall(base)) {
		const inner = callChain(base);
		return { callee: inner.callee, arguments: [...inner.arguments, ...own] };
	}
	return { callee: base, arguments: own };
}

function callArguments(call: Call): readonly lua.Expression[] {
	if (call.type === "CallExpression") return call.arguments;
	if (call.type === "StringCallExpression") return [call.argument];
	return [call.arguments as unknown as lua.Expression];
}

function isCall(node: lua.Expression): node is Call {
	return node.type === "CallExpression" || node.type === "StringCallExpression" || node.type === "TableCallExpression";
}

function isSingleCall(call: Call): boolean {
	return !isCall(call.base);
}
