/** Several files that include one another, opened, edited, closed and changed on disk: all is as if it were looked at afresh. */
import { readSettings, Snapshot, Workspace } from "../../server/src/engine.ts";
import { type Edit, edited, view } from "./document.ts";
import { changingFiles } from "./files.ts";
import { Broken, type Steps, same } from "./promises.ts";

export interface WorkspaceCase {
	readonly kind: "workspace";
	readonly settings: unknown;
	/** On disk: path below the folder → text. */
	readonly disk: Readonly<Record<string, string>>;
	readonly steps: readonly WorkspaceStep[];
}

export type WorkspaceStep =
	| { readonly do: "open" | "close" | "look" | "remove"; readonly file: string }
	| ({ readonly do: "edit"; readonly file: string } & Edit)
	| { readonly do: "write"; readonly file: string; readonly text: string }
	/** An editor that watches nothing says no more than that something was saved. */
	| { readonly do: "forget" };

const FOLDER = "file:///etc/prosody/";

export function checkWorkspace({ settings, disk, steps: all }: WorkspaceCase, steps: Steps): void {
	const read = readSettings(settings);
	const files = new Map(Object.entries(disk).map(([path, text]) => [FOLDER + path, text]));
	const kept = new Workspace(changingFiles(files));
	/** Open documents, in the order they were opened. */
	const open = new Map<string, string>();
	const fresh = () => {
		const workspace = new Workspace(changingFiles(files));
		for (const [uri, text] of open) workspace.setText(uri, text);
		return workspace;
	};
	const look = (uri: string): void => {
		const text = open.get(uri)!;
		// An editor hands over the texts of all documents before it asks about one.
		const snapshot = steps.run("looking at a document", () => {
			const made = new Snapshot(uri, text, read, undefined, kept);
			void made.findings;
			return made;
		});
		for (const { rule, error } of snapshot.failures) {
			throw new Broken(`rule ${rule} breaks down`, error instanceof Error ? (error.stack ?? "") : String(error));
		}
		const expected = view(new Snapshot(uri, text, read, undefined, fresh()));
		same(
			steps.run("what is said of it", () => view(snapshot)),
			expected,
			"a kept workspace differs from a fresh one",
		);
	};
	for (const step of all) {
		const uri = "file" in step ? FOLDER + step.file : "";
		const text = open.get(uri);
		switch (step.do) {
			case "open":
				if (text !== undefined) break;
				open.set(uri, files.get(uri) ?? "");
				steps.run("opening", () => kept.setText(uri, open.get(uri)!));
				break;
			case "edit":
				if (text === undefined) break;
				open.set(uri, edited(text, step));
				steps.run("editing", () => kept.setText(uri, open.get(uri)!));
				break;
			case "close":
				open.delete(uri);
				steps.run("closing", () => kept.close(uri));
				break;
			case "write": {
				const kind = files.has(uri) ? "written" : "made";
				files.set(uri, step.text);
				steps.run("a change on disk", () => kept.changedOnDisk([{ uri, kind }]));
				break;
			}
			case "remove":
				if (!files.delete(uri)) break;
				steps.run("a change on disk", () => kept.changedOnDisk([{ uri, kind: "removed" }]));
				break;
			case "forget":
				steps.run("forgetting the disk", () => kept.forgetDisk());
				break;
			case "look":
				if (text !== undefined) look(uri);
		}
	}
	for (const uri of open.keys()) look(uri);
}
