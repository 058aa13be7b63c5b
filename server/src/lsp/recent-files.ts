/** Files as an editor's server asks about them: with every key, and about the same few. */
import type { FileSystem } from "../file-system.ts";

/** So long an answer holds, in milliseconds: nobody installs a module between two keys. */
const HOLDS = 1000;

/** Remembers for a moment what is there. Texts are not remembered here: the workspace keeps them until it hears of a change. */
export class RecentFiles implements FileSystem {
	readonly #exists = new Map<string, boolean | undefined>();
	readonly #lists = new Map<string, ReturnType<FileSystem["list"]>>();
	#since = Number.NEGATIVE_INFINITY;

	/** @param now milliseconds of any clock that does not jump */
	constructor(
		readonly files: FileSystem,
		readonly now: () => number,
	) {}

	forget(): void {
		this.#since = Number.NEGATIVE_INFINITY;
	}

	#fresh(): void {
		const now = this.now();
		if (now - this.#since < HOLDS) return;
		this.#since = now;
		this.#exists.clear();
		this.#lists.clear();
	}

	exists(uri: string): boolean | undefined {
		this.#fresh();
		if (!this.#exists.has(uri)) this.#exists.set(uri, this.files.exists(uri));
		return this.#exists.get(uri);
	}

	list(uri: string): ReturnType<FileSystem["list"]> {
		this.#fresh();
		const known = this.#lists.get(uri) ?? this.files.list(uri);
		this.#lists.set(uri, known);
		return known;
	}

	mayList(uri: string): boolean {
		return this.files.mayList?.(uri) ?? true;
	}

	read(uri: string): ReturnType<FileSystem["read"]> {
		return this.files.read(uri);
	}

	real(uri: string): string {
		return this.files.real(uri);
	}
}
