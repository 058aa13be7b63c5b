import { addModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { flag, globalAnchor } from "../facts.ts";
import { installNote, lacksModule, publicHosts } from "../public-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "watchuntrusted-missing",
	local: "or-global",
	title: t("Nobody is told when other servers cannot be trusted"),
	severity: "hint",
	profile: "public",
	absence: true,
	modules: ["watchuntrusted"],
	links: ["https://prosody.im/doc/s2s"],
	check(context, report) {
		const { config, series } = context;
		const hosts = publicHosts(context).filter((host) => {
			return flag(host, "s2s_secure_auth", false) === true && host.modules.has("s2s") !== false;
		});
		const at = globalAnchor(config);
		if (!at || hosts.length === 0 || !hosts.every((host) => lacksModule(host, "watchuntrusted"))) return;
		report({
			at,
			message: t(
				"Servers with a bad certificate are refused, which is right; but no admin is told, so users wonder why messages do not arrive.",
			),
			fixes: [
				suggested(
					t("Tell the admins about refused servers"),
					() => addModule(config.global, "watchuntrusted"),
					installNote(series, "watchuntrusted"),
				),
			],
		});
	},
});
