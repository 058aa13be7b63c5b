import { setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { SECONDS_BETWEEN_REGISTRATIONS } from "../recommended.ts";
import { hasNoThrottle, hostNames, isForThrottle, openings } from "../registration-facts.ts";
import { hardenRegistration, switchToInvitations } from "../registration-fixes.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "registration-no-throttle",
	local: "or-global",
	title: t("Open registration without a limit per address"),
	severity: "error",
	profile: "public",
	absence: true,
	modules: ["register_limits"],
	links: ["https://prosody.im/doc/public_servers"],
	check(context, report) {
		for (const opened of openings(context.config)) {
			const hosts = isForThrottle(opened) ? opened.hosts.filter(hasNoThrottle) : [];
			const [host] = hosts;
			if (!host) continue;
			const limit = suggested(t("Allow one registration per address and hour"), () => {
				return setOption(opened.scope, "min_seconds_between_registrations", SECONDS_BETWEEN_REGISTRATIONS, {
					after: "allow_registration",
				});
			});
			report({
				at: opened.opening.at,
				message: t(
					"Anyone can create accounts on {0} as fast as a script can ask: nothing limits registrations per address.",
					hostNames(hosts),
				),
				fixes: [limit, hardenRegistration(host, context), switchToInvitations(host, context)].filter(
					(fix) => fix !== undefined,
				),
			});
		}
	},
});
