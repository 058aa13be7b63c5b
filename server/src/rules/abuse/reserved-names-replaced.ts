import { addAllToTable } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { enumerate } from "../facts.ts";
import { hostNames, settingsOf } from "../registration-facts.ts";
import { isReserved, RESERVED_NAMES } from "../reserved-names.ts";
import { rule, suggested } from "../rule.ts";
import { isAnySet } from "../settings.ts";

export default rule({
	id: "reserved-names-replaced",
	local: "or-global",
	title: t("A list of reserved names that drops the built-in ones"),
	severity: "information",
	modules: ["block_registrations"],
	check({ config, hosts }, report) {
		if (!isAnySet(config, "block_registrations_users")) return;
		const reserving = hosts.filter(({ modules }) => modules.has("block_registrations") === true);
		for (const { setting, hosts: of } of settingsOf(reserving, "block_registrations_users")) {
			const { value, at } = setting;
			const lost = RESERVED_NAMES.filter((name) => of.every((host) => isReserved(host, name) === false));
			if (lost.length === 0 || value.type !== "table") continue;
			const merge = suggested(t("Add the built-in names to the list"), () => addAllToTable(value, lost));
			report({
				at: at.nameSpan,
				message: t(
					"This list takes the place of the built-in one, so strangers can register {0} on {1}.",
					enumerateSome(lost),
					hostNames(of),
				),
				fixes: value.literal ? [merge] : [],
			});
		}
	},
});

function enumerateSome(names: readonly string[]): string {
	if (names.length <= 6) return enumerate(names);
	return t("{0} and {1} more names", names.slice(0, 5).join(", "), names.length - 5);
}
