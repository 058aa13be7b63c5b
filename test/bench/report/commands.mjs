/** The table of the commands. */
import { align, number, times } from "./text.mjs";

/** @param {Record<string, import("../commands/commands.mjs").CommandResult>} results */
export function commandsTable(results) {
	const rows = [["whole run, least of n (median), ms", "prosody-lint", "prosodyctl check config", "node -e 0", "n"]];
	const reasons = new Set();
	for (const { title, programs } of Object.values(results)) {
		const ours = programs["prosody-lint"];
		const cells = ["prosody-lint", "prosodyctl", "node -e 0"].map((name) => cell(programs[name], name, ours));
		rows.push([title, ...cells, String(ours.n)]);
		for (const [name, { missed }] of Object.entries(programs)) if (missed) reasons.add(`${name}, ${title}: ${missed}`);
	}
	return [...align(rows), ...reasons].join("\n");
}

function cell(figures, name, ours) {
	if (!figures?.n) return "–";
	const text = `${number(figures.min)} (${number(figures.median)})`;
	return name === "prosody-lint" || !ours.n ? text : `${text} ${times(ours.min / figures.min)}`;
}
