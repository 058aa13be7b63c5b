/** All servers on documents of one length, by turns. */
import { documentsOf } from "./documents/documents.mjs";
import { session } from "./lsp/session.mjs";
import { opens, server } from "./peers/servers.mjs";
import { pool } from "./report/lines.mjs";

/**
 * @param {string} folder where the schema is @param {string[]} names of the servers @param {number} lines
 * @param {import("./lsp/session.mjs").Effort & { rounds: number, warm: boolean, looped: number }} effort @param {(what: string) => void} tell
 */
export async function measureLines(folder, names, lines, effort, tell) {
	const documents = documentsOf(folder, lines);
	const turn = (name, effort, loops) => session(server(name, folder), documents[opens(name)], effort, loops);
	/** @type {Record<string, import("./lsp/session.mjs").Samples[]>} */
	const sessions = Object.fromEntries(names.map((name) => [name, []]));
	// The first start of a program finds its files cold; that is not counted.
	if (effort.warm) for (const name of names) await turn(name, effort, false);
	for (let round = 1; round <= effort.rounds; round++) {
		for (const name of names) {
			// Who once did not answer will not in the next round either; the waiting would only be longer.
			if (sessions[name].some(({ missed, error }) => missed || error)) continue;
			tell(`${lines.toLocaleString("en")} lines: round ${round} of ${effort.rounds}, ${name}`);
			sessions[name].push(await turn(name, effort, round <= effort.looped));
		}
	}
	const servers = Object.fromEntries(names.map((name) => [name, pool(sessions[name])]));
	return { servers, document: documents.prosody };
}
