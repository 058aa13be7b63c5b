import type { Scope } from "../../config/model.ts";
import { t } from "../../l10n.ts";
import { isJitsi } from "../facts.ts";
import { isInternetName, nameSpanOf } from "../host-facts.ts";
import { rule } from "../rule.ts";

/** Parts of the domain name system where everyone's domains begin one level deeper. */
const SHARED = /^(?:ac|co|com|edu|gob|gov|gv|id|me|ne|net|or|org|school)\.[a-z]{2}$/;

export default rule({
	id: "service-subdomain-vhost",
	local: "in-place",
	title: t("A host named after the service instead of the domain"),
	severity: "information",
	links: ["https://prosody.im/doc/dns"],
	check({ config, hosts }, report) {
		if (isJitsi(config)) return;
		for (const host of hosts) {
			const parent = parentOf(host);
			const at = nameSpanOf(host);
			if (!parent || !at || config.host(parent) || isForGuests(host)) continue;
			report({
				at,
				message: t(
					'Addresses end in @{0}. If there are no accounts yet, VirtualHost "{1}" gives shorter ones: SRV records can lead from {1} to this server.',
					host.name,
					parent,
				),
			});
		}
	},
});

/** The domain that the addresses could end in, of the names that `prosodyctl check config` asks about as well. */
function parentOf({ name }: Scope): string | undefined {
	const parent = /^(?:jabber|xmpp|chat|im)\.(.+\..+)$/.exec(name)?.[1];
	return parent && !SHARED.test(parent) && isInternetName(name) ? parent : undefined;
}

/** Nobody has an address there that could be shorter. */
function isForGuests(host: Scope): boolean {
	const authentication = host.value("authentication");
	return authentication !== undefined && !(authentication.type === "string" && authentication.value !== "anonymous");
}
