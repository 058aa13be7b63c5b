/**
 * Child processes that have children of their own (a VS Code server with its extension hosts), started as a group and
 * stopped as a group: ending only the first process would leave the others running for a while.
 */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Process groups that are running; each is ended with this process at the latest. */
const running = new Set();

let watching = false;
/** A signal must pass through `exit`, or the groups would survive it: they do not share our terminal. */
function endGroupsWithThisProcess() {
	if (watching) return;
	watching = true;
	process.on("exit", () => {
		for (const id of running) signal(id, "SIGKILL");
	});
	for (const [name, number] of [
		["SIGINT", 2],
		["SIGTERM", 15],
		["SIGHUP", 1],
	]) {
		process.on(name, () => process.exit(128 + number));
	}
}

/**
 * Starts a command as a process group of its own.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export function startGroup(command, args, options = {}) {
	endGroupsWithThisProcess();
	const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options, detached: true });
	let output = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding("utf8").on("data", (text) => {
			output = (output + text).slice(-20_000);
		});
	}
	const exited = new Promise((resolve) => {
		child.on("error", (error) => resolve(error.message));
		child.on("exit", (code, name) => resolve(name ?? code));
	});
	if (child.pid) running.add(child.pid);
	return {
		/** Resolves with the exit code, the signal or what kept the command from starting. */
		exited,
		/** The end of what it printed. */
		output: () => output,
		/** Sends a signal to the whole group. */
		signal: (name) => signal(child.pid, name),
		/** Ends the whole group and waits for it. */
		async stop() {
			if (!child.pid || !running.has(child.pid)) return;
			signal(child.pid, "SIGTERM");
			for (let waited = 0; waited < 3000 && signal(child.pid, 0); waited += 50) await sleep(50);
			signal(child.pid, "SIGKILL");
			running.delete(child.pid);
			await exited;
		},
	};
}

/** Whether there was anybody to get the signal. */
function signal(group, name) {
	try {
		process.kill(-group, name);
		return true;
	} catch {
		return false;
	}
}

/** A port of the loopback interface nobody listens on at the moment. */
export function freePort() {
	return new Promise((resolve, reject) => {
		const server = createServer().on("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}

/**
 * Waits until an address answers.
 * @param {string} url
 * @param {Promise<unknown>} exited of the process that is to answer: no use waiting when it is gone
 */
export async function waitUntilAnswers(url, exited, limit = 30_000) {
	let gone = false;
	exited.then(() => {
		gone = true;
	});
	for (const start = Date.now(); Date.now() - start < limit && !gone; await sleep(100)) {
		const answer = await fetch(url).catch(() => undefined);
		if (answer?.ok) return;
	}
	throw new Error(gone ? "the server ended at once" : `${url} did not answer within ${limit / 1000} s`);
}
