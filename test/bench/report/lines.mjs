/** The table of the language servers on documents of one length. */
import { MEASURES } from "../lsp/session.mjs";
import { summary } from "./stats.mjs";
import { align, number, times } from "./text.mjs";

/** The rows of a table: where the figure is, which quantile of the samples, what it is called. */
const ROWS = [
	["start", "median", "start → initialize response (ms)"],
	["first", "median", "open → first diagnostics (ms)"],
	["keystroke", "median", "key → diagnostics, median (ms)"],
	["keystroke", "p95", "key → diagnostics, p95 (ms)"],
	["burst", "median", "last key of 40 → diagnostics (ms)"],
	["symbols", "median", "key → symbols, median (ms)"],
	["symbols", "p95", "key → symbols, p95 (ms)"],
	["completion", "median", "completion, median (ms)"],
	["completion", "p95", "completion, p95 (ms)"],
	["hover", "median", "hover, median (ms)"],
	["hover", "p95", "hover, p95 (ms)"],
	["outline", "median", "symbols again, median (ms)"],
	["codeAction", "median", "code actions, median (ms)"],
	["memory", "median", "peak memory after all this (MiB)"],
];
const FOUND = [
	["diagnostics", "diagnostics found"],
	["completion", "completions offered"],
	["hover", "hover has text (1: yes)"],
	["symbols", "symbols"],
	["fixes", "code actions offered"],
];

/** Pools the sessions of one server on one document. @param {import("../lsp/session.mjs").Samples[]} sessions */
export function pool(sessions) {
	const figures = MEASURES.map((name) => [name, summary(sessions.flatMap((one) => one[name]))]);
	const first = (key) => sessions.find((one) => one[key] !== undefined)?.[key];
	const looped = sessions.find((one) => one.memory.length > 0) ?? sessions[0];
	return {
		...Object.fromEntries(figures),
		...{ mode: first("mode"), found: looped?.found, missed: first("missed"), error: first("error") },
	};
}

/** @param {number} lines @param {Record<string, ReturnType<typeof pool>>} servers @param {number} limit seconds */
export function linesTable(lines, servers, limit) {
	const names = Object.keys(servers);
	const rows = [["", ...names]];
	for (const [measure, quantile, label] of ROWS)
		rows.push([label, ...names.map((name) => cell(servers, name, measure, quantile, limit))]);
	rows.push(["diagnostics by", ...names.map((name) => servers[name].mode ?? "–")]);
	for (const [what, label] of FOUND)
		rows.push([label, ...names.map((name) => String(servers[name].found?.[what] ?? "–"))]);
	rows.push(["keystrokes counted", ...names.map((name) => String(servers[name].keystroke.n))]);

	const errors = names.filter((name) => servers[name].error).map((name) => `${name}: ${servers[name].error}`);
	return [`${lines.toLocaleString("en")} lines each`, ...align(rows), ...errors].join("\n");
}

function cell(servers, name, measure, quantile, limit) {
	const { missed, [measure]: figures } = servers[name];
	if (figures.n === 0) return missed === measure ? `no answer in ${limit} s` : "–";
	const text = number(figures[quantile]) + (missed === measure ? " (then none)" : "");
	const own = name !== "ours" && servers.ours?.[measure][quantile];
	return own ? `${text} (${times(own / figures[quantile])})` : text;
}
