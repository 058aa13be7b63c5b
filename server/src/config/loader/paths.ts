/** Paths as Prosody resolves them (util/paths.lua), on URIs. */

/**
 * The URI a path stands for that was written in a file of `folder` (a URI ending in a slash). An absolute path counts from the root.
 * Undefined where that cannot be told.
 */
export function resolvePath(folder: string, path: string): string | undefined {
	if (path.includes("\0")) return undefined;
	try {
		// Half a character beyond the first 65,536 has no encoding.
		const encoded = path
			.split("/")
			.map((segment) => (segment === "." || segment === ".." ? segment : encodeURIComponent(segment)))
			.join("/");
		// Two slashes at the beginning would name another machine.
		return new URL(encoded.replace(/^\/+/, "/"), folder).href;
	} catch {
		return undefined;
	}
}

/** The folder a file lies in, with its slash. */
export function folderOf(uri: string): string {
	return uri.replace(/[^/]*$/, "");
}

/** Taken apart as Include does it: the folder as written, and the pattern in the last place; undefined for a path without one. */
export function splitWildcard(path: string): { folder: string; glob: string } | undefined {
	const match = /[^/]+$/.exec(path);
	return match ? { folder: path.slice(0, Math.max(match.index - 1, 0)), glob: match[0] } : undefined;
}

/** Whether a name fits a pattern: `*` is any run of characters, `?` any one. Hidden files never do. */
export function matchesGlob(name: string, glob: string): boolean {
	if (name.startsWith(".")) return false;
	const [chars, wanted] = [[...name], [...glob]];
	let [at, next] = [0, 0];
	// Where the last star stood, and how far it reached: no other star needs a second look.
	let [star, reached] = [-1, 0];
	while (at < chars.length) {
		if (wanted[next] === "*") {
			star = next++;
			reached = at;
		} else if (wanted[next] === "?" || wanted[next] === chars[at]) {
			next++;
			at++;
		} else if (star >= 0) {
			next = star + 1;
			at = ++reached;
		} else return false;
	}
	while (wanted[next] === "*") next++;
	return next === wanted.length;
}
