/** Adds text of the caller's own: options with their comments, or a whole new section. */
import type { Scope } from "../config/model.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import type { Change } from "./change.ts";
import { blockAbove, closingBanner } from "./comment-blocks.ts";
import { atEndOfFile, insertText } from "./insert.ts";
import { placeFor } from "./place.ts";
import { styleOf } from "./style.ts";
import { change, isBlankLine } from "./text.ts";

/**
 * Adds statements to a scope where a new option would go. Lines are given with `\n` and indented with tabs;
 * they get the file's line ends and indentation. Text that begins with a VirtualHost or Component line is a new section:
 * it goes below the scope's last one (below everything for the global scope).
 */
export function appendStatement(scope: Scope, text: string): Change[] {
	const lines = text.replace(/\r\n/g, "\n").replace(/\s+$/, "").split("\n");
	if (lines.join("") === "") return [];
	if (/^(?:\s*--[^\n]*\n)*\s*(?:VirtualHost|Component)\b/.test(text)) return appendSection(scope, lines);
	const place = placeFor(scope);
	// The options of a table-form host are fields; statements cannot stand there.
	if (!place || "head" in place) return [];
	const [first, ...rest] = shape(lines, place.tree, place.indent);
	return insertText(place, [first!.slice(place.indent.length), ...rest].join(styleOf(place.tree).eol));
}

/** Lines with the file's indentation below that of the place. */
function shape(lines: readonly string[], tree: SyntaxTree, indent: string): string[] {
	const step = styleOf(tree).indent;
	return lines.map((line) => (line === "" ? "" : indent + line.replace(/^\t+/, (tabs) => step.repeat(tabs.length))));
}

function appendSection(scope: Scope, lines: readonly string[]): Change[] {
	const tree = scope.sections.at(-1)?.head?.chunk.tree ?? scope.config.trees[0];
	if (!tree) return [];
	const { eol } = styleOf(tree);
	const body = shape(lines, tree, "").join(eol);
	const from = scope.kind === "global" ? tree.text.length : (scope.sections.at(-1)?.head?.start ?? 0);
	const next = scope.config.sections.find(({ head }) => head && head.chunk.tree === tree && head.start > from)?.head;
	const stop =
		next?.chunk ?? tree.chunks.find((chunk) => chunk.statements.some((one) => one.type === "ReturnStatement"));
	const at = stop ? blockAbove(tree, stop.start) : closingBanner(tree);
	if (at === undefined) return [atEndOfFile(tree, body)];
	const above = at > 0 && !isBlankLine(tree.text, at - 1) ? eol : "";
	return [change(tree, at, at, above + body + eol + eol)];
}
