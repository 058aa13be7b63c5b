/**
 * How far a session may read on this machine. The folder of a file somebody opened, or the repository it lies in; the folder of the
 * `prosody.cfg.lua` above it; the folders an editor has open. SECURITY.md says so to people.
 */
import { existsSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, resolve, sep } from "node:path";

/** How many folders above a document its entry file may be; the workspace looks as far. */
const HIGHEST = 2;
const ENTRY = "prosody.cfg.lua";
/** Folders that hold things of many kinds: a configuration that lies in one may reach Lua files there, and nothing else. */
const SHARED = new Set([
	...[
		"/",
		"/bin",
		"/boot",
		"/etc",
		"/home",
		"/lib",
		"/media",
		"/mnt",
		"/opt",
		"/private",
		"/private/etc",
		"/private/tmp",
	],
	...[
		"/root",
		"/run",
		"/sbin",
		"/srv",
		"/tmp",
		"/Users",
		"/usr",
		"/usr/etc",
		"/usr/lib",
		"/usr/local",
		"/usr/local/etc",
	],
	...["/usr/local/share", "/usr/share", "/var", "/var/lib", "/var/tmp"],
]);
/** What lies here never changes and holds no secrets; NixOS and Guix keep configurations in it and link to them. */
const STORES = ["/nix/store", "/gnu/store"];
/** No files but windows into the system; or folders that reach over the network as soon as somebody asks about what is in them. */
const SPECIAL = /^\/(?:proc|sys|dev|net|misc|afs)(?:\/|$)/;
/** A file or folder its owner keeps out of sight. Two dots are how Kubernetes names its own. */
const HIDDEN = /^\.(?!\.)/;

export class Bounds {
	/** Really where they are, symbolic links followed. */
	readonly #folders = new Set<string>();
	/** Entry files that there may be, and the folder of each by its name; reading one makes that folder readable. */
	readonly #entries = new Map<string, string>();
	/** Folders somebody opened a file in. */
	readonly #opened = new Set<string>();

	/** Somebody opened this file, which need not exist. */
	opened(path: string): void {
		this.#admitAround(dirname(path));
		const real = realOf(path);
		// An entry file may be a link to where it is kept, with its parts beside it there.
		if (real?.endsWith(".lua")) this.#admitAround(dirname(real));
	}

	/** An editor works on this folder. */
	admit(folder: string): void {
		this.#folders.add(realOf(folder) ?? resolve(folder));
	}

	/** @param real where a file really is */
	mayRead(real: string): boolean {
		const entry = this.#entries.get(real);
		if (entry !== undefined && real.endsWith(".lua")) {
			this.admit(entry);
			this.admit(dirname(real));
			return true;
		}
		if (STORES.some((store) => isBelow(real, store))) return true;
		return this.#mayEnter(real, real.endsWith(".lua"));
	}

	/** @param real where a folder really is */
	mayList(real: string): boolean {
		return this.#mayEnter(join(real, "x.lua"), true);
	}

	#mayEnter(real: string, isLua: boolean): boolean {
		for (let path = real; ; ) {
			const folder = dirname(path);
			// A name on the way from the allowed folder.
			if (folder === path || HIDDEN.test(basename(path))) return false;
			if (this.#folders.has(folder)) return isLua || !isShared(folder);
			path = folder;
		}
	}

	#admitAround(folder: string): void {
		if (this.#opened.has(folder)) return;
		this.#opened.add(folder);
		const real = realOf(folder) ?? resolve(folder);
		this.#folders.add(real);
		const repository = repositoryOf(real);
		if (repository !== undefined) this.#folders.add(repository);
		for (let above = real, steps = 0; steps < HIGHEST; steps++) {
			above = dirname(above);
			this.#entries.set(realOf(join(above, ENTRY)) ?? join(above, ENTRY), above);
		}
	}
}

/** Whether asking about a path can have consequences of its own. */
export function isSpecial(path: string): boolean {
	return SPECIAL.test(path) || path.startsWith("\\\\");
}

/** True for a folder of many people's or programs' things. */
export function isShared(folder: string): boolean {
	return SHARED.has(folder) || folder === home() || folder === dirname(folder);
}

/** The repository a folder lies in; none where that would be everything there is, such as /etc under etckeeper. */
export function repositoryOf(folder: string): string | undefined {
	for (let path = folder; !isShared(path); path = dirname(path)) if (existsSync(join(path, ".git"))) return path;
	return undefined;
}

function isBelow(path: string, folder: string): boolean {
	return path.startsWith(folder + sep);
}

function home(): string {
	try {
		return homedir();
	} catch {
		return sep;
	}
}

function realOf(path: string): string | undefined {
	try {
		return realpathSync.native(path);
	} catch {
		return undefined;
	}
}
