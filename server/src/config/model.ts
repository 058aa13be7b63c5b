/**
 * What Prosody would load: the result of {@link evaluate}, read by rules, features and `prosody-lint dump`.
 * Follows core/configmanager.lua and core/modulemanager.lua of Prosody; differences between series are named where they matter.
 */
import type { Chunk, Span, SyntaxTree } from "../syntax/tree.ts";
import type { HostLog } from "./host-log.ts";
import type { ModuleFacts } from "./modules/facts.ts";
import type { Value } from "./value.ts";
import type { VersionChoice } from "./version.ts";

/** One run of statements that set options of one host: from a VirtualHost or Component line to the next. */
export interface Section {
	readonly scope: Scope;
	readonly uri: string;
	/** The whole `VirtualHost "x"` / `Component "x" "y"` call; absent for the global sections. */
	readonly head?: Span;
	/** The host name literal inside the head, quotes included. */
	readonly nameSpan?: Span;
	/** The module literal of a Component, quotes included. */
	readonly moduleSpan?: Span;
	/** `table`: the form `VirtualHost "x" { … }`, after which the global section goes on. */
	readonly form: "statements" | "table";
	/** Assignments written in this section, in order. */
	readonly assignments: Assignment[];
}

/** One place that gives an option a value. */
export interface Assignment {
	readonly option: string;
	/** The option's name as written. */
	readonly nameSpan: Span;
	/** From the name to the end of the value. */
	readonly statement: Span;
	readonly section: Section;
	readonly value: Value;
	/** `append`: `name:append { … }` or, on 13.0, `name { … }`. `field`: `name.key = …`. */
	readonly kind: "set" | "append" | "field";
	/** True inside an undecided `if`, a loop or a function: it may not happen, or more than once, or for several hosts. */
	readonly conditional: boolean;
	/** Grows from one assignment to the next as Prosody runs them, through all files. */
	readonly order: number;
}

/** An option in one scope with its history. */
export interface Setting {
	readonly option: string;
	readonly scope: Scope;
	/** The value after all assignments. */
	readonly value: Value;
	/** True when Prosody holds nothing under that name: the value is what was meant. */
	readonly lost: boolean;
	/** At least one, in the order Prosody runs them. */
	readonly assignments: readonly Assignment[];
	/** The last plain assignment, else the last of any kind: where the admin must look. */
	readonly at: Assignment;
}

/** Why a module is in effect on a host. */
export interface LoadedModule {
	readonly name: string;
	readonly because: "autoload" | "global" | "host" | "component" | "dependency";
	/** The list item that names it, when one does. */
	readonly at?: Span;
	/** For dependencies: the module that pulls it in. */
	readonly via?: string;
}

/** A module that would be there, were it not kept out. */
export interface LeftOutModule {
	readonly name: string;
	/** `disabled`: modules_disabled names it. `not-inherited`: a global module that Components do not take over. `conflict`: another module takes its place. */
	readonly because: "disabled" | "not-inherited" | "conflict";
	/** The list item that keeps it out (disabled), or that names it (not-inherited, conflict). */
	readonly at?: Span;
	/** For conflicts: the module that takes its place. For a module that needs a disabled one: that one. */
	readonly via?: string;
}

/** The modules of one host. `has` is undefined where it cannot be known. */
export interface ModuleSet {
	readonly loaded: ReadonlyMap<string, LoadedModule>;
	readonly leftOut: ReadonlyMap<string, LeftOutModule>;
	/** False when a list could not be read whole. */
	readonly complete: boolean;
	/** The same for all hosts that come to the same modules, wherever those are named: what depends on no more than that is worked out once. */
	readonly alike: object;
	has(name: string): boolean | undefined;
}

/** The global section, a VirtualHost or a Component. */
export interface Scope {
	readonly kind: "global" | "VirtualHost" | "Component";
	/** `*` for the global section, else the host name after nameprep. */
	readonly name: string;
	/** A Component's module; `component` for an external one. */
	readonly module?: string;
	/** Every section that belongs to it, in the order they are read; the global scope always has one. */
	readonly sections: readonly Section[];
	readonly config: Configuration;
	/** Settings made in this scope itself. */
	readonly own: ReadonlyMap<string, Setting>;
	/** False when `enabled = false` is known. */
	readonly enabled: boolean;
	readonly modules: ModuleSet;
	/** The setting in effect: the host's own, else the global one. A known nil of a host falls through, as in Prosody. */
	get(option: string): Setting | undefined;
	/** The value in effect; undefined when unset. */
	value(option: string): Value | undefined;
	/**
	 * True when none of the options is set here or globally in what was seen. Rules that build on it set `absence`,
	 * so that the finding is weakened where something was not seen.
	 */
	isUnset(...options: string[]): boolean;
}

/** A reason why something was not seen, so that "x is missing" can only be a hint. */
export interface Unseen {
	/** `fragment`: this file is read as part of another one that is not at hand. */
	readonly kind: "include" | "fragment" | "opaque" | "dynamic" | "template";
	readonly at?: Span;
	/** For the reader, for example the Include's path. */
	readonly what: string;
}

/** One `Include`, and what came of it. */
export interface Inclusion {
	/** The whole call. */
	readonly at: Span;
	/** The argument. */
	readonly argument?: Span;
	/** The path as Prosody sees it; undefined when it is not known. */
	readonly path?: string;
	readonly wildcard: boolean;
	/**
	 * `read`: all its files were read. `empty`: the folder is there, nothing in it matches. `missing`: the file, or the folder of a wildcard,
	 * is not there: Prosody refuses the configuration. `unreadable`: it is there and cannot be read. `cycle`: the file is being read already.
	 * `too-deep`: Includes are nested beyond reason. `unseen`: nobody could look (no file system at hand, or the path is not known).
	 */
	readonly outcome: "read" | "empty" | "missing" | "unreadable" | "cycle" | "too-deep" | "unseen";
	/** URI of the file, or of the folder of a wildcard; undefined when the path is not known. */
	readonly target?: string;
	/** URIs of the files it brings, in the order Prosody reads them. */
	readonly files: readonly string[];
	/** The section it stands in. What the files set begins in the global section all the same. */
	readonly section: Section;
	/** True inside an `if`, a loop or a function that may or may not run. */
	readonly conditional: boolean;
}

/** Something Prosody itself would say while loading. */
export interface LoadWarning {
	readonly kind: "duplicate-option" | "unrecognized-value" | "lua-api" | "invalid-syntax";
	readonly at: Span;
	/** The place the first one stands, for duplicates. */
	readonly first?: Span;
	readonly name: string;
	/** Where Prosody counts the line from, when that is not the beginning of `at`. */
	readonly line?: Span;
	/** True inside an `if`, a loop or a function that may or may not run. */
	readonly conditional?: boolean;
}

/** Why Prosody would refuse to load the file. */
export interface LoadError {
	/**
	 * `host-name`: none, or one with forbidden characters. `call`: a call of something that is no function. `index`: a field of something that has none.
	 * `method`: an operation that option references do not have (13.0). `include`: a file that is missing or cannot be read. `lua`: any other error of Lua.
	 */
	readonly kind:
		| "syntax"
		| "host-clash"
		| "host-name"
		| "vhost-module"
		| "call"
		| "index"
		| "method"
		| "include"
		| "lua";
	readonly at: Span;
	/** In Prosody's or Lua's words. */
	readonly message: string;
	/** The name the error speaks of: the variable called or indexed, the operation. */
	readonly name?: string;
	/** Where Lua counts the line from, when that is not the beginning of `at`; null when Prosody names no line. */
	readonly line?: Span | null;
}

/**
 * A stretch of a file that is read by itself: what stands above the first host, or one section from its VirtualHost or Component line to the next.
 * The same object for as long as nothing changes what it means.
 */
export interface ConfigPart {
	readonly chunks: readonly Chunk[];
	readonly sections: readonly Section[];
	readonly warnings: readonly LoadWarning[];
	readonly errors: readonly LoadError[];
}

export interface Configuration {
	readonly entry: SyntaxTree;
	/** Every file that was read, the entry file first. */
	readonly trees: readonly SyntaxTree[];
	readonly version: VersionChoice;
	/** What was handed in about modules; without it, nothing is known of their dependencies. */
	readonly facts?: ModuleFacts;
	readonly global: Scope;
	/** VirtualHosts and Components in the order they first appear. */
	readonly hosts: readonly Scope[];
	/** The first of {@link hosts}. */
	readonly firstHost?: Scope;
	readonly sections: readonly Section[];
	readonly unseen: readonly Unseen[];
	/** True when nothing is unseen. */
	readonly whole: boolean;
	/** True when the file is part of another configuration (conf.d), so that nothing can be said of the whole. */
	readonly fragment: boolean;
	/** Every Include in the order it is carried out. */
	readonly includes: readonly Inclusion[];
	readonly warnings: readonly LoadWarning[];
	/** Every reason to refuse the configuration: Prosody stops at the first one, what follows is read all the same. */
	readonly errors: readonly LoadError[];
	/** The first of {@link errors}. */
	readonly error?: LoadError;
	/** The parts of one file, in the order of the text. */
	partsIn(uri: string): readonly ConfigPart[];
	/** The sections written in one file. */
	sectionsIn(uri: string): readonly Section[];
	/** The warnings of one file. */
	warningsIn(uri: string): readonly LoadWarning[];
	/** The host of that name after nameprep. */
	host(name: string): Scope | undefined;
	/** How its hosts changed while it stayed loaded. */
	readonly hostLog: HostLog;
	/** True when something nobody knows here (a variable of the environment, say) may end in an error of Lua, so that Prosody would not load it. */
	readonly mayFail: boolean;
	/** Enabled VirtualHosts. */
	readonly virtualHosts: readonly Scope[];
	/** Enabled Components. */
	readonly components: readonly Scope[];
}
