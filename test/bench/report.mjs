/** Samples → figures → a table for people. */
import { summary } from "./stats.mjs";

/** The rows of a table: where the figure is, what it is called, which quantile of the samples. */
const ROWS = [
	["start", "start → initialize response", "median", "ms"],
	["first", "open → first diagnostics", "median", "ms"],
	["keystroke", "keystroke → diagnostics, median", "median", "ms"],
	["keystroke", "keystroke → diagnostics, p95", "p95", "ms"],
	["hover", "hover, median", "median", "ms"],
	["hover", "hover, p95", "p95", "ms"],
	["completion", "completion, median", "median", "ms"],
	["completion", "completion, p95", "p95", "ms"],
	["memory", "peak memory", "max", "MiB"],
];
const MEASURES = [...new Set(ROWS.map(([measure]) => measure))];

/**
 * Pools the sessions of one server on one document.
 * @param {import("./session.mjs").Samples[]} sessions
 */
export function pool(sessions) {
	const figures = Object.fromEntries(MEASURES.map((name) => [name, summary(sessions.flatMap((s) => s[name]))]));
	return {
		...figures,
		mode: sessions.find((s) => s.mode)?.mode,
		found: sessions.find((s) => s.found)?.found,
		missed: sessions.find((s) => s.missed)?.missed,
		error: sessions.find((s) => s.error)?.error,
	};
}

/**
 * What docs/performance.md promises, and whether this run shows it; undefined where it was not measured.
 * @param {Record<string, { servers: Record<string, any> }>} results
 */
export function expectations({ stock }) {
	const ours = stock?.servers.ours;
	if (!ours) return [];
	const peers = Object.entries(stock.servers).filter(([name]) => name !== "ours");
	const memory = peers.map(([, peer]) => peer.memory.max);
	const broken = ours.missed !== undefined || ours.error !== undefined;
	const judge = (known, met) => (broken ? false : known ? met() : undefined);
	return [
		{
			text: "stock configuration, keystroke → diagnostics p95 at most 10 ms",
			met: judge(ours.keystroke.n > 0, () => ours.keystroke.p95 <= 10),
		},
		{
			text: "stock configuration, peak memory below every peer",
			met: judge(
				ours.memory.n > 0 && memory.length > 0 && memory.every(Boolean),
				() => ours.memory.max < Math.min(...memory),
			),
		},
	];
}

/** @param {{ title: string, lines: number, servers: Record<string, any> }} scenario @param {number} limit seconds */
export function table({ title, lines, servers }, limit) {
	const names = Object.keys(servers);
	const base = servers.ours;
	const rows = [["", ...names]];
	for (const [measure, label, quantile, unit] of ROWS) {
		rows.push([`${label} (${unit})`, ...names.map((name) => cell(name, measure, quantile))]);
	}
	rows.push(["diagnostics by", ...names.map((name) => servers[name].mode ?? "–")]);
	for (const [what, label] of [
		["diagnostics", "diagnostics found"],
		["hover", "hover has text (1: yes)"],
		["completion", "completions offered"],
	]) {
		rows.push([label, ...names.map((name) => String(servers[name].found?.[what] ?? "–"))]);
	}
	rows.push(["keystrokes counted", ...names.map((name) => String(servers[name].keystroke.n))]);

	function cell(name, measure, quantile) {
		const { missed, [measure]: figures } = servers[name];
		if (figures.n === 0) return missed === measure ? `no answer in ${limit} s` : "–";
		const text = number(figures[quantile]) + (missed === measure ? " (then none)" : "");
		const own = name !== "ours" && base?.[measure][quantile];
		return own ? `${text} (${(figures[quantile] / own).toPrecision(2)}×)` : text;
	}

	const errors = names.filter((name) => servers[name].error).map((name) => `${name}: ${servers[name].error}`);
	return [`${title}: ${lines.toLocaleString("en")} lines each`, ...align(rows), ...errors].join("\n");
}

/** @param {number} value */
export function number(value) {
	if (value >= 100) return value.toFixed(0);
	return value.toFixed(value >= 10 ? 1 : 2);
}

/** @param {string[][]} rows */
export function align(rows) {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	return rows.map((row) =>
		row.map((text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]))).join("   "),
	);
}
