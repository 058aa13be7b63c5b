import { addModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { globalAnchor } from "../facts.ts";
import { lacksModule, publicHosts } from "../public-facts.ts";
import { hostNames } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "announce-missing",
	local: "or-global",
	title: t("No way to tell all users something"),
	severity: "hint",
	profile: "public",
	absence: true,
	modules: ["announce"],
	check(context, report) {
		const { config } = context;
		const hosts = publicHosts(context).filter(
			(host) => lacksModule(host, "announce") && host.modules.has("broadcast") === false,
		);
		const at = globalAnchor(config);
		if (hosts.length === 0 || !at) return;
		report({
			at,
			message: t(
				"You cannot tell all users of {0} about maintenance or an incident: the module for announcements is not loaded.",
				hostNames(hosts),
			),
			fixes: [suggested(t("Be able to send announcements"), () => addModule(config.global, "announce"))],
		});
	},
});
