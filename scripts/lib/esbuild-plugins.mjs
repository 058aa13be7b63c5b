/** esbuild plugins for the modules that the build makes: `virtual:catalog` and `virtual:rules`. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { catalogFiles, compileCatalog } from "./catalog.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * The compiled catalog, one JSON text a line: an index, the words of the language, then the entries. What nobody asks about need not be
 * parsed (server/src/catalog/load.ts).
 */
function catalogLines(json) {
	const { modules, language, names } = JSON.parse(json);
	const isServer = ({ kind }) => kind === "server";
	const entries = [...modules.filter(isServer), ...modules.filter((entry) => !isServer(entry))];
	if (!isServer(entries[0] ?? {})) throw new Error("The catalog has no server entry.");
	const index = {
		modules: entries.map(({ name }) => name).join(" "),
		options: entries.map(({ options }) => Object.keys(options).join(" ")),
		reads: Object.fromEntries(entries.flatMap(({ reads }, place) => (reads ? [[place, reads.join(" ")]] : []))),
		families: entries.flatMap(({ services, tasks }, place) => (services || tasks ? [place] : [])),
		names,
	};
	return [index, language, ...entries].map((part) => toAscii(JSON.stringify(part))).join("\n");
}

/** One character beyond Latin-1 would make every character of the text take two bytes of memory. */
function toAscii(json) {
	return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** `import asset from "virtual:catalog"`: the compiled catalog as text, so that it is parsed on first use only. */
export function catalogPlugin(root = ROOT) {
	return {
		name: "catalog",
		setup(build) {
			build.onResolve({ filter: /^virtual:catalog$/ }, () => ({ path: "catalog", namespace: "prosody-catalog" }));
			build.onLoad({ filter: /.*/, namespace: "prosody-catalog" }, () => {
				const { text, watch, errors } = readCatalog(root);
				return { contents: text, errors, loader: "text", ...watch };
			});
		},
	};
}

/** The catalog as text, or what is wrong with its files; and the files to watch, as esbuild wants them. */
export function readCatalog(root) {
	const files = catalogFiles(root);
	const watch = {
		watchFiles: [files.schema, files.language, files.names, ...files.core, ...files.community],
		watchDirs: files.folders,
	};
	try {
		return { text: catalogLines(compileCatalog(root)), watch };
	} catch (error) {
		return { text: "", errors: error.message.split("\n").map((text) => ({ text })), watch };
	}
}

/** The rules on disk, by group, then id. */
export function ruleFiles(root = ROOT) {
	const folder = join(root, "server/src/rules");
	if (!existsSync(folder)) return { folder, folders: [], rules: [] };
	const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
	const groups = readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name)
		.sort(byName);
	const rules = groups.flatMap((group) =>
		readdirSync(join(folder, group))
			.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
			.map((file) => file.slice(0, -3))
			.sort(byName)
			.map((id) => ({ group, id, path: join(folder, group, id + ".ts") })),
	);
	return { folder, folders: groups.map((group) => join(folder, group)), rules };
}

/** `import rules from "virtual:rules"`: every `server/src/rules/<group>/<id>.ts`, found by looking. */
export function rulesPlugin(root = ROOT) {
	return {
		name: "rules",
		setup(build) {
			build.onResolve({ filter: /^virtual:rules$/ }, () => ({ path: "rules", namespace: "prosody-rules" }));
			build.onLoad({ filter: /.*/, namespace: "prosody-rules" }, () => {
				const { folder, folders, rules } = ruleFiles(root);
				const imports = rules.map(({ path }, i) => `import r${i} from ${JSON.stringify(path)};`);
				const items = rules.map(({ group }, i) => `\t{ ...r${i}, group: ${JSON.stringify(group)} },`);
				return {
					contents: [...imports, "export default [", ...items, "];"].join("\n"),
					loader: "js",
					resolveDir: root,
					watchDirs: existsSync(folder) ? [folder, ...folders] : [],
				};
			});
		},
	};
}
