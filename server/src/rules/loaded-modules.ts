/** On which hosts a module is loaded, kept from edit to edit. */
import type { Catalog } from "../catalog/catalog.ts";
import { perHost } from "../config/host-index.ts";
import type { Configuration, Scope } from "../config/model.ts";
import { whole } from "./facts.ts";
import { onceAlike } from "./once.ts";
import type { RuleContext } from "./rule.ts";

type Facts = ReturnType<typeof perHost<true>>;

const loading = new Map<string, Facts>();

/** The hosts of the whole configuration that load a module or may do so, by name; a Component's own module counts. */
export function hostsWith(config: Configuration, module: string): ReturnType<Facts> {
	let facts = loading.get(module);
	if (!facts) {
		facts = perHost<true>((host) => (host.enabled ? mayLoad(host, module) : undefined));
		loading.set(module, facts);
	}
	return facts(whole(config));
}

function mayLoad(host: Scope, module: string): true | undefined {
	return host.modules.has(module) !== false || host.module === module || undefined;
}

/** False when it is certain that a module is loaded nowhere a setting of this scope could matter. */
export function mayBeLoadedFor(scope: Scope, module: string): boolean {
	if (mayLoad(scope, module)) return true;
	return scope.kind === "global" && hostsWith(scope.config, module).size > 0;
}

/** True when it is certain that a module is loaded where a setting of this scope matters. */
export function isLoadedFor(scope: Scope, module: string): boolean {
	if (scope.modules.has(module) === true || scope.module === module) return true;
	if (scope.kind !== "global") return false;
	return [...hostsWith(scope.config, module).values()].some(
		({ host }) => host.modules.has(module) === true || host.module === module,
	);
}

/** True when a community module that is loaded reads an option, for Prosody may have given it up. */
export function isReadByCommunity(option: string, { config, catalog, series }: RuleContext): boolean {
	return catalog
		.readers(option)
		.filter((module) => module.origin === "community" && catalog.module(module.name, series) === module)
		.some(({ name }) => isLoadedFor(config.global, name));
}

/** True where there are, or may be, modules that nobody knows: they read whatever they like. */
export function hasModulesOfOnesOwn({ modules }: Scope, { catalog }: Pick<RuleContext, "catalog">): boolean {
	return mayBeStrange(modules, catalog);
}

const mayBeStrange = onceAlike(
	({ complete, loaded }, catalog: Catalog) =>
		!complete || [...loaded.keys()].some((name) => !catalog.knowsModule(name)),
);
