/**
 * What a runner hands back, so that one script can sum all of them up.
 *
 * @typedef {object} Result
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {{ name: string, reason: string }[]} skipped
 * @property {string} output what a person needs to understand a failure
 */
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Whether a module is what `node` was called with. */
export function isMain(meta) {
	return process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(meta.url);
}

/** @returns {Result} a runner that could not be started here */
export function skippedResult(name, reason) {
	return { name, passed: 0, failed: 0, skipped: [{ name, reason }], output: "" };
}

/** @returns {Result} a runner that broke before it could count anything */
export function brokenResult(name, error, output = "") {
	return { name, passed: 0, failed: 1, skipped: [], output: `${output}\n${error.stack ?? error}`.trim() };
}

/** For a runner called by hand: prints its result and sets the exit code. */
export async function printResult(promise) {
	const { name, passed, failed, skipped, output } = await promise;
	if (output) console.log(output);
	for (const skip of skipped) console.log(`skipped: ${skip.name}: ${skip.reason}`);
	console.log(`${name}: ${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`);
	if (failed > 0 || (skipped.length > 0 && process.env.CI)) process.exitCode = 1;
}

/** Counts steps that are done one after the other: the first that fails ends the run. */
export class Steps {
	#start = Date.now();
	/** @type {Result} */
	result;

	/** @param {(line: string) => void} [say] is told of each step as it happens */
	constructor(name, say = () => {}) {
		this.result = { name, passed: 0, failed: 0, skipped: [], output: "" };
		this.say = say;
	}

	/** @param {() => Promise<unknown>} action */
	async step(title, action) {
		try {
			const detail = await action();
			this.result.passed++;
			this.#line(`✓ ${title}${typeof detail === "string" ? `: ${detail}` : ""}`);
		} catch (error) {
			this.result.failed++;
			this.#line(`✗ ${title}\n${error.stack ?? error}`);
			throw error;
		}
	}

	#line(text) {
		const line = `${((Date.now() - this.#start) / 1000).toFixed(1).padStart(5)} s  ${text}`;
		this.result.output += `${line}\n`;
		this.say(line);
	}
}
