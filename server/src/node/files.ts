import { lstatSync, opendirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { FileSystem, FileText } from "../file-system.ts";

/** A configuration is text of some kilobytes; whatever is larger than this is something else. */
const LARGEST = 16 * 1024 * 1024;

type Problem = "missing" | "unreadable" | "unknown";

/** The files of this machine, for the doors that run on Node. */
export class LocalFiles implements FileSystem {
	/** The folder that was resolved last: most files of a configuration share one. */
	#folder?: { readonly path: string; readonly real: string };

	exists(uri: string): boolean | undefined {
		const found = attempt(uri, (path) => statSync(path) !== undefined);
		return found === "missing" ? false : found === true ? true : undefined;
	}

	read(uri: string): FileText {
		const found = attempt(uri, (path): FileText => {
			// A fifo would be waited for, and a device has no end.
			const stat = statSync(path);
			if (!stat.isFile() || stat.size > LARGEST) return { problem: "unreadable" };
			return { text: readFileSync(path, "utf8"), real: pathToFileURL(this.#real(path)).href };
		});
		return typeof found === "string" ? { problem: found } : found;
	}

	real(uri: string): string {
		this.#folder = undefined;
		const found = attempt(uri, (path) => pathToFileURL(this.#real(path)));
		return typeof found === "string" ? uri : found.href;
	}

	list(uri: string): readonly string[] | Problem {
		this.#folder = undefined;
		return attempt(uri, namesIn);
	}

	#real(path: string): string {
		if (lstatSync(path).isSymbolicLink()) return realpathSync.native(path);
		const folder = dirname(path);
		if (this.#folder?.path !== folder) this.#folder = { path: folder, real: realpathSync.native(folder) };
		return join(this.#folder.real, basename(path));
	}
}

function attempt<T>(uri: string, run: (path: string) => T): T | Problem {
	if (!uri.startsWith("file:")) return "unknown";
	try {
		return run(fileURLToPath(uri));
	} catch (error) {
		// Only these say "it is not there"; a folder one may not look into says nothing.
		const { code } = error as NodeJS.ErrnoException;
		if (code === "ENOENT" || code === "ENOTDIR") return "missing";
		return code === undefined ? "unknown" : "unreadable";
	}
}

/** In the order of the file system, in which Prosody reads them too (Node's readdir would sort them). */
function namesIn(path: string): string[] {
	const folder = opendirSync(path);
	try {
		const names: string[] = [];
		for (let entry = folder.readSync(); entry; entry = folder.readSync()) names.push(entry.name);
		return names;
	} finally {
		folder.closeSync();
	}
}

export const localFiles: FileSystem = new LocalFiles();
