import { addModule, setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { globalAnchor, openHosts } from "../facts.ts";
import { BANDWIDTH_LIMITS } from "../recommended.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "limits-missing",
	title: t("A public server without bandwidth limits"),
	severity: "warning",
	profile: "public",
	absence: true,
	modules: ["limits"],
	links: ["https://prosody.im/doc/public_servers"],
	check({ config }, report) {
		const { global } = config;
		// A host that lists it loads it for the whole server.
		if ([global, ...config.hosts].some(({ modules }) => modules.has("limits") !== false)) return;
		const at = globalAnchor(config);
		if (!at) return;
		const configured = !global.isUnset("limits");
		report({
			at,
			message: configured
				? t(
						'The limits you set have no effect: "limits" is not in the global modules_enabled, so one client can still take all the bandwidth.',
					)
				: openHosts(config).length > 0
					? t(
							"Anyone can register here, and nothing keeps one client or one remote server from taking all the bandwidth.",
						)
					: t("Nothing keeps one client or one remote server from taking all the bandwidth."),
			fixes: [
				suggested(configured ? t("Load the limits module") : t("Limit the bandwidth of each connection"), () => [
					...addModule(global, "limits"),
					...(configured ? [] : setOption(global, "limits", BANDWIDTH_LIMITS)),
				]),
			],
		});
	},
});
