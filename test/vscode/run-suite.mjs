/**
 * What the suite's two hosts have in common: a workbench page runs it and reports through the smoke-test driver.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { openPage } from "./browser.mjs";
import { COUNTS, LINE } from "./suite/protocol.mjs";

/**
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.chromium
 * @param {string} options.url the workbench, told to run the suite
 * @param {number} [options.limit] ms
 * @returns {Promise<import("./result.mjs").Result & { exitCode: number }>}
 */
export async function runSuiteInPage({ name, chromium, url, limit = 300_000 }) {
	const lines = [];
	const browser = await openPage(chromium);
	try {
		let finish;
		const finished = new Promise((resolve) => {
			finish = resolve;
		});
		const log = (text) => lines.push(...text.split("\n"));
		await browser.page.exposeFunction("codeAutomationLog", (_type, args) => log(args.map(String).join(" ")));
		await browser.page.exposeFunction("codeAutomationExit", finish);
		browser.page.on("pageerror", (error) => log(`page error: ${error.message}`));
		// What a worker itself complains about does not pass through the driver.
		browser.page.on("console", (message) => message.type() === "error" && log(message.text()));
		await browser.page.goto(url);
		const abort = new AbortController();
		const exitCode = await Promise.race([finished, sleep(limit, 124, { signal: abort.signal }).catch(() => 124)]);
		abort.abort();
		if (exitCode === 124) lines.push(`The suite did not end within ${limit / 1000} s.`);
		return { ...counted(name, lines, exitCode), exitCode };
	} finally {
		await browser.close();
	}
}

/** The suite's last line carries its counts; without one the run has failed, whatever it says. */
function counted(name, lines, exitCode) {
	const counts = lines.find((line) => line.startsWith(COUNTS));
	const { passed, failed, pending } = counts
		? JSON.parse(counts.slice(COUNTS.length))
		: { passed: 0, failed: 0, pending: [] };
	const broken = exitCode !== 0 || !counts || passed + failed === 0;

	const told = lines.filter((line) => line.startsWith(LINE)).map((line) => line.slice(LINE.length));
	if (broken || process.env.VERBOSE) {
		const rest = lines.filter(
			(line) => !line.startsWith(LINE) && line !== counts && !line.startsWith("Failed to load resource"),
		);
		told.push(
			`Exit code ${exitCode}; the end of the workbench's console:`,
			...rest.slice(process.env.VERBOSE ? 0 : -40),
		);
	}
	return {
		name,
		passed,
		failed: broken ? Math.max(failed, 1) : failed,
		skipped: pending.map((title) => ({ name: title, reason: "skipped by the suite" })),
		output: told.join("\n"),
	};
}
