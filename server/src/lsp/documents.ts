/** The open documents and what is known about each. */
import type { TextDocumentContentChangeEvent, TextDocumentItem } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Snapshot, Workspace } from "../engine.ts";
import type { VersionedSnapshot } from "../features/workspace-edit.ts";
import type { Settings } from "../settings.ts";

type MakeSnapshot = new (
	uri: string,
	text: string,
	settings: Settings,
	previous: undefined,
	workspace: Workspace,
) => Snapshot;

/** A version of a document with everything known about it. */
export interface Analysed extends VersionedSnapshot {
	/** Another one for every version and every change of settings, over the life of the server. */
	readonly id: number;
}

let ids = 0;

export class OpenDocument {
	#text: TextDocument;
	#analysed?: Analysed;
	/** The version that the workspace knows. */
	#synced?: number;
	/** The state of the workspace the analysis was made in. */
	#revision = -1;

	constructor({ uri, languageId, version, text }: TextDocumentItem) {
		this.#text = TextDocument.create(uri, languageId, version, text);
	}

	get uri(): string {
		return this.#text.uri;
	}
	get version(): number {
		return this.#text.version;
	}

	change(changes: TextDocumentContentChangeEvent[], version: number): void {
		this.#text = TextDocument.update(this.#text, changes, version);
	}

	/** Lets the workspace know the text as it is now; other documents may be looked at in its light. */
	sync(workspace: Workspace): void {
		if (this.#synced === this.version) return;
		workspace.setText(this.uri, this.#text.getText());
		this.#synced = this.version;
	}

	/** The document as it is now, in the light of all others. */
	analyse(Make: MakeSnapshot, settings: Settings, workspace: Workspace): Analysed {
		const last = this.#analysed;
		if (last?.version === this.version && last.snapshot.settings === settings) {
			if (this.#revision === workspace.revision || last.snapshot.isCurrent) {
				this.#revision = workspace.revision;
				return last;
			}
		}
		const snapshot = new Make(this.uri, this.#text.getText(), settings, undefined, workspace);
		this.#analysed = { snapshot, version: this.version, id: ++ids };
		this.#synced = this.version;
		this.#revision = workspace.revision;
		return this.#analysed;
	}

	/** True when what was last said of it may not hold any more. */
	isOutdated(workspace: Workspace): boolean {
		const last = this.#analysed;
		return last !== undefined && this.#revision !== workspace.revision && !last.snapshot.isCurrent;
	}
}

export class OpenDocuments {
	readonly #open = new Map<string, OpenDocument>();

	open(item: TextDocumentItem): OpenDocument {
		const document = new OpenDocument(item);
		this.#open.set(item.uri, document);
		return document;
	}
	close(uri: string): void {
		this.#open.delete(uri);
	}
	get(uri: string): OpenDocument | undefined {
		return this.#open.get(uri);
	}
	all(): OpenDocument[] {
		return [...this.#open.values()];
	}
}
