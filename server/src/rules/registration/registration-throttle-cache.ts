import type { Scope, Setting } from "../../config/model.ts";
import { asNumber } from "../../config/period.ts";
import { setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { hostNames, isForThrottle, openings, settingOf, throttleOf } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

const OPTION = "registration_throttle_cache_size";
/** What Prosody remembers when it is not told. */
const DEFAULT = 100;
const RECOMMENDED = 1000;

export default rule({
	id: "registration-throttle-cache",
	local: "or-global",
	title: t("The limit on registrations forgets addresses too soon"),
	severity: "hint",
	profile: "public",
	absence: true,
	modules: ["register_limits"],
	check({ config, series }, report) {
		const small = new Map<Setting, { hosts: Scope[]; size: number }>();
		for (const host of openings(config)
			.filter(isForThrottle)
			.flatMap(({ hosts }) => hosts)) {
			const throttle = throttleOf(host, series);
			const cache = settingOf(host, OPTION);
			const size = cache ? asNumber(cache.value) : DEFAULT;
			if (throttle?.seconds === undefined || size === undefined || size > DEFAULT) continue;
			const key = cache ?? throttle.setting;
			const known = small.get(key) ?? { hosts: [], size };
			known.hosts.push(host);
			small.set(key, known);
		}
		for (const [setting, { hosts, size }] of small) {
			const isSet = setting.option === OPTION;
			report({
				at: isSet ? setting.value.span : setting.at.nameSpan,
				message: t(
					"Only the last {0} addresses are remembered: a script that comes from more of them gets around the limit on {1}.",
					size,
					hostNames(hosts),
				),
				fixes:
					isSet && !setting.value.literal
						? []
						: [
								suggested(t("Remember {0} addresses", RECOMMENDED), () =>
									setOption(setting.scope, OPTION, RECOMMENDED, { after: setting.option }),
								),
							],
			});
		}
	},
});
