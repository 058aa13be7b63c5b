/**
 * Mocha in an extension host: its browser build, which needs nothing of Node and, with a reporter of our own, no page.
 * Loading this module makes `describe`, `it` and the hooks.
 */
import "mocha/mocha.js";
import { COUNTS, LINE } from "./protocol.mjs";

/** Prints one line a test and the counts at the end. */
class LineReporter {
	constructor(runner: Mocha.Runner) {
		const counts = { passed: 0, failed: 0, pending: [] as string[] };
		runner.on("pass", (test) => {
			counts.passed++;
			say(`✓ ${test.fullTitle()} (${test.duration} ms)`);
		});
		runner.on("fail", (test, error) => {
			counts.failed++;
			say(`✗ ${test.fullTitle()}\n${error.stack ?? error.message}`);
		});
		runner.on("pending", (test) => {
			counts.pending.push(test.fullTitle());
		});
		runner.on("end", () => console.log(COUNTS + JSON.stringify(counts)));
	}
}

function say(text: string): void {
	console.log(text.replace(/^/gm, LINE));
}

const mocha = new Mocha({ ui: "bdd", reporter: LineReporter as unknown as Mocha.ReporterConstructor, timeout: 20_000 });
mocha.suite.emit("pre-require", globalThis as unknown as Mocha.MochaGlobals, "", mocha);

/** What VS Code calls; a rejection becomes exit code 1. */
export function run(): Promise<void> {
	return new Promise((resolve, reject) => {
		mocha.run((failures) => (failures > 0 ? reject(new Error(`${failures} failed`)) : resolve()));
	});
}
