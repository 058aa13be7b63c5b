/** Whether something else in the configuration reads an option: `muc_limit = c2s_limit` breaks when c2s_limit goes. */
import type { Configuration } from "../config/model.ts";
import { Kind, type Token } from "../syntax/token.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { tokensOf } from "./text.ts";

/** Every finding that takes a line out asks. */
const namesOf = new WeakMap<Configuration, ReadonlySet<string>>();
const candidatesOf = new WeakMap<SyntaxTree, readonly Token[]>();

/** True when a name is read anywhere; writing it, a field of that name and a table's key are not reading. */
export function isRead(config: Configuration, option: string): boolean {
	let names = namesOf.get(config);
	if (!names) {
		names = namesRead(config);
		namesOf.set(config, names);
	}
	return names.has(option);
}

function namesRead({ sections, trees }: Configuration): ReadonlySet<string> {
	const written = new Set<string>();
	for (const { assignments } of sections) {
		for (const { nameSpan } of assignments) written.add(`${nameSpan.start} ${nameSpan.file}`);
	}
	const names = new Set<string>();
	for (const tree of trees) {
		for (const { text, from } of candidates(tree)) {
			if (!names.has(text) && !written.has(`${from} ${tree.uri}`)) names.add(text);
		}
	}
	return names;
}

/** Names that are neither a field nor followed by `=`. */
function candidates(tree: SyntaxTree): readonly Token[] {
	let found = candidatesOf.get(tree);
	if (!found) {
		const tokens = tokensOf(tree);
		found = tokens.filter(({ kind }, at) => {
			if (kind !== Kind.Name || tokens[at + 1]?.text === "=") return false;
			const before = tokens[at - 1]?.text;
			return before !== "." && before !== ":";
		});
		candidatesOf.set(tree, found);
	}
	return found;
}
