/**
 * The comments that silence findings:
 * `-- prosody-lint: disable-next-line rule-a, rule-b -- why`, `disable-line` at the end of the line meant, `disable-file` anywhere.
 */
import type { LineIndex } from "../syntax/lines.ts";
import type { Span, SyntaxTree } from "../syntax/tree.ts";

export interface SuppressedRule {
	readonly id: string;
	/** The id inside the comment. */
	readonly at: Span;
	/** Set once a finding was silenced by it. */
	used: boolean;
}

export interface Suppression {
	readonly kind: "disable-line" | "disable-next-line" | "disable-file";
	/** The whole comment, from its dashes. */
	readonly at: Span;
	/** Empty: every rule. */
	readonly rules: readonly SuppressedRule[];
	/** The zero-based line it speaks of; -1 for the file. */
	readonly line: number;
	used: boolean;
}

const PATTERN = /^\s*prosody-lint:\s*(disable-next-line|disable-line|disable-file)\b(.*)$/s;

/** The suppressions of a file. */
export function readSuppressions(tree: SyntaxTree, lines: LineIndex): Suppression[] {
	const found: Suppression[] = [];
	// Most files have none, and this is asked with every key.
	if (!tree.text.includes("prosody-lint:")) return found;
	for (const chunk of tree.chunks) {
		for (const comment of chunk.comments) {
			const match = PATTERN.exec(comment.text);
			if (!match) continue;
			const kind = match[1] as Suppression["kind"];
			const names = (match[2] ?? "").replace(/(?:^|\s)--\s.*$/s, "");
			const textStart = comment.from + chunk.text.slice(comment.from, comment.to).indexOf(comment.text);
			const namesStart = textStart + match[0].length - (match[2] ?? "").length;
			const rules = [...names.matchAll(/[A-Za-z0-9-]+/g)].map((name) => ({
				id: name[0],
				at: chunk.span([namesStart + name.index, namesStart + name.index + name[0].length]),
				used: false,
			}));
			const line = lines.lineAt(chunk.start + comment.from);
			found.push({
				kind,
				at: chunk.span([comment.from, comment.to]),
				rules,
				line: kind === "disable-file" ? -1 : kind === "disable-line" ? line : line + 1,
				used: false,
			});
		}
	}
	return found;
}

/** True when a suppression silences a finding of the rule on that line; marks it as used. */
export function suppress(suppressions: readonly Suppression[], rule: string, line: number): boolean {
	let silenced = false;
	for (const suppression of suppressions) {
		if (suppression.line !== -1 && suppression.line !== line) continue;
		if (suppression.rules.length === 0) {
			suppression.used = true;
			silenced = true;
		}
		for (const one of suppression.rules) {
			if (one.id !== rule) continue;
			one.used = true;
			suppression.used = true;
			silenced = true;
		}
	}
	return silenced;
}
