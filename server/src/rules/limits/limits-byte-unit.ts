import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { LIMITED, limitsOf, ofBytes, readRate } from "../limits-facts.ts";
import { rule, suggested } from "../rule.ts";

export default rule({
	id: "limits-byte-unit",
	local: true,
	title: t("A bandwidth limit in bytes, which Prosody reads as ten times as much"),
	severity: "warning",
	modules: ["limits"],
	check({ config }, report) {
		for (const { key, rate } of limitsOf(config)) {
			if (!LIMITED.includes(key) || rate?.type !== "string" || !/^\d+ ?b/i.test(rate.value)) continue;
			const read = readRate(rate.value);
			if (!read) continue;
			const [meant, inEffect] = [ofBytes(read / 10).text, ofBytes(read).text];
			const write = (text: string, title: string) => suggested(title, () => replaceValue(rate, text));
			report({
				at: rate.span,
				message: t(
					"Prosody counts a b as ten bytes: {0} allows {1} bytes per second, not {2}. Kilobytes (kb) are read as they stand.",
					rate.span.text,
					read,
					read / 10,
				),
				fixes: rate.literal
					? [
							write(meant, t('Write "{0}"', meant)),
							...(inEffect === meant ? [] : [write(inEffect, t("Keep what is in effect, {0}", inEffect))]),
						]
					: [],
			});
		}
	},
});
