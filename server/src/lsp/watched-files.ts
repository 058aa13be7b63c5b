/** Changes on disk: the client watches the folders that the configurations of open documents read from. */
import type { Connection, FileEvent, FileSystemWatcher, InitializeParams } from "vscode-languageserver";
import type { Workspace } from "../engine.ts";
import { watchesFiles } from "./capabilities.ts";
import { register } from "./register.ts";

/** `FileChangeType` of the protocol. */
const CREATED = 1;
const DELETED = 3;

export class WatchedFiles {
	readonly #watches: boolean;
	readonly #relative: boolean;
	#watched = "";
	#takeBack?: () => void;

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
		const last = this.#takeBack;
		const watchers = folders.map((folder) => this.#watcher(folder));
		// The new one first, so that nothing goes by unseen in between.
		this.#takeBack = register(this.connection, "workspace/didChangeWatchedFiles", { watchers }, last);
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
			kind: type === CREATED ? "made" : type === DELETED ? "removed" : "written",
		})),
	);
}
