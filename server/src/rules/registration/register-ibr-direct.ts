import type { Scope } from "../../config/model.ts";
import type { Change } from "../../edits/change.ts";
import { removeItem, replaceValue, setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { flag } from "../facts.ts";
import { hostNames, type OpenedHosts, openings } from "../registration-facts.ts";
import { type Fix, rule, suggested } from "../rule.ts";

export default rule({
	id: "register-ibr-direct",
	title: t("register_ibr in the list opens registration by itself"),
	severity: "warning",
	modules: ["register", "register_ibr"],
	check({ config }, report) {
		for (const opened of openings(config)) {
			const { opening, hosts, scope } = opened;
			const [host] = hosts;
			if (opening.how !== "register_ibr" || !host) continue;
			const allowed = flag(host, "allow_registration", false);
			const isSet = !host.isUnset("allow_registration");
			// Both say that registration is open: that is what is meant.
			if (allowed === undefined || (allowed && host.modules.has("register") !== false)) continue;
			const close: Fix = suggested(t('Close registration, with "register" alone'), () => useRegister(host, scope));
			const open: Fix = suggested(t('Keep it open, with "register" and allow_registration'), () => [
				...useRegister(host, scope),
				...setOption(scope, "allow_registration", true),
			]);
			report({
				at: opening.at,
				message: describe(opened, allowed, isSet),
				fixes: allowed
					? [suggested(t('Load "register" instead'), () => useRegister(host, scope))]
					: isSet
						? [close]
						: [open, close],
			});
		}
	},
});

function describe({ hosts }: OpenedHosts, allowed: boolean, isSet: boolean): string {
	if (allowed) {
		return t(
			'Without "register", users of {0} can neither change their password nor delete their account; it loads "register_ibr" by itself.',
			hostNames(hosts),
		);
	}
	return isSet
		? t(
				'Anyone can create an account on {0}, although allow_registration is false: "register_ibr" in the list does not look at it.',
				hostNames(hosts),
			)
		: t(
				'Anyone can create an account on {0}: "register_ibr" in the list opens registration, without allow_registration.',
				hostNames(hosts),
			);
}

/** Writes "register" in the place of "register_ibr", or takes that out where "register" is listed as well. */
function useRegister(host: Scope, scope: Scope): readonly Change[] {
	const list = scope.own.get("modules_enabled")?.value;
	if (list?.type !== "table") return [];
	const items = list.items.filter((item) => item.type === "string" && item.value === "register_ibr");
	const isListed = host.modules.loaded.get("register")?.at !== undefined;
	return items.flatMap((item, index) =>
		isListed || index > 0 ? removeItem(list, item) : replaceValue(item, "register"),
	);
}
