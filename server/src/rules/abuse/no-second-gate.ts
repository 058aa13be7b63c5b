import type { Scope } from "../../config/model.ts";
import { atLeast } from "../../config/version.ts";
import { addModule, setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { flag } from "../facts.ts";
import { installNote, writable } from "../public-facts.ts";
import { hostNames, isForThrottle, openings, throttleOf } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "no-second-gate",
	local: "or-global",
	title: t("A limit per address is the only guard of open registration"),
	severity: "hint",
	profile: "public",
	absence: true,
	modules: ["register_limits", "block_registrations", "register_dnsbl"],
	links: ["https://prosody.im/doc/public_servers"],
	check({ config, series }, report) {
		const overload = atLeast(series, "0.12")
			? "blocklist_on_registration_throttle_overload"
			: "blacklist_on_registration_throttle_overload";
		for (const opened of openings(config).filter(isForThrottle)) {
			const hosts = opened.hosts.filter((host) => throttleOf(host, series) && isUnguarded(host));
			if (hosts.length === 0) continue;
			const scope = writable(opened.scope);
			report({
				at: opened.opening.at,
				message: t(
					"A limit per address is the only guard of registration on {0}: a script that comes from many addresses gets past it.",
					hostNames(hosts),
				),
				fixes: [
					suggested(
						t("Reserve names such as admin, abuse and support"),
						() => addModule(scope, "block_registrations"),
						installNote(series, "block_registrations"),
					),
					suggested(t("Block addresses that keep trying"), () => setOption(scope, overload, true)),
					suggested(
						t("Refuse addresses that a public block list names"),
						() => [
							...addModule(scope, "register_dnsbl"),
							...(scope.isUnset("registration_rbl") ? setOption(scope, "registration_rbl", "xbl.spamhaus.org") : []),
						],
						`${installNote(series, "register_dnsbl")}\n${t("Say in your privacy policy that addresses are looked up there.")}`,
					),
				],
			});
		}
	},
});

/** Modules that look at who registers, or at what they do next. */
const GATES =
	/^(block_registrations|block_strangers|watchregistrations|firewall|anti_spam|isolate_host|ipcheck)$|captcha|dnsbl|^register_(?!ibr$|limits$|web$)/;

const OPTIONS = ["captcha_options", "registration_blocklist", "registration_blacklist"];

/** True when nothing else is known to stand in the way. What came along with allow_registration was nobody's choice. */
function isUnguarded(host: Scope): boolean {
	const { modules } = host;
	if (!modules.complete || !host.isUnset(...OPTIONS)) return false;
	const overload = ["blocklist", "blacklist"].map((name) =>
		flag(host, `${name}_on_registration_throttle_overload`, false),
	);
	if (overload.some((on) => on !== false)) return false;
	return ![...modules.loaded.values()].some(({ name, because }) => because !== "dependency" && GATES.test(name));
}
