/** The options that a Lua text reads, and how. */
import type * as lua from "luaparse";
import { argumentsOf, type Call, isCall } from "../../syntax/calls.ts";
import { rangeOf } from "../../syntax/tree.ts";
import { isKnown, printConstant } from "./constant.ts";
import { type Env, evaluate, type Surroundings } from "./evaluate.ts";
import { expand } from "./expand.ts";
import type { Getter, OptionRead } from "./facts.ts";
import { lineCounter } from "./lines.ts";
import type { Site } from "./program.ts";
import { textsOf } from "./texts.ts";

const GETTERS: Readonly<Record<string, Getter>> = {
	get_option: "any",
	get_option_scalar: "any",
	get_option_string: "string",
	get_option_number: "number",
	get_option_integer: "integer",
	get_option_period: "period",
	get_option_boolean: "boolean",
	get_option_enum: "enum",
	get_option_set: "set",
	get_option_array: "array",
	get_option_inherited_set: "inherited-set",
	get_option_path: "path",
};

/** A call that reads an option. */
interface Read {
	readonly getter: Getter;
	readonly name: lua.Expression;
	/** What stands behind the name: default, bounds, values. */
	readonly rest: readonly lua.Expression[];
	/** Whose: `module`, `module:context("*")`, or the host handed to configmanager. */
	readonly of: { readonly object?: lua.Expression; readonly host?: lua.Expression };
}

export interface OptionReads {
	readonly options: readonly OptionRead[];
	/** How many more there are whose name cannot be told at all. */
	readonly unnamed: number;
}

/** @param isGlobal whether the text is that of a module for the whole server */
export function readOptions(around: Surroundings, isGlobal: boolean): OptionReads {
	const options: OptionRead[] = [];
	let unnamed = 0;
	const lineOf = lineCounter(around.program.text);
	for (const site of around.program.calls) {
		const read = readOf(around, site.call);
		if (!read) continue;
		const line = lineOf(rangeOf(site.call)[0]);
		const found = namesOf(around, read, line, isGlobal, site);
		if (found.length === 0) unnamed++;
		for (const option of found) options.push(option);
	}
	return { options, unnamed };
}

function namesOf(around: Surroundings, read: Read, line: number, isGlobal: boolean, { call }: Site): OptionRead[] {
	const found: OptionRead[] = [];
	for (const env of expand(around, [read.name, ...read.rest])) {
		for (const { value, open } of textsOf(around, read.name, env)) {
			if (!/^[A-Za-z0-9_<>-]+$/.test(value) || (open && value.replace(/<[^>]*>/g, "") === "")) continue;
			found.push({
				name: value,
				line,
				...detailsOf(around, read, env, call, value),
				...scopeOf(around, read, isGlobal),
			});
		}
	}
	return found;
}

/** Whether a call reads an option: `module:get_option…`, an alias of that, or `configmanager.get(host, name)`. */
function readOf(around: Surroundings, call: Call): Read | undefined {
	const args = argumentsOf(call);
	const callee = calleeOf(around, call.base);
	if (!callee) return undefined;
	if (callee.kind === "config") {
		// Once there was a section between the host and the name.
		const second = args[1] && evaluate(around, args[1]);
		const hasSection = args.length > 2 && second?.type === "string" && second.value === "core";
		const name = hasSection ? args[2] : args[1];
		return name && { getter: "any", name, rest: [], of: { host: args[0] } };
	}
	const [name, ...rest] = callee.method ? args : args.slice(1);
	return name && { getter: callee.getter, name, rest, of: { object: callee.method ?? args[0] } };
}

type Callee =
	| { readonly kind: "getter"; readonly getter: Getter; readonly method?: lua.Expression }
	| { readonly kind: "config" };

function calleeOf(around: Surroundings, base: lua.Expression, depth = 0): Callee | undefined {
	if (base.type === "MemberExpression") {
		const getter = Object.hasOwn(GETTERS, base.identifier.name) ? GETTERS[base.identifier.name] : undefined;
		if (getter) return { kind: "getter", getter, method: base.indexer === ":" ? base.base : undefined };
		const isGet = base.identifier.name === "get" || base.identifier.name === "rawget";
		return isGet && base.indexer === "." && isConfigManager(around, base.base) ? { kind: "config" } : undefined;
	}
	if (base.type === "IndexExpression") {
		const name = evaluate(around, base.index);
		const getter = name.type === "string" && Object.hasOwn(GETTERS, name.value) ? GETTERS[name.value] : undefined;
		return getter && { kind: "getter", getter };
	}
	if (base.type !== "Identifier" || depth > 4) return undefined;
	const binding = around.program.bindingOf.get(base);
	if (!binding || binding.changes > 0 || binding.value?.index !== 0) return undefined;
	const { node } = binding.value;
	return node.type === "MemberExpression" || node.type === "Identifier" || node.type === "IndexExpression"
		? calleeOf(around, node, depth + 1)
		: undefined;
}

/** `require "core.configmanager"`, a name for that, or the name it usually has. */
function isConfigManager(around: Surroundings, node: lua.Expression): boolean {
	if (isCall(node)) {
		if (node.base.type !== "Identifier" || node.base.name !== "require") return false;
		const name = evaluate(around, argumentsOf(node)[0]);
		return name.type === "string" && /(?:^|\.)configmanager$/.test(name.value);
	}
	if (node.type !== "Identifier") return false;
	const binding = around.program.bindingOf.get(node);
	if (binding?.value?.index === 0) {
		const { node: value } = binding.value;
		return isCall(value)
			? isConfigManager(around, value)
			: value.type === "Identifier" && value.name === "configmanager";
	}
	return node.name === "configmanager" || (node.name === "config" && binding?.role === "global");
}

function scopeOf(around: Surroundings, { of }: Read, isGlobal: boolean): { global?: true } {
	if (of.host) {
		const host = evaluate(around, of.host);
		return host.type === "string" && host.value === "*" ? { global: true } : {};
	}
	const { object } = of;
	if (object && isCall(object)) {
		const isContext = object.base.type === "MemberExpression" && object.base.identifier.name === "context";
		const [host] = argumentsOf(object);
		const value = host && evaluate(around, host);
		return isContext && (!host || (value?.type === "string" && value.value === "*")) ? { global: true } : {};
	}
	const isOwn = object?.type === "Identifier" && object.name === "module";
	const binding = isOwn ? around.program.bindingOf.get(object) : undefined;
	return isGlobal && binding?.role === "global" ? { global: true } : {};
}

type Details = Omit<OptionRead, "name" | "line" | "global">;

function detailsOf(around: Surroundings, read: Read, env: Env, call: Call, name: string): Details {
	const { getter, rest } = read;
	const byDefault = defaultOf(around, rest[0], env, call, name);
	const bounded = getter === "number" || getter === "integer" || getter === "period";
	return {
		type: getter,
		...byDefault,
		...(bounded ? { min: bound(around, rest[1], env), max: bound(around, rest[2], env) } : {}),
		...(getter === "enum" ? { values: valuesOf(around, rest, env) } : {}),
		...(getter === "path" && rest[1] ? { parent: bound(around, rest[1], env) ?? "" } : {}),
	};
}

function bound(around: Surroundings, node: lua.Expression | undefined, env: Env): string | undefined {
	const value = node && evaluate(around, node, env);
	return value && value.type !== "nil" && isKnown(value) ? printConstant(value) : undefined;
}

function valuesOf(around: Surroundings, nodes: readonly lua.Expression[], env: Env): string[] {
	const values = nodes.map((node) => bound(around, node, env)).filter((value) => value !== undefined);
	return [...new Set(values)].sort();
}

/** What counts where the option is not set: handed to the getter, or behind an `or`. */
function defaultOf(
	around: Surroundings,
	handed: lua.Expression | undefined,
	env: Env,
	call: Call,
	name: string,
): Partial<Details> {
	const { alternatives, compared } = around.program;
	const candidates = [...(handed ? [handed] : []), ...(alternatives.get(call) ?? [])];
	const fallback = new Set<string>();
	const waiting = [...candidates];
	let computed: string | undefined;
	for (let node = waiting.shift(), steps = 0; node && steps < 12; node = waiting.shift(), steps++) {
		const value = evaluate(around, node, env);
		if (value.type === "nil") continue;
		// A list that is made empty and filled later.
		const isStart = node.type === "Identifier" && printConstant(value) === "{ }";
		if (isKnown(value) && !isStart && computed === undefined) {
			return { ...standing(printConstant(value)), written: textOf(around, node), ...list(fallback) };
		}
		const inner = insideOf(around, node, env);
		if (inner.option !== undefined && inner.option !== name) {
			fallback.add(inner.option);
		}
		if (inner.option === undefined && inner.parts.length === 0) computed ??= textOf(around, node);
		waiting.unshift(...inner.parts);
	}
	if (computed !== undefined) return { computed: true, written: computed, ...list(fallback) };
	const implied = compared.get(call);
	return { ...(implied === undefined ? {} : { default: String(implied) }), ...list(fallback) };
}

/** What a default consists of: the option it asks for, and the parts to look at in its stead. */
function insideOf(
	around: Surroundings,
	node: lua.Expression,
	env: Env,
	depth = 0,
): { option?: string; parts: lua.Expression[] } {
	if (depth > 4) return { parts: [] };
	if (node.type === "LogicalExpression" && node.operator === "or") return { parts: [node.left, node.right] };
	if (node.type === "Identifier") {
		const binding = around.program.bindingOf.get(node);
		const bound = binding && env.get(binding);
		if (bound && "node" in bound) return insideOf(around, bound.node, bound.env, depth + 1);
		const value = binding?.changes === 0 && binding.value?.index === 0 ? binding.value.node : undefined;
		return value ? insideOf(around, value, env, depth + 1) : { parts: [] };
	}
	if (!isCall(node)) return { parts: [] };
	const read = readOf(around, node);
	const name = read && evaluate(around, read.name, env);
	if (name?.type !== "string") return { parts: [] };
	return { option: name.value, parts: [...read!.rest.slice(0, 1), ...(around.program.alternatives.get(node) ?? [])] };
}

/** How long a default may be to be kept as it is. */
const LONG = 100;

function standing(value: string): Partial<Details> {
	return value.length > LONG ? { long: value.length } : { default: value };
}

function list(fallback: ReadonlySet<string>): { fallback?: string[] } {
	return fallback.size > 0 ? { fallback: [...fallback] } : {};
}

/** How an expression is written, on one line and not too long. */
function textOf({ program }: Surroundings, node: lua.Expression): string {
	const [from, to] = rangeOf(node);
	const text = program.text.slice(from, Math.min(to, from + 200)).replace(/\s+/g, " ");
	return to - from > 200 ? `${text} …` : text;
}
