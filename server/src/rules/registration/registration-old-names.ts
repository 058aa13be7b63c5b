import type { Scope, Setting } from "../../config/model.ts";
import { removeAssignment, renameOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type RuleContext, rule, safe } from "../rule.ts";
import { settingsNamed } from "../settings.ts";

const RENAMED: Readonly<Record<string, string>> = {
	registration_whitelist: "registration_allowlist",
	registration_blacklist: "registration_blocklist",
	whitelist_registration_only: "allowlist_registration_only",
	blacklist_on_registration_throttle_overload: "blocklist_on_registration_throttle_overload",
};

export default rule({
	id: "registration-old-names",
	local: "or-global",
	title: t("Old names of options for registration"),
	severity: "warning",
	since: "0.12",
	modules: ["register_limits"],
	check(context, report) {
		for (const setting of settingsNamed(context.config, ...Object.keys(RENAMED))) {
			const { option: old, scope } = setting;
			const now = RENAMED[old]!;
			if (isReadElsewhere(scope, old, context)) continue;
			const overridden = !scope.isUnset(now);
			report({
				at: setting.at.nameSpan,
				message: overridden
					? t("{0} is an old name and is not looked at, because {1} is set.", old, now)
					: t("{0} is called {1} since Prosody 0.12; the old name is only kept for now.", old, now),
				tag: overridden ? "unnecessary" : "deprecated",
				fixes: [
					overridden
						? safe(t("Take {0} out", old), () => removeAssignment(setting.at))
						: safe(t("Rename it to {0}", now), () => rename(setting, now)),
				],
			});
		}
	},
});

/** Some community modules know only the old name. */
function isReadElsewhere({ config }: Scope, option: string, { catalog }: RuleContext): boolean {
	const others = catalog.readers(option).filter(({ name }) => name !== "register_limits");
	return others.some(({ name }) =>
		[config.global, ...config.virtualHosts].some(({ modules }) => modules.has(name) === true),
	);
}

function rename(setting: Setting, now: string) {
	return setting.assignments.flatMap((one, index) => (index === 0 ? renameOption(one, now) : []));
}
