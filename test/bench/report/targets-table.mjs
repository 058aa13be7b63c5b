/** The table of the targets. */
import { align, number, times } from "./text.mjs";

/** @param {import("./targets.mjs").Verdict[]} verdicts */
export function targetsTable(verdicts) {
	const rows = [["target", "ours", "compared with", "", "ratio", "to reach", ""]];
	for (const { what, ours, theirs, ratio, reach, reached } of verdicts) {
		const compared = [theirs ? number(theirs.value) : "–", theirs?.of ?? ""];
		const figures = [ours === undefined ? "–" : number(ours), ...compared, ratio === undefined ? "–" : times(ratio)];
		rows.push([what, ...figures, `≤ ${times(reach)}`, word(reached)]);
	}
	return align(rows, new Set([0, 3, 6])).join("\n");
}

function word(reached) {
	if (reached === undefined) return "not measured";
	return reached ? "reached" : "MISSED";
}

/** @param {import("../installed.mjs").Installed} installed */
export function installedLine({ bytes, pages, dependencies, problem }) {
	const beside = dependencies.length === 0 ? "no package beside it" : `beside it ${dependencies.join(", ")}`;
	const trouble = problem ? `; ${problem}` : "";
	return `the server: ${bytes.toLocaleString("en")} bytes, ${beside}${trouble}; the rules' pages an editor may open: ${pages.toLocaleString("en")} bytes`;
}
