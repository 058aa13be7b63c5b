import type { Scope } from "../../config/model.ts";
import { setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { loadedOn } from "../public-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "firewall-no-scripts",
	local: "or-global",
	title: t("The firewall has no rules"),
	severity: "information",
	absence: true,
	modules: ["firewall"],
	check({ hosts, components }, report) {
		for (const { at, scope, hosts: of } of loadedOn([...hosts, ...components], "firewall")) {
			// A global firewall with rules for some hosts only is in order.
			if (!of.every(hasNoScripts)) continue;
			report({
				at,
				message: t(
					'The firewall is loaded, but "firewall_scripts" names no file with rules: it lets everything through.',
				),
				fixes: [
					suggested(t("Load the rules against spam that come with it"), () =>
						setOption(scope, "firewall_scripts", ["module:scripts/spam-blocking.pfw"]),
					),
				],
			});
		}
	},
});

function hasNoScripts(host: Scope): boolean {
	const value = host.value("firewall_scripts");
	return value === undefined || (value.type === "table" && !value.open && value.items.length === 0);
}
