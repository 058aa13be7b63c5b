import { addField } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { contactKeys, publicContactInfos } from "../contact-facts.ts";
import { accountNote, addressDomain } from "../public-facts.ts";
import { hostNames } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "contact-abuse-missing",
	local: "or-global",
	title: t("Contact addresses without one for abuse"),
	severity: "warning",
	profile: "public",
	modules: ["server_contact_info"],
	links: ["https://prosody.im/doc/public_servers", "https://xmpp.org/extensions/xep-0157.html"],
	check(context, report) {
		const known = contactKeys(context.series);
		for (const { setting, table, entries, hosts } of publicContactInfos(context)) {
			const abuse = entries.has("abuse") ? entries.get("abuse") : [];
			// A key that means abuse is reported as misspelt.
			const misspelt = [...entries.keys()].some((key) => !known.includes(key) && /abuse/i.test(key));
			if (!abuse || abuse.length > 0 || misspelt) continue;
			const domain = addressDomain(hosts);
			const address = `abuse@${domain}`;
			const add = suggested(
				t("Publish {0}", address),
				() => addField(table, "abuse", [`mailto:${address}`, `xmpp:${address}`]),
				accountNote(address),
			);
			report({
				at: setting.at.nameSpan,
				message: t(
					"{0} publishes addresses, but none for abuse: that is the one other servers look for when spam comes from there.",
					hostNames(hosts),
				),
				fixes: domain && table.literal ? [add] : [],
			});
		}
	},
});
