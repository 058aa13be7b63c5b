import { removeModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { loadedOn } from "../public-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "motd-without-text",
	local: "or-global",
	title: t("A message of the day without a text"),
	severity: "warning",
	absence: true,
	modules: ["motd"],
	check({ hosts }, report) {
		for (const { at, scope, hosts: of } of loadedOn(hosts, "motd")) {
			if (!of.every((host) => host.isUnset("motd_text"))) continue;
			report({
				at,
				message: t('"motd" has nothing to send: set motd_text to what users shall read when they log in.'),
				fixes: [suggested(t("Take the module out, as it does nothing"), () => removeModule(scope, "motd"))],
			});
		}
	},
});
