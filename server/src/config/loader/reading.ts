/** Reads the statements of one file in the loader's place. */
/** Reads the statements of one file in the loader's place. */
import type { Call } from "../../syntax/calls.ts";
import { templateBranches } from "../../syntax/template.ts";
import { type Chunk, rangeOf, type Span } from "../../syntax/tree.ts";
import { toEnd, type Units } from "../../units.ts";
import { closeActivation, dropExits, fork, type Outcome } from "../lua/branch.ts";
import { noLabel } from "../lua/call.ts";
import { Exhausted, LuaError, Undecided } from "../lua/errors.ts";
import { type Activation, Frame, Locals } from "../lua/frame.ts";
import type { State } from "../lua/journal.ts";
import { runBlock } from "../lua/statement.ts";
import { unknown } from "../value.ts";
import { type FileRun, isPlain } from "./file-run.ts";
import { forget, mayLeave } from "./give-up.ts";
import { includeIn, runInclude } from "./include.ts";
import type { Loader } from "./loader.ts";
import { beginsPart } from "./part.ts";
import { assignUnknown, recover } from "./recover.ts";

/** How things stood when a statement was begun. */
interface Begun {
	readonly frame: Frame;
	readonly journal: State | undefined;
	readonly uncertain: number;
	readonly indirect: number;
	readonly quiet: number;
	readonly exits: number;
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

	*run(): Units<void> {
		const { tree } = this.file;
		const frame = this.#frame(tree.chunks[0]!);
		const branches = holdTemplate(tree.chunks) ? templateBranches(tree.text) : [];
		if (branches.length > 0) this.file.jumps = true;
		try {
			yield* this.#chunks(0, branches);
		} catch (error) {
			dropExits(frame, 0);
			throw error;
		}
		closeActivation(frame, [], ENDS_EARLY);
		for (const journal of this.#labels.values()) this.loader.run.commit(journal);
	}

	/** Reads the statements from one on. */
	*#chunks(from: number, branches: readonly (readonly [number, number])[]): Units<void> {
		const { chunks } = this.file.tree;
		let next = 0;
		for (let at = from; at < chunks.length; at++) {
			const chunk = chunks[at]!;
			if (this.loader.pausesAt(chunk)) yield;
			let uncertain = false;
			if (branches.length > 0) {
				const code = codeStart(chunk);
				while (next < branches.length && branches[next]![1] <= code) next++;
				uncertain = next < branches.length && branches[next]![0] <= code;
			}
			this.#arrive(chunk);
			const include = uncertain ? undefined : includeIn(chunk);
			const outcome = include
				? yield* this.#include(chunk, include)
				: uncertain
					? this.#perhaps(chunk)
					: this.#chunk(chunk);
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

	#arrive(chunk: Chunk): void {
		this.#nextPart(chunk);
		this.#noteProblems(chunk);
		this.#noteLabels(chunk);
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
			toEnd(this.#chunks(from, branches));
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
		const begun = this.#begin(chunk);
		try {
			return this.#end(begun, runBlock(this.loader.run, begun.frame, chunk.statements));
		} catch (error) {
			this.#breakOff(chunk, begun, error);
			return undefined;
		}
	}

	/** An Include that stands by itself. */
	*#include(chunk: Chunk, node: Call): Units<Outcome> {
		const begun = this.#begin(chunk);
		try {
			yield* runInclude(this.loader.run, begun.frame, node);
			return this.#end(begun, undefined);
		} catch (error) {
			this.#breakOff(chunk, begun, error);
			return undefined;
		}
	}

	#begin(chunk: Chunk): Begun {
		const { run } = this.loader;
		return {
			frame: this.#frame(chunk),
			journal: isPlainChunk(chunk) ? undefined : run.begin(),
			uncertain: run.uncertain,
			indirect: run.indirect,
			quiet: run.quiet,
			exits: this.#activation.exits.length,
		};
	}

	#end({ frame, journal, exits }: Begun, outcome: Outcome): Outcome {
		// A way out that may have been taken keeps its own journal open until the end of the file.
		if (journal && this.#activation.exits.length === exits) this.loader.run.commit(journal);
		this.#locals = frame.locals;
		return outcome;
	}

	/** A statement came to no end: throws on what is dealt with further out. */
	#breakOff(chunk: Chunk, { frame, journal, uncertain, indirect, quiet, exits }: Begun, error: unknown): void {
		const { run } = this.loader;
		dropExits(frame, exits);
		Object.assign(run, { uncertain, indirect, quiet });
		this.#locals = frame.locals;
		if (error instanceof LuaError) {
			if (journal) run.commit(journal);
			// Inside pcall, or in a branch nobody knows to run, the error is dealt with there.
			if (run.guarded > 0 || run.uncertain > this.#around) throw error;
			if (this.#around > 0) run.mayFail = true;
			else this.file.fail(error);
			recover(this.file, chunk, frame, error);
			this.#locals = frame.locals;
			return;
		}
		// JavaScript's own stack ends before Lua's does on twenty thousand sums in a row.
		const tooDeep = error instanceof RangeError;
		if (!(tooDeep || error instanceof Exhausted || error instanceof Undecided)) throw error;
		const reason = tooDeep ? "it is nested too deeply" : error.reason;
		this.#giveUp(chunk, frame, journal, reason);
		const endless = error instanceof Exhausted && error.mayGoOn;
		if (endless || mayLeave(chunk)) this.#stopAt(reason, endless);
		for (const statement of chunk.statements) {
			if (statement.type === "AssignmentStatement") assignUnknown(this.file, statement, frame, reason);
		}
	}

	/** What changed may change again. */
	#forgetChanges({ cells: all, tables, slots }: State, at: Span, reason: string): void {
		const { run } = this.loader;
		for (const [cells, names] of all) {
			for (const name of names.keys()) run.write(cells, name, unknown(at, reason));
		}
		for (const table of tables.keys()) {
			run.change(table, this.file.part);
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

/** Whether a template tool puts something into statements. */
export function holdTemplate(chunks: readonly Chunk[]): boolean {
	return chunks.some(({ problems }) => problems.some(({ kind }) => kind === "template-placeholder"));
}

/** Where the first statement of a chunk begins, in its file. */
function codeStart(chunk: Chunk): number {
	const [first] = chunk.statements;
	return chunk.start + (first ? rangeOf(first)[0] : chunk.codeEnd);
}
