/** Loads a configuration from its entry file, as core/configmanager.lua does, without running it. */
import type * as lua from "luaparse";
import type { FileText } from "../../file-system.ts";
import { templateBranches } from "../../syntax/template.ts";
import { type Chunk, rangeOf, type Span, type SyntaxTree } from "../../syntax/tree.ts";
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
import type { Inclusion } from "../model.ts";
import type { Home } from "../scope.ts";
import { text, unknown } from "../value.ts";
import type { VersionChoice } from "../version.ts";
import { FileRun, isPlain } from "./file-run.ts";
import { forget, mayLeave } from "./give-up.ts";
import { handOut } from "./history.ts";
import { HostTables } from "./hosts.ts";
import { beginsPart, Part } from "./part.ts";
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
	/** The parts of every file read, in the order of reading. */
	parts: Part[] = [];
	/** The readings of each file by its names, put together when somebody asks. */
	readonly #files = new Map<string, FileRun[]>();
	#notable?: readonly Part[];
	#luaGlobals?: LuaTable;
	#strings = new LuaTable();
	#begun = 0;
	/** Why what is still to come may never be reached. */
	endless?: string;
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
		this.read(new FileRun(this, tree, tree.uri, 0, this.begun));
	}

	/** The file an Include names, or why it is not read. */
	include({ depth }: FileRun, uri: string): SyntaxTree | Exclude<Inclusion["outcome"], "read" | "empty"> {
		const found = this.sources.tree(uri);
		if (typeof found === "string") return found === "unknown" ? "unseen" : found;
		if (this.#stack.filter((one) => one === found.uri).length >= MOST_REPEATED) {
			this.#goesRound = true;
			return "cycle";
		}
		return depth >= DEEPEST || this.begun >= MOST_FILES ? "too-deep" : found;
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
		const { begun } = this;
		const read = this.parts.length;
		try {
			this.enter(file, tree, location);
			return !this.#goesRound;
		} finally {
			run.quiet--;
			this.parts.length = read;
			this.#begun = begun;
			this.#goesRound ||= outer;
		}
	}

	/** How many files were begun so far; of a file that is read again, as many as when it was read first. */
	get begun(): number {
		return this.#begun;
	}

	/** Runs an included file. */
	enter({ depth }: FileRun, tree: SyntaxTree, location: string): void {
		this.read(new FileRun(this, tree, location, depth + 1, this.begun));
	}

	/** The file goes on with its next part. */
	nextPart(file: FileRun): void {
		file.part = new Part(file, this.begun);
		file.parts.push(file.part);
		this.parts.push(file.part);
	}

	/** Reads a file, or parts of one, again: aside from the list of parts. @returns the parts that come of it */
	aside(begun: number, read: () => void): readonly Part[] {
		const outer = { parts: this.parts, begun: this.#begun };
		this.parts = [];
		this.#begun = begun;
		this.run.renew();
		try {
			read();
			return this.parts;
		} finally {
			this.parts = outer.parts;
			this.#begun = outer.begun;
		}
	}

	/** Puts parts that were read again into the place of others. @param at where in the list */
	replace(at: number, old: readonly Part[], now: readonly Part[]): void {
		this.parts.splice(at, old.length, ...now);
		if ([...old, ...now].some(({ history }) => history.isNotable)) this.#notable = undefined;
		const { scope } = this.hosts.global;
		const { sections } = scope;
		handOut(now);
		// What they have of the global section sets nothing, but it has its place.
		const isGlobal = ({ history }: Part) => history.sections.some((section) => section.scope === scope);
		const hasGlobal = old.some(isGlobal) || now.some(isGlobal);
		const all = () => this.parts.flatMap(({ history }) => history.sections);
		scope.sections = hasGlobal ? all().filter((section) => section.scope === scope) : sections;
		const [before, after] = [old, now].map((parts) => parts.flatMap(namesOf)) as [string[], string[]];
		const sameOrder = before.length === after.length && before.every((name, index) => name === after[index]);
		if (!sameOrder) this.hosts.sort(all());
		const come = now.flatMap(({ hosts }) => [...hosts]).filter((host) => this.hosts.isInUse(host));
		const { uri } = (now[0] ?? old[0])!.file.tree;
		this.hosts.log.add({ file: uri, gone: before, come: come.map((host) => host.scope), sameOrder });
	}

	/** A file was read again from its beginning. */
	replaceFile(old: FileRun, now: FileRun): void {
		for (const files of [this.#files.get(old.tree.uri), this.#files.get(old.location)]) {
			const index = files?.indexOf(old) ?? -1;
			if (files && index >= 0) files[index] = now;
		}
	}

	/** Every reading of a file, for it may be included twice; by the name a person knows it by, or the path an Include gives it. */
	readings(uri: string): readonly FileRun[] {
		if (this.#files.size === 0) {
			for (const file of new Set(this.parts.map((part) => part.file))) {
				for (const name of new Set([file.tree.uri, file.location])) {
					const known = this.#files.get(name);
					if (known) known.push(file);
					else this.#files.set(name, [file]);
				}
			}
		}
		return this.#files.get(uri) ?? [];
	}

	/** The parts in which there is more than sections and warnings; of very many these are few. */
	get notable(): readonly Part[] {
		this.#notable ??= this.parts.filter(({ history }) => history.isNotable);
		return this.#notable;
	}

	/** Reads a file from its beginning. */
	read(file: FileRun): void {
		this.parts.push(file.part);
		this.#begun++;
		this.#stack.push(file.tree.uri);
		try {
			this.run.afresh(() => new Reading(this, file).run());
		} finally {
			this.#stack.pop();
		}
	}
}

function namesOf({ hosts }: Part): string[] {
	return [...hosts].map(({ name }) => name);
}

/** The statements of one file, one after the other. What fails is noted, and the rest is read all the same. */
export class Reading {
	#locals = new Locals();
	readonly #activation: Activation = { exits: [], varargs: [] };
	/** What had changed by each label: a jump back to it is a loop. */
	readonly #labels = new Map<string, State>();
	/** Set when what stands below may not run. */
	#mayStop?: string;
	/** The branches around statements that are read as if they ran. */
	#around = 0;

	constructor(
		readonly loader: Loader,
		readonly file: FileRun,
	) {}

	run(): void {
		const { tree } = this.file;
		const frame = this.#frame(tree.chunks[0]!);
		const branches = isTemplate(tree) ? templateBranches(tree.text) : [];
		if (branches.length > 0) this.file.jumps = true;
		try {
			this.#chunks(0, branches);
		} catch (error) {
			dropExits(frame, 0);
			throw error;
		}
		closeActivation(frame, [], ENDS_EARLY);
		for (const journal of this.#labels.values()) this.loader.run.commit(journal);
	}

	/** Reads the statements from one on. */
	#chunks(from: number, branches: readonly (readonly [number, number])[]): void {
		const { chunks } = this.file.tree;
		let next = 0;
		for (let at = from; at < chunks.length; at++) {
			const chunk = chunks[at]!;
			const code = codeStart(chunk);
			while (next < branches.length && branches[next]![1] <= code) next++;
			const uncertain = next < branches.length && branches[next]![0] <= code;
			this.#nextPart(chunk);
			this.#noteProblems(chunk);
			this.#noteLabels(chunk);
			const outcome = uncertain ? this.#perhaps(chunk) : this.#chunk(chunk);
			if (outcome) this.file.jumps = true;
			if (outcome?.kind === "return") {
				// What stands below is not run, but it must be Lua all the same.
				for (const rest of chunks.slice(at + 1)) this.#noteProblems(rest);
				return;
			}
			if (outcome?.kind === "goto") at = this.#jump(chunk, at, outcome.label);
			const reason = this.#mayStop ?? this.loader.endless;
			if (reason !== undefined && this.loader.run.uncertain === 0) {
				this.#rest(at + 1, branches, reason);
				return;
			}
		}
	}

	/** Reads statements again that an edit of the file concerns. */
	again(chunks: readonly Chunk[]): void {
		for (const chunk of chunks) {
			this.#nextPart(chunk);
			this.#noteProblems(chunk);
			this.#chunk(chunk);
		}
	}

	#nextPart(chunk: Chunk): void {
		const { file, loader } = this;
		const { uncertain, indirect, guarded, quiet } = loader.run;
		const isCertain = uncertain === 0 && indirect === 0 && guarded === 0 && quiet === 0;
		if (!isCertain) file.jumps = true;
		else if (beginsPart(chunk)) loader.nextPart(file);
		file.part.chunks.push(chunk);
		for (const statement of chunk.statements) {
			if (statement.type === "LocalStatement") for (const { name } of statement.variables) file.locals.add(name);
			else if (
				statement.type === "FunctionDeclaration" &&
				statement.isLocal &&
				statement.identifier?.type === "Identifier"
			)
				file.locals.add(statement.identifier.name);
			else if (statement.type === "LabelStatement") file.jumps = true;
		}
	}

	/** Statements that may never be reached, because something above may go on forever or leave the file. */
	#rest(from: number, branches: readonly (readonly [number, number])[], reason: string): void {
		const { run } = this.loader;
		const frame = this.#frame(this.file.tree.chunks[0]!);
		const read = (): Outcome => {
			this.#around = run.uncertain;
			this.#chunks(from, branches);
			closeActivation(frame, [], ENDS_EARLY);
			return undefined;
		};
		fork(run, frame, [read, () => undefined], reason);
	}

	#noteLabels({ statements }: Chunk): void {
		for (const one of statements) {
			if (one.type === "LabelStatement") this.#labels.set(one.label.name, this.loader.run.begin());
		}
	}

	/** The chunk before the one a `goto` leads to. A jump back is a loop over statements, which is not followed. */
	#jump(chunk: Chunk, at: number, label: string): number {
		const { chunks } = this.file.tree;
		const isTarget = ({ statements }: Chunk) =>
			statements.some((one) => one.type === "LabelStatement" && one.label.name === label);
		const target = chunks.findIndex(isTarget);
		if (target < 0) this.file.fail(noLabel(this.#frame(chunk), label));
		else if (target <= at) this.#goRound(chunk, chunks.slice(target, at + 1), label);
		return target > at ? target - 1 : at;
	}

	/** Whatever happened since a label may happen again, and what stands below the jump may never be reached. */
	#goRound(chunk: Chunk, turn: readonly Chunk[], label: string): void {
		const { run } = this.loader;
		const at = chunk.span([0, chunk.codeEnd]);
		const journal = this.#labels.get(label);
		for (const one of turn) forget(this.file, this.#frame(chunk), one, at, GOES_ROUND);
		if (journal) this.#forgetChanges(run.changedSince(journal), at, GOES_ROUND);
		this.file.miss({ kind: "dynamic", at, what: `goto ${label}` });
		this.#stopAt(GOES_ROUND, true);
	}

	/** @param endless whether that goes for the files that include this one, too */
	#stopAt(reason: string, endless: boolean): void {
		this.file.jumps = true;
		this.#mayStop ??= reason;
		if (endless) this.loader.endless ??= reason;
	}

	#frame(chunk: Chunk): Frame {
		return new Frame(chunk, this.file, this.#locals, this.#activation, this.file.part);
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
				if (run.guarded > 0 || run.uncertain > this.#around) throw error;
				if (this.#around > 0) run.mayFail = true;
				else this.file.fail(error);
				this.#recover(chunk, frame, error);
				return undefined;
			}
			// JavaScript's own stack ends before Lua's does on twenty thousand sums in a row.
			const tooDeep = error instanceof RangeError;
			if (!(tooDeep || error instanceof Exhausted || error instanceof Undecided)) throw error;
			const reason = tooDeep ? "it is nested too deeply" : error.reason;
			this.#giveUp(chunk, frame, journal, reason);
			const endless = error instanceof Exhausted && error.mayGoOn;
			if (endless || mayLeave(chunk)) this.#stopAt(reason, endless);
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

	/** What changed may change again. */
	#forgetChanges({ cells: all, tables, slots }: State, at: Span, reason: string): void {
		const { run } = this.loader;
		for (const [cells, names] of all) {
			for (const name of names.keys()) run.write(cells, name, unknown(at, reason));
		}
		for (const table of tables.keys()) {
			run.change(table, this.file);
			table.lose(reason);
		}
		for (const slot of slots.keys()) run.turn(slot, undefined);
	}

	/** The statement takes too long, or cannot be followed: whatever it touched is not known. */
	#giveUp(chunk: Chunk, frame: Frame, journal: State | undefined, reason: string): void {
		this.file.jumps = true;
		const { run } = this.loader;
		const at = chunk.span([rangeOf(chunk.statements[0]!)[0], chunk.codeEnd]);
		if (journal) {
			// Loops and branches that were left in the middle have noted changes of their own.
			run.commit(journal);
		}
		forget(this.file, frame, chunk, at, reason);
		if (journal) this.#forgetChanges(journal, at, reason);
		this.file.miss({ kind: "dynamic", at, what: at.text.split("\n", 1)[0] ?? "" });
	}
}

const ENDS_EARLY = "the file ends early in some cases";
const GOES_ROUND = "it changes with every turn of a loop";

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
