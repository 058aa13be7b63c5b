/** A Lua text with every name resolved: what is set where, and who calls whom. Nothing is run. */
import type * as lua from "luaparse";
import { type Call, isCall } from "../../syntax/calls.ts";
import { parseLua } from "../../syntax/parse.ts";
import { childrenOf } from "../../syntax/walk.ts";
import { lineCounter } from "./lines.ts";

/** A name and what is known of its value. */
export interface Binding {
	readonly name: string;
	readonly role: "local" | "parameter" | "loop" | "global";
	/** The expression that it is first set to, and which of its values. */
	value?: { readonly node: lua.Expression; readonly index: number };
	/** How often it is set after that, */
	changes: number;
	/** and to what. */
	readonly later?: lua.Expression[];
	/** For parameters: of which function, and the how manieth. */
	readonly frame?: Frame;
	readonly position?: number;
	/** For names of loops. */
	readonly loop?: lua.ForGenericStatement;
}

/** A function in the text. */
export interface Frame {
	readonly node: lua.FunctionDeclaration;
	readonly parent?: Frame;
	/** The name that it is called by. */
	binding?: Binding;
	/** Where it is put: `module.add_host`. */
	field?: string;
}

export interface Site {
	readonly call: Call;
	readonly frame?: Frame;
}

/** A place that a value is put at: `module.add_host = …`, `provider.name = …`. */
export interface FieldAssignment {
	readonly target: lua.MemberExpression;
	readonly value: lua.Expression;
}

export interface Program {
	readonly ok: true;
	readonly text: string;
	readonly calls: readonly Site[];
	readonly bindingOf: ReadonlyMap<lua.Identifier, Binding>;
	/** The calls of a function by the name it has. */
	readonly callers: ReadonlyMap<Binding, readonly Site[]>;
	/** For the parts of `a or b or c`: what follows. */
	readonly alternatives: ReadonlyMap<lua.Expression, readonly lua.Expression[]>;
	/** For `a == true`, `a ~= false`: what stands behind for a value that is not set. */
	readonly compared: ReadonlyMap<lua.Expression, boolean>;
	readonly fields: readonly FieldAssignment[];
	readonly frames: ReadonlyMap<lua.FunctionDeclaration, Frame>;
	/** Places that are set by a computed key: `list[key] = …`. */
	readonly indexed: readonly lua.IndexExpression[];
	readonly statements: readonly lua.Statement[];
}

export interface Unreadable {
	readonly ok: false;
	/** A sentence that says where and why. */
	readonly problem: string;
}

/** Reads a Lua text; one that does not parse gives a sentence. */
export function readProgram(text: string): Program | Unreadable {
	const outcome = parseLua(withoutFirstMark(text));
	if (outcome.ok) return new Reader(text).read(outcome.statements);
	const line = lineCounter(text)(outcome.index);
	return { ok: false, problem: `Line ${line} does not parse: ${outcome.message}.` };
}

/** Lua skips a first line that tells the system how to run the file, and the mark of an encoding. */
function withoutFirstMark(text: string): string {
	if (text.startsWith("#")) return `--${text.slice(2)}`;
	return text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
}

/** The names of a block. */
class Scope {
	readonly #names = new Map<string, Binding>();
	readonly parent?: Scope;
	readonly frame?: Frame;

	constructor(parent: Scope | undefined, frame: Frame | undefined) {
		this.parent = parent;
		this.frame = frame;
	}

	declare(binding: Binding): void {
		this.#names.set(binding.name, binding);
	}

	find(name: string): Binding | undefined {
		for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
			const found = scope.#names.get(name);
			if (found) return found;
		}
		return undefined;
	}
}

type Step = () => void;

/** How many of the parts behind an `or` are of interest. */
const FOLLOWING = 8;

/** Goes through the tree in the order of the text, with a list of its own instead of recursion. */
class Reader {
	readonly #text: string;
	readonly #steps: Step[] = [];
	readonly #globals = new Map<string, Binding>();
	readonly #calls: Site[] = [];
	readonly #bindingOf = new Map<lua.Identifier, Binding>();
	readonly #callers = new Map<Binding, Site[]>();
	readonly #alternatives = new Map<lua.Expression, readonly lua.Expression[]>();
	readonly #compared = new Map<lua.Expression, boolean>();
	readonly #fields: FieldAssignment[] = [];
	readonly #indexed: lua.IndexExpression[] = [];
	readonly #frames = new Map<lua.FunctionDeclaration, Frame>();

	constructor(text: string) {
		this.#text = text;
	}

	read(statements: readonly lua.Statement[]): Program {
		this.#block(statements, new Scope(undefined, undefined));
		for (let step = this.#steps.pop(); step; step = this.#steps.pop()) step();
		this.#connect();
		return {
			ok: true,
			text: this.#text,
			calls: this.#calls,
			bindingOf: this.#bindingOf,
			callers: this.#callers,
			alternatives: this.#alternatives,
			compared: this.#compared,
			fields: this.#fields,
			frames: this.#frames,
			indexed: this.#indexed,
			statements,
		};
	}

	/** Steps are taken from the end, so they are laid down from last to first. */
	#then(steps: readonly Step[]): void {
		for (let i = steps.length - 1; i >= 0; i--) this.#steps.push(steps[i]!);
	}

	#visitAll(nodes: readonly (lua.Node | undefined)[], scope: Scope): Step[] {
		return nodes.flatMap((node) => (node ? () => this.#visit(node, scope) : []));
	}

	#block(statements: readonly lua.Statement[], scope: Scope): void {
		this.#then(this.#visitAll(statements, scope));
	}

	#inner(statements: readonly lua.Statement[], scope: Scope): Step {
		return () => this.#block(statements, new Scope(scope, scope.frame));
	}

	#visit(node: lua.Node, scope: Scope): void {
		switch (node.type) {
			case "Identifier":
				this.#resolve(node, scope);
				return;
			case "MemberExpression":
				this.#then(this.#visitAll([node.base], scope));
				return;
			case "TableKeyString":
				this.#then(this.#visitAll([node.value], scope));
				return;
			case "LabelStatement":
			case "GotoStatement":
				return;
			case "LocalStatement":
				this.#then([...this.#visitAll(node.init, scope), () => this.#local(node, scope)]);
				return;
			case "AssignmentStatement":
				this.#then([...this.#visitAll(node.init, scope), () => this.#assignment(node, scope)]);
				return;
			case "FunctionDeclaration":
				this.#function(node, scope);
				return;
			case "ForNumericStatement":
				this.#then([
					...this.#visitAll([node.start, node.end, node.step ?? undefined], scope),
					() => this.#loop([node.variable], node.body, scope),
				]);
				return;
			case "ForGenericStatement":
				this.#then([
					...this.#visitAll(node.iterators, scope),
					() => this.#loop(node.variables, node.body, scope, node),
				]);
				return;
			case "RepeatStatement": {
				const inner = new Scope(scope, scope.frame);
				this.#then(this.#visitAll([...node.body, node.condition], inner));
				return;
			}
			case "DoStatement":
				this.#then([this.#inner(node.body, scope)]);
				return;
			case "WhileStatement":
			case "IfClause":
			case "ElseifClause":
				this.#then([() => this.#visit(node.condition, scope), this.#inner(node.body, scope)]);
				return;
			case "ElseClause":
				this.#then([this.#inner(node.body, scope)]);
				return;
			case "LogicalExpression":
				this.#logical(node);
				break;
			case "BinaryExpression":
				this.#binary(node);
				break;
			default:
				if (isCall(node)) this.#calls.push({ call: node, frame: scope.frame });
		}
		this.#then(this.#visitAll(childrenOf(node), scope));
	}

	#resolve(node: lua.Identifier, scope: Scope): Binding {
		const binding = scope.find(node.name) ?? this.#global(node.name);
		this.#bindingOf.set(node, binding);
		return binding;
	}

	#global(name: string): Binding {
		let binding = this.#globals.get(name);
		if (!binding) {
			binding = { name, role: "global", changes: 0, later: [] };
			this.#globals.set(name, binding);
		}
		return binding;
	}

	#local({ variables, init }: lua.LocalStatement, scope: Scope): void {
		for (const [index, variable] of variables.entries()) {
			const value = valueAt(init, index);
			const binding: Binding = { name: variable.name, role: "local", value, changes: 0, later: [] };
			scope.declare(binding);
			this.#bindingOf.set(variable, binding);
		}
	}

	#assignment({ variables, init }: lua.AssignmentStatement, scope: Scope): void {
		for (const [index, variable] of variables.entries()) {
			const value = valueAt(init, index);
			if (variable.type === "Identifier") {
				const binding = this.#resolve(variable, scope);
				set(binding, value);
				continue;
			}
			this.#visit(variable, scope);
			if (variable.type === "IndexExpression") this.#indexed.push(variable);
			if (variable.type === "MemberExpression" && value?.index === 0) {
				this.#fields.push({ target: variable, value: value.node });
			}
		}
	}

	#function(node: lua.FunctionDeclaration, scope: Scope): void {
		const frame: Frame = { node, parent: scope.frame };
		this.#frames.set(node, frame);
		const name = node.identifier;
		if (name?.type === "Identifier") {
			let binding: Binding;
			if (node.isLocal) {
				binding = { name: name.name, role: "local", value: { node, index: 0 }, changes: 0 };
				scope.declare(binding);
				this.#bindingOf.set(name, binding);
			} else {
				binding = this.#resolve(name, scope);
				if (binding.value) binding.changes++;
				else binding.value = { node, index: 0 };
			}
		} else if (name?.type === "MemberExpression") {
			this.#visit(name, scope);
			this.#fields.push({ target: name, value: node });
		}
		const inner = new Scope(scope, frame);
		const isMethod = name?.type === "MemberExpression" && name.indexer === ":";
		if (isMethod) inner.declare({ name: "self", role: "parameter", changes: 0, frame, position: 0 });
		for (const [index, parameter] of node.parameters.entries()) {
			if (parameter.type !== "Identifier") continue;
			const position = index + (isMethod ? 1 : 0);
			const binding: Binding = { name: parameter.name, role: "parameter", changes: 0, frame, position };
			inner.declare(binding);
			this.#bindingOf.set(parameter, binding);
		}
		this.#block(node.body, inner);
	}

	#loop(
		variables: readonly lua.Identifier[],
		body: readonly lua.Statement[],
		scope: Scope,
		loop?: lua.ForGenericStatement,
	): void {
		const inner = new Scope(scope, scope.frame);
		for (const [position, variable] of variables.entries()) {
			const binding: Binding = { name: variable.name, role: "loop", changes: 0, position, loop };
			inner.declare(binding);
			this.#bindingOf.set(variable, binding);
		}
		this.#block(body, inner);
	}

	/** `a or b or c` is `(a or b) or c`: what follows `a` is known from outside. */
	#logical(node: lua.LogicalExpression): void {
		if (node.operator !== "or") return;
		const behind = this.#alternatives.get(node) ?? [];
		this.#alternatives.set(node.left, [node.right, ...behind].slice(0, FOLLOWING));
		if (behind.length > 0) this.#alternatives.set(node.right, behind);
	}

	#binary(node: lua.BinaryExpression): void {
		if (node.operator !== "==" && node.operator !== "~=") return;
		if (node.right.type !== "BooleanLiteral") return;
		if (node.operator === "~=" && !node.right.value) this.#compared.set(node.left, true);
		if (node.operator === "==" && node.right.value) this.#compared.set(node.left, false);
	}

	/** Who calls a function, and by what name a function is known. */
	#connect(): void {
		for (const site of this.#calls) {
			const { base } = site.call;
			const binding = base.type === "Identifier" ? this.#bindingOf.get(base) : undefined;
			if (!binding) continue;
			const list = this.#callers.get(binding);
			if (list) list.push(site);
			else this.#callers.set(binding, [site]);
		}
		for (const binding of new Set(this.#bindingOf.values())) {
			if (binding.value?.node.type !== "FunctionDeclaration") continue;
			const frame = this.#frames.get(binding.value.node);
			if (frame && binding.value.index === 0) frame.binding ??= binding;
		}
	}
}

/** A name is set to something, perhaps not for the first time. */
function set(binding: Binding, value: Binding["value"]): void {
	if (!binding.value && (binding.role === "local" || binding.role === "global")) {
		binding.value = value;
		return;
	}
	binding.changes++;
	if (value?.index === 0) binding.later?.push(value.node);
}

/** Which expression a name in a list gets its value from. */
function valueAt(init: readonly lua.Expression[], index: number): Binding["value"] {
	if (index < init.length) return { node: init[index]!, index: 0 };
	const last = init.at(-1);
	return last && (isCall(last) || last.type === "VarargLiteral")
		? { node: last, index: index - init.length + 1 }
		: undefined;
}
