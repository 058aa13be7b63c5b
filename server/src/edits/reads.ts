/** Whether something else in the configuration reads an option: `muc_limit = c2s_limit` breaks when c2s_limit goes. */
import type { Configuration } from "../config/model.ts";
import { Kind } from "../syntax/token.ts";
import { tokensOf } from "./text.ts";

/** True when a name is read anywhere; writing it, a field of that name and a table's key are not reading. */
export function isRead(config: Configuration, option: string): boolean {
	const written = new Set<string>();
	for (const { assignments } of config.sections) {
		for (const { nameSpan } of assignments) written.add(`${nameSpan.start} ${nameSpan.file}`);
	}
	return config.trees.some((tree) => {
		const tokens = tokensOf(tree);
		return tokens.some((token, at) => {
			if (token.kind !== Kind.Name || token.text !== option) return false;
			if (tokens[at + 1]?.text === "=") return false;
			const before = tokens[at - 1]?.text;
			return before !== "." && before !== ":" && !written.has(`${token.from} ${tree.uri}`);
		});
	});
}
