import { addModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { openingsWithout } from "../public-facts.ts";
import { hostNames } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "mimicking-missing",
	local: "or-global",
	title: t("Names that look like those of other people can be registered"),
	severity: "hint",
	profile: "public",
	since: "0.12",
	absence: true,
	modules: ["mimicking"],
	links: ["https://prosody.im/doc/public_servers"],
	check({ config }, report) {
		for (const { opening, hosts, scope } of openingsWithout(config, "mimicking")) {
			const commands = hosts.map(({ name }) => `prosodyctl mod_mimicking bootstrap ${name}`);
			report({
				at: opening.at,
				message: t(
					"On {0} anyone can register a name that looks just like that of another user, with letters of another alphabet.",
					hostNames(hosts),
				),
				fixes: [
					suggested(
						t("Refuse names that look like those of other people"),
						() => addModule(scope, "mimicking"),
						t("Let mod_mimicking know the names that exist: {0}", commands.join("; ")),
					),
				],
			});
		}
	},
});
