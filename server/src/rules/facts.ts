/**
 * Facts about a host that several rules need. Each is undefined where the configuration does not decide it,
 * and a rule keeps quiet then.
 */
import { perHost } from "../config/host-index.ts";
import type { Configuration, Scope } from "../config/model.ts";
import { asBoolean } from "../config/modules.ts";
import type { StringValue, TableValue, Value } from "../config/value.ts";
import type { Span } from "../syntax/tree.ts";
import { onceAlike } from "./once.ts";

export { asBoolean };

/** Ways to log in that have no accounts of their own to create. */
const WITHOUT_ACCOUNTS = new Set(["anonymous", "ldap"]);

/** A boolean option in effect on a host; the given default when it is unset, undefined when it is unknown or not understood. */
export function flag(scope: Scope, option: string, byDefault: boolean): boolean | undefined {
	const value = scope.value(option);
	return value ? asBoolean(value) : byDefault;
}

/** True when only people with an invitation can register: mod_invites_register is loaded and not told otherwise (default true). */
export function isInviteOnly(host: Scope): boolean | undefined {
	const loaded = host.modules.has("invites_register");
	const only = flag(host, "registration_invite_only", true);
	if (loaded === false || only === false) return false;
	return loaded && only;
}

/** How strangers can register on a VirtualHost, and the place that lets them. */
export interface Opening {
	readonly how: "allow_registration" | "register_ibr" | "web";
	/** The module that creates the accounts. */
	readonly module: "register" | "register_ibr" | "register_web" | "register_json";
	/** The line of allow_registration, or the list item that names the module. */
	readonly at: Span;
}

/**
 * What opens registration on a VirtualHost to everyone, the way `prosodyctl check config` of 13.0 decides it (util/prosodyctl/check.lua),
 * plus registration over the web, and without hosts that cannot create accounts or only for an allowlist.
 * Undefined when it is closed, null when that cannot be known.
 */
export function openRegistration(host: Scope): Opening | undefined | null {
	if (host.kind !== "VirtualHost" || !hasAccounts(host)) return undefined;
	// It creates accounts without asking the modules that guard registration.
	const json = host.modules.loaded.get("register_json")?.at;
	if (json) return { how: "web", module: "register_json", at: json };
	const gates = [isInviteOnly(host), isForAllowlist(host)];
	if (gates.includes(true)) return undefined;
	const opening = ungated(host);
	return opening && gates.includes(undefined) ? null : opening;
}

function ungated(host: Scope): Opening | undefined | null {
	const { modules } = host;
	const web = modules.loaded.get("register_web")?.at;
	if (web) return { how: "web", module: "register_web", at: web };
	const direct = modules.loaded.get("register_ibr")?.at;
	if (direct) return { how: "register_ibr", module: "register_ibr", at: direct };
	const [loaded, allowed] = [modules.has("register"), flag(host, "allow_registration", false)];
	if (loaded === false || allowed === false) return undefined;
	if (!loaded || !allowed) return null;
	return { how: "allow_registration", module: "register", at: host.get("allow_registration")!.at.statement };
}

/** False where accounts come from somewhere else, so that nobody can create one here. */
function hasAccounts(host: Scope): boolean {
	const authentication = host.value("authentication");
	return !(authentication?.type === "string" && WITHOUT_ACCOUNTS.has(authentication.value));
}

/** True when only the addresses of an allowlist can register. */
function isForAllowlist(host: Scope): boolean | undefined {
	if (host.modules.has("register_limits") === false) return false;
	const old = flag(host, "whitelist_registration_only", false);
	return host.isUnset("allowlist_registration_only") ? old : flag(host, "allowlist_registration_only", false);
}

/** A VirtualHost where anyone can register. */
export interface OpenHost {
	readonly host: Scope;
	readonly opening: Opening;
}

/** The whole configuration, also for a rule that is shown only a part of it. */
export function whole({ global }: Configuration): Configuration {
	return global.config;
}

/** The VirtualHosts that are switched on, in the whole configuration. */
export const virtualHosts = perHost((host) => (host.kind === "VirtualHost" && host.enabled) || undefined);
/** The Components that are switched on, in the whole configuration, with their modules. */
export const components = perHost((host) =>
	host.kind === "Component" && host.enabled ? (host.module ?? "") : undefined,
);

const openingsByHost = perHost((host): Opening | undefined => {
	return host.enabled && !isLocalName(host.name) ? (openRegistration(host) ?? undefined) : undefined;
}, isSameOpening);

function isSameOpening(a: Opening, b: Opening): boolean {
	return a.how === b.how && a.module === b.module && a.at.chunk === b.at.chunk && a.at.from === b.at.from;
}

/** True when anyone can register on some host of the whole configuration. */
export function isAnyOpen(config: Configuration): boolean {
	return openingsByHost(config).size > 0;
}

/** True when anyone can register on the host of that name. */
export function isOpen(config: Configuration, name: string): boolean {
	return openingsByHost(config).has(name);
}

/** The VirtualHosts where anyone can register, with what opens them; without those only their own network knows. */
export function openHosts(config: Configuration): readonly OpenHost[] {
	const openings = openingsByHost(config);
	if (openings.size === 0) return [];
	return config.virtualHosts.flatMap((host) => {
		const opening = openings.get(host.name)?.fact;
		return opening ? [{ host, opening }] : [];
	});
}

/** True for names that the Internet does not know: `localhost`, other single words, and the domains reserved for local networks and tests. */
export function isLocalName(name: string): boolean {
	return !name.includes(".") || /\.(?:localhost|local|lan|internal|home\.arpa|test|invalid)$/.test(name);
}

/** True for the configurations that Jitsi Meet writes: their hosts serve meetings, not accounts, and public-server practices do not apply. */
export function isJitsi(config: Configuration): boolean {
	const paths = config.global.value("plugin_paths");
	const texts = paths?.type === "table" ? paths.items : paths ? [paths] : [];
	if (texts.some((item) => item.type === "string" && /jitsi/i.test(item.value))) return true;
	return runsMeetings(config.global.modules) || hostsWithMeetings(config).size > 0;
}

const hostsWithMeetings = perHost((host) => runsMeetings(host.modules) || undefined);

const runsMeetings = onceAlike(({ loaded }) =>
	["speakerstats", "conference_duration", "jitsi_session", "muc_lobby_rooms"].some((name) => loaded.has(name)),
);

/** The strings of a list option (or of a single string, which Prosody takes as a list of one); undefined when they are not all known. */
export function stringItems(value: Value | undefined): readonly StringValue[] | undefined {
	if (!value) return [];
	if (value.type === "string") return [value];
	if (value.type !== "table" || value.open) return undefined;
	const strings = value.items.filter((item): item is StringValue => item.type === "string");
	return value.items.some((item) => item.type === "unknown") ? undefined : strings;
}

/** A table option in effect; undefined when unset, unknown or no table. */
export function tableOf(scope: Scope, option: string): TableValue | undefined {
	const value = scope.value(option);
	return value?.type === "table" ? value : undefined;
}

/** Where to point when an option is missing from a host: its VirtualHost or Component line, or the list that sets its modules. */
export function headOf(scope: Scope): Span | undefined {
	return scope.sections.find((section) => section.head)?.head;
}

/** Where to point when something is missing from the global section: the name of the global module list, else the first host. */
export function globalAnchor(config: Configuration): Span | undefined {
	const { global } = config;
	const { firstHost: first } = global.config;
	return global.own.get("modules_enabled")?.at.nameSpan ?? (first && headOf(first));
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(words: readonly string[]): string {
	// Intl.ListFormat would take longer to load than everything else that is needed for a first answer.
	return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
