/** The open documents and what is known about each. */
import type { Position, TextDocumentContentChangeEvent, TextDocumentItem } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Snapshot, Workspace } from "../engine.ts";
import type { VersionedSnapshot } from "../features/workspace-edit.ts";
import type { Settings } from "../settings.ts";
import { allSame, type Same, stillSame } from "../syntax/same.ts";
import type { Units } from "../units.ts";
import { has, type Needs } from "./needs.ts";

type MakeSnapshot = new (
	uri: string,
	text: string,
	settings: Settings,
	previous: undefined,
	workspace: Workspace,
) => Snapshot;

/** What a document is looked at with. */
export interface Surroundings {
	readonly Snapshot: MakeSnapshot;
	readonly settings: Settings;
	readonly workspace: Workspace;
}

/** A version of a document with what is known about it. */
export interface Analysed extends VersionedSnapshot {
	/** Another one for every version and every change of settings, over the life of the server. */
	readonly id: number;
}

let ids = 0;

export class OpenDocument {
	#text: TextDocument;
	#analysed?: Analysed;
	/** The work on it, as far as it has come. */
	#work?: Generator<unknown, void>;
	/** The settings of that work. */
	#settings?: Settings;
	/** The version that the workspace knows. */
	#synced?: number;
	/** The version that it is being told, and how far that has come. */
	#telling?: { readonly version: number; readonly work: Units<unknown> };
	/** What is in the text it was told last as it is now. */
	#same?: Same;
	/** The state of the workspace in which that work goes on. */
	#workRevision = -1;
	/** The state of the workspace for which what is known holds. */
	#revision = -1;

	constructor(
		{ uri, languageId, version, text }: TextDocumentItem,
		readonly others: () => readonly OpenDocument[],
	) {
		this.#text = TextDocument.create(uri, languageId, version, text);
	}

	get uri(): string {
		return this.#text.uri;
	}
	get version(): number {
		return this.#text.version;
	}

	change(changes: TextDocumentContentChangeEvent[], version: number): void {
		this.drop();
		for (const change of changes) {
			const placed = inside(this.#text, change);
			this.#same = this.#same && leftAlone(this.#same, this.#text, placed);
			this.#text = TextDocument.update(this.#text, [placed], version);
		}
	}

	/** Whatever is half done is about a text that nobody sees any more. */
	drop(): void {
		this.#work?.return();
		this.#work = undefined;
	}

	/**
	 * One unit of work on the document as it is now, in the light of all others.
	 * @returns what is known, once that is as much as is needed
	 */
	advance(needs: Needs, around: Surroundings): Analysed | undefined {
		const { settings, workspace } = around;
		if (needs !== "tree")
			for (const other of this.others()) if (other !== this && other.#sync(workspace)) return undefined;
		if (this.#workRevision !== workspace.revision || this.#settings !== settings) this.drop();
		this.#settings = settings;
		const known = this.#known(needs, around);
		if (known) return known;
		this.#work ??= this.#units(around);
		const { done } = this.#work.next();
		this.#workRevision = workspace.revision;
		if (done) this.#work = undefined;
		return done ? this.#analysed : this.#known(needs, around);
	}

	/** True when another document or a file on disk changed since it was last looked at. */
	mayBeOutdated({ revision }: Workspace): boolean {
		return this.#analysed !== undefined && this.#revision !== revision;
	}

	#known(needs: Needs, { settings, workspace }: Surroundings): Analysed | undefined {
		const found = this.#analysed;
		if (found?.version !== this.version || found.snapshot.settings !== settings) return undefined;
		if (this.#revision !== workspace.revision && needs !== "tree") return undefined;
		return has(found.snapshot, needs) ? found : undefined;
	}

	*#units({ Snapshot, settings, workspace }: Surroundings): Generator<unknown, void> {
		const former = this.#analysed;
		while (this.#tell(workspace)) yield;
		const snapshot = new Snapshot(this.uri, this.#text.getText(), settings, undefined, workspace);
		const isSame = former?.version === this.version && former.snapshot.settings === settings;
		if (isSame && has(former.snapshot, "findings")) {
			// Only what is around it changed: that may have been of no concern to it.
			for (const unit of snapshot.analyse()) {
				if (has(snapshot, "config")) break;
				yield unit;
			}
			this.#revision = workspace.revision;
			if (former.snapshot.isCurrent) return;
		}
		this.#analysed = { snapshot, version: this.version, id: ++ids };
		this.#revision = workspace.revision;
		yield;
		yield* snapshot.analyse();
	}

	/** Lets the workspace know the text as it is now, as far as one unit gets. @returns false when there was nothing to tell */
	#sync(workspace: Workspace): boolean {
		if (this.#isSynced) return false;
		this.drop();
		this.#tell(workspace);
		return true;
	}

	get #isSynced(): boolean {
		return this.#synced === this.version && !this.#telling;
	}

	/**
	 * Tells the workspace the text. What was begun with an older one is brought to its end: then the next text costs what differs,
	 * and who types while a long file is read for the first time need not stop for it. @returns whether there is more to tell
	 */
	#tell(workspace: Workspace): boolean {
		if (this.#isSynced) return false;
		this.#telling ??= this.#begin(workspace);
		const { version, work } = this.#telling;
		if (!work.next().done) return true;
		this.#telling = undefined;
		this.#synced = version;
		return version !== this.version;
	}

	#begin(workspace: Workspace) {
		const text = this.#text.getText();
		const work = workspace.takeText(this.uri, text, undefined, this.#same);
		this.#same = allSame(text.length);
		return { version: this.version, work };
	}
}

export class OpenDocuments {
	readonly #open = new Map<string, OpenDocument>();

	open(item: TextDocumentItem): OpenDocument {
		this.close(item.uri);
		const document = new OpenDocument(item, this.all);
		this.#open.set(item.uri, document);
		return document;
	}
	close(uri: string): void {
		this.#open.get(uri)?.drop();
		this.#open.delete(uri);
	}
	get(uri: string): OpenDocument | undefined {
		return this.#open.get(uri);
	}
	readonly all = (): OpenDocument[] => [...this.#open.values()];
}

/** What a change leaves as it was; undefined where it brings a whole new text. */
function leftAlone(same: Same, text: TextDocument, change: TextDocumentContentChangeEvent): Same | undefined {
	if (!("range" in change)) return undefined;
	const { start, end } = change.range;
	const [a, b] = [text.offsetAt(start), text.offsetAt(end)];
	// A range that is given backwards is taken the other way round.
	return stillSame(same, Math.min(a, b), Math.max(a, b), text.getText().length);
}

/** The same change with a range inside of the text: the library loses count of the lines where one lies beyond the end. */
function inside(text: TextDocument, change: TextDocumentContentChangeEvent): TextDocumentContentChangeEvent {
	if (!("range" in change)) return change;
	const place = (position: Position) => text.positionAt(text.offsetAt(position));
	return { ...change, range: { start: place(change.range.start), end: place(change.range.end) } };
}
