/** The programs whose whole run is measured, from their start to their end. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { ROOT } from "../peers/install.mjs";

export const LINT_FILE = path.join(ROOT, "dist/prosody-lint.js");

/**
 * @typedef {{ command: (file: string) => string[], did?: RegExp }} Program
 *   did: what its output shows when it has done its work
 * @type {Record<string, Program>}
 */
export const PROGRAMS = {
	"prosody-lint": { command: (file) => [process.execPath, LINT_FILE, file], did: /\bfindings?\b/ },
	prosodyctl: { command: (file) => ["prosodyctl", "--config", file, "check", "config"], did: /Checking config/ },
	"node -e 0": { command: () => [process.execPath, "-e", "0"] },
};

/**
 * Runs it once without the clock, to see that it does its work. Both checks end with 0 or 1; what else happens is no measure.
 * @param {string} name @param {string} file @param {number} limit ms @returns {string | undefined} why it cannot be measured
 */
export function rehearse(name, file, limit) {
	const { command, did } = PROGRAMS[name];
	const [program, ...args] = command(file);
	const run = spawnSync(program, args, { encoding: "utf8", timeout: limit, maxBuffer: 1 << 28 });
	if (run.error?.code === "ENOENT") return `${program} is not installed`;
	if (run.error) return run.error.code === "ETIMEDOUT" ? `no end in ${limit / 1000} s` : run.error.message;
	if (run.status !== 0 && run.status !== 1) return `ended with ${run.signal ?? run.status}`;
	const output = run.stdout + run.stderr;
	return did && !did.test(output) ? `did not do its work: ${output.trim().split("\n")[0]}` : undefined;
}

/** @param {string} name @param {string} file @param {number} limit ms @returns {number} how long it took, in ms */
export function time(name, file, limit) {
	const [program, ...args] = PROGRAMS[name].command(file);
	const from = performance.now();
	const { error } = spawnSync(program, args, { stdio: "ignore", timeout: limit });
	if (error) throw error;
	return performance.now() - from;
}
