import { removeAssignment } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { hostNames, settingsOf } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";
import { isAnySet } from "../settings.ts";

export default rule({
	id: "registration-watchers-empty",
	local: "or-global",
	title: t("Notices about new accounts go to nobody"),
	severity: "information",
	modules: ["watchregistrations"],
	check({ config, hosts }, report) {
		if (!isAnySet(config, "registration_watchers")) return;
		const watched = hosts.filter(({ modules }) => modules.has("watchregistrations") === true);
		for (const { setting, hosts: of } of settingsOf(watched, "registration_watchers")) {
			const { value, assignments, at } = setting;
			if (value.type !== "table" || value.open || value.items.length > 0) continue;
			report({
				at: value.span,
				message: t(
					'"watchregistrations" is loaded on {0}, but this empty list sends its notices about new accounts to nobody.',
					hostNames(of),
				),
				fixes:
					assignments.length === 1
						? [suggested(t("Tell the admins: delete the empty list"), () => removeAssignment(at))]
						: [],
			});
		}
	},
});
