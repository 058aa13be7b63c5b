/** What to do about options that Prosody has replaced (`prosodyctl check config` calls them deprecated). */

import type { Assignment, Configuration, Scope, Setting } from "../config/model.ts";
import { asNumber } from "../config/period.ts";
import type { Value } from "../config/value.ts";
import type { Change } from "../edits/index.ts";
import { addField, addToTable, removeAssignment, renameOption, replaceValue, setOption } from "../edits/index.ts";
import { t } from "../l10n.ts";
import { asBoolean } from "./facts.ts";
import { type Fix, safe, suggested } from "./rule.ts";

/** An outdated option that is set, and where. */
export interface Old {
	readonly setting: Setting;
	readonly scope: Scope;
	readonly config: Configuration;
}

/** What is said of it, and how to get rid of it. */
export interface WayOut {
	readonly message: string;
	readonly fixes: readonly Fix[];
	/** It has no effect any more. */
	readonly dead?: boolean;
}

/** Those of the global section that Prosody still reads under their old names. */
export const STILL_READ = /^legacy_ssl_(?:ports|interfaces?|ssl)$/;

/** The ways out by option. */
export const WAYS_OUT: Readonly<Record<string, (old: Old) => WayOut>> = {
	anonymous_login: (old) => ({
		message: t('anonymous_login is outdated: authentication = "anonymous" opens a host for guests.'),
		fixes: isTruthy(old) ? turnInto(old, "authentication", "anonymous") : [removalOfNo(old)],
	}),
	bosh_interface: (old) => unread(old, "http_interfaces", "bosh_interfaces"),
	bosh_interfaces: (old) => unread(old, "http_interfaces"),
	bosh_port: (old) => unread(old, "http_ports", "bosh_ports"),
	bosh_ports: (old) => unread(old, "http_ports"),
	bosh_ssl: (old) => unread(old, "https_ssl"),
	cross_domain_bosh: (old) => crossDomain(old, "bosh"),
	cross_domain_websocket: (old) => crossDomain(old, "websocket"),
	daemonize: (old) => ({
		message: t(
			"daemonize is outdated: the switches -D (background) and -F (foreground) of the prosody command decide.",
		),
		fixes: [removal(old, isTruthy(old) ? t("To run Prosody in the background, start it with prosody -D.") : undefined)],
	}),
	disallow_s2s: disallowS2s,
	legacy_ssl_interface: (old) => directTls(old, "c2s_direct_tls_interfaces", "legacy_ssl_interfaces"),
	legacy_ssl_interfaces: (old) => directTls(old, "c2s_direct_tls_interfaces"),
	legacy_ssl_port: (old) => unread(old, "c2s_direct_tls_ports", "legacy_ssl_ports"),
	legacy_ssl_ports: directTlsPorts,
	legacy_ssl_ssl: (old) => directTls(old, "c2s_direct_tls_ssl"),
	no_daemonize: (old) => ({
		message: t("no_daemonize has no effect any more: the switches -D and -F of the prosody command decide."),
		fixes: [removal(old)],
		dead: true,
	}),
	require_encryption: requireEncryption,
	use_libevent: (old) => ({
		message: t('use_libevent is outdated: network_backend = "event" does the same, and the default is as good.'),
		fixes: isTruthy(old) && old.scope.kind === "global" ? turnInto(old, "network_backend", "event") : [removal(old)],
	}),
	vcard_compatibility: (old) => ({
		message: t("vcard_compatibility has no effect any more: modules took its place."),
		fixes: [
			removal(
				old,
				t(
					"The core module vcard_legacy serves older clients; the community module compat_vcard does what the option did.",
				),
			),
		],
		dead: true,
	}),
};

/** Takes it out wherever its scope sets it. */
export function removal({ setting }: Pick<Old, "setting">, then?: string): Fix {
	return safe(t("Take {0} out", setting.option), () => remove(setting), then);
}

function remove(setting: Setting): Change[] {
	const all = setting.assignments.map((one) => removeAssignment(one));
	return all.every((changes) => changes.length > 0) ? all.flat() : [];
}

function rename({ assignments }: Setting, now: string): Change[] {
	return renameOption(assignments[0]!, now);
}

function isTruthy({ setting: { value } }: Old): boolean {
	return !(value.type === "boolean" && !value.value) && value.type !== "unknown";
}

/** Takes out a `false`, which is what holds without it unless the global section says otherwise. */
function removalOfNo(old: Old): Fix {
	const global = old.config.global.own.get(old.setting.option);
	const overrules = old.scope.kind !== "global" && global !== undefined && asBoolean(global.value) !== false;
	return overrules ? { ...removal(old), safe: false } : removal(old);
}

/** False for a `true` in the global section that some host says something against, or might. */
function isAlone({ scope, config, setting }: Old, ...options: string[]): boolean {
	return (
		scope.kind !== "global" || !config.hosts.some(({ own }) => [setting.option, ...options].some((one) => own.has(one)))
	);
}

/** An option that nothing has read for years, under its name or any other. */
function unread(old: Old, now: string, twin?: string): WayOut {
	const { setting, scope, config } = old;
	const { option } = setting;
	const message = t("{0} has no effect any more: the option is called {1} now.", option, now);
	const superseded = !config.global.isUnset(now) || (twin !== undefined && scope.own.has(twin));
	if (superseded || scope.kind !== "global") return { message, fixes: [removal(old)], dead: true };
	const title = t("Rename it to {0}", now);
	if (isDefault(setting.value, now, config))
		return { message, fixes: [safe(title, () => rename(setting, now))], dead: true };
	return { message, fixes: [suggested(title, () => rename(setting, now)), removal(old)], dead: true };
}

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/** True when the new option would say what holds anyway. */
function isDefault(value: Value, option: string, { global }: Configuration): boolean {
	const items = value.type === "table" ? value.items : [value];
	if (items.length === 0 || (value.type === "table" && (value.open || value.fields.size > 0))) return false;
	if (option === "http_ports") return items.every((item) => asNumber(item) === 5280);
	if (option !== "http_interfaces" || !global.isUnset("local_interfaces")) return false;
	return items.every((item) => item.type === "string" && LOOPBACK.has(item.value));
}

function directTlsMessage(option: string, now: string): string {
	return t("{0} is outdated: connections that start with TLS are set up with {1} now.", option, now);
}

function directTls(old: Old, now: string, twin?: string): WayOut {
	const { setting, scope, config } = old;
	const message = directTlsMessage(setting.option, now);
	// Without ports nobody listens, so nothing else matters.
	const dead = config.global.isUnset("legacy_ssl_ports") || (twin !== undefined && scope.own.has(twin));
	const gone = dead ? removal(old) : { ...removal(old), safe: false };
	if (!config.global.isUnset(now) || (twin && scope.own.has(twin))) return { message, fixes: [gone] };
	const clear = config.global.isUnset("c2s_direct_tls_ports");
	const title = t("Rename it to {0}", now);
	return { message, fixes: [(clear ? safe : suggested)(title, () => rename(setting, now)), ...(clear ? [] : [gone])] };
}

function directTlsPorts(old: Old): WayOut {
	const { setting, config } = old;
	const now = "c2s_direct_tls_ports";
	const message = directTlsMessage(setting.option, now);
	const known = config.global.own.get(now);
	if (!known) return { message, fixes: [safe(t("Rename it to {0}", now), () => rename(setting, now))] };
	const [old_, new_] = [portsOf(setting.value), portsOf(known.value)];
	const ports = old_ && new_ && [...new Set([...new_, ...old_])];
	if (!ports) return { message, fixes: [{ ...removal(old), safe: false }] };
	if (ports.length === new_.length) return { message, fixes: [removal(old)] };
	const move = () => {
		const [added, removed] = [replaceValue(known.value, ports), remove(setting)];
		return added.length > 0 && removed.length > 0 ? [...added, ...removed] : [];
	};
	return { message, fixes: [safe(t("Add its ports to {0}", now), move)] };
}

/** The ports of a list; undefined when they are not all known. */
function portsOf(value: Value): number[] | undefined {
	if (value.type === "table" && (value.open || value.fields.size > 0)) return undefined;
	const ports = (value.type === "table" ? value.items : [value]).map((item) => asNumber(item));
	return ports.every((port) => port !== undefined) ? ports : undefined;
}

/** Writes another option with another value in its place; an option that is set already only gets the value. */
function turnInto(old: Old, option: string, value: string): Fix[] {
	const { setting, scope } = old;
	const known = scope.own.get(option);
	const changes = () => {
		if (!known) return both(rename(setting, option), replaceValue(setting.at.value, value));
		if (known.value.type === "string" && known.value.value === value) return remove(setting);
		return both(replaceValue(known.value, value), remove(setting));
	};
	// The old option overrules what hosts say, the new one does not.
	const alone = isAlone(old, option);
	return [(alone ? safe : suggested)(t('Write {0} = "{1}"', option, value), changes)];
}

/** All or nothing. */
function both(first: Change[], second: Change[]): Change[] {
	return first.length > 0 && second.length > 0 ? [...first, ...second] : [];
}

function disallowS2s(old: Old): WayOut {
	const { setting, scope } = old;
	const message = t('disallow_s2s is outdated: "s2s" in modules_disabled keeps a host to itself.');
	const value = asBoolean(setting.value);
	if (value === false) return { message, fixes: [removalOfNo(old)] };
	const list = scope.own.get("modules_disabled");
	const changes = () => {
		if (!list) return both(rename(setting, "modules_disabled"), replaceValue(setting.at.value, ["s2s"]));
		if (list.value.type !== "table") return [];
		const there = list.value.items.some((item) => item.type === "string" && item.value === "s2s");
		return there ? remove(setting) : both(addToTable(list.value, "s2s"), remove(setting));
	};
	const title = t('Add "s2s" to modules_disabled');
	return { message, fixes: value ? [(isAlone(old) ? safe : suggested)(title, changes)] : [] };
}

/** It only ever spoke of clients, and what a host or the global section says with the new name wins over it. */
function requireEncryption(old: Old): WayOut {
	const { setting, scope, config } = old;
	const message = t(
		"require_encryption is outdated: c2s_require_encryption speaks of clients now, s2s_require_encryption of other servers.",
	);
	const now = "c2s_require_encryption";
	if (!scope.isUnset(now)) return { message, fixes: [removal(old)] };
	const { global } = config;
	const forServers =
		asBoolean(setting.value) === true && scope.kind === "global" && global.isUnset("s2s_require_encryption");
	// The new name in the global section would overrule the old one in a host.
	const others = scope.kind === "global" ? config.hosts.flatMap((host) => host.own.get(setting.option) ?? []) : [];
	const changes = () => [
		...[setting, ...others].flatMap((one) => rename(one, now)),
		...(forServers ? setOption(global, "s2s_require_encryption", true, { after: setting.option }) : []),
	];
	const title = forServers ? t("Write c2s_require_encryption and s2s_require_encryption") : t("Rename it to {0}", now);
	return { message, fixes: [safe(title, changes)] };
}

/** Since 0.12 web pages of all domains may connect, and http_cors_override says otherwise. */
function crossDomain(old: Old, app: string): WayOut {
	const { setting, config } = old;
	const { option } = setting;
	const message = t("{0} has no effect any more: http_cors_override decides which web pages may connect.", option);
	const wanted = originsOf(setting.value);
	const known = config.global.own.get("http_cors_override");
	const fix = wanted && suggested(t("Say it with http_cors_override"), () => restrict(setting.at, known, app, wanted));
	return { message, fixes: [...(fix ? [fix] : []), removal(old)], dead: true };
}

type Origins = { enabled: boolean; origins?: string[] };

/** Undefined where everyone may connect, as is the default. */
function originsOf(value: Value): Origins | undefined {
	if (value.type === "boolean") return value.value ? undefined : { enabled: false };
	const items = value.type === "table" && !value.open ? value.items : [value];
	const origins = items.flatMap((item) => (item.type === "string" ? [item.value] : []));
	if (origins.length === 0 || origins.length < items.length || origins.includes("*")) return undefined;
	return { enabled: true, origins };
}

function restrict(at: Assignment, known: Setting | undefined, app: string, wanted: Origins): Change[] {
	if (at.section.scope.kind !== "global") return [];
	if (!known) return both(renameOption(at, "http_cors_override"), replaceValue(at.value, { [app]: { ...wanted } }));
	if (known.value.type !== "table" || known.value.fields.has(app)) return [];
	return both(addField(known.value, app, { ...wanted }), removeAssignment(at));
}
