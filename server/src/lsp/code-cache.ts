/**
 * What V8 made of the code, kept for the next start: a third of the time to the first diagnostics of an ordinary file. Only in the folder that
 * the host names for such things (`NODE_COMPILE_CACHE`, as Node has it), and nowhere else; `NODE_DISABLE_COMPILE_CACHE=1` does without.
 */
import {
	closeSync,
	fstatSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { versions } from "node:process";

const NAME = "prosody-language-server";
/** What other versions of the server have left is removed after as many milliseconds: thirty days. */
const OLD = 30 * 24 * 3600 * 1000;

/** Ours, and nobody else can write there. Windows says neither. */
function isOurs({ uid, mode }: { readonly uid: number; readonly mode: number }): boolean {
	return !process.getuid || (uid === process.getuid() && (mode & 0o022) === 0);
}

/** @returns undefined where nothing is to be kept */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
	return env.NODE_DISABLE_COMPILE_CACHE ? undefined : env.NODE_COMPILE_CACHE || undefined;
}

export class CodeCache {
	readonly #name: string;

	/** @param id another one for every other code */
	constructor(
		readonly folder: string,
		id: string,
	) {
		this.#name = `${NAME}-${id}-${versions.v8}-${process.arch}.bin`;
	}

	/** What was kept, if it is there and nobody else can have put it there: it is code that will run. */
	read(): Buffer | undefined {
		let file: number | undefined;
		try {
			file = openSync(join(this.folder, this.#name), "r");
			return isOurs(fstatSync(file)) ? readFileSync(file) : undefined;
		} catch {
			return undefined;
		} finally {
			if (file !== undefined) closeSync(file);
		}
	}

	/** Keeps it, as a whole or not at all; where that is not possible, the next start takes its time. */
	write(data: Buffer): void {
		const temporary = join(this.folder, `${this.#name}.${process.pid}`);
		try {
			mkdirSync(this.folder, { recursive: true, mode: 0o700 });
			writeFileSync(temporary, data, { mode: 0o600, flag: "wx" });
			renameSync(temporary, join(this.folder, this.#name));
			this.#removeOld();
		} catch {
			remove(temporary);
		}
	}

	#removeOld(): void {
		for (const name of readdirSync(this.folder)) {
			const file = join(this.folder, name);
			const isOther = name.startsWith(`${NAME}-`) && name !== this.#name;
			if (isOther && Date.now() - statSync(file).mtimeMs > OLD) remove(file);
		}
	}
}

function remove(file: string): void {
	try {
		rmSync(file, { force: true });
	} catch {
		// It was never there.
	}
}
