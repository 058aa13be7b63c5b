/** The comments that silence a finding, as changes to the file. */
import type { Change } from "../edits/change.ts";
import type { Finding, Snapshot } from "../engine.ts";
import { readSuppressions, type Suppression } from "../rules/suppressions.ts";
import { indentText } from "../syntax/chars.ts";
import { isTrivia, Kind } from "../syntax/token.ts";
import { tokenize } from "../syntax/tokens.ts";
import { lineEnd } from "./position.ts";

const MARK = "-- prosody-lint:";

/** Silences a rule on the line of a finding; nothing where no comment can be put. */
export function ignoreOnLine(snapshot: Snapshot, { rule, at }: Finding): Change | undefined {
	const { lines, text, uri } = snapshot;
	const line = lines.lineAt(at.start);
	const existing = suppressions(snapshot).find((one) => one.line === line && one.rules.length > 0);
	if (existing) return addTo(existing, rule.id, uri);
	const start = lines.start(line);
	// In front of a byte order mark there is no room for a comment.
	const first = start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
	if (at.start >= first && !isInsideToken(snapshot, first)) {
		const comment = `${indentText(text, start)}${MARK} disable-next-line ${rule.id}${lineBreak(text)}`;
		return { file: uri, start: first, end: first, text: comment };
	}
	const end = lineEnd(snapshot, line);
	if (at.start < first || isInsideToken(snapshot, end) || hasComment(snapshot, start, end)) return undefined;
	return { file: uri, start: end, end, text: ` ${MARK} disable-line ${rule.id}` };
}

/** Silences a rule in the whole file: in its first line, behind a line that must stay the first. */
export function ignoreInFile(snapshot: Snapshot, rule: string): Change {
	const { text, uri } = snapshot;
	const existing = suppressions(snapshot).find(({ kind, rules }) => kind === "disable-file" && rules.length > 0);
	if (existing) return addTo(existing, rule, uri);
	let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
	const first = text.slice(start, lineEnd(snapshot, 0));
	if (/^#!|-\*-/.test(first) && snapshot.lines.count > 1) start = snapshot.lines.start(1);
	return { file: uri, start, end: start, text: `${MARK} disable-file ${rule}${lineBreak(text)}` };
}

function suppressions(snapshot: Snapshot): Suppression[] {
	return readSuppressions(snapshot.tree, snapshot.lines);
}

function addTo({ rules }: Suppression, rule: string, file: string): Change {
	const end = rules.at(-1)!.at.end;
	return { file, start: end, end, text: `, ${rule}` };
}

/** True where a string or a long comment goes on over the place. */
function isInsideToken(snapshot: Snapshot, offset: number): boolean {
	const chunk = snapshot.tree.chunkAt(offset);
	const at = offset - chunk.start;
	return tokenize(chunk.text).some(({ kind, from, to }) => {
		if (from >= at) return false;
		return at < to || (at === to && (kind === Kind.UnclosedComment || kind === Kind.UnclosedLong));
	});
}

/** True when a comment stands at the end of a line, where another one would only be a part of it. */
function hasComment(snapshot: Snapshot, start: number, end: number): boolean {
	const chunk = snapshot.tree.chunkAt(Math.max(start, end - 1));
	return tokenize(chunk.text).some(
		({ kind, from, to }) => isTrivia(kind) && kind !== Kind.Odd && chunk.start + from < end && chunk.start + to >= end,
	);
}

function lineBreak(text: string): string {
	return /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
}
