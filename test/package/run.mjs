/** Packs the extension and looks into the .vsix: everything it needs is in it, nothing else is, and it is small. */
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { makePackage } from "../../scripts/package.mjs";

/** Beyond this the package has caught something it should not have. */
const MAX_BYTES = 1_600_000;

/** Runs the checks; returns their counts. */
export async function runPackage() {
	const result = { name: "package", passed: 0, failed: 0, skipped: [], output: "" };
	const check = (title, ok, detail = "") => {
		result[ok ? "passed" : "failed"]++;
		if (!ok) result.output += `${title}: ${detail}\n`;
	};
	const path = makePackage({ quiet: true });
	const names = listZip(path)
		.filter((name) => name.startsWith("extension/"))
		.map((name) => name.slice("extension/".length));
	const manifest = JSON.parse(readFileSync("package.json", "utf8"));
	const needed = [
		manifest.main,
		`${manifest.browser}`,
		"dist/prosody-language-server.js",
		"dist/server.web.js",
		"dist/prosody-lint.js",
		"dist/rules/limits-missing.md",
		"package.nls.json",
		"l10n/bundle.l10n.json",
		...manifest.contributes.grammars.map(({ path }) => path),
		...manifest.contributes.snippets.map(({ path }) => path),
		...manifest.contributes.languages.map(({ configuration }) => configuration),
		...manifest.contributes.jsonValidation.map(({ url }) => url),
	].map((name) => name.replace(/^\.\//, ""));
	for (const name of needed) check(`${name} is in the package`, names.includes(name), "missing");
	const extra = names.filter(
		(name) =>
			!/^(dist|l10n|syntaxes|snippets|schemas|docs\/images)\/|^(package(\.nls)?\.json|[^/]+\.md|LICENSE(\.txt)?)$/i.test(
				name,
			),
	);
	check("nothing else is in the package", extra.length === 0, extra.join(", "));
	const { size } = statSync(path);
	check("the package is small", size <= MAX_BYTES, `${size} bytes`);
	return result;
}

/** The names in a ZIP file, from its central directory (APPNOTE 4.3.12). */
function listZip(path) {
	const bytes = readFileSync(path);
	const end = bytes.lastIndexOf("PK\x05\x06");
	let at = bytes.readUInt32LE(end + 16);
	const names = [];
	for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
		const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
		names.push(bytes.toString("utf8", at + 46, at + 46 + name));
		at += 46 + name + extra + comment;
	}
	return names;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const { passed, failed, output } = await runPackage();
	console.log(`${output}${passed} passed, ${failed} failed`);
	process.exitCode = failed > 0 ? 1 : 0;
}
