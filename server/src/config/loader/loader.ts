/** Loads a configuration from its entry file, as core/configmanager.lua does, without running it. */
import type * as lua from "luaparse";
import type { FileText } from "../../file-system.ts";
import { templateBranches } from "../../syntax/template.ts";
import { type Chunk, rangeOf, type SyntaxTree } from "../../syntax/tree.ts";
import { closeActivation, dropExits, fork, type Outcome } from "../lua/branch.ts";
import { argumentsOf, callExpression, noLabel } from "../lua/call.ts";
import { Exhausted, LuaError, Undecided } from "../lua/errors.ts";
import { evaluate, isCall } from "../lua/expression.ts";
import { type Activation, Frame, Locals } from "../lua/frame.ts";
import type { State } from "../lua/journal.ts";
import { createGlobals } from "../lua/library/globals.ts";
import { NOWHERE } from "../lua/library/nowhere.ts";
import { endOf } from "../lua/operators.ts";
import { Run } from "../lua/run.ts";
import { runBlock } from "../lua/statement.ts";
import { LuaTable } from "../lua/table.ts";
import { keywordInOtherCase } from "../lua-globals.ts";
import type { Inclusion, Section } from "../model.ts";
import type { Home } from "../scope.ts";
import { text, unknown } from "../value.ts";
import type { VersionChoice } from "../version.ts";
import { FileRun, isPlain } from "./file-run.ts";
import { handOut } from "./history.ts";
import { HostTables } from "./hosts.ts";
import type { Sources } from "./sources.ts";

/** Includes inside of Includes. Lua itself gives up at about 190. */
const DEEPEST = 60;
/** How often a file may be under way at once: it may well stop by itself. */
const MOST_REPEATED = 3;
/** Files read in one load, counting each time. */
const MOST_FILES = 50_000;

export class Loader {
	readonly run = new Run();
	readonly home: Home = {};
	readonly hosts = new HostTables(this.home);
	/** Every file read, in the order of reading. */
	readonly files: FileRun[] = [];
	#luaGlobals?: LuaTable;
	#strings = new LuaTable();
	/** Files begun before those in the list, while one of them is read again. */
	#base = 0;
	/** Set when an Include was met that would go on forever. */
	#goesRound = false;
	/** The files being read, outermost first. */
	readonly #stack: string[] = [];

	constructor(
		readonly version: VersionChoice,
		readonly sources: Sources,
	) {}

	get luaGlobals(): LuaTable {
		if (!this.#luaGlobals) {
			this.#luaGlobals = createGlobals();
			const library = this.#luaGlobals.get(text("string", NOWHERE));
			if (library?.type === "table") this.#strings = library.table;
		}
		return this.#luaGlobals;
	}
	/** Lua's table `string` itself, whatever the name stands for by now. */
	get strings(): LuaTable {
		void this.luaGlobals;
		return this.#strings;
	}

	/** Reads the entry file and all it includes. */
	load(tree: SyntaxTree): void {
		this.#read(new FileRun(this, tree, tree.uri, 0));
	}

	/** The file an Include names, or why it is not read. */
	include({ depth }: FileRun, uri: string): SyntaxTree | Exclude<Inclusion["outcome"], "read" | "empty"> {
		const found = this.sources.tree(uri);
		if (typeof found === "string") return found === "unknown" ? "unseen" : found;
		if (this.#stack.filter((one) => one === found.uri).length >= MOST_REPEATED) {
			this.#goesRound = true;
			return "cycle";
		}
		return depth >= DEEPEST || this.files.length >= MOST_FILES ? "too-deep" : found;
	}

	list(uri: string): readonly string[] | "missing" | "unreadable" | "unknown" {
		return this.sources.list(uri);
	}
	readText(uri: string): FileText {
		return this.sources.text(uri);
	}

	/** Whether a file is being read at the moment. */
	isUnderWay({ uri }: SyntaxTree): boolean {
		return this.#stack.includes(uri);
	}

	/** Runs a file inside of itself, which may well come to an end by itself; false when it goes round and round. */
	endsByItself(file: FileRun, tree: SyntaxTree, location: string): boolean {
		const { run } = this;
		const outer = this.#goesRound;
		this.#goesRound = false;
		run.quiet++;
		const read = this.files.length;
		try {
			this.enter(file, tree, location);
			return !this.#goesRound;
		} finally {
			run.quiet--;
			this.files.length = read;
			this.#goesRound ||= outer;
		}
	}

	/** How many files were begun so far; of a file that is read again, as many as when it was read first. */
	get begun(): number {
		return this.#base + this.files.length;
	}

	/** Runs an included file. */
	enter({ depth }: FileRun, tree: SyntaxTree, location: string): void {
		this.#read(new FileRun(this, tree, location, depth + 1));
	}

	/**
	 * Reads one file of the load again, in its place. False when more than that file depends on it: then the load must be done anew,
	 * and this one is of no use any more.
	 */
	reread(index: number): boolean {
		const before = this.files[index];
		const tree = before && this.sources.tree(before.location);
		if (!before || typeof tree !== "object" || !this.#standsForItself(before, index)) return false;
		const { depth, location } = before;
		const tables = before.hosts;
		for (const table of tables) this.hosts.vacate(table);
		const file = new FileRun(this, tree, location, depth);
		const outer = this.files.splice(0);
		this.#base = index;
		try {
			this.#read(file);
			if (this.files.length > 1 || !file.selfContained || this.run.meddled.size > 0 || !isAlone(file)) return false;
		} finally {
			this.files.splice(0, this.files.length, ...outer);
			this.#base = 0;
		}
		this.files[index] = file;
		handOut([file]);
		const all = () => this.files.flatMap(({ history }) => history.sections);
		const { global } = this.hosts;
		global.scope.sections = all().filter(({ scope }) => scope === global.scope);
		if (!isSameSet(namesOf(before), namesOf(file))) this.hosts.sort(all());
		return true;
	}

	/** Whether all that a file does is to set options of hosts that are its own. */
	#standsForItself(file: FileRun, index: number): boolean {
		return (
			index > 0 &&
			file.selfContained &&
			!this.run.meddled.has(file) &&
			!file.perhaps &&
			file.history.includes.length === 0 &&
			isAlone(file)
		);
	}

	#read(file: FileRun): void {
		this.files.push(file);
		this.#stack.push(file.tree.uri);
		try {
			this.run.afresh(() => new Reading(this, file).run());
		} finally {
			this.#stack.pop();
		}
	}
}

function namesOf({ hosts }: FileRun): Set<string> {
	return new Set([...hosts].map(({ name }) => name));
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
	return a.size === b.size && [...a].every((one) => b.has(one));
}

/** Whether a file sets nothing globally, and nobody else says anything of its hosts. */
function isAlone(file: FileRun): boolean {
	const { sections } = file.history;
	const own = new Set<Section>(sections);
	return sections.every(({ scope, assignments }) =>
		scope.kind === "global" ? assignments.length === 0 : scope.sections.every((section) => own.has(section)),
	);
}

/** The statements of one file, one after the other. What fails is noted, and the rest is read all the same. */
class Reading {
	#locals = new Locals();
	readonly #activation: Activation = { exits: [], varargs: [] };

	constructor(
		readonly loader: Loader,
		readonly file: FileRun,
	) {}

	run(): void {
		const { file } = this;
		const branches = isTemplate(file.tree) ? templateBranches(file.tree.text) : [];
		let next = 0;
		try {
			const { chunks } = file.tree;
			for (let at = 0; at < chunks.length; at++) {
				const chunk = chunks[at]!;
				const code = codeStart(chunk);
				while (next < branches.length && branches[next]![1] <= code) next++;
				const uncertain = next < branches.length && branches[next]![0] <= code;
				this.#noteProblems(chunk);
				const outcome = uncertain ? this.#perhaps(chunk) : this.#chunk(chunk);
				if (outcome?.kind === "return") {
					// What stands below is not run, but it must be Lua all the same.
					for (const rest of chunks.slice(at + 1)) this.#noteProblems(rest);
					break;
				}
				if (outcome?.kind === "goto") at = this.#jump(chunk, at, outcome.label);
			}
		} catch (error) {
			dropExits(this.#frame(file.tree.chunks[0]!), 0);
			throw error;
		}
		closeActivation(this.#frame(file.tree.chunks[0]!), [], "the file ends early in some cases");
	}

	/** The chunk before the one a `goto` leads to. A jump back is a loop over statements, which is not followed. */
	#jump(chunk: Chunk, at: number, label: string): number {
		const { chunks } = this.file.tree;
		const isTarget = ({ statements }: Chunk) =>
			statements.some((one) => one.type === "LabelStatement" && one.label.name === label);
		const target = chunks.findIndex(isTarget);
		if (target < 0) this.file.fail(noLabel(this.#frame(chunk), label));
		else if (target <= at)
			this.file.miss({ kind: "dynamic", at: chunk.span([0, chunk.codeEnd]), what: `goto ${label}` });
		return target > at ? target - 1 : at;
	}

	#frame(chunk: Chunk): Frame {
		return new Frame(chunk, this.file, this.#locals, this.#activation, this.file);
	}

	/** A statement that a template may or may not put in. */
	#perhaps(chunk: Chunk): Outcome {
		const { run } = this.loader;
		fork(run, this.#frame(chunk), [() => void this.#chunk(chunk), () => undefined], "a template decides");
		return undefined;
	}

	#noteProblems(chunk: Chunk): void {
		const { file } = this;
		for (const problem of chunk.problems) {
			const at = chunk.span([problem.from, problem.to]);
			if (problem.kind === "template-placeholder") file.miss({ kind: "template", at, what: at.text });
			// Lua accepts a bracket on the next line as a call; what comes of it shows only when it runs.
			else if (problem.kind !== "ambiguous-call") {
				const message = problem.detail.message ?? problem.kind;
				if (this.loader.run.guarded > 0) throw new LuaError("syntax", at, message);
				file.fail({ kind: "syntax", at, message });
			}
		}
		if (chunk.state === "opaque") {
			const at = chunk.span([0, chunk.codeEnd]);
			file.miss({ kind: "opaque", at, what: at.text.split("\n", 1)[0] ?? "" });
			const name = /^\s*([A-Za-z_]\w*)\s*=/.exec(chunk.text)?.[1];
			if (name) {
				const from = chunk.text.indexOf(name);
				const nameSpan = chunk.span([from, from + name.length]);
				const value = unknown(at, "its value could not be read");
				file.assign(name, value, { nameSpan, statement: at, line: at }, "set");
			}
		}
	}

	#chunk(chunk: Chunk): Outcome {
		const { run } = this.loader;
		const frame = this.#frame(chunk);
		const journal = isPlainChunk(chunk) ? undefined : run.begin();
		const { uncertain, indirect, quiet } = run;
		const exits = this.#activation.exits.length;
		try {
			const outcome = runBlock(run, frame, chunk.statements);
			// A way out that may have been taken keeps its own journal open until the end of the file.
			if (journal && this.#activation.exits.length === exits) run.commit(journal);
			this.#locals = frame.locals;
			return outcome;
		} catch (error) {
			dropExits(frame, exits);
			Object.assign(run, { uncertain, indirect, quiet });
			this.#locals = frame.locals;
			if (error instanceof LuaError) {
				if (journal) run.commit(journal);
				// Inside pcall, or in a branch nobody knows to run, the error is dealt with there.
				if (run.guarded > 0 || run.uncertain > 0) throw error;
				this.file.fail(error);
				this.#recover(chunk, frame, error);
				return undefined;
			}
			// JavaScript's own stack ends before Lua's does on twenty thousand sums in a row.
			const tooDeep = error instanceof RangeError;
			if (!(tooDeep || error instanceof Exhausted || error instanceof Undecided)) throw error;
			const reason = tooDeep ? "it is nested too deeply" : error.reason;
			this.#giveUp(chunk, journal, reason);
			for (const statement of chunk.statements) {
				if (statement.type === "AssignmentStatement") this.#assignUnknown(statement, frame, reason);
			}
			return undefined;
		}
	}

	/** What an admin meant by a statement that stops Prosody is known to those who look on: its options count as set. */
	#recover(chunk: Chunk, frame: Frame, error: LuaError): void {
		for (const statement of chunk.statements) {
			try {
				if (statement.type === "AssignmentStatement") this.#assignUnknown(statement, frame);
				else if (statement.type === "LocalStatement") this.#declareUnknown(statement, frame);
				else if (statement.type === "CallStatement" && isCall(statement.expression))
					this.#callAsMeant(statement.expression, frame, error);
			} catch (again) {
				if (!(again instanceof LuaError || again instanceof Exhausted || again instanceof Undecided)) throw again;
			}
		}
		this.#locals = frame.locals;
	}

	#assignUnknown(statement: lua.AssignmentStatement, frame: Frame, reason = "working it out ends in an error"): void {
		statement.variables.forEach((variable, index) => {
			const init = statement.init[index] ?? statement.init.at(-1);
			if (variable.type !== "Identifier" || !init) return;
			const at = frame.span(init);
			const value = unknown(at, reason);
			const owner = frame.locals.find(variable.name);
			if (owner) {
				this.loader.run.write(owner.values, variable.name, value);
				return;
			}
			const nameSpan = frame.span(variable);
			const whole = frame.span([rangeOf(variable)[0], rangeOf(init)[1]]);
			this.file.set(variable.name, value, { nameSpan, statement: whole, line: endOf(whole) });
		});
	}

	#declareUnknown(statement: lua.LocalStatement, frame: Frame): void {
		for (const variable of statement.variables) {
			frame.declare(variable.name, unknown(frame.span(variable), "working it out ends in an error"));
		}
	}

	#callAsMeant(
		node: lua.CallExpression | lua.StringCallExpression | lua.TableCallExpression,
		frame: Frame,
		error: LuaError,
	): void {
		const { base } = node;
		if (base.type === "MemberExpression" && base.indexer === ":" && base.base.type === "Identifier") {
			// `option:append { … }` of an option that is not there.
			const [argument] = argumentsOf(node);
			const name = base.base.name;
			if (error.kind !== "index" || base.identifier.name !== "append" || !argument || frame.locals.find(name)) return;
			const value = evaluate(this.loader.run, frame, argument);
			const place = { nameSpan: frame.span(base.base), statement: frame.span(node), line: frame.span(node) };
			this.file.assign(name, value, place, "append");
			return;
		}
		const meant = error.kind === "call" && error.name && keywordInOtherCase(error.name);
		if (!meant || !/^(?:VirtualHost|Component|Include)$/.test(meant)) return;
		callExpression(this.loader.run, frame, withCallee(node, error.name!, meant), true);
	}

	/** The statement takes too long, or cannot be followed: whatever it touched is not known. */
	#giveUp(chunk: Chunk, journal: State | undefined, reason: string): void {
		const { run } = this.loader;
		const at = chunk.span([rangeOf(chunk.statements[0]!)[0], chunk.codeEnd]);
		if (journal) {
			// Loops and branches that were left in the middle have noted changes of their own.
			run.commit(journal);
			for (const [cells, names] of journal.cells) {
				for (const name of names.keys()) run.write(cells, name, unknown(at, reason));
			}
			for (const table of journal.tables.keys()) {
				run.touch(table, this.file);
				table.blurWith(reason);
			}
		}
		this.file.miss({ kind: "dynamic", at, what: at.text.split("\n", 1)[0] ?? "" });
	}
}

function isPlainChunk(chunk: Chunk): boolean {
	try {
		return isPlain(chunk);
	} catch {
		return false;
	}
}

/** The same call, with the name it begins with written as another one. */
function withCallee<Node extends lua.Expression>(node: Node, name: string, other: string): Node {
	if (node.type === "Identifier") return node.name === name ? { ...node, name: other } : node;
	if (isCall(node)) return { ...node, base: withCallee(node.base, name, other) };
	return node;
}

function isTemplate(tree: SyntaxTree): boolean {
	return tree.chunks.some((chunk) => chunk.problems.some(({ kind }) => kind === "template-placeholder"));
}

/** Where the first statement of a chunk begins, in its file. */
function codeStart(chunk: Chunk): number {
	const [first] = chunk.statements;
	return chunk.start + (first ? rangeOf(first)[0] : chunk.codeEnd);
}
