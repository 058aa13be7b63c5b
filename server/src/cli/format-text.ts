import { SEVERITIES } from "../settings.ts";
import { linesOf } from "../syntax/lines.ts";
import type { Options } from "./arguments.ts";
import type { Checked } from "./lint.ts";

/** `file:line:column: severity: message [rule]`, a line each as compilers do, then a line that sums up. */
export function formatText(checked: readonly Checked[], options: Options): string {
	const out: string[] = [];
	for (const { path, findings } of checked) {
		for (const finding of findings) {
			const lines = linesOf(finding.at.chunk.tree);
			const line = lines.lineAt(finding.at.start);
			const column = finding.at.start - lines.start(line);
			out.push(
				`${path}:${line + 1}:${column + 1}: ${finding.severity}: ${oneLine(finding.message)} [${finding.rule.id}]`,
			);
		}
	}
	const all = checked.flatMap(({ findings }) => findings);
	if (all.length === 0) return nothingFound(checked);
	const counts = SEVERITIES.map((severity) =>
		count(all.filter((finding) => finding.severity === severity).length, severity),
	);
	out.push("", `${count(all.length, "finding")}: ${counts.filter((text) => !text.startsWith("0 ")).join(", ")}.`);
	const fixable = all.filter(({ safeFixes }) => safeFixes.length > 0).length;
	if (fixable > 0 && !options.fix) out.push(`${fixable} can be put right with --fix.`);
	out.push("prosody-lint explain RULE says more about a rule.");
	return out.join("\n") + "\n";
}

/** Of many files not each one by itself. */
function nothingFound(checked: readonly Checked[]): string {
	if (checked.length > 10) return `${checked[0]!.path} and ${checked.length - 1} other files: nothing found.\n`;
	return checked.map(({ path }) => `${path}: nothing found.\n`).join("");
}

function count(n: number, word: string): string {
	const plural = n === 1 || word === "information" ? word : `${word}s`;
	return `${n} ${plural}`;
}

/** Nothing a file holds may begin a line of its own or steer the terminal. */
function oneLine(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
	return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
}
