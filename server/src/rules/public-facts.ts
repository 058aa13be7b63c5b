/** Facts for the rules on what a public server owes its users and its neighbours. */
import type { Configuration, Scope } from "../config/model.ts";
import type { Series } from "../config/version.ts";
import { atLeast } from "../config/version.ts";
import { t } from "../l10n.ts";
import type { Span } from "../syntax/tree.ts";
import { isAnyOpen, isInviteOnly, isLocalName, openHosts } from "./facts.ts";
import { disabledAt, type OpenedHosts, openings } from "./registration-facts.ts";
import type { RuleContext } from "./rule.ts";

/** The hosts that practices for public servers speak of: those where anyone can register; without any, all that have accounts. */
export function publicHosts({ config, hosts }: RuleContext): readonly Scope[] {
	return isAnyOpen(config) ? openHosts(config).map(({ host }) => host) : hosts.filter(mayHaveAccounts);
}

/** False where everybody is a guest, and where nobody from elsewhere can get to. */
export function mayHaveAccounts(host: Scope): boolean {
	if (isLocalName(host.name)) return false;
	const authentication = host.value("authentication");
	return !(authentication?.type === "string" && authentication.value === "anonymous");
}

/** True for a module that is missing for certain and that nobody switched off on purpose. */
export function lacksModule(host: Scope, module: string): boolean {
	return host.modules.has(module) === false && disabledAt(host, module).length === 0;
}

/** What opens registration, with the hosts there that lack a module which asks newcomers; not where accounts are made past all modules. */
export function openingsWithout(config: Configuration, module: string): OpenedHosts[] {
	return openings(config).flatMap((opened) => {
		if (opened.opening.module === "register_json") return [];
		const hosts = opened.hosts.filter((host) => lacksModule(host, module));
		return hosts.length > 0 ? [{ ...opened, hosts }] : [];
	});
}

/** A place that loads a module, and the hosts it loads it on. */
export interface LoadedOn {
	/** The list item. */
	readonly at: Span;
	/** The scope whose list it is. */
	readonly scope: Scope;
	readonly hosts: readonly Scope[];
}

/** Where a module is loaded, each place once. */
export function loadedOn(hosts: readonly Scope[], module: string): LoadedOn[] {
	const places = new Map<string, { at: Span; scope: Scope; hosts: Scope[] }>();
	for (const host of hosts) {
		const { modules } = host;
		if (modules.has(module) !== true) continue;
		const { at, because } = modules.loaded.get(module) ?? {};
		if (!at || because === "component" || because === "dependency") continue;
		const key = `${at.start} ${at.file}`;
		const place = places.get(key) ?? { at, scope: because === "global" ? host.config.global : host, hosts: [] };
		place.hosts.push(host);
		places.set(key, place);
	}
	return [...places.values()];
}

/** Where people with an invitation can register, by the line that loads the module for it. */
export function invitedHosts(hosts: readonly Scope[]): LoadedOn[] {
	return loadedOn(
		hosts.filter((host) => isInviteOnly(host) === true && mayHaveAccounts(host)),
		"invites_register",
	);
}

/** Where several options can be written at once; a host that is a table takes one field at a time, so they go to the global section. */
export function writable(scope: Scope): Scope {
	const isTable = scope.kind !== "global" && scope.sections.every(({ form }) => form === "table");
	return isTable ? scope.config.global : scope;
}

const PLACEHOLDER =
	/(^|\.)(localhost|localdomain|invalid|test|example|tld)$|^domain\.|(your|my)[-_]?(domain|host|server)|change-?me|placeholder/;

/** The first host whose name can stand behind the @ of an address for other people. */
export function addressDomain(hosts: readonly Scope[]): string | undefined {
	return hosts
		.map(({ name }) => name)
		.find((name) => name.includes(".") && /[a-z]/.test(name) && !name.includes(":") && !PLACEHOLDER.test(name));
}

/** The domain of an address, without what precedes the @ and what follows the /. */
export function domainOf(address: string): string {
	return address.replace(/^[^@/]*@/, "").replace(/\/.*$/, "");
}

/** What is left to do for a module that Prosody does not come with. */
export function installNote(series: Series, ...modules: readonly string[]): string {
	const names = modules.map((module) => `mod_${module}`);
	if (!atLeast(series, "0.12")) {
		return t("Install the community module: {0}", names.map((name) => `https://modules.prosody.im/${name}`).join(" "));
	}
	return t(
		"Install the community module: {0}",
		names.map((name) => `prosodyctl install --server=https://modules.prosody.im/rocks/ ${name}`).join("; "),
	);
}

/** What is left to do for an address of this server. */
export function accountNote(address: string): string {
	return t(
		"Create the account, and see to it that its messages and its mail are read: {0}",
		`prosodyctl adduser ${address}`,
	);
}
