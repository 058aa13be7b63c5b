import { dumpConfiguration } from "../config/dump.ts";
import { Snapshot } from "../engine.ts";
import type { Options } from "./arguments.ts";
import { readSource, readSources } from "./source.ts";

/** Prints the configuration as Prosody would see it. */
export function dump({ operands, settings }: Options): number {
	const [operand = ""] = operands;
	// One file is one configuration; a folder could stand for several.
	for (const source of operand === "-" ? readSources(operands) : [readSource(operand)]) {
		const snapshot = new Snapshot(source.uri, source.text, settings);
		const locate = ({ start }: { start: number }) => ({ file: source.path, line: snapshot.lines.lineAt(start) + 1 });
		process.stdout.write(`${JSON.stringify(dumpConfiguration(snapshot.config, locate), null, 2)}\n`);
	}
	return 0;
}
