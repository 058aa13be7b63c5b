/**
 * The shape of the catalog: what Prosody and its modules accept, in words for an admin.
 * One YAML file a module under `catalog/`, checked by `catalog/module.schema.json`, compiled into the bundles at build time.
 */
import type { Dependency } from "../config/modules/facts.ts";
import type { Series } from "../config/version.ts";

/** `server` is the one entry for the options that no module reads (core/*.lua, util/*.lua); it is not a module one can load. */
export type ModuleKind = "server" | "host" | "global" | "component" | "auth" | "storage" | "authz";

/** Where an option has an effect. */
export type OptionScope = "global" | "VirtualHost" | "Component";

/**
 * How Prosody reads the value. `period` is a time span ("1 week", seconds), `size` a number of bytes, `rate` a bandwidth ("10kb/s"),
 * `set`/`array` a list of strings, `map` a table with string keys, `inherited-set` a set that adds to the global one.
 */
export type OptionType =
	| "boolean"
	| "string"
	| "number"
	| "integer"
	| "period"
	| "size"
	| "rate"
	| "enum"
	| "set"
	| "array"
	| "inherited-set"
	| "map"
	| "table"
	| "path"
	| "ports"
	| "interfaces"
	| "any";

/** A field of an option that is a table. */
export interface KeyEntry {
	readonly summary: string;
	readonly type?: OptionType;
	/** As Lua text. */
	readonly default?: string;
	readonly values?: Readonly<Record<string, string>>;
	readonly since?: Series;
	readonly keys?: Readonly<Record<string, KeyEntry>>;
}

export interface OptionEntry {
	readonly name: string;
	/** One or two sentences in the admin's words. */
	readonly summary: string;
	/** The type in the newest series. */
	readonly type: OptionType;
	/** Where an older series reads another type, for example `{ "0.12": "number" }` (also holds for every series before it). */
	readonly olderTypes?: Partial<Record<Series, OptionType>>;
	/** For example `seconds`, `bytes`, `bytes per second`. */
	readonly unit?: string;
	/** The default as Lua text (`"1w"` with its quotes, `true`, `{ "DIGEST-MD5" }`), or a few words where the code computes it. Absent: unset. */
	readonly default?: string;
	/** Where an older series had another default. */
	readonly olderDefaults?: Partial<Record<Series, string>>;
	readonly min?: number | string;
	readonly max?: number | string;
	/** For enums and fixed vocabularies: the value as Lua text to a few words on it. */
	readonly values?: Readonly<Record<string, string>>;
	/** For tables: the string keys it knows. */
	readonly keys?: Readonly<Record<string, KeyEntry>>;
	/** For lists of tables: the keys of each item. */
	readonly itemKeys?: Readonly<Record<string, KeyEntry>>;
	/** Where it has an effect; a host option may also stand globally as the default of all hosts. */
	readonly scope: readonly OptionScope[];
	/** The first series that reads it; absent when 0.11 did. */
	readonly since?: Series;
	/** The first series that does not read it any more. */
	readonly removed?: Series;
	/** Still read, but `prosodyctl check config` advises against it. */
	readonly deprecated?: { readonly since: Series; readonly use?: string; readonly note: string };
	/** Has no effect any more, `prosodyctl check config` asks to delete it. */
	readonly obsolete?: { readonly since: Series; readonly note: string };
	/** True where a value that is not understood switches off a protection. */
	readonly security?: boolean;
	/** A word of warning worth showing in the hover. */
	readonly caution?: string;
	/** A line or block of configuration. */
	readonly example?: string;
	/** Documentation page, where it is not the module's own. */
	readonly doc?: string;
}

/** A network service a module listens with; `<service>_ports` and its relatives follow from it (see families.ts). */
export interface ServiceEntry {
	/** In a few words, for "the ports of …". */
	readonly title: string;
	/** Empty: does not listen unless asked to. */
	readonly ports: readonly number[];
	/** Listens on the loopback interface only, unless told otherwise. The series says since when. */
	readonly private?: boolean | Series;
	/** TLS from the first byte, so it has its own `_ssl`, `_certificate` and `_host`. */
	readonly directTls?: boolean;
	/** What stands before `_ports`, where it is not the service's name; may be empty. */
	readonly prefix?: string;
	readonly since?: Series;
}

/** A dependency that does not hold always and everywhere. */
export interface DependencyEntry extends Dependency {
	/** The first series in which the module asks for it. */
	readonly since?: Series;
	/** The first series in which it does not any more. */
	readonly until?: Series;
}

export interface ModuleEntry {
	readonly name: string;
	/** `local`: of this server alone, read from its source (extract/local.ts). */
	readonly origin: "core" | "community" | "local";
	readonly kind: ModuleKind;
	/** One or two sentences in the admin's words. */
	readonly summary: string;
	/** Loaded without being listed. */
	readonly autoload?: boolean;
	/** Where it belongs: in the global list or a VirtualHost's (`host`), in a Component's own list, or as a Component's module. */
	readonly loadedAs?: readonly ("global" | "VirtualHost" | "component-list" | "component-module")[];
	/** Components take it over from the global list. */
	readonly inheritedByComponents?: boolean;
	/** Moves to the server as a whole once a host loads it; goes without saying for `kind: global`. */
	readonly setsGlobal?: boolean;
	/** Modules it asks for while it loads, by name where it always does. */
	readonly depends?: readonly (string | DependencyEntry)[];
	readonly conflicts?: readonly string[];
	/** The first series that ships it (core) ; absent when 0.11 did. */
	readonly since?: Series;
	readonly removed?: Series;
	/** For community modules: the core series that made it superfluous, and the module that did. */
	readonly mergedInto?: { readonly series: Series; readonly module: string };
	readonly replacedBy?: string;
	readonly caution?: string;
	/** Community modules: how finished its authors call it. */
	readonly stage?: "stable" | "beta" | "alpha" | "experimental" | "deprecated" | "obsolete" | "broken" | "merged";
	/** Options that belong to another module (or to the server) and that this one reads as well. */
	readonly reads?: readonly string[];
	readonly services?: Readonly<Record<string, ServiceEntry>>;
	/** HTTP app name (the key in `http_paths`) to its default path. */
	readonly http?: Readonly<Record<string, string>>;
	/** Recurring tasks that mod_cron runs, by the name in `<module>_<task>_period`, with what they do. */
	readonly tasks?: Readonly<Record<string, { readonly summary: string; readonly default: string }>>;
	/** What it stores, by the name in `storage = { … }`. */
	readonly stores?: Readonly<Record<string, string>>;
	/** Documentation page, where it is not the usual one. */
	readonly doc?: string;
	readonly options: Readonly<Record<string, OptionEntry>>;
}

/** A word of the configuration language itself: VirtualHost, Include … */
export interface LanguageEntry {
	readonly name: string;
	/** Other spellings Prosody knows. */
	readonly aliases?: readonly string[];
	readonly summary: string;
	/** How it is written, in one line. */
	readonly syntax: string;
	readonly example?: string;
	readonly since?: Series;
	readonly caution?: string;
	readonly doc: string;
}
