import { addField, addToTable } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { isMail, publicContactInfos } from "../contact-facts.ts";
import { addressDomain } from "../public-facts.ts";
import { hostNames } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "contact-xmpp-mailbox",
	local: "or-global",
	title: t("Contact addresses without mail"),
	severity: "hint",
	profile: "public",
	modules: ["server_contact_info"],
	links: ["https://www.rfc-editor.org/rfc/rfc6120#section-13.14", "https://prosody.im/doc/public_servers"],
	check(context, report) {
		for (const { setting, table, entries, hosts } of publicContactInfos(context)) {
			const lists = [...entries.values()];
			if (!lists.some((values) => values && values.length > 0)) continue;
			// A plain address may be meant as mail; contact-value-shape asks for it.
			if (
				lists.some((values) => !values || values.some((one) => isMail(one) || !/^[a-z][a-z0-9+.-]*:/i.test(one.value)))
			)
				continue;
			const domain = addressDomain(hosts);
			const link = `mailto:xmpp@${domain}`;
			const admin = table.fields.get("admin")?.value;
			const add = () => (admin?.type === "table" ? addToTable(admin, link) : addField(table, "admin", [link]));
			report({
				at: setting.at.nameSpan,
				message: t(
					"{0} publishes no mail address: when it is down, nobody can tell you. Every XMPP server should have a mailbox called xmpp.",
					hostNames(hosts),
				),
				fixes:
					domain && table.literal && (!admin || admin.type === "table")
						? [suggested(t("Add {0}", link), add, t("Create the mailbox {0} and read it.", `xmpp@${domain}`))]
						: [],
			});
		}
	},
});
