/** What a Prosody's own files, other than its modules, say: options, what loads by itself, and the lists of check config. */
import type * as lua from "luaparse";
import type { Constant } from "./constant.ts";
import { evaluate, type Surroundings } from "./evaluate.ts";
import { expand } from "./expand.ts";
import type { CheckFacts, OptionRead } from "./facts.ts";
import { type Binding, type Program, readProgram } from "./program.ts";
import { gather, nothingGathered } from "./read-module.ts";
import { readOptions } from "./read-options.ts";

export interface FileFacts {
	readonly reads: readonly OptionRead[];
	readonly stores: readonly string[];
	/** Why it cannot be read. */
	readonly problem?: string;
}

/** The options that a file reads, and the stores it opens. */
export function extractFile(text: string): FileFacts {
	const program = readProgram(text);
	if (!program.ok) return { reads: [], stores: [], problem: program.problem };
	const gathered = nothingGathered();
	gather({ program }, gathered);
	return { reads: readOptions({ program }, false).options, stores: [...gathered.stores] };
}

/** The lists of core/modulemanager.lua. */
export function extractLoading(text: string): { autoload: string[]; inheritedByComponents: string[] } | undefined {
	const around = surroundings(text);
	const autoload = around && listNamed(around, "autoload_modules");
	const inheritedByComponents = around && listNamed(around, "component_inheritable_modules");
	return autoload && inheritedByComponents && { autoload, inheritedByComponents };
}

/** The lists of util/prosodyctl/check.lua, or of prosodyctl where it still held them. */
export function extractCheck(text: string): CheckFacts | undefined {
	const around = surroundings(text);
	const knownGlobal = around && listNamed(around, "known_global_options");
	if (!knownGlobal) return undefined;
	const deprecated = new Set([
		...(listNamed(around, "deprecated") ?? []),
		...keysNamed(around, "deprecated_replacements"),
		...keysAdded(around, "deprecated_replacements"),
	]);
	return { obsolete: listNamed(around, "obsolete") ?? [], deprecated: [...deprecated].sort(), knownGlobal };
}

function surroundings(text: string): Surroundings | undefined {
	const program = readProgram(text);
	return program.ok ? { program } : undefined;
}

function bindingNamed(program: Program, name: string): Binding | undefined {
	return [...new Set(program.bindingOf.values())].find((binding) => binding.name === name && binding.value);
}

function valueNamed(around: Surroundings, name: string): Constant | undefined {
	const value = bindingNamed(around.program, name)?.value;
	return value && evaluate(around, value.node);
}

function listNamed(around: Surroundings, name: string): string[] | undefined {
	const value = valueNamed(around, name);
	if (value?.type !== "table") return undefined;
	return value.items.flatMap((item) => (item.type === "string" ? item.value : [])).sort();
}

function keysNamed(around: Surroundings, name: string): string[] {
	const value = valueNamed(around, name);
	return value?.type === "table" ? value.fields.map(([key]) => key) : [];
}

/** `name[part .. "_" .. other] = …` inside of loops over what is written down. */
function keysAdded(around: Surroundings, name: string): string[] {
	return around.program.indexed
		.filter(({ base }) => base.type === "Identifier" && base.name === name)
		.flatMap(({ index }: lua.IndexExpression) =>
			expand(around, [index]).flatMap((env) => {
				const key = evaluate(around, index, env);
				return key.type === "string" && !key.open ? key.value : [];
			}),
		);
}
