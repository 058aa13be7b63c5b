/**
 * `npm run unit [-- FILTER … [--grep TEXT]]`: the tests that need nothing but Node, or those whose path contains a FILTER.
 * `--folder NAME` runs one of the others (oracle needs Debian's Prosody and a build).
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runUnitTests } from "./lib/unit-tests.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { grep: { type: "string" }, folder: { type: "string", multiple: true } },
});
const { failed } = await runUnitTests(root, { folders: values.folder, filters: positionals, grep: values.grep });
process.exitCode = failed > 0 ? 1 : 0;
