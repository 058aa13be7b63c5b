import type { Scope } from "../../config/model.ts";
import type { Change } from "../../edits/change.ts";
import { removeItem, replaceValue, setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { flag } from "../facts.ts";
import { hostNames, openings } from "../registration-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "register-ibr-direct",
	local: "or-global",
	title: t("register_ibr in the list opens registration by itself"),
	severity: "warning",
	modules: ["register", "register_ibr"],
	check({ config }, report) {
		for (const { opening, hosts, scope } of openings(config)) {
			if (opening.how !== "register_ibr") continue;
			const kind = hosts.map(kindOf).find((one) => one !== undefined);
			const host = hosts.find((one) => kindOf(one) === kind);
			if (!kind || !host) continue;
			const close = suggested(t("Close registration"), () => useRegister(host, scope));
			const open = suggested(t("Keep it open, with allow_registration"), () => [
				...useRegister(host, scope),
				...setOption(scope, "allow_registration", true),
			]);
			const replace = suggested(t('Load "register" instead'), () => useRegister(host, scope));
			report({
				at: opening.at,
				message: describe(kind, hostNames(hosts.filter((one) => kindOf(one) === kind))),
				fixes: { closed: [close], unsaid: [open, close], bare: [replace] }[kind],
			});
		}
	},
});

/** What allow_registration says beside it; undefined where both say that registration is open, or where it is not known. */
function kindOf(host: Scope): "closed" | "unsaid" | "bare" | undefined {
	if (host.isUnset("allow_registration")) return "unsaid";
	const allowed = flag(host, "allow_registration", false);
	if (allowed === false) return "closed";
	return allowed && host.modules.has("register") === false ? "bare" : undefined;
}

function describe(kind: "closed" | "unsaid" | "bare", hosts: string): string {
	if (kind === "bare") {
		return t(
			'Without "register", users of {0} can neither change their password nor delete their account; it loads "register_ibr" by itself.',
			hosts,
		);
	}
	return kind === "closed"
		? t(
				'Anyone can create an account on {0}, although allow_registration is false: "register_ibr" in the list does not look at it.',
				hosts,
			)
		: t(
				'Anyone can create an account on {0}: "register_ibr" in the list opens registration, without allow_registration.',
				hosts,
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
