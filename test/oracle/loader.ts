/** Prosody's own configuration loader, and ours, on the same files. `compare.ts` names the differences. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import {
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { dirname, join, normalize } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { dumpConfiguration, type Json } from "../../server/src/config/dump.ts";
import type { Configuration, LoadWarning } from "../../server/src/config/model.ts";
import type { Series } from "../../server/src/config/version.ts";
import { DEFAULT_SETTINGS, Snapshot } from "../../server/src/engine.ts";
import { localFiles } from "../../server/src/node/files.ts";
import { linesOfText } from "../../server/src/syntax/lines.ts";

/** Path → text, or a symbolic link. */
export type Files = Readonly<Record<string, string | { readonly link: string }>>;

export const ENTRY = "prosody.cfg.lua";

export type JsonObject = { readonly [key: string]: Json };

/** What Prosody makes of a configuration. */
export type Real =
	| {
			readonly hosts: { readonly [host: string]: JsonObject };
			readonly warnings: readonly string[];
			readonly files: readonly string[];
			readonly error?: undefined;
	  }
	/** `limit`: it ran for too long, so that nothing is known. */
	| { readonly error: string; readonly kind: "parser" | "file" | "limit" | "crash" };

/** One process with Prosody's loader in it, which answers path after path. */
export class RealLoader {
	readonly #process: ChildProcessByStdio<Writable, null, Readable>;
	readonly #lines: Interface;
	readonly #noise: string[] = [];
	#waiting?: { answer: (real: Real) => void; fail: (error: Error) => void };

	/** `environment`: all the variables that a configuration sees. */
	constructor(environment: Readonly<Record<string, string>> = {}) {
		const { PATH, PROSODY_SOURCE } = process.env;
		// A string that doubles and doubles ends at this limit, as an error of Lua.
		this.#process = spawn("/bin/sh", ["-c", "ulimit -v 1500000; exec lua5.4 test/oracle/loader.lua"], {
			stdio: ["pipe", "ignore", "pipe"],
			env: { PATH, ...(PROSODY_SOURCE ? { PROSODY_SOURCE } : {}), ...environment },
		});
		this.#lines = createInterface(this.#process.stderr);
		this.#lines.on("line", (line) => {
			if (line.startsWith("answer ")) this.#settle()?.answer(JSON.parse(line.slice("answer ".length)));
			else this.#noise.push(line);
		});
		this.#process.on("exit", (code) =>
			this.#settle()?.fail(new Error(`the loader ended (${code})\n${this.#noise.join("\n")}`)),
		);
		// The end of the process is noticed above.
		this.#process.stdin.on("error", () => {});
	}

	load(path: string): Promise<Real> {
		return new Promise((answer, fail) => {
			if (this.#process.exitCode !== null) return fail(new Error(`the loader ended\n${this.#noise.join("\n")}`));
			const timer = setTimeout(() => this.#process.kill("SIGKILL"), 30_000);
			const settled =
				<T>(then: (value: T) => void) =>
				(value: T) => {
					clearTimeout(timer);
					then(value);
				};
			this.#waiting = { answer: settled(answer), fail: settled(fail) };
			this.#process.stdin.write(`${path}\n`);
		});
	}

	async close(): Promise<void> {
		if (this.#process.exitCode !== null) return;
		const ended = new Promise((done) => this.#process.once("exit", done));
		this.#process.stdin.end();
		await ended;
	}

	#settle() {
		const waiting = this.#waiting;
		this.#waiting = undefined;
		return waiting;
	}
}

/** A folder for configurations. Its path is short: a loader warning about a file with a long one is fatal. */
export class Scratch {
	readonly #folder = mkdtempSync("/tmp/d");
	#count = 0;

	/** Writes the files to a folder of their own; `@ROOT@` in them is that folder. */
	write(files: Files): string {
		const root = join(this.#folder, String(this.#count++));
		for (const [path, content] of Object.entries(files)) {
			const full = join(root, path);
			mkdirSync(dirname(full), { recursive: true });
			if (typeof content === "string") writeFileSync(full, content.replaceAll("@ROOT@", root));
			else symlinkSync(content.link, full);
		}
		return root;
	}

	remove(root = this.#folder): void {
		rmSync(root, { recursive: true, force: true });
	}
}

/** The files below a folder. */
export function readFiles(folder: string, path = ""): Files {
	const result: Record<string, Files[string]> = {};
	for (const name of readdirSync(join(folder, path)).sort()) {
		const below = join(path, name);
		const full = join(folder, below);
		const stat = lstatSync(full);
		if (stat.isSymbolicLink()) result[below] = { link: readlinkSync(full) };
		else if (stat.isDirectory()) Object.assign(result, readFiles(folder, below));
		else result[below] = readFileSync(full, "utf8");
	}
	return result;
}

/** For people: what is in each file. */
export function showFiles(files: Files): string {
	const numbered = (text: string) =>
		text
			.replace(/\n$/, "")
			.split("\n")
			.map((line, index) => `${String(index + 1).padStart(4)}  ${line.replace("\r", "␍")}`)
			.join("\n");
	return Object.entries(files)
		.map(([path, content]) =>
			typeof content === "string" ? `${path}\n${numbered(content)}` : `${path} -> ${content.link}`,
		)
		.join("\n");
}

export interface Place {
	readonly file: string;
	readonly line: number;
}

export interface Warning extends Place {
	readonly kind: LoadWarning["kind"];
	readonly name: string;
	/** It may come or not. */
	readonly conditional?: boolean;
}

/** Our reading of a configuration, in the real one's terms. */
export interface Ours {
	readonly config: Configuration;
	readonly hosts: { readonly [host: string]: { kind?: string; module?: string | null; options: JsonObject } };
	readonly files: readonly string[];
	readonly warnings: readonly Warning[];
	readonly error?: { readonly message: string; readonly kind: string; readonly place?: Place };
}

/** What our model says of the configuration that starts with this file. */
export function ourDump(entryPath: string, series: Series): Ours {
	const uri = pathToFileURL(entryPath).href;
	const settings = { ...DEFAULT_SETTINGS, version: series };
	const { config } = new Snapshot(uri, readFileSync(entryPath, "utf8"), settings, undefined, localFiles);
	const indexes = new Map(config.trees.map((tree) => [tree.uri, linesOfText(tree.text)]));
	const locate = ({ file, start }: { file: string; start: number }): Place => ({
		file: normalize(fileURLToPath(file)),
		line: (indexes.get(file)?.lineAt(start) ?? -1) + 1,
	});
	const dump = dumpConfiguration(config, locate) as unknown as Pick<Ours, "hosts" | "files">;
	const { error } = config;
	return {
		config,
		hosts: dump.hosts,
		files: config.trees.map((tree) => normalize(fileURLToPath(tree.uri))),
		warnings: config.warnings.map((warning) => ({
			kind: warning.kind,
			name: warning.name,
			conditional: warning.conditional ?? false,
			...locate(warning.line ?? warning.at),
		})),
		error: error && {
			message: error.message,
			kind: error.kind,
			place: error.line === null ? undefined : locate(error.line ?? error.at),
		},
	};
}
