import type { TableField } from "../../config/value.ts";
import { replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { contactInfos, contactKeys } from "../contact-facts.ts";
import { enumerate } from "../facts.ts";
import { rule, suggested } from "../rule.ts";
import { isOneEditAway } from "../spelling.ts";

export default rule({
	id: "contact-unknown-key",
	local: true,
	title: t("A kind of contact that is not published"),
	severity: "warning",
	modules: ["server_contact_info"],
	links: ["https://xmpp.org/extensions/xep-0157.html"],
	check({ config, series }, report) {
		const known = contactKeys(series);
		for (const { table, entries } of contactInfos(config)) {
			for (const field of table.fields.values()) {
				if (known.includes(field.key)) continue;
				const meant = meaning(field.key, known);
				const isFree = meant !== undefined && !entries.has(meant);
				report({
					at: field.keySpan,
					message: t(
						'"{0}" is not published: there is no such kind of contact. Prosody knows {1}.',
						field.key,
						enumerate(known),
					),
					fixes:
						isFree && isWritten(field)
							? [suggested(t("Call it {0}", meant), () => replaceSpan(field.keySpan, renamed(field, meant)))]
							: [],
				});
			}
		}
	},
});

const OTHER_WORDS: Readonly<Record<string, string>> = {
	administrator: "admin",
	contact: "admin",
	email: "admin",
	mail: "admin",
	operator: "admin",
	owner: "admin",
	postmaster: "admin",
	webmaster: "admin",
	xmpp: "admin",
	complaint: "abuse",
	spam: "abuse",
	bug: "support",
	help: "support",
	sale: "sales",
	statu: "status",
};

/** `Abuse`, `abuse-addresses`, `admins`, `helpdesk`: the kind that was meant, if that can be told. */
function meaning(key: string, known: readonly string[]): string | undefined {
	const word = key.toLowerCase().replace(/[-_ ]?address(es)?$/, "");
	const single = word.replace(/s$/, "");
	return (
		known.find((one) => one === word || one === single) ??
		OTHER_WORDS[single] ??
		known.find((one) => isOneEditAway(one, word))
	);
}

function isWritten({ keySpan, key }: TableField): boolean {
	return keySpan.text === key || /^["'].*["']$/.test(keySpan.text);
}

function renamed({ keySpan }: TableField, to: string): string {
	const quote = /^["']/.exec(keySpan.text)?.[0] ?? "";
	return quote + to + quote;
}
