/** Files that exist only in a test. */
import type { FileSystem } from "../../server/src/file-system.ts";

/**
 * A file system of these files: URI → text. Folders are those the URIs show; names are listed in the order given here,
 * as a real folder has an order of its own. `null` stands for a file that is there and cannot be read.
 */
export function memoryFiles(files: Readonly<Record<string, string | null>>): FileSystem {
	const uris = Object.keys(files);
	const folderOf = (uri: string) => uri.replace(/\/*$/, "/");
	return {
		exists: (uri) => uri in files || uris.some((one) => one.startsWith(folderOf(uri))),
		read(uri) {
			const text = files[uri];
			if (typeof text === "string") return { text, real: uri };
			const there = text === null || uris.some((one) => one.startsWith(folderOf(uri)));
			return { problem: there ? "unreadable" : "missing" };
		},
		real: (uri) => uri,
		list(uri) {
			const folder = folderOf(uri);
			const inside = uris.filter((one) => one.startsWith(folder));
			if (inside.length === 0) return uri in files ? "unreadable" : "missing";
			return [...new Set(inside.map((one) => decodeURIComponent(one.slice(folder.length).split("/")[0]!)))];
		},
	};
}
