import { lstatSync, opendirSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { FileSystem, FileText } from "../file-system.ts";
import { Bounds, isSpecial } from "./bounds.ts";
import { LARGEST, readRegular } from "./read.ts";

type Problem = "missing" | "unreadable" | "unknown";

/** More names than this are no folder of configurations. */
const MOST_NAMES = 100_000;
/** What a folder of Prosody's modules holds. */
const MODULE = /^mod_[\w-]+(?:\.lua)?$/;

/**
 * The files of this machine, for the doors that run on Node. What lies within {@link Bounds} is read; of anything else one can only
 * learn whether it is there, and what a folder of modules is made of.
 */
export class LocalFiles implements FileSystem {
	readonly #bounds = new Bounds();
	/** The folder that was resolved last: most files of a configuration share one. */
	#folder?: { readonly path: string; readonly real: string };

	/** An editor works on this folder. */
	admit(uri: string): void {
		attempt(uri, (path) => this.#bounds.admit(path));
	}

	exists(uri: string): boolean | undefined {
		const found = attempt(uri, (path) => statSync(path) !== undefined);
		return found === "missing" ? false : found === true ? true : undefined;
	}

	read(uri: string): FileText {
		const found = attempt(uri, (path): FileText => {
			const stat = lstatSync(path);
			const isLink = stat.isSymbolicLink();
			const real = isLink ? realpathSync.native(path) : this.#real(path);
			if (isSpecial(real) || !isReadable(isLink ? statSync(real) : stat)) return { problem: "unreadable" };
			if (!this.#bounds.mayRead(real)) return { problem: "unknown" };
			const text = readRegular(real)?.toString("utf8");
			return text === undefined ? { problem: "unreadable" } : { text, real: pathToFileURL(real).href };
		});
		return typeof found === "string" ? { problem: found } : found;
	}

	/** Only a person opens files: what lies around this one may be read from now on. */
	real(uri: string): string {
		this.#folder = undefined;
		attempt(uri, (path) => this.#bounds.opened(path));
		const found = attempt(uri, (path) => pathToFileURL(this.#resolve(path)));
		return typeof found === "string" ? uri : found.href;
	}

	mayList(uri: string): boolean {
		return attempt(uri, (path) => this.#bounds.mayList(realpathSync.native(path))) === true;
	}

	list(uri: string): readonly string[] | Problem {
		this.#folder = undefined;
		return attempt(uri, (path) => {
			const real = realpathSync.native(path);
			if (isSpecial(real)) return "unreadable";
			const names = namesIn(real);
			const shown = this.#bounds.mayList(real) || names.length === 0 || names.some((name) => MODULE.test(name));
			return shown && names.length < MOST_NAMES ? names : "unknown";
		});
	}

	#resolve(path: string): string {
		return lstatSync(path).isSymbolicLink() ? realpathSync.native(path) : this.#real(path);
	}

	/** Of something that is no link itself. */
	#real(path: string): string {
		const folder = dirname(path);
		if (this.#folder?.path !== folder) this.#folder = { path: folder, real: realpathSync.native(folder) };
		return join(this.#folder.real, basename(path));
	}
}

/** A fifo would be waited for, and a device has no end. */
function isReadable(stat: Stats): boolean {
	return stat.isFile() && stat.size <= LARGEST;
}

function attempt<T>(uri: string, run: (path: string) => T): T | Problem {
	if (!uri.startsWith("file:")) return "unknown";
	try {
		const path = fileURLToPath(uri);
		return isSpecial(path) ? "unreadable" : run(path);
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
		for (let entry = folder.readSync(); entry && names.length < MOST_NAMES; entry = folder.readSync()) {
			names.push(entry.name);
		}
		return names;
	} finally {
		folder.closeSync();
	}
}

export const localFiles = new LocalFiles();
