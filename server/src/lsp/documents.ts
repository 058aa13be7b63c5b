/** The open documents and what is known about each. */
import type { TextDocumentContentChangeEvent, TextDocumentItem } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Snapshot } from "../engine.ts";
import type { VersionedSnapshot } from "../features/workspace-edit.ts";
import type { FileSystem } from "../file-system.ts";
import type { Settings } from "../settings.ts";

type MakeSnapshot = new (
	uri: string,
	text: string,
	settings: Settings,
	previous?: Snapshot,
	files?: FileSystem,
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

	/** The document as it is now. Statements that did not change are taken over from the last time. */
	analyse(Make: MakeSnapshot, settings: Settings, files?: FileSystem): Analysed {
		const last = this.#analysed;
		if (last?.version === this.version && last.snapshot.settings === settings) return last;
		const snapshot = new Make(this.uri, this.#text.getText(), settings, last?.snapshot, files);
		this.#analysed = { snapshot, version: this.version, id: ++ids };
		return this.#analysed;
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
