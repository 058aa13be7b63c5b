/** Files as rules ask about them: what they are told is noted, so that what they said holds until the answer would be another one. */
import { noteLookup } from "../config/host-index.ts";
import type { FileSystem, FileText } from "../file-system.ts";

/** The same files, with a note of every answer where somebody wants to know. */
export function askedFiles(files: FileSystem): FileSystem {
	const asked = <Answer>(what: string, ask: () => Answer, isSame: (a: Answer, b: Answer) => boolean): Answer => {
		const answer = ask();
		noteLookup(what, () => isSame(ask(), answer));
		return answer;
	};
	return {
		exists: (uri) => asked(`exists ${uri}`, () => files.exists(uri), Object.is),
		real: (uri) => asked(`real ${uri}`, () => files.real(uri), Object.is),
		list: (uri) => asked(`list ${uri}`, () => files.list(uri), isSameList),
		read: (uri) => asked(`read ${uri}`, () => files.read(uri), isSameText),
	};
}

function isSameList(a: ReturnType<FileSystem["list"]>, b: ReturnType<FileSystem["list"]>): boolean {
	if (a === b) return true;
	if (typeof a === "string" || typeof b === "string") return false;
	return a.length === b.length && a.every((name, index) => name === b[index]);
}

function isSameText(a: FileText, b: FileText): boolean {
	return a.text === undefined ? b.text === undefined && a.problem === b.problem : a.text === b.text;
}
