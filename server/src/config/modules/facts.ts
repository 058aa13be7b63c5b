/** What the module manager has to know of a module beyond its name. The catalog holds it; whoever loads a configuration hands it in. */
import type { Series } from "../version.ts";

/** What an option has to be on the host, for a dependency to count. One of `is` and `isNot`. */
export interface Condition {
	readonly option: string;
	/**
	 * true and false: as Prosody reads a boolean. null: not set. `"never"`: a time span that never ends.
	 * Any other text: just that text.
	 */
	readonly is?: boolean | string | null;
	/** As `is`. What Prosody cannot read as a boolean is neither true nor false. */
	readonly isNot?: boolean | string | null;
	/** What counts when the option is not set; otherwise false. */
	readonly default?: boolean | string;
}

/** A module that another one asks for while it loads: `module:depends "x"`, or one of its relatives. */
export interface Dependency {
	readonly module: string;
	/** The module that asks loads all the same where this one is disabled. */
	readonly soft?: boolean;
	readonly when?: Condition;
	/** Asked for on hosts of this kind only. */
	readonly on?: "VirtualHost" | "Component";
	/** For a global module: asked for on behalf of each host, in its `add_host`, and not of the server as a whole. */
	readonly perHost?: boolean;
}

export interface ModuleFacts {
	/** What a module asks for in a series, in the order it does. */
	dependencies(module: string, series: Series): readonly Dependency[];
	/** True for modules that move to the server as a whole (`module:set_global()`): the lists of one host do not hold for them. */
	isGlobal(module: string, series: Series): boolean;
}

/** Nothing is known but what the lists say. */
export const NO_FACTS: ModuleFacts = {
	dependencies: () => [],
	isGlobal: () => false,
};
