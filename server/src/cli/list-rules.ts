import { RULES } from "../rules/registry.ts";
import type { Options } from "./arguments.ts";
import { RULE_PAGES } from "./version.ts";

/** Prints every rule. */
export function listRules({ format }: Options): number {
	if (format === "json") {
		const entries = RULES.map(({ id, group, title, severity, profile, off, since, until }) => ({
			id,
			group,
			title,
			severity,
			profile: profile ?? null,
			off: off ?? false,
			since: since ?? null,
			until: until ?? null,
			url: `${RULE_PAGES}/${id}.md`,
		}));
		process.stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
		return 0;
	}
	const width = Math.max(...RULES.map(({ id }) => id.length));
	let group = "";
	for (const rule of RULES) {
		if (rule.group !== group) process.stdout.write(`${group ? "\n" : ""}${rule.group}\n`);
		group = rule.group;
		const remark = rule.off ? " (off by default)" : rule.profile ? " (public servers)" : "";
		process.stdout.write(`  ${rule.id.padEnd(width)}  ${rule.title}${remark}\n`);
	}
	return 0;
}
