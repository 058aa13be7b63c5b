import type { StringValue, TableValue } from "../../config/value.ts";
import { addToTable } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { isMail, isWeb, isXmpp, publicContactInfos, sameAddress } from "../contact-facts.ts";
import { accountNote, addressDomain } from "../public-facts.ts";
import { type Fix, rule, suggested } from "../rule.ts";

export default rule({
	id: "contact-one-channel",
	local: "or-global",
	title: t("A contact that can be reached in one way only"),
	severity: "hint",
	profile: "public",
	modules: ["server_contact_info"],
	links: ["https://xmpp.org/extensions/xep-0157.html"],
	check(context, report) {
		for (const { table, entries, hosts } of publicContactInfos(context)) {
			// Where there is no mail at all, contact-xmpp-mailbox says so once.
			const anyMail = [...entries.values()].some((values) => !values || values.some(isMail));
			for (const key of ["abuse", "admin", "support"]) {
				const values = entries.get(key);
				const field = table.fields.get(key);
				// What is no list yet, contact-value-shape speaks of.
				if (field?.value.type !== "table" || !values || values.length === 0) continue;
				const [mail, chat, page] = [values.find(isMail), values.find(isXmpp), values.find(isWeb)];
				const scheme = (mail || page) && !chat ? "xmpp" : chat && !mail && !page && anyMail ? "mailto" : undefined;
				if (!scheme) continue;
				const domain = addressDomain(hosts);
				const address = domain && sameAddress(context.config, mail ?? chat, key, domain);
				report({
					at: field.keySpan,
					message:
						scheme === "xmpp"
							? t('There is no XMPP address for "{0}": people who use XMPP cannot just write to you.', key)
							: t('There is no mail address for "{0}": when your server is down or blocked, nobody reaches you.', key),
					fixes: address ? addition(field.value, values, `${scheme}:${address}`) : [],
				});
			}
		}
	},
});

function addition(list: TableValue, values: readonly StringValue[], link: string): Fix[] {
	if (!list.literal || values.some(({ value }) => value === link)) return [];
	const note = link.startsWith("xmpp:")
		? accountNote(link.slice("xmpp:".length))
		: mailNote(link.slice("mailto:".length));
	return [suggested(t("Add {0}", link), () => addToTable(list, link), note)];
}

function mailNote(address: string): string {
	return t("See to it that mail to {0} arrives and is read.", address);
}
