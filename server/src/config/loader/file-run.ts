/** One file being loaded: Prosody's environment for its code (parser.load in core/configmanager.lua). */
import type * as lua from "luaparse";
import type { Chunk, Span, SyntaxTree } from "../../syntax/tree.ts";
import type { AssignmentPlace, Globals } from "../lua/frame.ts";
import type { Builtin, CallSite } from "../lua/function.ts";
import type { Slot } from "../lua/journal.ts";
import { environment } from "../lua/library/globals.ts";
import type { Run } from "../lua/run.ts";
import type { LuaTable } from "../lua/table.ts";
import { isEnvironmentName, keywordInOtherCase, LUA_GLOBALS } from "../lua-globals.ts";
import type { Assignment, LoadError, LoadWarning, Unseen } from "../model.ts";
import { at, nil, text, unknown, type Value } from "../value.ts";
import { atLeast } from "../version.ts";
import { isDefined, provided } from "./environment.ts";
import { type History, type MutableSection, noteAssignment } from "./history.ts";
import type { HostTable } from "./hosts.ts";
import type { Loader } from "./loader.ts";
import { OPERATIONS } from "./operations.ts";
import { Part } from "./part.ts";

/** Where options are set at the moment; the table is undefined where nobody can know the host. */
export interface Place {
	readonly host?: HostTable;
	readonly section: MutableSection;
}

export class FileRun implements Globals {
	/** Its parts, and the one being read. */
	parts: Part[];
	part: Part;
	/** Names of the environment itself that the file has overwritten. */
	readonly #overwritten = new Map<string, Value>();
	/** Options set in this file so far: the second time is the duplicate. */
	readonly #set = new Map<HostTable, Map<string, Span>>();
	/** Options that a branch may have set which may not have run. */
	readonly #perhapsSet = new Map<HostTable, Set<string>>();
	readonly #place: Slot;
	/** Local variables that its statements declare. */
	readonly locals = new Set<string>();
	/** True when its statements may not simply run one after the other, or when they change what others mean. */
	jumps = false;
	/** True when the Include that brings it may or may not run, or deals with its errors. */
	readonly perhaps: boolean;

	constructor(
		readonly loader: Loader,
		/** Another one after an edit in some of its parts. */
		public tree: SyntaxTree,
		/** The URI by which Prosody opens it, from where its own paths count. */
		readonly location: string,
		readonly depth: number,
		/** How many files had been begun before it. */
		readonly number: number,
	) {
		this.part = new Part(this, number + 1);
		this.parts = [this.part];
		const { uncertain, indirect, guarded } = loader.run;
		this.perhaps = uncertain > 0 || indirect > 0 || guarded > 0;
		this.#place = { value: { host: loader.hosts.global, section: this.history.open(loader.hosts.global.scope) } };
	}

	get history(): History {
		return this.part.history;
	}
	get run(): Run {
		return this.loader.run;
	}
	get place(): Place {
		return (this.#place.value as Place | undefined) ?? this.#lost();
	}

	/** After branches that end in different sections, nobody knows where options go. */
	#lost(): Place {
		const host = this.loader.hosts.stray("?", "VirtualHost");
		const section = this.history.open(host.scope);
		this.run.turn(this.#place, { section });
		return { section };
	}

	/** Nobody knows any more where options are set. */
	losePlace(): void {
		this.run.turn(this.#place, undefined);
	}

	/**
	 * An option may have got another value, on any host this file has spoken of.
	 * @param nameSpan where it may be set for the first time; undefined when the name is most likely no option
	 */
	forget(name: string, nameSpan: Span | undefined, value: Value): void {
		if (isDefined(name, this.loader.version.series) || isEnvironmentName(name)) return;
		const { run } = this;
		for (const { values } of [this.loader.hosts.global, ...this.parts.flatMap(({ hosts }) => [...hosts])]) {
			if (values.has(name)) run.write(values, name, value);
		}
		if (!nameSpan || this.place.host?.values.has(name)) return;
		run.uncertain++;
		this.assign(name, value, { nameSpan, statement: nameSpan, line: nameSpan }, "set");
		run.uncertain--;
	}

	/** What was said of a host is read anew. */
	vacate(host: HostTable): void {
		this.#set.delete(host);
		this.#perhapsSet.delete(host);
	}

	/** A section begins. */
	enter(host: HostTable | undefined, section: MutableSection): void {
		if (host && host !== this.loader.hosts.global) this.part.hosts.add(host);
		this.run.turn(this.#place, { host, section });
	}

	/** The global section goes on. */
	enterGlobal(): void {
		const { global } = this.loader.hosts;
		this.enter(global, this.history.open(global.scope));
	}

	get(name: string, span: Span, line?: Span): Value {
		if (name.startsWith("ENV_")) return environment(name.slice(4), span);
		const { loader } = this;
		if (isDefined(name, loader.version.series)) return this.#definedValue(name, span);
		const modern = atLeast(loader.version.series, "13.0");
		if (modern && name === "Lua") return loader.luaGlobals.value(span, false);
		if (modern) {
			const { host } = this.place;
			if (!host) return unknown(span, "the host is not known");
			// What others say of a host shows in its sections; what they set globally does not show here.
			const isGlobal = host === loader.hosts.global;
			if (isGlobal && !this.#set.get(host)?.has(name) && !LUA_GLOBALS.has(name)) this.part.selfContained = false;
			const option = host.values.get(name);
			if (option?.type === "table" || option?.type === "reference")
				return { type: "reference", option: name, host: host.name, span, literal: false };
			if (option && option.type !== "nil") return at(span, option);
		}
		if (name === "_ENV") return unknown(span, "it is the environment of the file");
		const global = loader.luaGlobals.get(text(name, span));
		if (global) {
			this.warn({ kind: "lua-api", at: span, name, line });
			return at(span, global);
		}
		this.warn({ kind: "unrecognized-value", at: span, name, line });
		return nil(span);
	}

	/** `VirtualHost` and its like, or what the file put in their place. */
	#definedValue(name: string, span: Span): Value {
		const own = this.#overwritten.get(name);
		if (own) return at(span, own);
		const callee = provided(name);
		if (callee) return { type: "function", span, literal: false, callee };
		const { host } = this.place;
		return host ? text(host.name, span) : unknown(span, "the host is not known");
	}

	set(name: string, value: Value, place: AssignmentPlace): void {
		if (name === "__currenthost") {
			this.#moveTo(value);
			return;
		}
		if (isDefined(name, this.loader.version.series)) {
			this.run.write(this.#overwritten, name, value);
			this.jumps = true;
			return;
		}
		const { host } = this.place;
		this.#noteDuplicate(name, host, place);
		this.assign(name, value, place, "set");
	}

	/** The variable in which Prosody keeps the current host is within reach of the file. */
	#moveTo(value: Value): void {
		this.jumps = true;
		const { hosts } = this.loader;
		const name = value.type === "string" ? value.value : undefined;
		const host =
			name === undefined ? hosts.stray("?", "VirtualHost") : (hosts.find(name) ?? hosts.get(name, "VirtualHost"));
		this.enter(name === undefined ? undefined : host, this.history.open(host.scope));
	}

	#noteDuplicate(name: string, host: HostTable | undefined, { nameSpan, line }: AssignmentPlace): void {
		if (!host) return;
		const set = this.#set.get(host) ?? new Map<string, Span>();
		const first = set.get(name);
		if (this.run.uncertain > 0) {
			if (this.run.quiet === 0) this.#perhapsSet.set(host, (this.#perhapsSet.get(host) ?? new Set()).add(name));
			return;
		}
		const perhaps = this.#perhapsSet.get(host)?.has(name);
		if (first) this.warn({ kind: "duplicate-option", at: nameSpan, first, name, line });
		else if (perhaps) this.warn({ kind: "duplicate-option", at: nameSpan, name, line, conditional: true });
		if (!first && this.run.quiet === 0) this.#set.set(host, set.set(name, nameSpan));
	}

	/** An option of the current section gets a value. */
	assign(option: string, value: Value, place: AssignmentPlace, kind: Assignment["kind"]): void {
		const { host, section } = this.place;
		if (kind === "set" || !host?.values.has(option)) {
			if (host) this.run.write(host.values, option, value.type === "nil" ? undefined : value);
		}
		this.note(section, { option, nameSpan: place.nameSpan, statement: place.statement, value, kind });
	}

	/** For the reader: what was written where. */
	note(section: MutableSection, assignment: Omit<Assignment, "section" | "conditional" | "order">): void {
		const { run } = this;
		if (run.quiet > 0 || (run.indirect > 0 && !this.history.isNews(assignment.nameSpan))) return;
		noteAssignment(section, assignment, run.uncertain > 0 || run.indirect > 0, run.assignments++);
	}

	setField(name: string, value: Value, place: AssignmentPlace): void {
		if (isDefined(name, this.loader.version.series) || isEnvironmentName(name)) return;
		const { host, section } = this.place;
		if (LUA_GLOBALS.has(name) && !host?.values.has(name)) return;
		this.note(section, { option: name, nameSpan: place.nameSpan, statement: place.statement, value, kind: "field" });
	}

	get strings(): LuaTable {
		return this.loader.strings;
	}

	operation(name: string): Builtin | undefined {
		return OPERATIONS.get(name);
	}

	calledNothing(name: string, args: readonly Value[], site: CallSite): void {
		if (!site.statement || keywordInOtherCase(name)) return;
		const { from } = site.line;
		const nameSpan = site.line.chunk.span([from, from + name.length]);
		this.warn({ kind: "invalid-syntax", at: nameSpan, name });
		// `option { … }`, most likely with the equals sign forgotten: what was meant is known to those who look on.
		const [value] = args;
		if (value?.type !== "table") return;
		this.note(this.place.section, { option: name, nameSpan, statement: site.span, value, kind: "append" });
	}

	warn(warning: LoadWarning): void {
		const { run } = this;
		if (run.quiet > 0 || (run.indirect > 0 && !this.history.isNews(warning.at))) return;
		this.history.warnings.push(run.uncertain > 0 ? { ...warning, conditional: true } : warning);
	}

	fail(error: LoadError): void {
		if (this.run.quiet === 0) this.history.errors.push({ error, begun: this.loader.begun });
	}

	miss(unseen: Unseen): void {
		if (this.run.quiet === 0) this.history.unseen.push(unseen);
	}
}

/** The file whose code makes a call. */
export function fileOf({ frame }: CallSite): FileRun {
	// Frames of a configuration are only ever made for its files.
	return frame.globals as FileRun;
}

/** Whether a statement sets nothing but options or variables to what is written out in it, so that it needs no safety net. */
export function isPlain({ statements }: Chunk): boolean {
	return statements.every(
		(statement) =>
			(statement.type === "AssignmentStatement" || statement.type === "LocalStatement") &&
			statement.init.every(isWrittenOut),
	);
}

function isWrittenOut(node: lua.Expression): boolean {
	switch (node.type) {
		case "StringLiteral":
		case "NumericLiteral":
		case "BooleanLiteral":
		case "NilLiteral":
			return true;
		case "TableConstructorExpression":
			return node.fields.every(({ value }) => isWrittenOut(value));
		default:
			return false;
	}
}
