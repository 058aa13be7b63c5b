/** Files that change while a case runs. */
import type { FileSystem } from "../../server/src/file-system.ts";
import { memoryFiles } from "../support/files.ts";

/** The order in which a folder lists its files follows their names, so that it does not depend on what came first. */
export function changingFiles(files: Map<string, string>): FileSystem {
	const now = () => memoryFiles(Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1))));
	return {
		exists: (uri) => now().exists(uri),
		read: (uri) => now().read(uri),
		real: (uri) => uri,
		list: (uri) => now().list(uri),
	};
}
