import type { Scope, Setting } from "../../config/model.ts";
import type { StringValue } from "../../config/value.ts";
import { removeItem, replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { stringItems } from "../facts.ts";
import { hostNames, isForThrottle, openings, settingOf } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "registration-allowlist-wide",
	local: "or-global",
	title: t("Far too many addresses are exempt from the limit on registrations"),
	severity: "warning",
	modules: ["register_limits"],
	check({ config }, report) {
		const lists = new Map<Setting, Scope[]>();
		for (const host of openings(config)
			.filter(isForThrottle)
			.flatMap(({ hosts }) => hosts)) {
			// The old name only counts where the new one is unset.
			const setting = settingOf(host, "registration_allowlist") ?? settingOf(host, "registration_whitelist");
			if (setting) lists.set(setting, [...(lists.get(setting) ?? []), host]);
		}
		for (const [setting, hosts] of lists) {
			for (const item of stringItems(setting.value) ?? []) {
				const width = widthOf(item.value);
				const isProxied = width === "private" && hosts.some(hasUnknownProxy);
				if (!width || (width === "private" && !isProxied)) continue;
				report({
					at: item.span,
					severity: width === "all" ? "error" : undefined,
					message: describe(width, item.value, hosts),
					fixes: item.literal
						? [suggested(t("Limit addresses in {0} as well", item.value), () => dropItem(setting, item))]
						: [],
				});
			}
		}
	},
});

type Width = "all" | "huge" | "private";

function describe(width: Width, network: string, hosts: readonly Scope[]): string {
	if (width === "all")
		return t('"{0}" exempts every address: nothing limits registrations on {1}.', network, hostNames(hosts));
	if (width === "huge")
		return t(
			"Millions of addresses in {0} may create as many accounts on {1} as they like.",
			network,
			hostNames(hosts),
		);
	return t(
		'A web proxy in {0} would exempt everyone who registers through it on {1}: "register_web" sees the proxy\'s address unless trusted_proxies names it.',
		network,
		hostNames(hosts),
	);
}

/** How much of the Internet a network covers, as util.ip of Prosody reads it: a prefix below 1 matches any address at all. */
function widthOf(network: string): Width | undefined {
	const [address = "", prefix] = network.split("/");
	const bits = prefix === undefined || !/^\d+$/.test(prefix) ? undefined : Number(prefix);
	if (bits === undefined) return undefined;
	if (bits < 1) return "all";
	if (isPrivate(address, bits)) return "private";
	const isLoopback = address.startsWith("127.");
	return bits <= (address.includes(":") ? 16 : 8) && !isLoopback ? "huge" : undefined;
}

function isPrivate(address: string, bits: number): boolean {
	if (/^10\./.test(address)) return bits >= 8;
	if (/^172\.(?:1[6-9]|2\d|3[01])\./.test(address)) return bits >= 12;
	if (/^192\.168\./.test(address)) return bits >= 16;
	return /^f[cd]/i.test(address) && bits >= 7;
}

/** A web page creates accounts, and no proxy but one on this machine is known. */
function hasUnknownProxy(host: Scope): boolean {
	return host.modules.has("register_web") === true && host.config.global.isUnset("trusted_proxies");
}

function dropItem(setting: Setting, item: StringValue) {
	// What is left of the list is what Prosody exempts by itself.
	return setting.value.type === "table" ? removeItem(setting.value, item) : replaceValue(item, "127.0.0.1");
}
