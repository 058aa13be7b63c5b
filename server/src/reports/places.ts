/** Where something stands: for people, and for programs that open the place. */
import { linesOf } from "../syntax/lines.ts";
import type { Span } from "../syntax/tree.ts";

/** Lines and characters count from zero, characters in UTF-16 units. */
export interface Target {
	readonly uri: string;
	readonly line: number;
	readonly character: number;
}

/** Where a span begins. */
export function targetOf(at: Span): Target {
	const lines = linesOf(at.chunk.tree);
	const line = lines.lineAt(at.start);
	return { uri: at.file, line, character: at.start - lines.start(line) };
}

/** A file's name as seen from the folder of another one: `conf.d/example.org.cfg.lua`; its whole path where it lies elsewhere. */
export function nameFrom(entry: string, uri: string): string {
	const folder = entry.slice(0, entry.lastIndexOf("/") + 1);
	if (folder !== "" && uri.startsWith(folder)) return decoded(uri.slice(folder.length));
	return decoded(uri.replace(/^file:\/\/(?=\/)|^untitled:/, ""));
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
