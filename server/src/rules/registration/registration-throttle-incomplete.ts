import type { Scope } from "../../config/model.ts";
import { asNumber, readPeriod } from "../../config/period.ts";
import { t } from "../../l10n.ts";
import { openRegistration } from "../facts.ts";
import { type HalfThrottle, halfThrottleOf, hostNames } from "../registration-facts.ts";
import { completeThrottle } from "../registration-fixes.ts";
import { rule, suggested } from "../rule.ts";
import { isAnySet } from "../settings.ts";

export default rule({
	id: "registration-throttle-incomplete",
	local: "or-global",
	title: t("Half of a limit on registrations"),
	severity: "error",
	absence: true,
	modules: ["register_limits"],
	check({ config, hosts, series }, report) {
		if (!isAnySet(config, "registration_throttle_max", "registration_throttle_period")) return;
		const found = new Map<HalfThrottle["setting"], { half: HalfThrottle; hosts: Scope[] }>();
		for (const host of hosts) {
			const half = halfThrottleOf(host);
			if (!half) continue;
			const { value } = half.setting;
			const isBroken =
				half.missing === "registration_throttle_period"
					? asNumber(value) !== undefined && host.modules.has("register_limits") === true
					: readPeriod(value, series) !== undefined && openRegistration(host);
			if (!isBroken) continue;
			const known = found.get(half.setting) ?? { half, hosts: [] };
			known.hosts.push(host);
			found.set(half.setting, known);
		}
		for (const { half, hosts: of } of found.values()) {
			const withoutTime = half.missing === "registration_throttle_period";
			report({
				at: half.setting.at.nameSpan,
				message: withoutTime
					? t(
							"Every registration on {0} ends in an error: registration_throttle_max does not say in which time, registration_throttle_period is missing.",
							hostNames(of),
						)
					: t(
							"Nothing limits registrations on {0}: registration_throttle_period has no effect unless registration_throttle_max is set.",
							hostNames(of),
						),
				fixes: [
					suggested(withoutTime ? t("Count registrations per hour") : t("Allow one registration in that time"), () =>
						completeThrottle(half),
					),
				],
			});
		}
	},
});
