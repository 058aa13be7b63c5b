/** Runs what was built and tells what it did to the machine. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

export const CLI = resolve(process.env.PROSODY_LINT ?? "dist/prosody-lint.js");
const TRACER = resolve("test/security/trace.cjs");

export interface Deed {
	readonly kind: "file" | "process" | "network";
	/** The function that was called. */
	readonly name: string;
	/** The path, or what else was touched. */
	readonly what: string;
}

/** For the environment of a process: it writes its deeds to the file. */
export function tracing(file: string): Record<string, string> {
	return { NODE_OPTIONS: `--require ${TRACER}`, TRACE: file };
}

export function readDeeds(file: string): Deed[] {
	const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
	rmSync(file);
	return lines.map((line) => JSON.parse(line) as Deed);
}

export interface Traced {
	readonly status: number | null;
	readonly stdout: string;
	readonly stderr: string;
	readonly deeds: readonly Deed[];
}

/** Runs prosody-lint. Nothing it meets may keep it for long. */
export function runTraced(args: readonly string[], cwd: string): Traced {
	assert.ok(existsSync(CLI), `${CLI} is missing; run \`npm run build\` first`);
	const trace = join(cwd, "..", `trace-${process.pid}.txt`);
	const env = { ...process.env, ...tracing(trace) };
	const { status, stdout, stderr, error } = spawnSync(process.execPath, [CLI, ...args], {
		cwd,
		env,
		encoding: "utf8",
		input: "",
		timeout: 30_000,
		killSignal: "SIGKILL",
	});
	assert.equal(error, undefined, `${args.join(" ")} did not end`);
	return { status, stdout, stderr, deeds: readDeeds(trace) };
}

/** Functions that get at what is in a file, or change one. */
const OPENS = /^(?:open(?!dir)|readFile|createReadStream|writeFile|appendFile|copyFile|cp|createWriteStream|truncate)/;
/** What belongs to the program itself, and to Node. */
const OWN = [resolve("node_modules"), resolve("test/security"), resolve(CLI, "..")];

const isOwn = (path: string) => OWN.some((folder) => path === folder || path.startsWith(`${folder}/`));

/** The files that were opened, each once. */
export function opened(deeds: readonly Deed[]): string[] {
	return unique(deeds.filter(({ kind, name }) => kind === "file" && OPENS.test(name)));
}

/** The folders whose names were listed. */
export function listed(deeds: readonly Deed[]): string[] {
	return unique(deeds.filter(({ kind, name }) => kind === "file" && /^(?:opendir|readdir)/.test(name)));
}

/** Everything that was asked about. */
export function touched(deeds: readonly Deed[]): string[] {
	return unique(deeds.filter(({ kind }) => kind === "file"));
}

function unique(deeds: readonly Deed[]): string[] {
	return [...new Set(deeds.map(({ what }) => what).filter((path) => !isOwn(path)))].sort();
}
