/**
 * What a rule is. A rule is one file, `rules/<group>/<id>.ts`, with its page `<id>.md` beside it; nothing else is touched to add one.
 */
import type { Catalog } from "../catalog/catalog.ts";
import type { Configuration, Scope } from "../config/model.ts";
import type { Series } from "../config/version.ts";
import type { Change } from "../edits/change.ts";
import type { FileSystem } from "../file-system.ts";
import type { Span } from "../syntax/tree.ts";

export type Severity = "error" | "warning" | "information" | "hint";
/** `public`: a server where anyone can register. `auto` in the settings becomes one of these. */
export type Profile = "personal" | "public";

/** A way to put a finding right. */
export interface Fix {
	readonly title: string;
	/** Safe: the meaning is kept, or it is clearly what was meant. Only these take part in "Fix all safe problems". */
	readonly safe: boolean;
	/** Made when it is asked for. Empty when it does not apply after all: then nobody is offered the fix. */
	readonly changes: () => readonly Change[];
	/** What the admin still has to do outside of the file, for example a command to run. */
	readonly then?: string;
}

export interface Report {
	/** What is underlined: the smallest thing to look at. */
	readonly at: Span;
	/** Host, value, consequence and way out, in one or two sentences without jargon. */
	readonly message: string;
	/** Where one finding of the rule weighs more or less than the rest. */
	readonly severity?: Severity;
	readonly fixes?: readonly Fix[];
	/** Other places that belong to it. */
	readonly related?: readonly { readonly at: Span; readonly message: string }[];
	readonly tag?: "unnecessary" | "deprecated";
}

export interface RuleContext {
	readonly config: Configuration;
	readonly catalog: Catalog;
	readonly profile: Profile;
	/** The series the configuration is read for. */
	readonly series: Series;
	/** The files around the configuration; absent where there are none to ask for. */
	readonly files?: FileSystem;
	/** Enabled VirtualHosts. */
	readonly hosts: readonly Scope[];
	/** Enabled Components. */
	readonly components: readonly Scope[];
	/** False for places in files that nobody asks about: what is said of them is not heard, and need not be worked out. */
	shows(at: Span): boolean;
}

export interface Rule {
	/** Names the bad pattern; reads well after "disable". Equals the file's name. */
	readonly id: string;
	/** One line for lists and settings. */
	readonly title: string;
	/** One severity, or one a profile. */
	readonly severity: Severity | Readonly<Record<Profile, Severity>>;
	/** The rule speaks only in this profile. */
	readonly profile?: "public";
	/** Says nothing unless the settings switch it on. */
	readonly off?: true;
	/** First and last series it holds for. */
	readonly since?: Series;
	readonly until?: Series;
	/**
	 * Set when the finding says that something is missing. Where not everything was seen (an Include that was not read)
	 * such a finding becomes a hint that says so; in a fragment of a configuration it is not made at all.
	 */
	readonly absence?: boolean;
	/**
	 * Set when every finding depends on one host and the global section only, and stands in a section of that host. `or-global`: or in the
	 * global section. `in-place`: it stands there, but depends on other hosts as well, which are looked up by {@link whole}.
	 * An edit in one of many files then looks at the hosts of that file alone: `config.hosts`, `hosts`, `components` and
	 * `config.sections` hold no others.
	 */
	readonly local?: true | "or-global" | "in-place";
	/** Modules whose documentation the finding links to, without `mod_`. */
	readonly modules?: readonly string[];
	/** Further pages worth a link. */
	readonly links?: readonly string[];
	check(context: RuleContext, report: (finding: Report) => void): void;
}

/** A rule with what the registry adds to it. */
export interface RegisteredRule extends Rule {
	/** The folder it lies in. */
	readonly group: string;
}

/** Declares a rule; there for the types. */
export function rule(definition: Rule): Rule {
	return definition;
}

/** A fix that keeps the meaning or does what was clearly meant. */
export function safe(title: string, changes: () => readonly Change[], then?: string): Fix {
	return { title, safe: true, changes, then };
}

/** A fix the admin must choose. */
export function suggested(title: string, changes: () => readonly Change[], then?: string): Fix {
	return { title, safe: false, changes, then };
}
