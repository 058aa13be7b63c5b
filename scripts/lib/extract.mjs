/** What `npm run catalog:extract` and its tests share: the files of a folder, and the exceptions. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { parse } from "yaml";
import { catalogPlugin } from "./esbuild-plugins.mjs";

/** How deep below a folder files are looked for: mod_x/x/mod_x.lua lies below modules/. */
const DEPTH = 4;
const MOST = 4 * 1024 * 1024;

/** The Lua files below a folder, by their paths with `/`. Throws where the folder cannot be read. */
export function sourceFiles(folder) {
	const places = new Map();
	collect(folder, "", places, DEPTH);
	// Beside an installed Prosody there is the command, which reads options too.
	const command = [join(folder, "prosodyctl"), resolve(folder, "../../bin/prosodyctl")].find((path) =>
		existsSync(path),
	);
	if (command && places.has("core/modulemanager.lua")) places.set("prosodyctl", command);
	return {
		paths: [...places.keys()].sort(),
		read(path) {
			const place = places.get(path);
			if (place === undefined || statSync(place).size > MOST) return undefined;
			return readFileSync(place, "utf8");
		},
	};
}

function collect(folder, prefix, places, depth) {
	for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
		const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
		if (entry.name.startsWith(".")) continue;
		const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && isFolderAt(join(folder, path)));
		if (isFolder) {
			if (depth > 0) collect(folder, path, places, depth - 1);
		} else if (entry.name.endsWith(".lua")) places.set(path, join(folder, path));
	}
}

function isFolderAt(path) {
	return existsSync(path) && statSync(path).isDirectory();
}

/** The differences that are meant, from catalog/facts/exceptions.yaml. */
export function readExceptions(root) {
	return parse(readFileSync(join(root, "catalog/facts/exceptions.yaml"), "utf8"));
}

/** The extractor and the catalog, out of the TypeScript. */
export async function loadExtractor(root) {
	const outfile = join(root, `build/extract-${process.pid}.mjs`);
	await esbuild.build({
		absWorkingDir: root,
		stdin: {
			contents: `export * from "./server/src/catalog/extract/index.ts";
				export { loadCatalog } from "./server/src/catalog/load.ts";`,
			resolveDir: root,
			loader: "ts",
		},
		bundle: true,
		platform: "node",
		format: "esm",
		target: "node20",
		packages: "external",
		outfile,
		logLevel: "warning",
		plugins: [catalogPlugin(root)],
	});
	try {
		return await import(pathToFileURL(outfile).href);
	} finally {
		rmSync(outfile, { force: true });
	}
}
