import { addModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { lacksModule } from "../public-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "contact-module-missing",
	local: "or-global",
	title: t("Contact addresses that are not published"),
	severity: "warning",
	absence: true,
	modules: ["server_contact_info"],
	check({ config, hosts, components }, report) {
		const all = [...hosts, ...components];
		for (const scope of [config.global, ...all]) {
			const setting = scope.own.get("contact_info");
			if (!setting || setting.value.type === "nil") continue;
			const reached = scope.kind === "global" ? all : [scope];
			const concerned = reached.filter((host) => host.get("contact_info") === setting);
			if (concerned.length === 0 || !concerned.every((host) => lacksModule(host, "server_contact_info"))) continue;
			report({
				at: setting.at.nameSpan,
				message:
					scope.kind === "global"
						? t('Nobody sees these addresses: "server_contact_info", which publishes them, is not loaded.')
						: t(
								'Nobody sees these addresses: "server_contact_info", which publishes them, is not loaded on {0}.',
								scope.name,
							),
				fixes: [suggested(t("Publish the addresses"), () => addModule(scope, "server_contact_info"))],
			});
		}
	},
});
