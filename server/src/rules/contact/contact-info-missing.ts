import { addModule, setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { globalAnchor, headOf } from "../facts.ts";
import { accountNote, addressDomain, lacksModule, publicHosts } from "../public-facts.ts";
import { hostNames } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "contact-info-missing",
	title: t("A public server without contact addresses"),
	severity: "warning",
	profile: "public",
	absence: true,
	modules: ["server_contact_info"],
	links: ["https://prosody.im/doc/public_servers", "https://xmpp.org/extensions/xep-0157.html"],
	check(context, report) {
		const { config } = context;
		const { global } = config;
		const all = publicHosts(context);
		const hosts = all.filter((host) => host.isUnset("contact_info"));
		const [host] = hosts;
		const at = hosts.length === all.length ? globalAnchor(config) : host && headOf(host);
		if (!host || !at) return;
		const domain = addressDomain(hosts);
		const write = () => {
			const load = hosts.some((one) => lacksModule(one, "server_contact_info"));
			const info = setOption(global, "contact_info", addressesAt(domain!));
			return info.length > 0 ? [...(load ? addModule(global, "server_contact_info") : []), ...info] : [];
		};
		report({
			at,
			message: hosts.every(({ modules }) => modules.has("server_contact_info") === true)
				? t(
						"There is no address for complaints about {0}, at most those of the admins: whoever sees spam from there can only block it.",
						hostNames(hosts),
					)
				: t(
						"There are no contact addresses for {0}: whoever sees spam from there cannot reach you and can only block it.",
						hostNames(hosts),
					),
			fixes: domain
				? [suggested(t("Publish contact addresses at {0}", domain), write, accountNote(`abuse@${domain}`))]
				: [],
		});
	},
});

/** The two that matter most; both by mail and by XMPP. */
function addressesAt(domain: string): Readonly<Record<string, readonly string[]>> {
	return {
		abuse: [`mailto:abuse@${domain}`, `xmpp:abuse@${domain}`],
		admin: [`mailto:xmpp@${domain}`, `xmpp:admin@${domain}`],
	};
}
