/** What the text of a module says of the module itself: where it lives, what it asks for and what it offers. */
import type * as lua from "luaparse";
import { argumentsOf, type Call, isCall } from "../../syntax/calls.ts";
import { someNode } from "../../syntax/walk.ts";
import { type Constant, isKnown } from "./constant.ts";
import { type Env, evaluate, type Surroundings } from "./evaluate.ts";
import { expand } from "./expand.ts";
import type { ServiceFact } from "./facts.ts";
import type { FieldAssignment } from "./program.ts";
import { textsOf } from "./texts.ts";

/** What the texts of one module amount to, gathered text by text. */
export interface Gathered {
	setsGlobal: boolean;
	perHost: boolean;
	componentOnly: boolean;
	readonly depends: Set<string>;
	readonly softDepends: Set<string>;
	readonly provides: Set<string>;
	readonly services: Map<string, ServiceFact>;
	readonly http: Map<string, string>;
	readonly tasks: Map<string, string>;
	readonly stores: Set<string>;
	readonly items: Set<string>;
}

export function nothingGathered(): Gathered {
	return {
		setsGlobal: false,
		perHost: false,
		componentOnly: false,
		depends: new Set(),
		softDepends: new Set(),
		provides: new Set(),
		services: new Map(),
		http: new Map(),
		tasks: new Map(),
		stores: new Set(),
		items: new Set(),
	};
}

/** Adds what one text says. */
export function gather(from: Surroundings, into: Gathered): void {
	const around = { ...from, defaults: true };
	for (const { call, frame } of around.program.calls) {
		const { base } = call;
		if (isDataManager(around, base)) store(around, call, 2, into);
		if (base.type !== "MemberExpression") continue;
		if (base.identifier.name === "set_global" && isModule(base.base) && !frame) into.setsGlobal = true;
		if (base.indexer === ":") method(around, base.identifier.name, call, into);
		else if (base.identifier.name === "open" && nameOf(base.base) === "storagemanager") store(around, call, 1, into);
	}
	into.setsGlobal ||= around.program.fields.some((field) => isOldSetGlobal(around, field));
	into.perHost ||= around.program.fields.some(isAddHost);
	into.componentOnly ||= around.program.statements.some((statement) => someNode(statement, refusesOthers));
}

const nameOf = (node: lua.Expression) => (node.type === "Identifier" ? node.name : undefined);
const isModule = (node: lua.Expression) => nameOf(node) === "module";

function isAddHost({ target }: FieldAssignment): boolean {
	return isModule(target.base) && target.identifier.name === "add_host";
}

/** A function of util.datamanager, also by a name of its own: `local load = require "util.datamanager".load`. */
function isDataManager(around: Surroundings, base: lua.Expression, depth = 0): boolean {
	if (depth > 3) return false;
	if (base.type === "MemberExpression") return base.indexer === "." && isDataManager(around, base.base, depth + 1);
	if (isCall(base)) {
		const name = nameOf(base.base) === "require" ? evaluate(around, argumentsOf(base)[0]) : undefined;
		return depth > 0 && name?.type === "string" && name.value.endsWith("util.datamanager");
	}
	if (base.type !== "Identifier") return false;
	const value = around.program.bindingOf.get(base)?.value;
	if (!value) return depth > 0 && base.name === "datamanager";
	return value.index === 0 && isDataManager(around, value.node, depth + 1);
}

/** `module.host = "*"`, as modules did it before 0.9; Prosody still understands. */
function isOldSetGlobal(around: Surroundings, { target, value }: FieldAssignment): boolean {
	if (!isModule(target.base) || target.identifier.name !== "host") return false;
	const host = evaluate(around, value);
	return host.type === "string" && host.value === "*";
}

const WHEN: Readonly<Record<string, string>> = { hourly: "1h", daily: "1d", weekly: "1w" };

function method(around: Surroundings, name: string, call: Call, into: Gathered): void {
	switch (name) {
		case "depends":
			depends(around, call, into);
			return;
		case "provides":
			for (const env of expand(around, argumentsOf(call))) provides(around, call, env, into);
			return;
		case "add_item":
			item(around, call, into);
			return;
		case "open_store":
			store(around, call, 0, into);
			return;
		case "hourly":
		case "daily":
		case "weekly":
			task(around, argumentsOf(call)[0], name, into);
			return;
		case "cron":
			cron(around, argumentsOf(call)[0], into);
	}
}

/** The text that an argument is, for each pass of the loops around it. */
function allTexts(around: Surroundings, node: lua.Expression | undefined): string[] {
	return expand(around, [node]).flatMap((env) =>
		textsOf(around, node, env).flatMap(({ value, open }) => (open ? [] : value)),
	);
}

function depends(around: Surroundings, call: Call, into: Gathered): void {
	const [module, soft] = argumentsOf(call);
	const flag = evaluate(around, soft);
	const set = flag.type === "boolean" && flag.value ? into.softDepends : into.depends;
	for (const name of allTexts(around, module)) set.add(name);
}

function store(around: Surroundings, call: Call, position: number, into: Gathered): void {
	const node = argumentsOf(call)[position];
	const value = evaluate(around, node);
	if (value.type === "nil" && around.module !== undefined) into.stores.add(around.module);
	for (const name of allTexts(around, node)) into.stores.add(name);
}

function item(around: Surroundings, call: Call, into: Gathered): void {
	const [kind, what] = argumentsOf(call);
	const name = evaluate(around, kind);
	if (name.type !== "string") return;
	const provider = /^([\w-]+)-provider$/.exec(name.value)?.[1];
	if (name.value === "task") cron(around, what, into);
	else if (!provider && !name.open) into.items.add(name.value);
	if (provider) for (const env of expand(around, [what])) offer(around, provider, evaluate(around, what, env), into);
}

function provides(around: Surroundings, call: Call, env: Env, into: Gathered): void {
	const [kind, what] = argumentsOf(call);
	const name = evaluate(around, kind, env);
	if (name.type === "string" && !name.open) offer(around, name.value, evaluate(around, what, env), into);
}

const field = (value: Constant, name: string): Constant | undefined =>
	value.type === "table" ? value.fields.findLast(([key]) => key === name)?.[1] : undefined;

function fieldText(value: Constant, name: string): string | undefined {
	const found = field(value, name);
	return found?.type === "string" && !found.open ? found.value : undefined;
}

/** The name of an offer, unless it says one itself: the module's, without the kind of the offer. */
function ownName({ module = "" }: Surroundings, kind: string): string {
	const prefix = `${kind.replace(/-/g, "_")}_`;
	return module.startsWith(prefix) ? module.slice(prefix.length) : module;
}

function offer(around: Surroundings, kind: string, what: Constant, into: Gathered): void {
	const name = fieldText(what, "name") ?? ownName(around, kind);
	const plain = name === ownName(around, kind);
	into.provides.add(plain ? kind : `${kind}:${name}`);
	if (kind === "net") into.services.set(name, service(what, name));
	if (kind === "http") into.http.set(name, path(what, name));
}

function service(what: Constant, name: string): ServiceFact {
	const one = field(what, "default_port");
	const several = field(what, "default_ports");
	const all = several?.type === "table" ? several.items : one ? [one] : [];
	const prefix = fieldText(what, "config_prefix");
	const isPrivate = field(what, "private");
	return {
		ports: all.flatMap((port) => (port.type === "number" ? port.value : [])),
		...(isPrivate?.type === "boolean" && isPrivate.value ? { private: true } : {}),
		...(fieldText(what, "encryption") === "ssl" ? { directTls: true } : {}),
		...(prefix !== undefined && prefix !== name ? { prefix } : {}),
	};
}

function path(what: Constant, name: string): string {
	const given = field(what, "default_path");
	if (!given || given.type === "nil") return `/${name}`;
	return given.type === "string" && isKnown(given) ? given.value.replace(/^\/*/, "/") : "";
}

function cron(around: Surroundings, what: lua.Expression | undefined, into: Gathered): void {
	const spec = evaluate(around, what);
	const when = fieldText(spec, "when") ?? "";
	into.tasks.set(taskName(fieldText(spec, "name") ?? when), WHEN[when] ?? "");
}

/** `module:daily("Remove what expired", …)`: the name becomes a part of an option's. */
function task(around: Surroundings, name: lua.Expression | undefined, when: string, into: Gathered): void {
	const texts = allTexts(around, name);
	for (const one of texts.length > 0 ? texts : [when]) into.tasks.set(taskName(one), WHEN[when]!);
}

function taskName(name: string): string {
	return name.replace(/[^A-Za-z0-9]/g, "_").toLowerCase();
}

/** `if module:get_host_type() ~= "component" then error(…) end`. */
function refusesOthers(node: lua.Node): boolean {
	if (node.type !== "IfClause" || node.condition.type !== "BinaryExpression" || node.condition.operator !== "~=") {
		return false;
	}
	const { left, right } = node.condition;
	if (right.type !== "StringLiteral" || right.value !== "component" || !asksForHostType(left)) return false;
	return node.body.some(
		(statement) =>
			statement.type === "CallStatement" &&
			isCall(statement.expression) &&
			nameOf(statement.expression.base) === "error",
	);
}

function asksForHostType(node: lua.Expression): boolean {
	const at = isCall(node) ? node.base : node;
	return at.type === "MemberExpression" && ["get_host_type", "host_type", "type"].includes(at.identifier.name);
}
