import type { Scope } from "../../config/model.ts";
import { removeItem } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { disabledAt, hasNoThrottle, hostNames, isForThrottle, openings } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "registration-limits-disabled",
	local: "or-global",
	title: t("The module that limits registrations is switched off"),
	severity: "warning",
	modules: ["register_limits"],
	check({ config }, report) {
		const found = new Map<string, { at: ReturnType<typeof disabledAt>[number]; hosts: Scope[] }>();
		for (const host of openings(config)
			.filter(isForThrottle)
			.flatMap(({ hosts }) => hosts)) {
			if (host.modules.has("register_limits") !== false) continue;
			for (const at of disabledAt(host, "register_limits")) {
				const { file, start } = at.item.span;
				const known = found.get(`${start} ${file}`) ?? { at, hosts: [] };
				known.hosts.push(host);
				found.set(`${start} ${file}`, known);
			}
		}
		for (const { at, hosts } of found.values()) {
			const { list, item } = at;
			report({
				at: item.span,
				message: hosts.every(hasNoThrottle)
					? t('No limit on registrations can work on {0} while "register_limits" is switched off.', hostNames(hosts))
					: t(
							'The limit on registrations that you set for {0} does not work: "register_limits" is switched off.',
							hostNames(hosts),
						),
				fixes: [suggested(t('Switch "register_limits" on again'), () => removeItem(list, item))],
			});
		}
	},
});
