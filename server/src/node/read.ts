/** Reading a file that may be anything. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/** A configuration is text of some kilobytes; whatever is larger than this is something else. */
export const LARGEST = 16 * 1024 * 1024;

/**
 * The bytes of a regular file that is not too large; undefined for anything else. Nothing is waited for, and it is the opened file
 * that is looked at: what took its place in the meantime does not matter.
 * @param path where it really is: a symbolic link is refused
 */
export function readRegular(path: string): Buffer | undefined {
	const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
	try {
		const stat = fstatSync(file);
		return stat.isFile() && stat.size <= LARGEST ? readAtMost(file, stat.size) : undefined;
	} finally {
		closeSync(file);
	}
}

/** As many bytes as there are, up to a number. */
export function readAtMost(file: number, most: number): Buffer {
	const bytes = Buffer.allocUnsafe(most);
	let length = 0;
	while (length < most) {
		const read = readSync(file, bytes, length, most - length, null);
		if (read === 0) break;
		length += read;
	}
	return bytes.subarray(0, length);
}
