/** The server's process, where the suite runs beside it: in the extension host of a desktop or a server, not in a worker. */

export interface ServerProcesses {
	/** Their numbers; one as a rule. */
	list(): number[];
	kill(server: number): void;
}

/** Nothing in a worker. */
export function serverProcesses(): ServerProcesses | undefined {
	if (!globalThis.process?.versions?.node) return undefined;
	// The one thing here that only one of the two hosts has.
	const { execFileSync } = require("node:child_process") as typeof import("node:child_process");
	return {
		list() {
			const table = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" });
			return table.split("\n").flatMap((line) => {
				const [pid, parent] = line.trim().split(/\s+/).map(Number);
				return parent === process.pid && line.includes("prosody-language-server.js") ? [pid!] : [];
			});
		},
		kill: (server) => process.kill(server, "SIGKILL"),
	};
}
