import type { Value } from "../../config/value.ts";
import { t } from "../../l10n.ts";
import { removal } from "../old-options.ts";
import { type Fix, rule } from "../rule.ts";
import { setTooLate, type Unread } from "../version-facts.ts";

export default rule({
	id: "option-removed",
	local: true,
	title: t("An option that this Prosody does not read any more"),
	severity: "information",
	links: ["https://prosody.im/doc/configure"],
	check(context, report) {
		for (const unread of setTooLate(context)) {
			const { setting, entry } = unread;
			const { option } = setting;
			const said = t("{0} has no effect: Prosody has not read it since {1}.", option, entry.removed ?? "");
			const instead = INSTEAD[option]?.();
			report({
				at: setting.at.nameSpan,
				message: instead ? `${said} ${instead}` : said,
				tag: "unnecessary",
				fixes: fixes(unread, instead),
			});
		}
	},
});

/** What does its work today. */
const INSTEAD: Readonly<Record<string, () => string>> = {
	allow_user_invites_by_roles: () => t('Roles get the right "invites_adhoc:invite-users" with add_permissions.'),
	deny_user_invites_by_roles: () => t('Roles lose the right "invites_adhoc:invite-users" with remove_permissions.'),
	invites_page_module: () => t("invites_page says where the page for invitations is."),
};

function fixes({ setting }: Unread, instead: string | undefined): Fix[] {
	const fix = removal({ setting }, instead);
	// What was wanted is still to be said in another way.
	return [instead && !isEmpty(setting.value) ? { ...fix, safe: false } : fix];
}

function isEmpty(value: Value): boolean {
	return value.type === "table" && !value.open && value.items.length === 0 && value.fields.size === 0;
}
