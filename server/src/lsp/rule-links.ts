/** Where the page of a rule is. */
import type { RuleLinks } from "../features/diagnostics.ts";

/** Links below a base address: `<base>/<rule>.md`. Without one there are none. */
export function ruleLinks(base: string | undefined): RuleLinks {
	if (!base) return () => undefined;
	const folder = base.endsWith("/") ? base : base + "/";
	return (rule) => `${folder}${rule}.md`;
}
