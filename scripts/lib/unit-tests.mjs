/** Runs the TypeScript tests below test/ with mocha in this process. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import Mocha from "mocha";
import { bundleTests } from "./bundle-tests.mjs";

/** Folders whose tests have a runner of their own, or need more than Node. */
const OWN_RUNNER = new Set(["vscode", "bench", "grammar", "oracle"]);

/**
 * Returns mocha's counts: `{ passed, failed, skipped: [{ name, reason }] }`.
 * Without `folders`, all that need nothing but Node; `filters` keeps the files whose path contains one of them.
 */
export async function runUnitTests(root, { folders, filters = [], grep } = {}) {
	const files = readdirSync(join(root, "test"), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && (folders ? folders.includes(entry.name) : !OWN_RUNNER.has(entry.name)))
		.flatMap(({ name }) => readdirSync(join(root, "test", name)).map((file) => `test/${name}/${file}`))
		.filter((file) => file.endsWith(".test.ts"))
		.filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)));
	// The same cases on every run, so that a change is to blame when one fails; SEED=random (or a number) looks for new ones.
	const seed = process.env.SEED === "random" ? Date.now() | 0 : Number(process.env.SEED ?? 20_261_121);
	if (process.env.SEED) console.log(`SEED=${seed}`);
	fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
	const mocha = new Mocha({
		timeout: 60_000,
		reporter: process.env.REPORTER ?? "dot",
		grep,
		color: process.stdout.isTTY,
	});
	for (const file of await bundleTests(root, files)) mocha.addFile(file);
	await mocha.loadFilesAsync();
	return new Promise((done) => {
		const runner = mocha.run(() => {
			const { passes = 0, failures = 0 } = runner.stats ?? {};
			done({ passed: passes, failed: failures, skipped });
		});
		const skipped = [];
		runner.on("pending", (test) => skipped.push({ name: test.fullTitle(), reason: "pending" }));
	});
}
