import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Locate } from "../config/dump.ts";
import { nameprep } from "../config/host-name.ts";
import type { Configuration, Scope } from "../config/model.ts";
import { Snapshot } from "../engine.ts";
import { localFiles } from "../node/files.ts";
import { dumpWithOrigins } from "../reports/dump-json.ts";
import { effectiveConfiguration } from "../reports/effective.ts";
import { linesOf } from "../syntax/lines.ts";
import type { Options } from "./arguments.ts";
import { InputError, readSource, readSources, type Source } from "./source.ts";

/** Prints the configuration as Prosody would see it. */
export function dump({ operands, settings, format, host }: Options): number {
	const [operand = ""] = operands;
	// One file is one configuration; a folder could stand for several.
	for (const source of operand === "-" ? readSources(operands) : [readSource(operand)]) {
		const { config, catalog } = new Snapshot(source.uri, source.text, settings, undefined, localFiles);
		const only = host === undefined ? undefined : hostOf(config, host, source);
		const text =
			format === "text"
				? effectiveConfiguration(config, catalog, { hosts: only && [only] }).text
				: `${JSON.stringify(dumpWithOrigins(config, locator(config, source), only), null, 2)}\n`;
		process.stdout.write(text);
	}
	return 0;
}

function hostOf(config: Configuration, name: string, { path }: Source): Scope {
	const wanted = nameprep(name);
	const host = config.hosts.find((one) => one.name === wanted);
	if (host) return host;
	const names = config.hosts.slice(0, 10).map((one) => one.name);
	const more = config.hosts.length > names.length ? ", …" : "";
	throw new InputError(`${path}: there is no host ${name} (${names.join(", ") || "there is none at all"}${more}).`);
}

/** Files as they were named on the command line; those that they include, in the same manner. */
function locator({ trees }: Configuration, source: Source): Locate {
	const byUri = new Map(trees.map((tree) => [tree.uri, { lines: linesOf(tree), path: pathOf(tree.uri, source) }]));
	return ({ file, start }) => {
		const known = byUri.get(file);
		return { file: known?.path ?? pathOf(file, source), line: (known?.lines.lineAt(start) ?? 0) + 1 };
	};
}

function pathOf(uri: string, { uri: own, path }: Source): string {
	if (uri === own) return path;
	if (!uri.startsWith("file:")) return uri;
	const file = fileURLToPath(uri);
	return path === resolve(path) ? file : relative("", file);
}
