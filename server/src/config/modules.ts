/**
 * Which modules load on a host: core/modulemanager.lua, `get_modules_for_host`, and the dependencies a module asks for.
 */
import type { Configuration, LoadedModule, ModuleSet, Scope } from "./model.ts";
import type { Value } from "./value.ts";

/** Loaded without being listed. */
export const AUTOLOADED: readonly string[] = ["presence", "message", "iq", "offline", "c2s", "s2s", "s2s_auth_certs"];

/** What a Component takes over from the global list (0.12 and later; before, only the first five). */
export const COMPONENT_INHERITABLE: ReadonlySet<string> = new Set([
	"tls",
	"saslauth",
	"dialback",
	"iq",
	"s2s",
	"s2s_bidi",
	"smacks",
	"server_contact_info",
]);
const LATE_INHERITABLE: ReadonlySet<string> = new Set(["s2s_bidi", "smacks", "server_contact_info"]);

/** Modules that `module:depends` brings along, where a rule needs to know. */
const DEPENDENCIES: Readonly<Record<string, (scope: Scope) => readonly string[]>> = {
	register: (scope) =>
		isTrue(scope.value("allow_registration"))
			? ["user_account_management", "register_ibr", "watchregistrations"]
			: ["user_account_management"],
	register_web: (scope) => (listed(scope, "modules_disabled", "register_limits") ? [] : ["register_limits"]),
	register_ibr: (scope) => (listed(scope, "modules_disabled", "register_limits") ? [] : ["register_limits"]),
	invites_register: (scope) =>
		isFalse(scope.value("registration_invite_only")) ? ["invites"] : ["invites", "register_ibr"],
	invites_adhoc: () => ["invites", "adhoc"],
};

/** The options that {@link effectiveModules} and {@link DEPENDENCIES} read. */
const DECISIVE = ["modules_enabled", "modules_disabled", "allow_registration", "registration_invite_only"];

/** The modules of a host, each with the reason it is there. Of the global scope: those every VirtualHost gets. */
export function effectiveModules(scope: Scope): ModuleSet {
	const { kind, config } = scope;
	// Most hosts of a large server add nothing to the global lists: they share one answer.
	if (kind === "VirtualHost" && !DECISIVE.some((option) => scope.own.has(option))) return config.global.modules;

	const set = fromGlobalLists(config);
	const { loaded } = set;
	if (kind === "Component") {
		const early = config.version.series === "0.11";
		for (const name of [...loaded.keys()]) {
			if (!COMPONENT_INHERITABLE.has(name) || (early && LATE_INHERITABLE.has(name))) loaded.delete(name);
		}
		if (scope.module) {
			const at = scope.sections.find((section) => section.moduleSpan)?.moduleSpan;
			loaded.set(scope.module, { name: scope.module, because: "component", at });
		}
	}
	if (kind !== "global") addLists(set, scope, "host");
	addDependencies(scope, loaded);
	const { complete } = set;
	return {
		loaded,
		leftOut: new Map(),
		complete,
		has: (name) => (loaded.has(name) ? true : complete ? false : undefined),
	};
}

interface Lists {
	readonly loaded: Map<string, LoadedModule>;
	complete: boolean;
}

/** What the global lists say of each configuration, to start each host from. */
const globalLists = new WeakMap<Configuration, Lists>();

/** The autoloaded modules and those of the global lists; the caller may change the map. */
function fromGlobalLists(config: Configuration): Lists {
	let lists = globalLists.get(config);
	if (!lists) {
		lists = { loaded: new Map(), complete: true };
		for (const name of AUTOLOADED) lists.loaded.set(name, { name, because: "autoload" });
		addLists(lists, config.global, "global");
		globalLists.set(config, lists);
	}
	return { loaded: new Map(lists.loaded), complete: lists.complete };
}

/** Follows `modules_enabled` and `modules_disabled` of one scope. */
function addLists(set: Lists, scope: Scope, because: LoadedModule["because"]): void {
	const { loaded } = set;
	const enabled = scope.own.get("modules_enabled")?.value;
	const add = (name: string, item: Value) => loaded.has(name) || loaded.set(name, { name, because, at: item.span });
	if (enabled && !readList(enabled, add)) set.complete = false;
	const disabled = scope.own.get("modules_disabled")?.value;
	if (disabled && !readList(disabled, (name) => loaded.delete(name))) set.complete = false;
}

function addDependencies(scope: Scope, loaded: Map<string, LoadedModule>): void {
	const queue = [...loaded.keys()];
	for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
		for (const name of DEPENDENCIES[next]?.(scope) ?? []) {
			if (loaded.has(name)) continue;
			loaded.set(name, { name, because: "dependency", via: next });
			queue.push(name);
		}
	}
}

/** Calls back for every name in a module list; false when the list is not known whole. A string or a map counts as empty, as in Prosody. */
function readList(list: Value, each: (name: string, item: Value) => void): boolean {
	if (list.type === "unknown") return false;
	if (list.type !== "table") return true;
	let whole = !list.open;
	for (const item of list.items) {
		if (item.type === "string") each(item.value, item);
		else if (item.type === "unknown") whole = false;
	}
	return whole;
}

function listed(scope: Scope, option: string, name: string): boolean {
	for (const list of [scope.own.get(option)?.value, scope.config.global.own.get(option)?.value]) {
		if (list?.type === "table" && list.items.some((item) => item.type === "string" && item.value === name)) return true;
	}
	return false;
}

function isTrue(value: Value | undefined): boolean {
	return asBoolean(value) === true;
}

function isFalse(value: Value | undefined): boolean {
	return asBoolean(value) === false;
}

/**
 * How Prosody reads a boolean option: true, "true" and 1, false, "false" and 0 (core/moduleapi.lua, get_option_boolean).
 * Undefined for anything else, which Prosody treats as unset without the default, and for unknown values.
 */
export function asBoolean(value: Value | undefined): boolean | undefined {
	if (value?.type === "table") return asBoolean(value.items[0]);
	if (value?.type === "boolean") return value.value;
	if (value?.type === "string") return value.value === "true" ? true : value.value === "false" ? false : undefined;
	if (value?.type === "number") return value.value === 1 ? true : value.value === 0 ? false : undefined;
	return undefined;
}
