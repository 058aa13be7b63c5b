import type { Inclusion } from "../../config/model.ts";
import { t } from "../../l10n.ts";
import { takeOut } from "../host-facts.ts";
import { type Fix, rule, suggested } from "../rule.ts";

export default rule({
	id: "include-cycle",
	local: "or-global",
	title: t("Files that include each other without end"),
	severity: "error",
	links: ["https://prosody.im/doc/configure#including_other_files"],
	check({ config }, report) {
		const seen = new Set<string>();
		for (const inclusion of config.includes) {
			const { outcome, path, wildcard, conditional, at } = inclusion;
			const place = `${at.file} ${at.start}`;
			// What may not be carried out may well end the circle.
			if (outcome !== "cycle" || path === undefined || conditional || seen.has(place)) continue;
			seen.add(place);
			report({
				at: inclusion.argument ?? at,
				message: wildcard
					? t(
							'{0} matches a file that is just being read: Prosody goes round in circles until it gives up ("C stack overflow"), and does not start.',
							path,
						)
					: t(
							'{0} is just being read when it is included again: Prosody goes round in circles until it gives up ("C stack overflow"), and does not start.',
							path,
						),
				fixes: [...withoutIt(inclusion)],
			});
		}
	},
});

/** A wildcard may bring more than the one file. */
function withoutIt({ wildcard, at }: Inclusion): Fix[] {
	return wildcard ? [] : [suggested(t("Take this Include out"), () => takeOut(at))];
}
