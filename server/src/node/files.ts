import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FileSystem } from "../file-system.ts";

/** The files of this machine, for the doors that run on Node. */
export const localFiles: FileSystem = {
	exists(uri) {
		if (!uri.startsWith("file:")) return undefined;
		try {
			statSync(fileURLToPath(uri));
			return true;
		} catch (error) {
			// Only these say "it is not there"; a folder one may not look into says nothing.
			const { code } = error as NodeJS.ErrnoException;
			return code === "ENOENT" || code === "ENOTDIR" ? false : undefined;
		}
	},
};
