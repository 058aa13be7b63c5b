import { perHost } from "../../config/host-index.ts";
import { addModule, setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { globalAnchor, isAnyOpen } from "../facts.ts";
import { BANDWIDTH_LIMITS } from "../recommended.ts";
import { rule, suggested } from "../rule.ts";

const hostsWithLimits = perHost(({ modules }) => modules.has("limits") !== false || undefined);

export default rule({
	id: "limits-missing",
	local: "or-global",
	title: t("A public server without bandwidth limits"),
	severity: "warning",
	profile: "public",
	absence: true,
	modules: ["limits"],
	links: ["https://prosody.im/doc/public_servers"],
	check({ config }, report) {
		const { global } = config;
		// A host that lists it loads it for the whole server.
		if (global.modules.has("limits") !== false || hostsWithLimits(config).size > 0) return;
		const at = globalAnchor(config);
		if (!at) return;
		const configured = !global.isUnset("limits");
		report({
			at,
			message: configured
				? t(
						'The limits you set have no effect: "limits" is not in the global modules_enabled, so one client can still take all the bandwidth.',
					)
				: isAnyOpen(config)
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
