/** Questions to the catalog. Loaded from the asset on first use by {@link loadCatalog} in load.ts. */
import type { Series } from "../config/version.ts";
import type { LanguageEntry, ModuleEntry, OptionEntry } from "./types.ts";

/** An option together with the module that reads it. */
export interface CatalogOption extends OptionEntry {
	readonly module: ModuleEntry;
}

export interface Catalog {
	/** The options that no module reads. */
	readonly server: ModuleEntry;
	/**
	 * The module by name, without `mod_`. Where core and the community repository both have one, core's;
	 * with `series`, the one that series would load: core's if it ships it, else the community's.
	 */
	module(name: string, series?: Series): ModuleEntry | undefined;
	/** Every loadable module, core before community; without the server entry. */
	modules(): Iterable<ModuleEntry>;
	/** The option by name; families (`<service>_ports` …) included. Where several modules declare one name, the first of server, core, community. */
	option(name: string): CatalogOption | undefined;
	/** Every option written down, without the families. */
	options(): Iterable<CatalogOption>;
	/** What a module reads: its own options, its families' and those it shares with others. */
	optionsOf(module: ModuleEntry): readonly CatalogOption[];
	/** The modules (or the server entry) that read an option. */
	readers(option: string): readonly ModuleEntry[];
	/** True for modules that exist somewhere: those with an entry, and those of which only the name is known. */
	knowsModule(name: string): boolean;
	/** True for options that some module reads: those with an entry, the families, and those of which only the name is known. */
	knowsOption(name: string): boolean;
	/** VirtualHost, Include … also by alias, and `ENV_HOME` by its `ENV_*` entry. */
	keyword(name: string): LanguageEntry | undefined;
	keywords(): Iterable<LanguageEntry>;
}
