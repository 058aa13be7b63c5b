/** Everything of a run, for people. */
import { catalogLines } from "../catalog/catalog.mjs";
import { scaleTable } from "../scale/report.mjs";
import { commandsTable } from "./commands.mjs";
import { linesTable } from "./lines.mjs";
import { installedLine, targetsTable } from "./targets-table.mjs";

/** @param {any} results as bench/results.json holds them */
export function print(results) {
	const { versions, machine, seconds, lines, commands, installed, scale, catalog, targets, limit } = results;
	const [before, after] = machine.load.map((load) => load.toFixed(2));
	const parts = [
		`${Object.values(versions).join(", ")}\nNode ${machine.node}, ${machine.cores} × ${machine.cpu}, load ${before} before and ${after} after, ${seconds} s`,
		...Object.entries(lines).map(([count, servers]) => linesTable(Number(count), servers, limit)),
	];
	if (installed) parts.push(installedLine(installed));
	if (Object.keys(commands).length > 0) parts.push(commandsTable(commands));
	if (scale) parts.push(scaleTable(scale, limit));
	if (catalog) parts.push(catalogLines(catalog));
	if (Object.keys(lines).length + Object.keys(commands).length > 0 || catalog) parts.push(targetsTable(targets));
	console.log(`\n${parts.join("\n\n")}\n\nBeside a peer's figure: ours divided by it. Written to bench/results.json.`);
}
