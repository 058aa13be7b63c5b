import { t } from "../../l10n.ts";
import type { Opening } from "../facts.ts";
import { enumerate } from "../facts.ts";
import { hostNames, openings } from "../registration-facts.ts";
import { gapsOf, hardenRegistration, switchToInvitations } from "../registration-fixes.ts";
import { rule } from "../rule.ts";

export default rule({
	id: "registration-open",
	local: "or-global",
	title: t("A host where anyone can create an account"),
	severity: "information",
	modules: ["register"],
	links: ["https://prosody.im/doc/public_servers"],
	check(context, report) {
		for (const { opening, hosts } of openings(context.config)) {
			const [host] = hosts;
			if (!host) continue;
			// What is missing can only be told of what was seen whole.
			const missing = context.config.whole ? gapsOf(host, context).map(({ what }) => what) : [];
			const harden = missing.length > 0 ? hardenRegistration(host, context) : undefined;
			report({
				at: opening.at,
				message:
					missing.length > 0
						? t("Anyone can create an account on {0}. Still missing: {1}.", hostNames(hosts), enumerate(missing))
						: t("Anyone can create an account on {0}, {1}.", hostNames(hosts), because(opening)),
				fixes: [switchToInvitations(host, context), harden].filter((fix) => fix !== undefined),
			});
		}
	},
});

function because({ how, module }: Opening): string {
	return how === "allow_registration" ? t("because allow_registration is true") : t('because "{0}" is loaded', module);
}
