/** `npm run l10n`: collects the English texts of the code into l10n/bundle.l10n.json, the source for translators. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { getL10nJson } from "@vscode/l10n-dev";

const root = resolve(fileURLToPath(import.meta.url), "../..");
const OUT = join(root, "l10n/bundle.l10n.json");

/** The texts as JSON text, sorted, so that a change of one shows as one line. */
async function collect() {
	const files = ["client", "server/src"].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true })
			.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
			.map((file) => join(root, folder, file)),
	);
	// The server calls `t` of server/src/l10n.ts; the extractor only knows the module it comes from, as a namespace.
	const sources = files.sort().map((file) => ({
		extension: ".ts",
		contents: readFileSync(file, "utf8")
			.replace(/import \{ t \} from "(?:\.\.?\/)+l10n\.ts"/, 'import * as l10n from "@vscode/l10n"')
			.replace(/(?<![\w.])t\(/g, "l10n.t("),
		name: relative(root, file),
	}));
	const texts = await getL10nJson(sources);
	const sorted = Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
	return `${JSON.stringify(sorted, null, 2)}\n`;
}

const text = await collect();
if (process.argv.includes("--check")) {
	let current = "";
	try {
		current = readFileSync(OUT, "utf8");
	} catch {
		// Missing is out of date as well.
	}
	if (current !== text) {
		console.error("l10n/bundle.l10n.json is out of date: run npm run l10n.");
		process.exitCode = 1;
	}
} else {
	mkdirSync(join(root, "l10n"), { recursive: true });
	writeFileSync(OUT, text);
	console.log(`${Object.keys(JSON.parse(text)).length} texts.`);
}
