/** Names of files for options that take a path, as far as the door lets us look. */
import { CompletionItemKind } from "vscode-languageserver-types";
import { folderOf, resolvePath } from "../../config/loader/paths.ts";
import type { FileSystem } from "../../file-system.ts";
import { type Candidate, isPlainText, NOTHING, type Offer, type Request, sortKey } from "./item.ts";

/** At most this many names are offered at once. */
const MOST = 200;
/** At most this many names are looked at to tell folders from files. */
const MOST_LOOKS = 60;
/** What a file of a server is called; anything else may be a folder. */
const FILE = /\.(?:lua|crt|cer|key|pem|csr|log|err|pid|sock|txt|json|html?|ini|conf|cnf|sqlite|db|bak|dpkg-\w+|gz)$/i;
/** Where a relative path is not known to begin, absolute ones are offered only. */
export type Base = string | undefined;

/**
 * The names in the folder that the typed part of a path leads to.
 * @param base a URI in the folder that a relative path starts from
 */
export function fileOffer(request: Request, base: Base): Offer {
	const { snapshot, context, typed, offset } = request;
	const { files } = snapshot;
	const inString = context.word?.kind === "string";
	if (!files || (context.word && !inString)) return NOTHING;
	const slash = typed.lastIndexOf("/") + 1;
	const path = typed.slice(0, slash);
	if (base === undefined && !path.startsWith("/")) return NOTHING;
	const folder = resolvePath(folderOf(base ?? snapshot.uri), path === "" ? "." : path);
	const names = folder === undefined ? "unknown" : namesIn(folder, files);
	if (folder === undefined || typeof names === "string") return NOTHING;
	const wanted = typed.slice(slash);
	const shown = names.filter((name) => isShown(name, wanted)).sort();
	const candidates = shown.slice(0, MOST).map(candidateIn(files, folder));
	const end = inString ? segmentEnd(request) : offset;
	const isPart = inString && (path !== "" || end < context.word!.end);
	return { candidates, incomplete: shown.length > MOST, replaced: isPart ? [offset - wanted.length, end] : undefined };
}

/** A folder out of bounds is not even looked into. */
function namesIn(folder: string, files: FileSystem): ReturnType<FileSystem["list"]> {
	return files.mayList?.(folder) === false ? "unknown" : files.list(folder);
}

/** Hidden files only where a dot is typed. */
function isShown(name: string, wanted: string): boolean {
	return isPlainText(name) && name.startsWith(".") === wanted.startsWith(".") && !name.endsWith("~");
}

function candidateIn(files: FileSystem, folder: string): (name: string) => Candidate {
	let looks = 0;
	return (name) => {
		const uri = FILE.test(name) || looks++ >= MOST_LOOKS ? undefined : resolvePath(folderOf(folder), name);
		const isFolder = uri !== undefined && typeof namesIn(uri, files) !== "string";
		return {
			label: isFolder ? `${name}/` : name,
			kind: isFolder ? CompletionItemKind.Folder : CompletionItemKind.File,
			quoted: true,
			goesOn: isFolder,
			sortText: sortKey(isFolder ? 0 : 1),
		};
	};
}

/** Where the name under the cursor ends, its slash included: what follows it stays. */
function segmentEnd({ snapshot, context, offset }: Request): number {
	const rest = snapshot.text.slice(offset, context.word!.end);
	const slash = rest.indexOf("/");
	return slash < 0 ? context.word!.end : offset + slash + 1;
}
