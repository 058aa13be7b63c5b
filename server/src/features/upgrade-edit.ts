/** An upgrade as an LSP edit: one thing to agree to for each migration, which is what VS Code shows as a preview. */
import type { ChangeAnnotation, WorkspaceEdit } from "vscode-languageserver-types";
import { t } from "../l10n.ts";
import type { ClientSupport } from "./support.ts";
import type { Migration, Upgrade, UpgradeChange, UpgradeNote } from "./upgrade.ts";
import { type VersionedSnapshot, workspaceEdit } from "./workspace-edit.ts";

/**
 * The edit, each change of which names what it is for where the client can show that. Where something needs a look, that is left for the
 * person to tick, and the rest is ticked already; where nothing does, all of it is shown for once.
 */
export function upgradeEdit(
	document: VersionedSnapshot,
	{ changes }: Pick<Upgrade, "changes">,
	support: Pick<ClientSupport, "documentChanges" | "changeAnnotations">,
): WorkspaceEdit {
	const plain = workspaceEdit(document, changes, support);
	if (!plain.documentChanges || !support.changeAnnotations) return plain;
	const annotations = new Annotations(changes);
	const documentChanges = plain.documentChanges.map((one) => {
		if (!("edits" in one)) return one;
		const own = changes.filter(({ file }) => file === one.textDocument.uri);
		const edits = one.edits.map((edit, index) => ({ ...edit, annotationId: annotations.idOf(own[index]!) }));
		return { ...one, edits };
	});
	return { documentChanges, changeAnnotations: annotations.all };
}

class Annotations {
	readonly #ids = new Map<string, string>();
	readonly all: Record<string, ChangeAnnotation> = {};
	readonly #nothingNeedsALook: boolean;

	constructor(changes: readonly UpgradeChange[]) {
		this.#nothingNeedsALook = changes.every(({ migrations }) => migrations.every(({ safe }) => safe));
	}

	/** Changes for the same thing share one. */
	idOf({ migrations }: UpgradeChange): string {
		const label = migrations.map(({ title }) => title).join("; ");
		const description = migrations.map(({ why }) => why).join(" ");
		const needsConfirmation = this.#nothingNeedsALook || !migrations.every(isSafe);
		const key = `${label}\n${description}\n${needsConfirmation}`;
		const id = this.#ids.get(key) ?? `upgrade-${this.#ids.size + 1}`;
		this.#ids.set(key, id);
		this.all[id] = { label, description, needsConfirmation };
		return id;
	}
}

function isSafe({ safe }: Migration): boolean {
	return safe;
}

/** What is left to do, as one text; empty when nothing is. */
export function notesText(notes: readonly UpgradeNote[], document: string): string {
	const place = ({ at }: UpgradeNote) => {
		if (!at) return "";
		const line = t("line {0}", at.line + 1);
		const file = at.file === document ? "" : `${decodeURIComponent(at.file.slice(at.file.lastIndexOf("/") + 1))}, `;
		return ` (${file}${line})`;
	};
	return notes.map((note) => `- ${note.text}${place(note)}`).join("\n");
}
