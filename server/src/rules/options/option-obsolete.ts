import { advice } from "../../catalog/check-config.ts";
import { t } from "../../l10n.ts";
import { isReadByCommunity } from "../loaded-modules.ts";
import { removal } from "../old-options.ts";
import { rule } from "../rule.ts";
import { settingsWhere } from "../settings.ts";

const CLEANING = () => t("expired messages are removed once a day, without being told to");
const USER = () => t("Prosody must be started as its own user, which its service file does");

/** What made them superfluous. */
const WHY: Readonly<Record<string, () => string>> = {
	archive_cleanup_interval: CLEANING,
	muc_log_cleanup_interval: CLEANING,
	dns_timeout: () => t("the resolver library decides how long to wait"),
	s2s_dns_resolvers: () => t("Prosody asks the name servers of the system"),
	setuid: USER,
	setgid: USER,
};

export default rule({
	id: "option-obsolete",
	local: true,
	title: t("An option that has no effect any more"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure"],
	check(context, report) {
		const { config, catalog, series } = context;
		const isMeant = (option: string) => advice(catalog, option, series)?.kind === "obsolete";
		for (const setting of settingsWhere(config, isMeant)) {
			const { option, value, at } = setting;
			const said = value.type === "nil" ? undefined : advice(catalog, option, series);
			if (!said || isReadByCommunity(option, context)) continue;
			report({
				at: at.nameSpan,
				message: t("{0} has no effect any more: {1}.", option, WHY[option]?.() ?? said.note.replace(/\.$/, "")),
				tag: "unnecessary",
				fixes: [removal({ setting })],
			});
		}
	},
});
