/**
 * No edit is lost: whatever an admin types while fixes are asked for, worked out, and chosen, nothing is changed but what a fix was made for.
 * The editor here does what the protocol says: an edit that names another version than the document has is not applied.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { CodeAction, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver-types";
import type { Change } from "../../server/src/edits/change.ts";
import { applyChanges, nonOverlapping } from "../../server/src/edits/index.ts";
import { fixAll, readSettings, Snapshot, Workspace } from "../../server/src/engine.ts";
import { codeActions, resolveCodeAction } from "../../server/src/features/code-actions.ts";
import { FULL_SUPPORT } from "../../server/src/features/support.ts";
import { type VersionedSnapshot, workspaceEdit } from "../../server/src/features/workspace-edit.ts";
import { RULES } from "../../server/src/rules/registry.ts";
import { readPage } from "../rules/page.ts";
import { URI } from "./check.ts";

const RUNS = Number(process.env.RUNS ?? 120);
const SETTINGS = readSettings({ profile: "public" });
const EAGER = { ...FULL_SUPPORT, lazyActionEdits: false };
const link = () => undefined;

/** Examples of rule pages that have something to put right. */
const EXAMPLES = RULES.flatMap(({ group, id }) =>
	readPage(readFileSync(join(process.cwd(), "server/src/rules", group, `${id}.md`), "utf8"))
		.filter(({ kind, text }) => kind === "bad" && text.length < 800)
		.map(({ text }) => text),
);

const document = fc
	.array(fc.constantFrom(...EXAMPLES), { minLength: 1, maxLength: 4 })
	.map((parts) => parts.join("\n"));
/** Where (of a thousand), how much is taken out, what is put in. */
const typed = fc.tuple(
	fc.nat(1000),
	fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(5)),
	fc.constantFrom("x", "\n", '"', "}", "-- a note\n", 'VirtualHost "typed.example.org"\n', "\ud83d\ude00", ", ", "{"),
);

/** The editor's side: the text as the admin sees it. */
class Editor {
	document: TextDocument;

	constructor(text: string) {
		this.document = TextDocument.create(URI, "prosody", 1, text);
	}

	get text(): string {
		return this.document.getText();
	}

	type([place, remove, insert]: readonly [number, number, string]): void {
		const start = Math.floor((this.text.length * place) / 1000);
		const range = { start: this.document.positionAt(start), end: this.document.positionAt(start + remove) };
		this.document = TextDocument.update(this.document, [{ range, text: insert }], this.document.version + 1);
	}

	/** As the protocol has it: all of it or nothing, and only for the version it names. */
	apply(edit: WorkspaceEdit): boolean {
		const edits = editsOf(edit);
		if (edits.some(({ textDocument }) => textDocument.version !== this.document.version)) return false;
		for (const one of edits) {
			const text = TextDocument.applyEdits(this.document, one.edits as never);
			this.document = TextDocument.create(URI, "prosody", this.document.version + 1, text);
		}
		return true;
	}
}

/** The parts of an edit; each names the document and its version. */
function editsOf(edit: WorkspaceEdit): TextDocumentEdit[] {
	assert.equal(edit.changes, undefined, "an edit that names no version");
	return (edit.documentChanges ?? []).map((one) => {
		assert.ok("textDocument" in one && one.textDocument.uri === URI);
		return one as TextDocumentEdit;
	});
}

/** The server's side: it hears of what is typed later. */
class Server {
	readonly workspace = new Workspace();
	#now: VersionedSnapshot;

	constructor(editor: Editor) {
		this.#now = this.#look(editor);
	}
	get now(): VersionedSnapshot {
		return this.#now;
	}
	hear(editor: Editor): void {
		this.#now = this.#look(editor);
	}
	#look({ text, document }: Editor): VersionedSnapshot {
		const snapshot = new Snapshot(URI, text, SETTINGS, undefined, this.workspace);
		return { snapshot, version: document.version };
	}
	actions(support: typeof EAGER): CodeAction[] {
		const { snapshot } = this.#now;
		return codeActions(this.#now, 0, snapshot.text.length, { diagnostics: [] }, support, link);
	}
}

type Step =
	| { do: "type"; what: readonly [number, number, string] }
	| { do: "hear" | "ask" | "choose" | "fix all" | "apply" };
const typing: fc.Arbitrary<Step[]> = fc.array(
	typed.map((what) => ({ do: "type", what }) as const),
	{ maxLength: 1 },
);
const perhaps = (step: Step): fc.Arbitrary<Step[]> => fc.constantFrom([step], []);
/** From asking to applying, with keys struck in between, which the server hears of at once, later, or not at all. */
const round: fc.Arbitrary<Step[]> = fc
	.tuple(
		typing,
		perhaps({ do: "hear" }),
		fc.constant<Step[]>([{ do: "ask" }]),
		typing,
		perhaps({ do: "hear" }),
		fc.constantFrom<Step[]>([{ do: "choose" }], [{ do: "choose" }], [{ do: "fix all" }]),
		typing,
		perhaps({ do: "hear" }),
		fc.constant<Step[]>([{ do: "apply" }]),
	)
	.map((parts) => parts.flat());
const steps = fc.array(round, { minLength: 1, maxLength: 3 }).map((rounds) => rounds.flat());

describe("typing while fixes are made", () => {
	it("is never undone: a fix is applied to the very text it was made for, or not at all", function () {
		this.timeout(120_000);
		const seen = { refused: 0, applied: 0, outdated: 0 };
		fc.assert(
			fc.property(document, steps, fc.nat(), (text, all, choice) => {
				const editor = new Editor(text);
				const server = new Server(editor);
				const support = choice % 3 > 0 ? FULL_SUPPORT : EAGER;
				/** What the server worked each fix out from. */
				const madeFrom = new Map<WorkspaceEdit, string>();
				let offered: CodeAction[] = [];
				let offeredFor = server.now;
				let chosen: WorkspaceEdit | undefined;
				const choose = (edit: WorkspaceEdit | undefined, from: VersionedSnapshot) => {
					chosen = edit;
					if (edit) madeFrom.set(edit, from.snapshot.text);
				};
				for (const step of all) {
					if (step.do === "type") editor.type(step.what);
					else if (step.do === "hear") server.hear(editor);
					else if (step.do === "ask") {
						offered = server.actions(support);
						offeredFor = server.now;
					} else if (step.do === "choose") {
						// Those that are worked out later are few among many.
						const later = choice % 2 === 1 ? offered.filter(({ data }) => data) : [];
						const action = (later.length > 0 ? later : offered)[
							(choice >> 1) % Math.max(1, later.length || offered.length)
						];
						const full = action?.data ? resolveCodeAction(action, server.now, support) : action;
						if (action?.data && offeredFor.version !== server.now.version) {
							assert.equal(full, undefined, "worked out for another version than it was offered for");
							seen.outdated++;
						}
						choose(full?.edit, offeredFor);
					} else if (step.do === "fix all") {
						const changes = fixAll(server.now.snapshot);
						choose(changes.length > 0 ? workspaceEdit(server.now, changes, support) : undefined, server.now);
					} else if (chosen) {
						const before = editor.text;
						const applied = editor.apply(chosen);
						seen[applied ? "applied" : "refused"]++;
						assert.equal(before, applied ? madeFrom.get(chosen) : editor.text);
						chosen = undefined;
					}
				}
			}),
			{ numRuns: RUNS },
		);
		assert.ok(Math.min(...Object.values(seen)) > 0, `this proves nothing: ${JSON.stringify(seen)}`);
	});
});

describe("the edit of a fix", () => {
	it("names its version, and does what its changes do", function () {
		this.timeout(120_000);
		fc.assert(
			fc.property(document, fc.nat({ max: 1_000_000 }), (text, version) => {
				const snapshot = new Snapshot(URI, text, SETTINGS);
				const check = (changes: readonly Change[]) => {
					if (changes.length === 0) return;
					const [edit, ...more] = editsOf(workspaceEdit({ snapshot, version }, changes, FULL_SUPPORT));
					assert.deepEqual(more, []);
					assert.equal(edit!.textDocument.version, version);
					// Refuses edits that overlap.
					const applied = TextDocument.applyEdits(TextDocument.create(URI, "", version, text), edit!.edits as never);
					assert.equal(applied, applyChanges(text, changes));
				};
				for (const { fixes } of snapshot.findings) for (const { changes } of fixes) check(changes());
				check(fixAll(snapshot));
				for (const { id } of RULES) check(fixAll(snapshot, ({ rule }) => rule.id === id));
			}),
			{ numRuns: RUNS / 4 },
		);
	});
});

const change: fc.Arbitrary<Change> = fc
	.tuple(fc.nat(12), fc.nat(4), fc.constantFrom("", "x", "yz"), fc.constantFrom("a", "b"))
	.map(([start, length, text, file]) => ({ file, start, end: start + length, text }));
/** The changes of one fix, which do not overlap among themselves. */
const group = fc.array(change, { minLength: 1, maxLength: 3 }).filter((all) => overlaps(all).length === 0);

/** Pairs of changes that touch the same characters, or put something in at the same place. */
function overlaps(all: readonly Change[]): (readonly [Change, Change])[] {
	return all.flatMap((a, index) =>
		all
			.slice(index + 1)
			.filter((b) => a.file === b.file && (a.start === b.start || (a.start < b.end && b.start < a.end)))
			.map((b) => [a, b] as const),
	);
}

describe("fixes that are made together", () => {
	it("never overlap, and each is made wholly or not at all", () => {
		let leftOut = 0;
		fc.assert(
			fc.property(fc.array(group, { maxLength: 8 }), (groups) => {
				const chosen = nonOverlapping(groups);
				assert.deepEqual(overlaps(chosen), []);
				const key = (one: Change) => JSON.stringify(one);
				const keys = new Set(chosen.map(key));
				assert.equal(keys.size, chosen.length, "a change is made twice");
				const whole = groups.filter((changes) => changes.every((one) => keys.has(key(one))));
				leftOut += groups.length - whole.length;
				// Nothing is there that does not belong to a fix that is made as a whole.
				assert.deepEqual(new Set(whole.flatMap((changes) => changes.map(key))), keys);
				if (groups[0]) assert.ok(whole.includes(groups[0]), "who comes first is served");
			}),
			{ numRuns: RUNS * 20 },
		);
		assert.ok(leftOut > 0);
	});

	it("of several findings come to one edit that an editor can apply", function () {
		this.timeout(120_000);
		fc.assert(
			fc.property(document, typed, (text, what) => {
				const editor = new Editor(text);
				editor.type(what);
				const snapshot = new Snapshot(URI, editor.text, SETTINGS);
				const changes = fixAll(snapshot);
				if (changes.length === 0) return;
				assert.deepEqual(overlaps(changes), []);
				const now = { snapshot, version: editor.document.version };
				assert.ok(editor.apply(workspaceEdit(now, changes, FULL_SUPPORT)));
				assert.equal(editor.text, applyChanges(snapshot.text, changes));
				assert.equal(editor.apply(workspaceEdit(now, changes, FULL_SUPPORT)), false, "applied twice");
			}),
			{ numRuns: RUNS },
		);
	});
});
