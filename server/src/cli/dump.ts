import { dumpConfiguration } from "../config/dump.ts";
import { Snapshot } from "../engine.ts";
import type { Options } from "./arguments.ts";
import { readSources } from "./source.ts";

/** Prints the configuration as Prosody would see it. */
export function dump({ operands, settings }: Options): number {
	for (const source of readSources(operands)) {
		const snapshot = new Snapshot(source.uri, source.text, settings);
		const locate = ({ start }: { start: number }) => ({ file: source.path, line: snapshot.lines.lineAt(start) + 1 });
		process.stdout.write(`${JSON.stringify(dumpConfiguration(snapshot.config, locate), null, 2)}\n`);
	}
	return 0;
}
