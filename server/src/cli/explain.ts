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

/** The rule that shares most words with what was typed; of several, the one that begins most like it. */
function suggestion(id: string): string {
	const words = new Set(id.split("-").filter((word) => word.length > 2));
	const score = (rule: string) =>
		[rule.split("-").filter((word) => words.has(word)).length, commonPrefix(rule, id)] as const;
	const [best] = RULES.map((rule) => ({ id: rule.id, score: score(rule.id) }))
		.filter((rule) => rule.score[0] > 0)
		.sort((a, b) => b.score[0] - a.score[0] || b.score[1] - a.score[1]);
	return best ? ` (did you mean ${best.id}?)` : "";
}

function commonPrefix(a: string, b: string): number {
	let length = 0;
	while (length < a.length && a[length] === b[length]) length++;
	return length;
}
