/** Facts about registration: what opens it on which hosts, and what limits it there. */
import type { Configuration, Scope, Setting } from "../config/model.ts";
import { asNumber, readPeriod } from "../config/period.ts";
import type { TableValue, Value } from "../config/value.ts";
import type { Series } from "../config/version.ts";
import { t } from "../l10n.ts";
import { enumerate, flag, type Opening, openHosts } from "./facts.ts";

/** One line that opens registration, on one host or on many. */
export interface OpenedHosts {
	readonly opening: Opening;
	/** At least one. */
	readonly hosts: readonly Scope[];
	/** Where that line stands: the global scope or the host. */
	readonly scope: Scope;
}

/** What opens registration, each place once. */
export function openings(config: Configuration): OpenedHosts[] {
	const groups = new Map<string, { opening: Opening; hosts: Scope[]; scope: Scope }>();
	for (const { host, opening } of openHosts(config)) {
		const key = `${opening.at.start} ${opening.at.file}`;
		const group = groups.get(key) ?? { opening, hosts: [], scope: scopeOf(opening, host) };
		group.hosts.push(host);
		groups.set(key, group);
	}
	return [...groups.values()];
}

/** The scope that a host's opening is written in. */
export function scopeOf(opening: Opening, host: Scope): Scope {
	if (opening.how === "allow_registration") return host.get("allow_registration")?.scope ?? host;
	return host.modules.loaded.get(opening.module)?.because === "global" ? host.config.global : host;
}

/** The setting of an option that is in effect; undefined when it is unset. */
export function settingOf(host: Scope, option: string): Setting | undefined {
	const setting = host.get(option);
	return setting?.value.type === "nil" ? undefined : setting;
}

/** The settings of an option that are in effect, each with the hosts it is in effect on. */
export function settingsOf(hosts: readonly Scope[], option: string): { setting: Setting; hosts: Scope[] }[] {
	const groups = new Map<Setting, Scope[]>();
	for (const host of hosts) {
		const setting = settingOf(host, option);
		if (!setting) continue;
		const group = groups.get(setting);
		if (group) group.push(host);
		else groups.set(setting, [host]);
	}
	return [...groups].map(([setting, of]) => ({ setting, hosts: of }));
}

/** How many accounts one address may create in which time (mod_register_limits). */
export interface Throttle {
	/** The setting of the time span, and the option's name. */
	readonly setting: Setting;
	/** Undefined when it is not known or not understood. */
	readonly seconds: number | undefined;
	readonly count: number | undefined;
}

/** The options that limit registrations per address. */
const LIMITS = ["min_seconds_between_registrations", "registration_throttle_max", "registration_throttle_period"];

/** Undefined when nothing limits registrations, or when the settings for it are incomplete. */
export function throttleOf(host: Scope, series: Series): Throttle | undefined {
	const [interval, max, period] = LIMITS.map((option) => settingOf(host, option));
	const setting = period ?? interval;
	if (!setting || (!max && !interval)) return undefined;
	return { setting, seconds: readPeriod(setting.value, series), count: max ? asNumber(max.value) : 1 };
}

/** True when none of the options that limit registrations is set. */
export function hasNoThrottle(host: Scope): boolean {
	return host.isUnset(...LIMITS);
}

/** False where accounts are created past mod_register_limits, or where something else stands between a script and an account. */
export function isForThrottle({ opening, hosts }: OpenedHosts): boolean {
	if (opening.module === "register_json") return false;
	if (opening.module === "register_web" && hosts.some(asksWithCaptcha)) return false;
	return hosts.every(({ modules }) =>
		["captcha_registration", "register_redirect"].every((name) => modules.has(name) === false),
	);
}

/** True where a web page with a real captcha is the only way in; the sum it asks for without one stops no script. */
function asksWithCaptcha(host: Scope): boolean {
	return !host.isUnset("captcha_options") && flag(host, "allow_registration", false) === false;
}

/** The hosts by name; of many the first ones. */
export function hostNames(hosts: readonly Scope[]): string {
	const names = hosts.map((host) => host.name);
	if (names.length <= 4) return enumerate(names);
	return t("{0} and {1} more hosts", names.slice(0, 3).join(", "), names.length - 3);
}

/** Half of a throttle: what is set, and the option that is missing beside it. */
export interface HalfThrottle {
	readonly setting: Setting;
	readonly missing: "registration_throttle_max" | "registration_throttle_period";
}

/** A number of registrations without a time to count them in, which breaks registration; or the time alone, which limits nothing. */
export function halfThrottleOf(host: Scope): HalfThrottle | undefined {
	const [interval, max, period] = LIMITS.map((option) => settingOf(host, option));
	if (interval || (max && period)) return undefined;
	if (max) return { setting: max, missing: "registration_throttle_period" };
	return period && { setting: period, missing: "registration_throttle_max" };
}

/** Where a module is listed in `modules_disabled`, globally or on the host. */
export function disabledAt(host: Scope, module: string): { readonly list: TableValue; readonly item: Value }[] {
	return [host.config.global, host].flatMap((scope) => {
		const list = scope.own.get("modules_disabled")?.value;
		if (list?.type !== "table") return [];
		return list.items.flatMap((item) => (item.type === "string" && item.value === module ? [{ list, item }] : []));
	});
}
