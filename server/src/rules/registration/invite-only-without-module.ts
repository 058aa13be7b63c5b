import { addModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { flag, openRegistration } from "../facts.ts";
import { hostNames, settingsOf } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";
import { isAnySet } from "../settings.ts";

export default rule({
	id: "invite-only-without-module",
	local: "or-global",
	title: t("registration_invite_only without the module that asks for invitations"),
	severity: "warning",
	since: "0.12",
	absence: true,
	modules: ["invites_register"],
	check({ config, hosts }, report) {
		if (!isAnySet(config, "registration_invite_only")) return;
		for (const { setting, hosts: of } of settingsOf(hosts, "registration_invite_only")) {
			if (flag(setting.scope, "registration_invite_only", true) !== true) continue;
			const without = of.filter(({ modules }) => modules.has("invites_register") === false);
			const open = without.filter((host) => openRegistration(host));
			const isIdle = without.length === of.length;
			// Where another host needs the setting, it only matters to hosts that are open in spite of it.
			const affected = open.length > 0 ? open : isIdle ? without : [];
			if (affected.length === 0) continue;
			report({
				at: setting.at.statement,
				severity: open.length > 0 ? "error" : undefined,
				message:
					open.length > 0
						? t(
								'Anyone can create an account on {0}, without an invitation: registration_invite_only has no effect unless "invites_register" is loaded.',
								hostNames(affected),
							)
						: t(
								'Invitations do not work on {0}: registration_invite_only has no effect unless "invites_register" is loaded.',
								hostNames(affected),
							),
				fixes: [
					suggested(t('Load "invites_register", so that an invitation is needed'), () => {
						return isIdle
							? addModule(setting.scope, "invites_register")
							: affected.flatMap((host) => addModule(host, "invites_register"));
					}),
				],
			});
		}
	},
});
