import { moveToGlobal, removeAssignment } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { rule, safe } from "../rule.ts";
import { settingsNamed } from "../settings.ts";

export default rule({
	id: "limits-in-host",
	local: true,
	title: t("Bandwidth limits in a host, where they have no effect"),
	severity: "warning",
	modules: ["limits"],
	check({ config }, report) {
		const globally = !config.global.isUnset("limits");
		for (const setting of settingsNamed(config, "limits")) {
			const { scope: host, value } = setting;
			if (host.kind === "global" || value.type === "nil") continue;
			// `limits.c2s = …` does nothing in any section: option-field-assign says it.
			if (setting.assignments.every(({ kind }) => kind === "field")) continue;
			report({
				at: setting.at.nameSpan,
				message: globally
					? t("These limits are never read: only those of the global section count, and there they are set already.")
					: t(
							"These limits are never read: connections are limited for the whole server, so limits belongs in the global section, above {0}.",
							host.name,
						),
				fixes: [
					globally
						? safe(t("Take the limits out here"), () => setting.assignments.flatMap(removeAssignment))
						: safe(t("Move the limits to the global section"), () => moveToGlobal(setting.at)),
				],
			});
		}
	},
});
