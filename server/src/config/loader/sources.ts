/** Where a load gets its files from. */
import type { FileSystem, FileText } from "../../file-system.ts";
import { parse } from "../../syntax/index.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Units } from "../../units.ts";

export interface Sources {
	/** The parsed file of a URI. The tree's own URI is the one a person knows the file by. */
	tree(uri: string): SyntaxTree | "missing" | "unreadable" | "unknown";
	/** Reads a file in units, so that {@link tree} has it at hand. */
	bring?(uri: string): Units<void>;
	text(uri: string): FileText;
	list(uri: string): readonly string[] | "missing" | "unreadable" | "unknown";
}

/** Nothing but the entry file can be seen. */
export const NO_SOURCES: Sources = {
	tree: () => "unknown",
	text: () => ({ problem: "unknown" }),
	list: () => "unknown",
};

/** Reads and parses each file anew. */
export function sourcesOf(files: FileSystem): Sources {
	return {
		tree(uri) {
			const found = files.read(uri);
			return found.text === undefined ? found.problem : parse(uri, found.text);
		},
		text: (uri) => files.read(uri),
		list: (uri) => files.list(uri),
	};
}
