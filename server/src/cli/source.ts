/** Reading what is to be checked. */
import { closeSync, openSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { LARGEST, readAtMost, readRegular } from "../node/read.ts";

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
		return isFolder(operand) ? expand(operand).map(readSource) : [readNamed(operand)];
	});
}

function expand(path: string): string[] {
	const names = attempt(path, () => readdirSync(path)).filter(
		(name) => CONFIGURATION.test(name) && !OTHER_TOOLS.test(name),
	);
	const main = names.filter((name) => MAIN.test(name));
	const found = (main.length > 0 ? main : names.sort()).map((name) => join(path, name));
	if (found.length === 0)
		throw new InputError(`${path}: the folder has no prosody.cfg.lua and no other *.cfg.lua file.`);
	return found;
}

/** False also for what is not there. */
export function isFolder(path: string): boolean {
	return attempt(path, () => statSync(path, { throwIfNoEntry: false }))?.isDirectory() ?? false;
}

/** One file, read. Pipes and devices are none, since reading them may never end. */
export function readSource(path: string): Source {
	if (attempt(path, () => statSync(path)).isDirectory()) throw new InputError(`${path}: this is a folder, not a file.`);
	const bytes = attempt(path, () => readRegular(realpathSync(path)));
	if (!bytes) throw tooMuch(path);
	return sourceOf(path, bytes);
}

/** Whoever names a pipe wants it read: `prosody-lint <(generate)`. */
function readNamed(path: string): Source {
	return attempt(path, () => statSync(path)).isFIFO() ? sourceOf(path, readStream(path)) : readSource(path);
}

function sourceOf(path: string, bytes: Buffer): Source {
	return { path, uri: pathToFileURL(resolve(path)).href, ...decode(path, bytes) };
}

function readStandardInput(): Source {
	return { path: "-", uri: "untitled:prosody.cfg.lua", ...decode("standard input", readStream(0)) };
}

/** Something that is read until it ends, or until it is too much. */
function readStream(from: string | 0): Buffer {
	const name = from === 0 ? "standard input" : from;
	const bytes = attempt(name, () => {
		const file = from === 0 ? from : openSync(from, "r");
		try {
			return readAtMost(file, LARGEST + 1);
		} finally {
			if (file !== 0) closeSync(file);
		}
	});
	if (bytes.length > LARGEST) throw tooMuch(name);
	return bytes;
}

function tooMuch(path: string): InputError {
	return new InputError(`${path}: this is no configuration: a device, or more than ${LARGEST / 1024 / 1024} MB.`);
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
