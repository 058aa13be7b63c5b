import { addModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { invitedHosts, lacksModule } from "../public-facts.ts";
import { hostNames, openings } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "registration-unwatched",
	local: "or-global",
	title: t("Nobody is told about new accounts"),
	severity: { personal: "hint", public: "warning" },
	absence: true,
	modules: ["watchregistrations"],
	links: ["https://prosody.im/doc/public_servers"],
	check({ config, hosts, profile }, report) {
		for (const { opening, hosts: open, scope } of openings(config)) {
			const unwatched = open.filter((host) => lacksModule(host, "watchregistrations"));
			if (unwatched.length === 0) continue;
			report({
				at: opening.at,
				message: t(
					"Anyone can register on {0}, and nobody is told: a wave of fake accounts goes unnoticed until other servers complain.",
					hostNames(unwatched),
				),
				fixes: [suggested(t("Tell the admins about every new account"), () => addModule(scope, "watchregistrations"))],
			});
		}
		// Whoever has an invitation is known to someone; a private server has no need to hear of it.
		for (const { at, scope, hosts: invited } of profile === "public" ? invitedHosts(hosts) : []) {
			const unwatched = invited.filter((host) => lacksModule(host, "watchregistrations"));
			if (unwatched.length === 0) continue;
			report({
				at,
				severity: "hint",
				message: t(
					"Nobody is told when someone registers with an invitation on {0}, so a link that spreads too far goes unnoticed.",
					hostNames(unwatched),
				),
				fixes: [suggested(t("Tell the admins about every new account"), () => addModule(scope, "watchregistrations"))],
			});
		}
	},
});
