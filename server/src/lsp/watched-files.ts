/** Changes on disk: the client watches the folders that the configurations of open documents read from. */
import {
	type Connection,
	DidChangeWatchedFilesNotification,
	type Disposable,
	FileChangeType,
	type FileEvent,
	type FileSystemWatcher,
	type InitializeParams,
} from "vscode-languageserver";
import type { Workspace } from "../engine.ts";
import { watchesFiles } from "./capabilities.ts";

export class WatchedFiles {
	readonly #watches: boolean;
	readonly #relative: boolean;
	#watched = "";
	#registration?: Promise<Disposable>;

	constructor(
		readonly connection: Connection,
		{ capabilities }: InitializeParams,
	) {
		this.#watches = watchesFiles(capabilities);
		this.#relative = capabilities.workspace?.didChangeWatchedFiles?.relativePatternSupport ?? false;
	}

	/** Asks the client to watch what the workspace reads now. */
	follow(workspace: Workspace): void {
		if (!this.#watches) return;
		const folders = [...workspace.folders].sort();
		const key = folders.join("\n");
		if (key === this.#watched) return;
		this.#watched = key;
		const last = this.#registration;
		const watchers = folders.map((folder) => this.#watcher(folder));
		this.#registration = this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
		this.#registration.catch((error: unknown) =>
			this.connection.console.warn(`workspace/didChangeWatchedFiles: ${String(error)}`),
		);
		// The new one first, so that nothing goes by unseen in between.
		void this.#registration.then(() => last).then((old) => old?.dispose());
	}

	#watcher(folder: string): FileSystemWatcher {
		const baseUri = folder.replace(/\/$/, "");
		if (this.#relative) return { globPattern: { baseUri, pattern: "*" } };
		return { globPattern: `${decodeURIComponent(new URL(folder).pathname)}*` };
	}
}

/** Tells the workspace. @returns whether anything it reads is concerned */
export function apply(workspace: Workspace, events: readonly FileEvent[]): boolean {
	return workspace.changedOnDisk(
		events.map(({ uri, type }) => ({
			uri,
			kind: type === FileChangeType.Created ? "made" : type === FileChangeType.Deleted ? "removed" : "written",
		})),
	);
}
