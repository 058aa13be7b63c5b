import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Change } from "../edits/change.ts";
import type { Snapshot } from "../engine.ts";
import type { Checked } from "./lint.ts";
import { RULE_PAGES } from "./version.ts";

/**
 * An array of `{ file, range, rule, severity, message, url, fixes: [{ title, safe, edits: [{ file, range, newText }] }] }`;
 * lines and characters count from 0, characters in UTF-16 code units, as in the language server protocol.
 */
export function formatJson(checked: readonly Checked[]): string {
	const paths = new Map(
		checked.map(({ source }) => [
			source.path === "-" ? source.uri : pathToFileURL(resolve(source.path)).href,
			source.path,
		]),
	);
	const entries = checked.flatMap(({ source, snapshot, findings }) =>
		findings.map((finding) => ({
			file: source.path,
			range: range(snapshot, finding.at),
			rule: finding.rule.id,
			severity: finding.severity,
			message: finding.message,
			url: `${RULE_PAGES}/${finding.rule.id}.md`,
			fixes: finding.fixes
				.map((fix) => ({
					title: fix.title,
					safe: fix.safe,
					edits: fix.changes().map((change) => edit(snapshot, change)),
				}))
				.filter(({ edits }) => edits.length > 0),
		})),
	);
	return `${JSON.stringify(entries, null, 2)}\n`;

	function edit(snapshot: Snapshot, change: Change) {
		return { file: paths.get(change.file) ?? change.file, range: range(snapshot, change), newText: change.text };
	}
}

function range({ lines }: Snapshot, { start, end }: { start: number; end: number }) {
	const position = (offset: number) => {
		const line = lines.lineAt(offset);
		return { line, character: offset - lines.start(line) };
	};
	return { start: position(start), end: position(end) };
}
