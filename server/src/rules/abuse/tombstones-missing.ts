import { addModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { invitedHosts, lacksModule, openingsWithout } from "../public-facts.ts";
import { hostNames } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "tombstones-missing",
	local: "or-global",
	title: t("The names of deleted accounts can be registered again"),
	severity: { personal: "hint", public: "warning" },
	since: "0.12",
	absence: true,
	modules: ["tombstones"],
	links: ["https://prosody.im/doc/public_servers"],
	check({ config, hosts, profile }, report) {
		for (const { opening, hosts: open, scope } of openingsWithout(config, "tombstones")) {
			report({
				at: opening.at,
				message: t(
					"The names of deleted accounts on {0} can be registered again: the newcomer gets messages and room rights meant for the one before.",
					hostNames(open),
				),
				fixes: [suggested(t("Keep the names of deleted accounts reserved"), () => addModule(scope, "tombstones"))],
			});
		}
		for (const { at, hosts: invited, scope } of profile === "public" ? invitedHosts(hosts) : []) {
			const lacking = invited.filter((host) => lacksModule(host, "tombstones"));
			if (lacking.length === 0) continue;
			report({
				at,
				severity: "hint",
				message: t(
					"With an invitation, the names of deleted accounts on {0} can be taken again, along with messages meant for the one before.",
					hostNames(lacking),
				),
				fixes: [suggested(t("Keep the names of deleted accounts reserved"), () => addModule(scope, "tombstones"))],
			});
		}
	},
});
