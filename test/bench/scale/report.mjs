/** The table of the many included files: few beside many, and how many times as long. */

import { summary } from "../report/stats.mjs";
import { align, number } from "../report/text.mjs";

const ROWS = [
	["start", "start → initialize response", "median", "ms"],
	["first", "open a fragment → first diagnostics", "median", "ms"],
	["fragment", "keystroke in a fragment → diagnostics, median", "median", "ms"],
	["fragment", "keystroke in a fragment → diagnostics, p95", "p95", "ms"],
	["disk", "another fragment changed on disk → diagnostics, median", "median", "ms"],
	["disk", "another fragment changed on disk → diagnostics, p95", "p95", "ms"],
	["openEntry", "open the entry file too → diagnostics", "median", "ms"],
	["entry", "keystroke in the entry file → diagnostics, median", "median", "ms"],
	["entry", "keystroke in the entry file → diagnostics, p95", "p95", "ms"],
	["memory", "peak memory of the server", "max", "MiB"],
	["lint", "prosody-lint on the entry file", "median", "ms"],
	["lintMemory", "peak memory of prosody-lint", "max", "MiB"],
];

/** @param {import("./scale.mjs").ScaleSamples[]} rounds */
export function poolScale(rounds) {
	const measures = [...new Set(ROWS.map(([measure]) => measure))];
	return {
		...Object.fromEntries(measures.map((name) => [name, summary(rounds.flatMap((one) => one[name]))])),
		found: rounds[0]?.found,
		missed: rounds.find((one) => one.missed)?.missed,
		error: rounds.find((one) => one.error)?.error,
	};
}

/** @param {{ title: string, few: number, many: number, results: Record<number, any> }} scale @param {number} limit seconds */
export function scaleTable({ title, few, many, results }, limit) {
	const counts = [few, many];
	const rows = [["", ...counts.map((count) => `${count.toLocaleString("en")} files`), "ratio"]];
	const cell = (count, measure, quantile) => {
		const { missed, [measure]: figures } = results[count];
		if (figures.n === 0) return missed === measure ? `no answer in ${limit} s` : "–";
		return number(figures[quantile]) + (missed === measure ? " (then none)" : "");
	};
	for (const [measure, label, quantile, unit] of ROWS) {
		const [a, b] = counts.map((count) => results[count][measure][quantile]);
		const ratio = a > 0 && b > 0 ? `${(b / a).toPrecision(2)}×` : "–";
		rows.push([`${label} (${unit})`, ...counts.map((count) => cell(count, measure, quantile)), ratio]);
	}
	for (const [what, label] of [
		["fragment", "diagnostics found in the fragment"],
		["entry", "diagnostics found in the entry file"],
		["lint", "findings of prosody-lint"],
	]) {
		rows.push([label, ...counts.map((count) => String(results[count].found?.[what] ?? "–")), ""]);
	}
	for (const [what, label] of [
		["fragment", "keystrokes counted in the fragment"],
		["disk", "changes on disk counted"],
		["entry", "keystrokes counted in the entry file"],
	]) {
		rows.push([label, ...counts.map((count) => String(results[count][what].n)), ""]);
	}
	const errors = counts.flatMap((count) => (results[count].error ? [`${count} files: ${results[count].error}`] : []));
	return [`${title} (ours alone: the peers include no files)`, ...align(rows), ...errors].join("\n");
}
