import {
	type BigIntStats,
	closeSync,
	constants,
	fchmodSync,
	fchownSync,
	fsyncSync,
	lstatSync,
	openSync,
	readFileSync,
	realpathSync,
	renameSync,
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
	const refuse = (why: string) => new InputError(`${source.path}: not fixed, ${why}.`);
	try {
		// A symbolic link (conf.d pointing into conf.avail) stays one: its target is replaced.
		const path = realpathSync(source.path);
		const before = lstatSync(path, { bigint: true });
		if (!before.isFile()) throw refuse("because it is no file any more");
		if (before.nlink > 1n) throw refuse("because it has another name (a hard link) that would keep the old text");
		// Of what was read, not of what is there by now.
		if (readFileSync(path, "utf8") !== source.text) throw refuse("because it changed while it was being checked");
		const temporary = writeBeside(path, before, text);
		try {
			// The last thing before the new name, so that nothing else fits in between.
			if (realpathSync(source.path) !== path || !isSame(before, lstatSync(path, { bigint: true }))) {
				throw refuse("because it changed while it was being checked");
			}
			renameSync(temporary, path);
		} catch (error) {
			unlinkSync(temporary);
			throw error;
		}
		settle(dirname(path));
	} catch (error) {
		if (error instanceof InputError) throw error;
		throw refuse(`it cannot be written (${(error as NodeJS.ErrnoException).code ?? error})`);
	}
}

/** Nobody has written to a file, put another one in its place, or changed who may read it. */
function isSame(a: BigIntStats, b: BigIntStats): boolean {
	return a.ino === b.ino && a.dev === b.dev && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}

/** The new text in a file of its own, complete on the disk; hidden, so that no Include finds it. */
function writeBeside(path: string, { mode, uid, gid }: BigIntStats, text: string): string {
	const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
	// A new file, that nobody else may read before it has its owner.
	const file = openSync(temporary, "wx", 0o600);
	try {
		try {
			writeFileSync(file, text);
			fchownSync(file, Number(uid), Number(gid));
			fchmodSync(file, Number(mode) & 0o7777);
			fsyncSync(file);
		} finally {
			closeSync(file);
		}
	} catch (error) {
		unlinkSync(temporary);
		throw error;
	}
	return temporary;
}

/** Has the new name written down, too. Where folders cannot be opened, the system does it in its own time. */
function settle(folder: string): void {
	try {
		const file = openSync(folder, constants.O_RDONLY);
		try {
			fsyncSync(file);
		} finally {
			closeSync(file);
		}
	} catch {
		// The file is replaced all the same.
	}
}
