/** Changes as an LSP edit. */
import type { TextEdit, WorkspaceEdit } from "vscode-languageserver-types";
import type { Change } from "../edits/change.ts";
import type { Snapshot } from "../engine.ts";
import { linesOf, linesOfText } from "../syntax/lines.ts";
import { rangeAt, type Text } from "./position.ts";
import type { ClientSupport } from "./support.ts";

/** A snapshot and the version of the document it was made from. */
export interface VersionedSnapshot {
	readonly snapshot: Snapshot;
	readonly version: number;
}

/** The edit that makes the changes, bound to the document version they were computed from where the client can. */
export function workspaceEdit(
	{ snapshot, version }: VersionedSnapshot,
	changes: readonly Change[],
	support: Pick<ClientSupport, "documentChanges">,
): WorkspaceEdit {
	const edits = new Map<string, TextEdit[]>();
	for (const change of changes) {
		const own = edits.get(change.file) ?? [];
		edits.set(change.file, own);
		own.push({ range: rangeAt(textOfFile(snapshot, change.file), change.start, change.end), newText: change.text });
	}
	if (!support.documentChanges) return { changes: Object.fromEntries(edits) };
	return {
		documentChanges: [...edits].map(([uri, own]) => ({
			textDocument: { uri, version: uri === snapshot.uri ? version : null },
			edits: own,
		})),
	};
}

function textOfFile(snapshot: Snapshot, file: string): Text {
	if (file === snapshot.uri) return snapshot;
	const tree = snapshot.config.trees.find(({ uri }) => uri === file);
	return tree ? { text: tree.text, lines: linesOf(tree) } : { text: "", lines: linesOfText("") };
}
