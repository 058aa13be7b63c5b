import { setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { flag } from "../facts.ts";
import { hostNames, settingsOf } from "../registration-facts.ts";
import { rule, safe, suggested } from "../rule.ts";
import { isAnySet } from "../settings.ts";

export default rule({
	id: "registration-intent-unclear",
	local: "or-global",
	title: t("allow_registration beside a module that wants invitations"),
	severity: "information",
	since: "0.12",
	absence: true,
	modules: ["invites_register", "register"],
	check({ config, hosts }, report) {
		if (!isAnySet(config, "allow_registration")) return;
		const unclear = hosts.filter((host) => {
			const allowed = flag(host, "allow_registration", false) === true;
			return allowed && host.modules.has("invites_register") === true && host.isUnset("registration_invite_only");
		});
		for (const { setting, hosts: of } of settingsOf(unclear, "allow_registration")) {
			const inviteOnly = (value: boolean) => () => {
				return setOption(setting.scope, "registration_invite_only", value, { after: "allow_registration" });
			};
			report({
				at: setting.at.statement,
				message: t(
					'In spite of allow_registration, nobody registers on {0} without an invitation: "invites_register" is loaded, and wants one unless told otherwise.',
					hostNames(of),
				),
				fixes: [
					safe(t("Say that an invitation is needed"), inviteOnly(true)),
					suggested(t("Let anyone register"), inviteOnly(false)),
				],
			});
		}
	},
});
