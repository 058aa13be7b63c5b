import { addModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { installNote, openingsWithout } from "../public-facts.ts";
import { hostNames } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "reserved-names-missing",
	local: "or-global",
	title: t("Strangers can register names such as admin and abuse"),
	severity: { personal: "hint", public: "warning" },
	absence: true,
	modules: ["block_registrations"],
	links: ["https://prosody.im/doc/public_servers"],
	check({ config, series }, report) {
		for (const { opening, hosts, scope } of openingsWithout(config, "block_registrations")) {
			const [host] = hosts;
			if (!host) continue;
			report({
				at: opening.at,
				message: t(
					"No names are reserved on {0}: unless they are taken, a stranger can register support@{1} or abuse@{1} and speak in your name.",
					hostNames(hosts),
					host.name,
				),
				fixes: [
					suggested(
						t("Reserve names such as admin, abuse and support"),
						() => addModule(scope, "block_registrations"),
						installNote(series, "block_registrations"),
					),
				],
			});
		}
	},
});
