import { addModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { headOf } from "../facts.ts";
import { installNote, lacksModule } from "../public-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "muc-limits-missing",
	local: "or-global",
	title: t("Chat rooms of a public server without a limit"),
	severity: "hint",
	profile: "public",
	absence: true,
	modules: ["muc_limits"],
	links: ["https://prosody.im/doc/public_servers"],
	check({ components, series }, report) {
		for (const component of components) {
			const at = headOf(component);
			if (component.module !== "muc" || !at) continue;
			if (!lacksModule(component, "muc_limits") || component.modules.has("firewall") !== false) continue;
			report({
				at,
				message: t(
					"Anyone can flood the rooms on {0} with messages and joins: nothing limits how many a room takes.",
					component.name,
				),
				fixes: [
					suggested(
						t("Limit messages and joins in each room"),
						() => addModule(component, "muc_limits"),
						installNote(series, "muc_limits"),
					),
				],
			});
		}
	},
});
