import type { Scope } from "../../config/model.ts";
import { t } from "../../l10n.ts";
import { loadedOn, publicHosts } from "../public-facts.ts";
import { hostNames, settingsOf } from "../registration-facts.ts";
import { rule } from "../rule.ts";

export default rule({
	id: "welcome-without-rules",
	local: "or-global",
	title: t("A welcome that does not say where the rules are"),
	severity: "hint",
	profile: "public",
	absence: true,
	modules: ["welcome"],
	links: ["https://prosody.im/doc/public_servers"],
	check(context, report) {
		const welcoming = publicHosts(context).filter(
			(host) => host.modules.has("welcome") === true && !tellsElsewhere(host),
		);
		const set = settingsOf(welcoming, "welcome_message");
		for (const { setting, hosts } of set) {
			const { value } = setting;
			if (value.type !== "string" || tells(value.value)) continue;
			report({
				at: value.span,
				message: t(
					"New users of {0} are welcomed without a link: tell them where your rules and your privacy policy are.",
					hostNames(hosts),
				),
			});
		}
		const unset = welcoming.filter((host) => !set.some(({ hosts }) => hosts.includes(host)));
		for (const { at, hosts } of loadedOn(unset, "welcome")) {
			report({
				at,
				message: t(
					'New users of {0} only read "Hello": set welcome_message and tell them where your rules and your privacy policy are.',
					hostNames(hosts),
				),
			});
		}
	},
});

/** A link; or a text so long that the rules may well stand in it. */
function tells(text: string): boolean {
	return text.length > 300 || /[a-z]+:\/\/|xmpp:|mailto:|www\.|\b[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}\b/i.test(text);
}

/** Other places that newcomers cannot miss. */
function tellsElsewhere(host: Scope): boolean {
	if (
		["tos", "register_redirect", "welcome_page", "onboarding_message"].some((name) => host.modules.has(name) !== false)
	)
		return true;
	return ["registration_instructions", "motd_text"].some((option) => {
		const value = host.value(option);
		return value !== undefined && (value.type !== "string" || tells(value.value));
	});
}
