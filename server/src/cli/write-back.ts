import {
	closeSync,
	fchmodSync,
	fchownSync,
	fsyncSync,
	openSync,
	readFileSync,
	realpathSync,
	renameSync,
	statSync,
	unlinkSync,
	writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { InputError, type Source } from "./source.ts";

/**
 * Replaces a file in one step: the new text is written beside it with the same mode and owner and then takes its name, so that a
 * crash leaves either the old or the new file. Refuses when the file is no longer what was read.
 */
export function writeBack(source: Source, text: string): void {
	// A symbolic link (conf.d pointing into conf.avail) stays one: its target is replaced.
	const path = realpathSync(source.path);
	if (readFileSync(path, "utf8") !== source.text) {
		throw new InputError(`${source.path}: not fixed, because it changed while it was being checked.`);
	}
	const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
	try {
		const { mode, uid, gid } = statSync(path);
		const file = openSync(temporary, "wx", 0o600);
		try {
			writeFileSync(file, text);
			fchownSync(file, uid, gid);
			fchmodSync(file, mode & 0o7777);
			fsyncSync(file);
		} finally {
			closeSync(file);
		}
		renameSync(temporary, path);
	} catch (error) {
		try {
			unlinkSync(temporary);
		} catch {
			// It was never made, or has its final name already.
		}
		throw new InputError(
			`${source.path}: not fixed, it cannot be written (${(error as NodeJS.ErrnoException).code ?? error}).`,
		);
	}
}
