import { applyChanges } from "../edits/index.ts";
import { type Finding, fixAll, Snapshot } from "../engine.ts";
import { localFiles } from "../node/files.ts";
import { SEVERITIES } from "../settings.ts";
import type { Options } from "./arguments.ts";
import { formatJson } from "./format-json.ts";
import { formatText } from "./format-text.ts";
import { InputError, readSources, type Source } from "./source.ts";
import { writeBack } from "./write-back.ts";

/** One checked file. */
export interface Checked {
	readonly source: Source;
	readonly snapshot: Snapshot;
	readonly findings: readonly Finding[];
}

/** Checks (and with --fix, mends) the files; returns the exit code. */
export function lint(options: Options): number {
	const checked = readSources(options.operands).map((source) => check(source, options));
	process.stdout.write(options.format === "json" ? formatJson(checked) : formatText(checked, options));
	return checked.some(({ findings }) => findings.some((finding) => counts(finding, options))) ? 1 : 0;
}

function check(source: Source, options: Options): Checked {
	let snapshot = new Snapshot(source.uri, source.text, options.settings, undefined, localFiles);
	if (options.fix) {
		const changes = fixAll(snapshot);
		if (changes.length > 0) {
			if (!source.lossless) {
				throw new InputError(
					`${source.path}: not fixed, because it is not valid UTF-8 and writing it back would damage it.`,
				);
			}
			const text = applyChanges(source.text, changes);
			writeBack(source, text);
			snapshot = new Snapshot(source.uri, text, options.settings, snapshot, localFiles);
		}
	}
	for (const { rule, error } of snapshot.failures) {
		process.stderr.write(`prosody-lint: the rule ${rule} broke down on ${source.path}: ${String(error)}\n`);
	}
	return { source, snapshot, findings: snapshot.findings };
}

function counts(finding: Finding, { failOn }: Options): boolean {
	return failOn !== "never" && SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(failOn);
}
