/** What a source says of a module and its options. Plain data, so that it can be kept as JSON. */

/** How an option is asked for. `any`: as it is, whatever it is. */
export type Getter =
	| "any"
	| "string"
	| "number"
	| "integer"
	| "period"
	| "boolean"
	| "enum"
	| "set"
	| "array"
	| "inherited-set"
	| "path";

/** One way in which an option is read. Values are Lua text. */
export interface Reading {
	readonly type: Getter;
	/** A value that stands for itself. */
	readonly default?: string;
	/** True where the default depends on something. */
	readonly computed?: boolean;
	/** The default is a text or table of its own, as long as this. */
	readonly long?: number;
	/** Options that are asked for when this one is not set. */
	readonly fallback?: readonly string[];
	readonly min?: string;
	readonly max?: string;
	readonly values?: readonly string[];
	/** For paths: what a relative one is relative to; the module's folder where nothing is said. */
	readonly parent?: string;
	/** Asked for on behalf of the server as a whole. */
	readonly global?: boolean;
}

/** As found in a text. */
export interface OptionRead extends Reading {
	/** With `<word>` where a part of it is not known. */
	readonly name: string;
	readonly line: number;
	/** The default as it is written. */
	readonly written?: string;
}

export interface ServiceFact {
	readonly ports: readonly number[];
	readonly private?: boolean;
	readonly directTls?: boolean;
	/** Where it is not the service's name; may be empty. */
	readonly prefix?: string;
}

export type ModuleFactKind = "host" | "global" | "auth" | "storage" | "authz";

export interface ModuleFacts {
	readonly kind: ModuleFactKind;
	/** A global module with a part for each host. */
	readonly perHost?: boolean;
	/** Refuses to load on anything but a Component. */
	readonly componentOnly?: boolean;
	readonly depends?: readonly string[];
	readonly softDepends?: readonly string[];
	/** What it offers: `auth`, `storage:sql`, `adhoc` … */
	readonly provides?: readonly string[];
	readonly services?: Readonly<Record<string, ServiceFact>>;
	/** HTTP apps and their default paths; "" where that is not known. */
	readonly http?: Readonly<Record<string, string>>;
	/** Recurring tasks and how often. */
	readonly tasks?: Readonly<Record<string, string>>;
	readonly stores?: readonly string[];
	/** Lists that it adds to and others read, besides what it provides. */
	readonly items?: readonly string[];
	/** How many reads have a name that cannot be told. */
	readonly unnamed?: number;
	readonly options?: Readonly<Record<string, readonly Reading[]>>;
}

/** What check config knows of names. */
export interface CheckFacts {
	readonly obsolete: readonly string[];
	readonly deprecated: readonly string[];
	readonly knownGlobal: readonly string[];
}

/** What the folders of a Prosody, or of a collection of modules, say. */
export interface SourceFacts {
	readonly modules: Readonly<Record<string, ModuleFacts>>;
	/** Read by no module: core/, util/ and net/. Only for a Prosody. */
	readonly server?: Readonly<Record<string, readonly Reading[]>>;
	/** Read by prosodyctl alone. */
	readonly tools?: readonly string[];
	/** Stores that core/ opens. */
	readonly stores?: readonly string[];
	readonly autoload?: readonly string[];
	readonly inheritedByComponents?: readonly string[];
	readonly check?: CheckFacts;
}
