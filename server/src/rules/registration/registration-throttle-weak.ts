import type { Scope } from "../../config/model.ts";
import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { SECONDS_BETWEEN_REGISTRATIONS } from "../recommended.ts";
import { hostNames, isForThrottle, openings, type Throttle, throttleOf } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

/** A time span shorter than this does not slow a script down. */
const SHORTEST = 60;

export default rule({
	id: "registration-throttle-weak",
	local: "or-global",
	title: t("A limit on registrations that limits next to nothing"),
	severity: "warning",
	modules: ["register_limits"],
	links: ["https://prosody.im/doc/public_servers"],
	check({ config, series }, report) {
		const weak = new Map<Throttle["setting"], { throttle: Throttle; hosts: Scope[] }>();
		for (const opened of openings(config).filter(isForThrottle)) {
			for (const host of opened.hosts) {
				const throttle = throttleOf(host, series);
				const { seconds, count } = throttle ?? {};
				if (!throttle || seconds === undefined || count === undefined || seconds < 0 || seconds >= SHORTEST) continue;
				const known = weak.get(throttle.setting) ?? { throttle, hosts: [] };
				known.hosts.push(host);
				weak.set(throttle.setting, known);
			}
		}
		for (const { throttle, hosts } of weak.values()) {
			const { value } = throttle.setting;
			report({
				at: value.span,
				message: describe(throttle, hosts),
				fixes: value.literal
					? [suggested(titleFor(throttle), () => replaceValue(value, SECONDS_BETWEEN_REGISTRATIONS))]
					: [],
			});
		}
	},
});

function describe({ setting, seconds, count }: Throttle, hosts: readonly Scope[]): string {
	if (!seconds)
		return t(
			"{0} of 0 is no limit: one address can create as many accounts on {1} as it likes.",
			setting.option,
			hostNames(hosts),
		);
	const hourly = Math.floor((count! * 3600) / seconds);
	return t(
		"One address may create {0} accounts an hour on {1}: that hardly slows a script down.",
		hourly,
		hostNames(hosts),
	);
}

function titleFor({ count }: Throttle): string {
	return count === 1
		? t("Allow one registration per address and hour")
		: t("Allow {0} registrations per address and hour", count!);
}
