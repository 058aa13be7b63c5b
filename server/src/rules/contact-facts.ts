/** What a configuration says of its contact addresses: mod_server_contact_info. */
import type { Configuration, Setting } from "../config/model.ts";
import type { StringValue, TableValue } from "../config/value.ts";
import { atLeast, type Series } from "../config/version.ts";
import { stringItems, virtualHosts } from "./facts.ts";
import { domainOf, publicHosts } from "./public-facts.ts";
import { settingsOf } from "./registration-facts.ts";
import type { RuleContext } from "./rule.ts";
import { settingsNamed } from "./settings.ts";

/** The kinds of contact that are published; all others are passed over without a word. */
export function contactKeys(series: Series): readonly string[] {
	const keys = ["abuse", "admin", "feedback", "sales", "security", "support"];
	return atLeast(series, "0.12") ? [...keys, "status"] : keys;
}

/** A `contact_info` that can be read whole. */
export interface ContactInfo {
	readonly setting: Setting;
	readonly table: TableValue;
	/** Values with their key; a value is undefined when it is not known. */
	readonly entries: ReadonlyMap<string, readonly StringValue[] | undefined>;
}

/** A setting of contact_info; undefined when it is not known whole. */
export function readContactInfo(setting: Setting): ContactInfo | undefined {
	const { value, assignments } = setting;
	if (value.type !== "table" || value.open || assignments.some(({ kind }) => kind === "field")) return undefined;
	const entries = [...value.fields].map(([key, field]) => [key, stringItems(field.value)] as const);
	return { setting, table: value, entries: new Map(entries) };
}

/** Every contact_info of the global section and of enabled hosts. */
export function contactInfos(config: Configuration): ContactInfo[] {
	return settingsNamed(config, "contact_info").flatMap((setting) => {
		const isThere = setting.scope.kind === "global" || setting.scope.enabled;
		return (isThere && readContactInfo(setting)) || [];
	});
}

/** The contact_info in effect on the hosts the public sees, each once. */
export function publicContactInfos(context: RuleContext): (ContactInfo & { hosts: ReturnType<typeof publicHosts> })[] {
	return settingsOf(publicHosts(context), "contact_info").flatMap(({ setting, hosts }) => {
		const info = readContactInfo(setting);
		return info ? [{ ...info, hosts }] : [];
	});
}

export function isMail({ value }: StringValue): boolean {
	return /^mailto:/i.test(value);
}

export function isXmpp({ value }: StringValue): boolean {
	return /^xmpp:/i.test(value);
}

export function isWeb({ value }: StringValue): boolean {
	return /^https?:/i.test(value);
}

/** The address in a mailto: or xmpp: link: without the scheme and what follows the ?. */
export function addressOf({ value }: StringValue): string {
	return value.replace(/^[a-z]+:(\/\/)?/i, "").replace(/[?;].*$/, "");
}

/** An address for a role: the one that is published for another way already when it is on this server, else `role@domain`. */
export function sameAddress(
	config: Configuration,
	known: StringValue | undefined,
	role: string,
	domain: string,
): string {
	const address = known ? addressOf(known) : "";
	const isLocal = address.includes("@") && virtualHosts(config).has(domainOf(address));
	return isLocal ? address.replace(/\/.*$/, "") : `${role}@${domain}`;
}
