/** `Include`: one file, or all files of a folder whose names fit a pattern (core/configmanager.lua). */
import { type Call, isCall } from "../../syntax/calls.ts";
import type { Chunk, Span } from "../../syntax/tree.ts";
import { toEnd, type Units } from "../../units.ts";
import { argument, callOf, prepareCall } from "../lua/call.ts";
import { LuaError } from "../lua/errors.ts";
import { evaluate } from "../lua/expression.ts";
import type { Frame } from "../lua/frame.ts";
import { type Builtin, builtin, type CallSite } from "../lua/function.ts";
import type { Run } from "../lua/run.ts";
import type { Inclusion } from "../model.ts";
import { unknown, type Value } from "../value.ts";
import { type FileRun, fileOf } from "./file-run.ts";
import type { Loader } from "./loader.ts";
import { folderOf, matchesGlob, resolvePath, splitWildcard } from "./paths.ts";

export const INCLUDE_FUNCTIONS: readonly Builtin[] = ["Include", "include"].map((name) =>
	builtin(name, (args, site) => toEnd(include(args, site))),
);

/** Whether a statement calls something by the name of Include, and does nothing else. */
export function includeIn({ statements }: Chunk): Call | undefined {
	const [statement] = statements;
	if (statements.length !== 1 || statement?.type !== "CallStatement") return undefined;
	const { expression } = statement;
	const isInclude =
		isCall(expression) && expression.base.type === "Identifier" && /^[Ii]nclude$/.test(expression.base.name);
	return isInclude ? expression : undefined;
}

/** Runs such a statement; the files it includes are read in units. */
export function* runInclude(run: Run, frame: Frame, node: Call): Units<void> {
	run.step();
	const first = evaluate(run, frame, node.base);
	if (first.type !== "function" || !INCLUDE_FUNCTIONS.some((one) => one === first.callee)) {
		callOf(run, frame, node, first, true);
		return;
	}
	const { values, site } = prepareCall(run, frame, node, first, true);
	run.step();
	yield* include(values, site);
	// As for any function whose result nobody knows.
	run.doubt();
}

function* include(args: readonly Value[], site: CallSite): Units<readonly Value[]> {
	const file = fileOf(site);
	const value = argument(args, 0, site);
	const path = pathOf(value, site);
	if (path === undefined) note(file, site, { outcome: "unseen", wildcard: false, files: [] }, site.span.text);
	else if (/[*?]/.test(path)) yield* wildcard(file, path, value.span, site);
	else yield* single(file, path, value.span, site);
	return [unknown(site.span, "it is the result of Include")];
}

/** Undefined when the path is not known. */
function pathOf(path: Value, site: CallSite): string | undefined {
	if (path.type === "string") return path.value;
	if (path.type === "unknown") return undefined;
	// Prosody calls a method of the path, in its own code.
	const what =
		path.type === "table" || path.type === "reference"
			? "call a nil value (method 'match')"
			: `index a ${path.type} value (local 'file')`;
	throw new LuaError("lua", path.type === "nil" ? site.span : path.span, `attempt to ${what}`, undefined, null);
}

type Result = Pick<Inclusion, "outcome" | "wildcard" | "files"> &
	Partial<Pick<Inclusion, "path" | "target" | "argument">>;

/** Records an Include; what was not read is unseen. */
function note(file: FileRun, site: CallSite, result: Result, shown: string): void {
	const { run } = file;
	if (run.quiet > 0) return;
	const { section } = file.place;
	const conditional = run.uncertain > 0 || run.indirect > 0;
	file.history.includes.push({ at: site.span, section, conditional, argument: argumentSpan(site), ...result });
	const { outcome } = result;
	if (outcome === "unseen" || outcome === "unreadable" || outcome === "too-deep")
		file.miss({ kind: "include", at: site.span, what: shown });
}

function argumentSpan(site: CallSite): Span | undefined {
	const [node] = site.args;
	return node && site.frame.span(node);
}

function* single(file: FileRun, path: string, at: Span, site: CallSite): Units<void> {
	const target = resolvePath(folderOf(file.location), path);
	if (target !== undefined) yield* file.loader.bring(target);
	const found = target === undefined ? "unseen" : file.loader.include(file, target);
	const common = { path, wildcard: false, target };
	if (typeof found === "object") {
		if (!file.loader.isUnderWay(found)) {
			note(file, site, { ...common, outcome: "read", files: [found.uri] }, path);
			yield* file.loader.enter(file, found, target!);
			return;
		}
		if (file.loader.endsByItself(file, found, target!)) {
			note(file, site, { ...common, outcome: "read", files: [found.uri] }, path);
			return;
		}
	}
	const outcome = typeof found === "object" ? "cycle" : found;
	note(file, site, { ...common, outcome, files: [] }, path);
	raise(file, outcome, path, at);
}

function* wildcard(file: FileRun, path: string, at: Span, site: CallSite): Units<void> {
	const split = splitWildcard(path);
	if (!split) {
		const message = "attempt to perform arithmetic on a nil value (local 'path_pos')";
		throw new LuaError("include", at, message, undefined, null);
	}
	const here = folderOf(file.location);
	const resolved = split.folder === "" ? here : resolvePath(here, split.folder);
	// A pattern in a folder's name is not expanded.
	const target = resolved?.replace(/\/*$/, "/");
	const names = target === undefined ? "unknown" : file.loader.list(target);
	const common = { path, wildcard: true, target };
	if (typeof names === "string") {
		const outcome = names === "unknown" ? "unseen" : names;
		note(file, site, { ...common, outcome, files: [] }, path);
		raise(file, outcome, path, at);
		return;
	}
	const fitting = names.filter((name) => matchesGlob(name, split.glob));
	const found: { uri: string; result: ReturnType<Loader["include"]> }[] = [];
	for (const name of fitting) {
		const uri = resolvePath(target!, name)!;
		yield* file.loader.bring(uri);
		const result = file.loader.include(file, uri);
		const rounds =
			typeof result === "object" && file.loader.isUnderWay(result) && !file.loader.endsByItself(file, result, uri);
		found.push({ uri, result: rounds ? "cycle" : result });
	}
	const read = found.flatMap(({ result }) => (typeof result === "object" ? [result.uri] : []));
	const bad = found.find(({ result }) => typeof result !== "object");
	const outcome = bad ? (bad.result as Exclude<typeof bad.result, object>) : fitting.length > 0 ? "read" : "empty";
	note(file, site, { ...common, outcome, files: read }, path);
	for (const { uri, result } of found) {
		if (typeof result === "object") {
			if (!file.loader.isUnderWay(result)) yield* file.loader.enter(file, result, uri);
		} else raise(file, result, decodeURIComponent(uri.slice(target!.length)), at);
	}
}

/** Prosody refuses the whole configuration, and names no line. */
function raise(file: FileRun, outcome: Inclusion["outcome"], path: string, at: Span): void {
	const { run } = file;
	const reason =
		outcome === "missing"
			? `Error loading included ${path}: No such file or directory`
			: outcome === "unreadable"
				? `Error loading included ${path}: it cannot be read`
				: outcome === "cycle"
					? `Error loading included ${path}: it includes itself`
					: undefined;
	if (reason === undefined) return;
	if (outcome === "cycle" && run.guarded > 0) {
		// Lua gives up somewhere deep inside, and a pcall there may deal with it.
		run.doubt();
		return;
	}
	// Whether others may read a file says nothing about Prosody's own rights.
	if (outcome === "unreadable" && run.guarded === 0) return;
	const error = new LuaError("include", at, reason, path, null);
	// What is included behind it is looked at all the same.
	if (run.guarded > 0 || run.uncertain > 0) throw error;
	file.fail(error);
}
