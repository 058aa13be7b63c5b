/** Where the documentation of a module or an option is. */
import type { CatalogOption } from "./catalog.ts";
import type { ModuleEntry } from "./types.ts";

const CONFIGURE = "https://prosody.im/doc/configure";

export function moduleUrl(entry: ModuleEntry): string {
	if (entry.doc) return entry.doc;
	if (entry.kind === "server") return CONFIGURE;
	return entry.origin === "community"
		? `https://modules.prosody.im/mod_${entry.name}`
		: `https://prosody.im/doc/modules/mod_${entry.name}`;
}

export function optionUrl(option: CatalogOption): string {
	return option.doc ?? moduleUrl(option.module);
}
