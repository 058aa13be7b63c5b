import type { Value } from "../../config/value.ts";
import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { clearBurst, limitsOf, readBurst } from "../limits-facts.ts";
import { type Fix, rule, safe } from "../rule.ts";

export default rule({
	id: "limits-burst-syntax",
	local: true,
	title: t("A burst that Prosody does not understand"),
	severity: "warning",
	modules: ["limits"],
	check({ config }, report) {
		for (const { burst } of limitsOf(config)) {
			if (!burst || burst.type === "unknown" || readBurst(burst) !== undefined) continue;
			report({
				at: burst.span,
				message: t(
					'Prosody does not understand this burst and takes 2 seconds instead, without a word. It wants whole seconds with an s: "3s".',
				),
				fixes: rewrite(burst),
			});
		}
	},
});

function rewrite(burst: Value): Fix[] {
	const seconds = burst.type === "string" && burst.literal ? clearBurst(burst.value) : undefined;
	if (seconds === undefined) return [];
	// Only a plain number may have a fraction.
	const whole = Number.isInteger(seconds);
	const title = whole ? t('Write "{0}s"', seconds) : t("Write {0}", seconds);
	return [safe(title, () => replaceValue(burst, whole ? `${seconds}s` : seconds))];
}
