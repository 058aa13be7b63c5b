/** `prosody-lint` beside `prosodyctl check config`, by turns, on configurations of several sizes. */
import { summary } from "../report/stats.mjs";
import { handOver, split, whole } from "./configurations.mjs";
import { rehearse, time } from "./programs.mjs";

/**
 * @typedef {{ title: string, programs: Record<string, import("../report/stats.mjs").Summary & { missed?: string }> }} CommandResult
 *   missed: why it was not measured
 */

/**
 * @param {string} folder @param {{ hosts: number[], runs: number, few: number, limit: number }} effort
 *   few: runs where one takes seconds; limit: ms
 * @param {(what: string) => void} tell @returns {Record<string, CommandResult>} by hosts; `split` for files of their own
 */
export function measureCommands(folder, { hosts, runs, few, limit }, tell) {
	const configurations = { ...Object.fromEntries(hosts.map((count) => [count, whole(folder, count)])) };
	configurations.split = split(folder, 1000);
	handOver(folder);
	const results = {};
	for (const [key, { title, hosts: count, file }] of Object.entries(configurations)) {
		tell(`${title}: commands`);
		const names = ["prosody-lint", "prosodyctl", ...(count === 10 ? ["node -e 0"] : [])];
		results[key] = { title, programs: byTurns(names, file, count > 1000 ? few : runs, limit) };
	}
	return results;
}

function byTurns(names, file, runs, limit) {
	const missed = Object.fromEntries(names.map((name) => [name, rehearse(name, file, limit)]));
	const samples = Object.fromEntries(names.map((name) => [name, []]));
	for (let run = 0; run < runs; run++)
		for (const name of names) if (!missed[name]) samples[name].push(time(name, file, limit));
	return Object.fromEntries(names.map((name) => [name, { ...summary(samples[name]), missed: missed[name] }]));
}
