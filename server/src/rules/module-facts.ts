/** Facts about lists of modules: what they name, where it would have to stand, and which list lacks something. */
import type { Catalog } from "../catalog/catalog.ts";
import { dependenciesOf } from "../catalog/module-facts.ts";
import { type HostFacts, perHost } from "../config/host-index.ts";
import type { Scope } from "../config/model.ts";
import { noteRead, unwatched } from "../config/reads.ts";
import type { StringValue, TableValue } from "../config/value.ts";
import { atLeast, type Series } from "../config/version.ts";
import { ByName } from "./by-name.ts";
import { globalAnchor } from "./facts.ts";
import { onceAlike, oncePer } from "./once.ts";
import { Places } from "./places.ts";
import { lacksModule } from "./public-facts.ts";
import type { RuleContext } from "./rule.ts";
import { isOneEditAway } from "./spelling.ts";

/** A module that a scope's `modules_enabled` names. */
export interface ListedModule {
	readonly scope: Scope;
	readonly list: TableValue;
	readonly item: StringValue;
	readonly name: string;
}

/** Every module that the lists of the enabled hosts and the global one name: once a list, and once a place where a list is shared. */
export const listedModules = oncePer(({ global, virtualHosts, components }): ByName<ListedModule> => {
	const listed = new ByName<ListedModule>();
	const seen = new Places();
	noteRead("modules_enabled");
	for (const scope of [global, ...virtualHosts, ...components])
		for (const one of listedIn(scope)) if (seen.isNew(one.item.span)) listed.add(one.name, one);
	return listed;
});

/** An edit leaves the scopes as they are that it does not touch. */
const listedOn = new WeakMap<Scope, readonly ListedModule[]>();

function listedIn(scope: Scope): readonly ListedModule[] {
	let listed = listedOn.get(scope);
	if (!listed) {
		listed = unwatched(() => readList(scope));
		listedOn.set(scope, listed);
	}
	return listed;
}

function readList(scope: Scope): ListedModule[] {
	const list = scope.own.get("modules_enabled")?.value;
	if (list?.type !== "table") return [];
	const listed: ListedModule[] = [];
	const names = new Set<string>();
	for (const item of list.items) {
		if (item.type !== "string" || names.has(item.value)) continue;
		names.add(item.value);
		listed.push({ scope, list, item, name: item.value });
	}
	return listed;
}

/** Where a scope's own `modules_disabled` names a module. */
export function disabledIn(scope: Scope, module: string): StringValue | undefined {
	const list = scope.own.get("modules_disabled")?.value;
	if (list?.type !== "table") return undefined;
	return list.items.find((item): item is StringValue => item.type === "string" && item.value === module);
}

/**
 * Modules that ask for the kind of their host as they load, and fail or give up on a VirtualHost. `component` and `muc` are the
 * Component's own module, `muc_mam` goes into its list; the others are community modules.
 */
const COMPONENT_ONLY: ReadonlySet<string> = new Set([
	"component",
	"muc",
	"muc_mam",
	"client_proxy",
	"component_roundrobin",
	"measure_muc",
	"sms_clickatell",
	"unsubscriber",
]);

/** True for modules that do nothing on a VirtualHost but write an error to the log. */
export function isComponentOnly(module: string): boolean {
	return COMPONENT_ONLY.has(module);
}

/**
 * True for modules that only ever act on the chat rooms of the Component they are listed in: they need mod_muc there,
 * or follow its events, which other hosts do not see. Not for those that something else has taken the place of.
 */
export function servesRooms(module: string, catalog: Catalog, series: Series): boolean {
	if (module === "measure_muc") return true;
	const entry = catalog.module(module, series);
	if (!entry || !/(?:^|_)muc(?:_|$)/.test(module)) return false;
	const replaced = entry.replacedBy !== undefined || (entry.mergedInto && atLeast(series, entry.mergedInto.series));
	return !replaced && entry.loadedAs?.length === 1 && entry.loadedAs[0] === "component-list";
}

/** A list that a module has to be added to, and the hosts that lack it. */
export interface ListWithout {
	/** The global scope, or the host whose own list it is. */
	readonly scope: Scope;
	readonly hosts: readonly Scope[];
}

/**
 * Where a module is missing that some VirtualHosts should have: in the global list when that is what they go by, or when none has it;
 * else in their own lists. Hosts on which it is switched off do without it on purpose.
 * @param isWanted whether a host should have it
 */
export function listsWithout(
	module: string,
	isWanted: (host: Scope, context: RuleContext) => boolean,
): (context: RuleContext) => ListWithout[] {
	const wants = (host: Scope, context: RuleContext) =>
		host.kind === "VirtualHost" && host.enabled && isWanted(host, context);
	const wanting = perHost((host, context: RuleContext) => wants(host, context) || undefined);
	const lacking = perHost((host, context: RuleContext) => {
		const lacks = lacksModule(host, module) && hasReadableList(host) && !isMisspelt(host.modules, module);
		return (lacks && wants(host, context) && !mayComeAlong(host, module, context)) || undefined;
	});
	return (context) => {
		const { config, hosts } = context;
		const { global } = config;
		const found = lacking(config, context);
		if (found.size === 0) return [];
		const everywhere = found.size === wanting(config, context).size && global.own.has("modules_enabled");
		if (!everywhere && !isInherited(found)) {
			return hosts.filter(({ name }) => found.has(name)).map((scope) => ({ scope, hosts: [scope] }));
		}
		const at = globalAnchor(config);
		return at && context.shows(at) ? [{ scope: global, hosts: [...found.values()].map(({ host }) => host) }] : [];
	};
}

/** Whether some host has no list of its own. */
function isInherited(hosts: HostFacts<unknown>): boolean {
	for (const { host } of hosts.values()) if (!host.own.has("modules_enabled")) return true;
	return false;
}

/** True when a module that is loaded may bring another one along, as far as the catalog knows. */
export function mayComeAlong(host: Scope, module: string, { catalog, series }: RuleContext): boolean {
	const reached = new Set(host.modules.loaded.keys());
	for (const name of reached) {
		const entry = catalog.module(name, series);
		for (const dependency of entry ? dependenciesOf(entry, series) : []) reached.add(dependency.module);
	}
	return reached.has(module);
}

/** False for lists that are none to Prosody, or hold names that are none: that is said already, and puts the rest right. */
function hasReadableList(host: Scope): boolean {
	return [host, host.config.global].every((scope) => {
		const list = scope.own.get("modules_enabled")?.value;
		if (!list || list.type === "nil") return true;
		// Prosody reads up to the first nil.
		if (list.type !== "table" || list.fields.size > 0 || list.list.length < list.items.length) return false;
		return list.items.every(({ type }) => type === "string");
	});
}

/** True where the module stands there under a name that is not quite its own: that is said already. */
const isMisspelt = onceAlike((modules, module: string) => {
	return (
		modules.has(`mod_${module}`) === true || [...modules.loaded.keys()].some((name) => isOneEditAway(name, module))
	);
});

/** True for hosts whose clients log in to accounts that Prosody keeps itself; false where that is not known. */
export function hasOwnAccounts(host: Scope): boolean {
	const authentication = host.value("authentication");
	const internal =
		!authentication || (authentication.type === "string" && /^internal_(?:hashed|plain)$/.test(authentication.value));
	return internal && host.isUnset("anonymous_login") && host.modules.has("c2s") === true;
}
