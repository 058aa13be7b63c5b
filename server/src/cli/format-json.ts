import type { Change } from "../edits/change.ts";
import { type LineIndex, linesOf } from "../syntax/lines.ts";
import type { Checked } from "./lint.ts";
import { RULE_PAGES } from "./version.ts";

/**
 * An array of `{ file, range, rule, severity, message, url, fixes: [{ title, safe, edits: [{ file, range, newText }] }] }`;
 * lines and characters count from 0, characters in UTF-16 code units, as in the language server protocol.
 */
export function formatJson(checked: readonly Checked[]): string {
	const paths = new Map(checked.map(({ uri, path }) => [uri, path]));
	const entries = checked.flatMap(({ path, findings, trees }) =>
		findings.map((finding) => ({
			file: path,
			range: range(linesOf(finding.at.chunk.tree), finding.at),
			rule: finding.rule.id,
			severity: finding.severity,
			message: finding.message,
			url: `${RULE_PAGES}/${finding.rule.id}.md`,
			fixes: finding.fixes
				.map((fix) => ({ title: fix.title, safe: fix.safe, edits: fix.changes().map((change) => edit(trees, change)) }))
				.filter(({ edits }) => edits.length > 0),
		})),
	);
	return `${JSON.stringify(entries, null, 2)}\n`;

	function edit(trees: Checked["trees"], change: Change) {
		const tree = trees.get(change.file)!;
		return { file: paths.get(change.file) ?? change.file, range: range(linesOf(tree), change), newText: change.text };
	}
}

function range(lines: LineIndex, { start, end }: { start: number; end: number }) {
	const position = (offset: number) => {
		const line = lines.lineAt(offset);
		return { line, character: offset - lines.start(line) };
	};
	return { start: position(start), end: position(end) };
}
