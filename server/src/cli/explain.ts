import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findRule, RULES } from "../rules/registry.ts";
import { type Options, UsageError } from "./arguments.ts";

/** Prints the page of a rule, which lies beside the program. */
export function explain({ operands }: Options): number {
	const [id = ""] = operands;
	if (!findRule(id))
		throw new UsageError(`there is no rule called ${id}${suggestion(id)}; prosody-lint rules lists them.`);
	process.stdout.write(readFileSync(join(__dirname, "rules", `${id}.md`), "utf8"));
	return 0;
}

function suggestion(id: string): string {
	const words = new Set(id.split("-").filter((word) => word.length > 2));
	const best = RULES.map((rule) => ({
		id: rule.id,
		shared: rule.id.split("-").filter((word) => words.has(word)).length,
	}))
		.filter(({ shared }) => shared > 0)
		.sort((a, b) => b.shared - a.shared)[0];
	return best ? ` (did you mean ${best.id}?)` : "";
}
