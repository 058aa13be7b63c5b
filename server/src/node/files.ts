import { opendirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FileSystem, FileText } from "../file-system.ts";

/** A configuration is text of some kilobytes; whatever is larger than this is something else. */
const LARGEST = 16 * 1024 * 1024;

/** The files of this machine, for the doors that run on Node. */
export const localFiles: FileSystem = {
	exists(uri) {
		return attempt<boolean | undefined>(uri, (path) => statSync(path) !== undefined, {
			missing: false,
			unreadable: undefined,
			unknown: undefined,
		});
	},
	read(uri) {
		return attempt<FileText>(
			uri,
			(path) => {
				const stat = statSync(path);
				if (!stat.isFile() || stat.size > LARGEST) return { problem: "unreadable" };
				return { text: readFileSync(path, "utf8"), uri };
			},
			{ missing: { problem: "missing" }, unreadable: { problem: "unreadable" }, unknown: { problem: "unknown" } },
		);
	},
	list(uri) {
		return attempt<ReturnType<FileSystem["list"]>>(uri, namesIn, {
			missing: "missing",
			unreadable: "unreadable",
			unknown: "unknown",
		});
	},
};

function attempt<T>(
	uri: string,
	run: (path: string) => T,
	otherwise: Record<"missing" | "unreadable" | "unknown", T>,
): T {
	if (!uri.startsWith("file:")) return otherwise.unknown;
	try {
		return run(fileURLToPath(uri));
	} catch (error) {
		// Only these say "it is not there"; a folder one may not look into says nothing.
		const { code } = error as NodeJS.ErrnoException;
		return code === "ENOENT" || code === "ENOTDIR" ? otherwise.missing : otherwise.unreadable;
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
