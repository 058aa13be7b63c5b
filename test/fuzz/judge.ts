/** Hands cases to a worker, ends it where it hangs, and starts another one. */
import { type ChildProcess, fork } from "node:child_process";
import type { Task, Verdict } from "./worker.ts";

/** Megabytes. What one document of five megabytes needs, and no more. */
const MEMORY = 1500;
/** Seconds. The worker itself tells of steps that take too long; this is for those that never end. */
const PATIENCE = 60;

export class Judge {
	#worker?: ChildProcess;

	/** @param script the bundled worker.ts */
	constructor(readonly script: string) {}

	try(task: Task): Promise<Verdict> {
		const worker = this.#start();
		return new Promise((resolve) => {
			let words = "";
			const done = (verdict: Verdict) => {
				clearTimeout(timer);
				worker.removeAllListeners();
				worker.stderr!.removeAllListeners();
				resolve(verdict);
			};
			const timer = setTimeout(() => {
				done({ check: "a case never ends", message: `no answer in ${PATIENCE} s` });
				this.stop();
			}, PATIENCE * 1000);
			worker.stderr!.on("data", (data) => {
				words = (words + data).slice(-4000);
			});
			worker.once("message", (verdict) => done(verdict as Verdict));
			worker.once("exit", (code, signal) => {
				this.#worker = undefined;
				done({ check: "the process dies", message: `${signal ?? code}: ${words}` });
			});
			worker.send(task);
		});
	}

	stop(): void {
		this.#worker?.kill("SIGKILL");
		this.#worker = undefined;
	}

	#start(): ChildProcess {
		this.#worker ??= fork(this.script, {
			execArgv: [`--max-old-space-size=${MEMORY}`, "--enable-source-maps"],
			stdio: ["ignore", "ignore", "pipe", "ipc"],
		});
		return this.#worker;
	}
}
