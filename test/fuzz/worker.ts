/** Tries cases in a process of its own, with a bound on its memory: it can be ended when it hangs, and may run out. */
import { type CoreCase, makeCase, type Outcome, tryCase } from "./cases.ts";
import { Broken } from "./promises.ts";

/** A case, or the seed and number of one. */
export type Task = { readonly seed: number; readonly number: number } | { readonly input: CoreCase };

/** What became of it. */
export type Verdict = Outcome | Failure;

export interface Failure {
	/** Which promise was not kept. */
	readonly check: string;
	readonly message: string;
}

process.on("message", (task: Task) => process.send!(judge(task)));

function judge(task: Task): Verdict {
	try {
		return tryCase("input" in task ? task.input : makeCase(task.seed, task.number));
	} catch (error) {
		return failureOf(error);
	}
}

export function failureOf(error: unknown): Failure {
	if (error instanceof Broken) return { check: error.check, message: error.message };
	return { check: "the fuzzer itself breaks down", message: error instanceof Error ? error.stack! : String(error) };
}
