import type { Scope } from "../../config/model.ts";
import { t } from "../../l10n.ts";
import { nameSpanOf, toUnicode } from "../host-facts.ts";
import { rule } from "../rule.ts";

export default rule({
	id: "idn-alabel-host",
	local: "or-global",
	title: t("An internationalised domain in its xn-- form"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure"],
	check({ hosts, components }, report) {
		const encoded = [...hosts, ...components].filter(({ name }) => /(?:^|\.)xn--/.test(name) && toUnicode(name));
		for (const host of encoded) {
			const at = nameSpanOf(host);
			if (!at || encoded.some((other) => host.name.endsWith(`.${other.name}`))) continue;
			const below = encoded.filter(({ name }) => name.endsWith(`.${host.name}`));
			report({
				at,
				message: t(
					"Clients and other servers ask for {0} by its readable name {1}, and Prosody does not know a host of that name. Accounts do not move along when it is renamed.",
					host.name,
					toUnicode(host.name)!,
				),
				related: below.flatMap(alike),
			});
		}
	},
});

function alike(host: Scope) {
	const at = nameSpanOf(host);
	return at ? [{ at, message: t("The same holds here: {0}", toUnicode(host.name)!) }] : [];
}
