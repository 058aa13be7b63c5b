/** One text through everything: parser, configuration, rules, their fixes, and each feature at some places. */
import { MarkupContent, type Range, type TextEdit } from "vscode-languageserver-types";
import { dumpConfiguration, type Json } from "../../server/src/config/dump.ts";
import type { Change } from "../../server/src/edits/change.ts";
import { applyChanges } from "../../server/src/edits/index.ts";
import { type Finding, fixAll, readSettings, Snapshot } from "../../server/src/engine.ts";
import { codeActions, resolveCodeAction } from "../../server/src/features/code-actions.ts";
import { completion, resolveCompletion } from "../../server/src/features/completion.ts";
import { diagnostics } from "../../server/src/features/diagnostics.ts";
import { effectiveDocument } from "../../server/src/features/effective-document.ts";
import { hover } from "../../server/src/features/hover.ts";
import { documentLinks } from "../../server/src/features/links.ts";
import { offsetAt, positionAt } from "../../server/src/features/position.ts";
import { statusOf } from "../../server/src/features/status.ts";
import { type ClientSupport, FULL_SUPPORT } from "../../server/src/features/support.ts";
import { documentSymbols, flatSymbols } from "../../server/src/features/symbols.ts";
import type { Fix } from "../../server/src/rules/rule.ts";
import { linesOf } from "../../server/src/syntax/lines.ts";
import { hold, type Steps, same } from "./promises.ts";

export interface DocumentCase {
	readonly kind: "document";
	readonly uri: string;
	/** A text, or the pieces of a long one with how often each comes. */
	readonly text: string | readonly (readonly [string, number])[];
	readonly settings: unknown;
	/** Where features are asked, in thousandths of the text. */
	readonly places: readonly number[];
	/** What is typed afterwards. */
	readonly edits: readonly Edit[];
}

/** `at` in thousandths of the text. */
export interface Edit {
	readonly at: number;
	readonly remove: number;
	readonly insert: string;
}

const EAGER: ClientSupport = { ...FULL_SUPPORT, lazyActionEdits: false, snippets: false, completionDefaults: false };
/** A client that understands next to nothing. */
const BARE: ClientSupport = {
	...EAGER,
	hoverMarkdown: false,
	completionMarkdown: false,
	documentChanges: false,
	relatedInformation: false,
};
const link = (rule: string) => `https://rules.example/${rule}.md`;
/** Of a text full of mistakes, this many are put right by way of trial. */
const MOST_FIXES = 12;
/** Texts longer than this are not looked at again for every fix and edit. */
const ORDINARY = 50_000;

export function edited(text: string, { at, remove, insert }: Edit): string {
	const from = Math.floor((text.length * Math.min(at, 1000)) / 1000);
	return text.slice(0, from) + insert + text.slice(from + remove);
}

export function textOf({ text }: DocumentCase): string {
	return typeof text === "string" ? text : text.map(([piece, times]) => piece.repeat(times)).join("");
}

export function checkDocument(one: DocumentCase, steps: Steps): void {
	const { uri, settings, places, edits } = one;
	const text = textOf(one);
	const read = readSettings(settings);
	let snapshot = steps.run("parsing", () => new Snapshot(uri, text, read));
	checkTree(snapshot, text);
	checkFindings(snapshot, steps);
	checkFixes(snapshot, steps);
	checkFeatures(snapshot, steps);
	for (const place of places) checkAt(snapshot, Math.floor((text.length * place) / 1000), steps);
	let now = text;
	for (const edit of edits) {
		now = edited(now, edit);
		snapshot = steps.run("parsing again", () => new Snapshot(uri, now, read, snapshot, snapshot.workspace));
		checkTree(snapshot, now);
		checkFindings(snapshot, steps);
		if (text.length <= ORDINARY)
			same(view(snapshot), view(new Snapshot(uri, now, read)), "an edit differs from a fresh look");
	}
}

/** Everything said of a document, as data. */
export function view(snapshot: Snapshot): unknown {
	const { tree } = snapshot;
	return {
		chunks: tree.chunks.map(({ start, text, problems, state }) => ({ start, text, problems, state })),
		findings: snapshot.findings.map(showFinding),
		dump: dump(snapshot),
		symbols: documentSymbols(snapshot),
		status: statusOf(snapshot),
	};
}

function showFinding({ rule, at, message, severity, fixes }: Finding): unknown {
	return [at.file, at.start, at.end, rule.id, severity, message, fixes.map(showFix)];
}

function showFix({ title, safe, changes }: Fix): unknown {
	return [title, safe, changes()];
}

function dump({ config }: Snapshot): Json {
	return dumpConfiguration(config, ({ file, start }) => {
		const tree = config.trees.find(({ uri }) => uri === file);
		return { file, line: tree ? linesOf(tree).lineAt(start) : -1 };
	});
}

function checkTree({ tree }: Snapshot, text: string): void {
	hold(tree.chunks.map((chunk) => chunk.text).join("") === text, "chunks do not cover the text", () => "");
}

function checkFindings(snapshot: Snapshot, steps: Steps): void {
	steps.run("loading", () => snapshot.config);
	const findings = steps.run("rules", () => snapshot.findings);
	for (const { rule, error } of snapshot.failures) {
		const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
		hold(false, `rule ${rule} breaks down`, () => words);
	}
	let last = -1;
	for (const { at, rule, message } of findings) {
		const { start, end } = at;
		const good = start >= last && start <= end && end <= snapshot.text.length && at.file === snapshot.uri;
		hold(good, `a finding of ${rule.id} is out of place`, () => `${at.file} ${start}–${end}: ${message}`);
		hold(message.trim() !== "", `a finding of ${rule.id} says nothing`, () => `${start}–${end}`);
		last = start;
	}
}

/** Changes inside the text that do not overlap. */
export function checkChanges(changes: readonly Change[], snapshot: Snapshot, check: string): void {
	const own = changes.filter(({ file }) => file === snapshot.uri).sort((a, b) => a.start - b.start || a.end - b.end);
	let last = 0;
	for (const { start, end } of own) {
		const good = start >= last && end >= start && end <= snapshot.text.length;
		hold(good, `${check} changes what is not there, or one place twice`, () => JSON.stringify(own));
		last = end;
	}
}

const problemsOf = ({ tree }: Snapshot) => tree.chunks.reduce((sum, chunk) => sum + chunk.problems.length, 0);

function checkFixes(snapshot: Snapshot, steps: Steps): void {
	const { uri, text, settings } = snapshot;
	const fixes = snapshot.findings.flatMap(({ rule, fixes }) => fixes.map((fix) => ({ rule: rule.id, fix })));
	const every = Math.ceil(fixes.length / MOST_FIXES);
	for (const { rule, fix } of fixes.filter((_, index) => index % every === 0)) {
		const changes = steps.run(`a fix of ${rule}`, () => fix.changes());
		checkChanges(changes, snapshot, `a fix of ${rule}`);
		hold(fix.title !== "", `a fix of ${rule} has no title`, () => "");
		if (changes.length === 0 || text.length > ORDINARY) continue;
		if (changes.some(({ file }) => file !== uri)) continue;
		const after = new Snapshot(uri, applyChanges(text, changes), settings);
		// A file with mistakes in it may be read otherwise once one of them is gone.
		if (problemsOf(snapshot) > 0) continue;
		hold(problemsOf(after) === 0, `a fix of ${rule} breaks the file`, () => `${fix.title}\n${after.text}`);
	}
	const all = steps.run("fix all", () => fixAll(snapshot));
	checkChanges(all, snapshot, "fix all");
	if (all.length === 0 || text.length > ORDINARY) return;
	const after = new Snapshot(uri, applyChanges(text, all), settings);
	hold(problemsOf(after) <= problemsOf(snapshot), "fix all breaks the file", () => after.text);
	same(fixAll(after), [], "fix all has something left to do");
}

function checkFeatures(snapshot: Snapshot, steps: Steps): void {
	for (const { range } of steps.run("diagnostics", () => diagnostics(snapshot, FULL_SUPPORT, link))) {
		checkRange(snapshot, range, "a diagnostic");
	}
	checkSymbols(
		snapshot,
		steps.run("symbols", () => documentSymbols(snapshot)),
	);
	for (const { location } of steps.run("flat symbols", () => flatSymbols(snapshot))) {
		checkRange(snapshot, location.range, "a symbol");
	}
	for (const { range, target } of steps.run("links", () => documentLinks(snapshot, FULL_SUPPORT))) {
		checkRange(snapshot, range, "a link");
		hold(target === undefined || URL.canParse(target), "a link leads nowhere", () => String(target));
	}
	steps.run("status", () => JSON.stringify(statusOf(snapshot)));
}

type Symbols = ReturnType<typeof documentSymbols>;

function checkSymbols(snapshot: Snapshot, symbols: Symbols, inside?: Range): void {
	for (const { name, range, selectionRange, children } of symbols) {
		checkRange(snapshot, range, "a symbol");
		hold(name.trim() !== "", "a symbol has no name", () => JSON.stringify(range));
		hold(contains(range, selectionRange), "a symbol's name is outside of it", () =>
			JSON.stringify([range, selectionRange]),
		);
		hold(!inside || contains(inside, range), "a symbol is outside of its parent", () =>
			JSON.stringify([inside, range]),
		);
		checkSymbols(snapshot, children ?? [], range);
	}
}

function contains(outer: Range, inner: Range): boolean {
	const before = (a: Range["start"], b: Range["start"]) =>
		a.line < b.line || (a.line === b.line && a.character <= b.character);
	return before(outer.start, inner.start) && before(inner.end, outer.end);
}

function checkRange(snapshot: Snapshot, range: Range, check: string): void {
	const { lines, text } = snapshot;
	for (const { line, character } of [range.start, range.end]) {
		const inside = line >= 0 && line < lines.count && character >= 0 && lines.start(line) + character <= text.length;
		hold(inside, `${check} points outside of the text`, () => JSON.stringify(range));
	}
	const ordered = contains(range, { start: range.end, end: range.end });
	hold(ordered, `${check} ends before it begins`, () => JSON.stringify(range));
}

function checkAt(snapshot: Snapshot, offset: number, steps: Steps): void {
	const position = positionAt(snapshot, offset);
	const shown = steps.run("hover", () => hover(snapshot, offset, FULL_SUPPORT));
	if (shown) {
		if (shown.range) checkRange(snapshot, shown.range, "a hover");
		hold(MarkupContent.is(shown.contents), "a hover is not markup", () => JSON.stringify(shown));
	}
	steps.run("hover in plain text", () => hover(snapshot, offset, BARE));
	for (const support of [FULL_SUPPORT, EAGER, BARE]) {
		const { items } = steps.run("completion", () => completion(snapshot, offset, support));
		for (const item of items)
			if (item.textEdit && "range" in item.textEdit) checkCompletion(snapshot, item.textEdit, offset);
		const some = items[offset % Math.max(1, items.length)];
		if (some) steps.run("completion details", () => resolveCompletion(some, snapshot.catalog, support));
	}
	checkActions(snapshot, offset, steps);
	const answer = steps.run("the effective view", () => effectiveDocument(snapshot, { uri: snapshot.uri, position }));
	if (answer.here !== undefined)
		steps.run("the effective view of a host", () =>
			effectiveDocument(snapshot, { uri: snapshot.uri, host: answer.here! }),
		);
}

function checkCompletion(snapshot: Snapshot, { range }: TextEdit, offset: number): void {
	checkRange(snapshot, range, "a completion");
	const around = offsetAt(snapshot, range.start) <= offset && offset <= offsetAt(snapshot, range.end);
	const offEnd = offset > offsetAt(snapshot, positionAt(snapshot, offset));
	hold(around || offEnd, "a completion is not where the cursor is", () => `${offset} ${JSON.stringify(range)}`);
	hold(range.start.line === range.end.line, "a completion goes over several lines", () => JSON.stringify(range));
}

function checkActions(snapshot: Snapshot, offset: number, steps: Steps): void {
	const document = { snapshot, version: 1 };
	const context = { diagnostics: [] };
	const end = Math.min(snapshot.text.length, offset + 40);
	for (const support of [FULL_SUPPORT, EAGER, BARE]) {
		const actions = steps.run("code actions", () => codeActions(document, offset, end, context, support, link));
		for (const action of actions) {
			hold(action.title.trim() !== "", "a code action has no title", () => JSON.stringify(action));
			const { edit } = action.data
				? steps.run("resolving an action", () => resolveCodeAction(action, document, support))!
				: action;
			const edits =
				edit?.changes?.[snapshot.uri] ?? edit?.documentChanges?.flatMap((one) => ("edits" in one ? one.edits : []));
			for (const one of edits ?? []) if ("range" in one) checkRange(snapshot, one.range, "a code action");
		}
	}
}
