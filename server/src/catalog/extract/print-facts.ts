/** Facts as JSON that is small and easy to compare: sorted, and a module or an option on one line wherever it fits. */
import type { SourceFacts } from "./facts.ts";

/** What stands in a facts file besides the facts. */
export interface FactsFile extends SourceFacts {
	readonly generated: string;
	/** What was read, in words for people. */
	readonly source: string;
}

type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

const WIDTH = 120;

export function printFacts(source: string, facts: SourceFacts): string {
	const { modules, server, check, autoload, inheritedByComponents, stores, tools } = facts;
	const all: FactsFile = {
		generated: "by npm run catalog:extract; see docs/catalog.md",
		source,
		...given({ autoload, inheritedByComponents, check, stores, tools, server }),
		modules,
	};
	return `${print(all as unknown as Json, 0, 1)}\n`;
}

function given<T extends object>(record: T): T {
	return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}

/** @param taken how much of the line something else needs */
function print(value: Json, depth: number, taken: number): string {
	const line = inline(value);
	if (typeof value !== "object" || (depth > 0 && taken + line.length <= WIDTH)) return line;
	const inner = "  ".repeat(depth + 1);
	const parts = Array.isArray(value)
		? value.map((item: Json) => print(item, depth + 1, inner.length + 1))
		: Object.entries(value).map(([key, one]) => {
				const name = `${JSON.stringify(key)}: `;
				return name + print(one, depth + 1, inner.length + name.length + 1);
			});
	const [open, close] = Array.isArray(value) ? "[]" : "{}";
	return `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${"  ".repeat(depth)}${close}`;
}

function inline(value: Json): string {
	if (typeof value !== "object") return JSON.stringify(value);
	if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
	const parts = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${inline(one)}`);
	return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}
