import type { Scope } from "../../config/model.ts";
import type { Change } from "../../edits/change.ts";
import { removeItems, removeModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { disabledIn, listedModules } from "../module-facts.ts";
import { rule, suggested } from "../rule.ts";
import { settingsNamed } from "../settings.ts";

export default rule({
	id: "module-disabled-and-enabled",
	local: true,
	title: t("A module switched on and off in the same section"),
	severity: "warning",
	links: ["https://prosody.im/doc/modules_enabled"],
	check({ config }, report) {
		const scopes = new Set(settingsNamed(config, "modules_disabled").map(({ scope }) => scope));
		if (scopes.size === 0) return;
		for (const { scope, item, name } of listedModules(config).all) {
			const off = scopes.has(scope) && disabledIn(scope, name);
			if (!off) continue;
			report({
				at: item.span,
				message:
					scope.kind === "global"
						? t('"{0}" does not load: modules_disabled names it as well, and that is what counts.', name)
						: t(
								'"{0}" does not load on {1}: modules_disabled names it as well, and that is what counts.',
								name,
								scope.name,
							),
				related: [{ at: off.span, message: t("Switched off here") }],
				fixes: [
					suggested(t("Leave it off: take it out of modules_enabled"), () => removeModule(scope, name)),
					suggested(t("Load it: take it out of modules_disabled"), () => allow(scope, name)),
				],
			});
		}
	},
});

/** Takes every mention of a module out of the scope's `modules_disabled`. */
function allow(scope: Scope, name: string): Change[] {
	const assignments = scope.own.get("modules_disabled")?.assignments ?? [];
	return assignments.flatMap(({ value: list }) => {
		if (list.type !== "table") return [];
		return removeItems(
			list,
			list.items.filter((item) => item.type === "string" && item.value === name),
		);
	});
}
