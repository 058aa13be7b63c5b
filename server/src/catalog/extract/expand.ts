/** Every pass of the loops, and every call of the functions, that an expression stands in: what its names stand for each time. */
import type * as lua from "luaparse";
import { argumentsOf, isCall } from "../../syntax/calls.ts";
import { childrenOf } from "../../syntax/walk.ts";
import { text } from "./constant.ts";
import { type Bound, type Env, evaluate, NO_ENV, type Surroundings } from "./evaluate.ts";
import type { Binding, Frame } from "./program.ts";

/** How many functions above each other, and how many passes, are followed. */
const LEVELS = 3;
const PASSES = 20_000;
const NODES = 5_000;

/** One environment for each pass; a single empty one where nothing changes. */
export function expand(around: Surroundings, nodes: readonly (lua.Expression | undefined)[], level = 0): Env[] {
	const { loops, frames } = variables(around, nodes);
	let envs: Env[] = [NO_ENV];
	for (const loop of loops) envs = product(envs, passesOf(around, loop, level));
	for (const frame of frames) envs = product(envs, callsOf(around, frame, level));
	return envs;
}

function product(left: readonly Env[], right: readonly Env[]): Env[] {
	if (right.length === 0) return [...left];
	const all: Env[] = [];
	for (const a of left) {
		for (const b of right) {
			if (all.length >= PASSES) return all;
			all.push(a.size === 0 ? b : new Map([...a, ...b]));
		}
	}
	return all;
}

/** The loops and functions whose names a few expressions use, also by way of other names. */
function variables(around: Surroundings, nodes: readonly (lua.Expression | undefined)[]) {
	const loops = new Set<lua.ForGenericStatement>();
	const frames = new Set<Frame>();
	const seen = new Set<Binding>();
	const waiting: lua.Node[] = nodes.flatMap((node) => node ?? []);
	for (let node = waiting.pop(), count = 0; node && count < NODES; node = waiting.pop(), count++) {
		if (node.type === "FunctionDeclaration") continue;
		const binding = node.type === "Identifier" ? around.program.bindingOf.get(node) : undefined;
		if (!binding) {
			waiting.push(...childrenOf(node));
			continue;
		}
		if (seen.has(binding)) continue;
		seen.add(binding);
		if (binding.loop) loops.add(binding.loop);
		else if (binding.role === "parameter" && binding.frame) frames.add(binding.frame);
		else if (binding.value && binding.changes === 0) waiting.push(binding.value.node);
	}
	return { loops, frames };
}

/** `for key, value in pairs { … }` and `for _, value in ipairs { … }` over a table that is written down. */
function passesOf(around: Surroundings, loop: lua.ForGenericStatement, level: number): Env[] {
	const [iterator] = loop.iterators;
	if (!iterator || level > LEVELS) return [];
	const [key, value] = loop.variables.map((variable) => around.program.bindingOf.get(variable));
	if (!isCall(iterator)) return wordsOf(around, iterator, key);
	const name = iterator.base.type === "Identifier" ? iterator.base.name : undefined;
	const [over] = argumentsOf(iterator);
	if (name !== "pairs" && name !== "ipairs") return wordsOf(around, iterator, key);
	const table = tableOf(around, over);
	if (!table) return [];
	return table.fields.slice(0, PASSES).map((field, index) => {
		const env = new Map<Binding, Bound>();
		if (key) env.set(key, keyOf(field, index));
		if (value) env.set(value, { node: field.value, env: NO_ENV });
		return env;
	});
}

function keyOf(field: lua.TableConstructorExpression["fields"][number], index: number): Bound {
	if (field.type === "TableKeyString") return { value: text(field.key.name) };
	if (field.type === "TableKey") return { node: field.key, env: NO_ENV };
	return { value: { type: "number", value: index + 1 } };
}

/** `for name in names do` where that is a set, `for name in it.values { … } do`, `for name in ("a b c"):gmatch("%S+") do`. */
function wordsOf(around: Surroundings, iterator: lua.Expression, variable: Binding | undefined): Env[] {
	if (!variable) return [];
	const base = isCall(iterator) ? iterator.base : undefined;
	if (base?.type === "MemberExpression" && base.indexer === ":" && base.identifier.name === "gmatch") {
		const self = evaluate(around, base.base);
		if (self.type !== "string" || self.open) return [];
		return (self.value.match(/[\w-]+/g) ?? []).map((word) => new Map([[variable, { value: text(word) }]]));
	}
	const list = isCall(iterator) ? (argumentsOf(iterator)[0] ?? iterator) : iterator;
	const value = evaluate(around, list);
	if (value.type !== "table") return [];
	return value.items.slice(0, PASSES).map((item) => new Map([[variable, { value: item }]]));
}

/** The table that an expression is, followed through names and the functions that wrap one. */
function tableOf(around: Surroundings, node: lua.Expression | undefined): lua.TableConstructorExpression | undefined {
	for (let at = node, steps = 0; at && steps < 8; steps++) {
		if (at.type === "TableConstructorExpression") return at;
		if (at.type === "Identifier") {
			const binding = around.program.bindingOf.get(at);
			at = binding?.changes === 0 && binding.value?.index === 0 ? binding.value.node : undefined;
		} else if (isCall(at)) at = argumentsOf(at)[0];
		else return undefined;
	}
	return undefined;
}

/** The calls of a function, with what each hands over. */
function callsOf(around: Surroundings, frame: Frame, level: number): Env[] {
	if (level >= LEVELS || !frame.binding) return [];
	const parameters = [...frame.node.parameters].flatMap((parameter) =>
		parameter.type === "Identifier" ? (around.program.bindingOf.get(parameter) ?? []) : [],
	);
	const all: Env[] = [];
	for (const { call, frame: from } of around.program.callers.get(frame.binding) ?? []) {
		if (isInside(from, frame)) continue;
		const args = argumentsOf(call);
		for (const env of expand(around, args, level + 1)) {
			if (all.length >= PASSES) return all;
			const handed = new Map<Binding, Bound>();
			for (const parameter of parameters) {
				const node = args[parameter.position ?? 0];
				handed.set(parameter, node ? { node, env } : { value: { type: "nil" } });
			}
			all.push(handed);
		}
	}
	return all;
}

function isInside(frame: Frame | undefined, outer: Frame): boolean {
	for (let at = frame; at; at = at.parent) if (at === outer) return true;
	return false;
}
