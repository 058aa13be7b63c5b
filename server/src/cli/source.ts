/** Reading what is to be checked. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Something could not be read; the message names it and the reason. */
export class InputError extends Error {}

export interface Source {
	/** As it was named on the command line (or found in a folder that was). */
	readonly path: string;
	readonly uri: string;
	readonly text: string;
	/** False when the bytes are no valid UTF-8: such a file can be checked, but writing it back would damage it. */
	readonly lossless: boolean;
}

/** The main configuration of a folder, or of several when it has no prosody.cfg.lua: what nothing else includes by its place. */
const MAIN = /^prosody\.cfg\.lua$/;
const CONFIGURATION = /\.cfg\.lua$/;
/** Settings of prosody-migrator lie beside the configuration but are none. */
const OTHER_TOOLS = /^migrator\.cfg\.lua$/;

/** The files that the operands stand for, read; throws {@link InputError}. */
export function readSources(operands: readonly string[]): Source[] {
	return operands.flatMap((operand) => {
		if (operand === "-") return [readStandardInput()];
		return expand(operand).map(readSource);
	});
}

function expand(path: string): string[] {
	if (!attempt(path, () => statSync(path)).isDirectory()) return [path];
	const names = attempt(path, () => readdirSync(path)).filter(
		(name) => CONFIGURATION.test(name) && !OTHER_TOOLS.test(name),
	);
	const main = names.filter((name) => MAIN.test(name));
	const found = (main.length > 0 ? main : names.sort()).map((name) => join(path, name));
	if (found.length === 0)
		throw new InputError(`${path}: the folder has no prosody.cfg.lua and no other *.cfg.lua file.`);
	return found;
}

/** One file, read. */
export function readSource(path: string): Source {
	if (attempt(path, () => statSync(path)).isDirectory()) throw new InputError(`${path}: this is a folder, not a file.`);
	const bytes = attempt(path, () => readFileSync(path));
	return { path, uri: pathToFileURL(resolve(path)).href, ...decode(path, bytes) };
}

function readStandardInput(): Source {
	const bytes = attempt("standard input", () => readFileSync(0));
	return { path: "-", uri: "untitled:prosody.cfg.lua", ...decode("standard input", bytes) };
}

function decode(path: string, bytes: Buffer): { text: string; lossless: boolean } {
	if (bytes.includes(0)) throw new InputError(`${path}: this is not a text file (it holds NUL bytes).`);
	const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
	return { text, lossless: Buffer.from(text, "utf8").equals(bytes) };
}

function attempt<Result>(path: string, action: () => Result): Result {
	try {
		return action();
	} catch (error) {
		throw new InputError(`${path}: ${reason(error as NodeJS.ErrnoException)}`);
	}
}

function reason(error: NodeJS.ErrnoException): string {
	switch (error.code) {
		case "ENOENT":
			return "there is no such file.";
		case "EACCES":
		case "EPERM":
			return "you are not allowed to read it.";
		case "ENOTDIR":
			return "a part of the path is a file, not a folder.";
		case "EISDIR":
			return "this is a folder, not a file.";
		default:
			return `it cannot be read (${error.code ?? error.message}).`;
	}
}
