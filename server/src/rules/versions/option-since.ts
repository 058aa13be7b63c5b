import { t } from "../../l10n.ts";
import { rule } from "../rule.ts";
import { setTooEarly } from "../version-facts.ts";

export default rule({
	id: "option-since",
	local: true,
	title: t("An option that only a newer Prosody reads"),
	severity: "information",
	until: "13.0",
	links: ["https://prosody.im/doc/configure"],
	check(context, report) {
		for (const { setting, entry } of setTooEarly(context)) {
			report({
				at: setting.at.nameSpan,
				message: t(
					"{0} has no effect on {1}: Prosody reads it from {2} on.",
					setting.option,
					context.series,
					entry.since ?? "",
				),
				tag: "unnecessary",
			});
		}
	},
});
