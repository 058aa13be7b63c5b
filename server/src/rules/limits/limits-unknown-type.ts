import type { TableValue } from "../../config/value.ts";
import { removeField, replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { tableOf } from "../facts.ts";
import { LIMITED, type Limit, limitsOf } from "../limits-facts.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";

/** Other words for the kinds of connections, without underscores and in small letters. */
const MEANT: Readonly<Record<string, string>> = {
	c2s: "c2s",
	c2sin: "c2s",
	client: "c2s",
	clients: "c2s",
	s2s: "s2sin",
	s2sin: "s2sin",
	s2sincoming: "s2sin",
	s2sout: "s2sout",
	s2soutgoing: "s2sout",
	component: "component",
	components: "component",
};

export default rule({
	id: "limits-unknown-type",
	local: true,
	title: t("Limits for a kind of connection that does not exist"),
	severity: "warning",
	modules: ["limits"],
	check({ config }, report) {
		const table = tableOf(config.global, "limits");
		for (const limit of limitsOf(config)) {
			if (!table || LIMITED.includes(limit.key)) continue;
			report({
				at: limit.keySpan,
				message: t(
					"There are no {0} connections, so this limits nothing. Known are c2s (clients), s2sin and s2sout (other servers) and component.",
					limit.key,
				),
				fixes: fixes(table, limit),
			});
		}
	},
});

function fixes(table: TableValue, { key, keySpan }: Limit): Fix[] {
	const remove = suggested(t("Take {0} out", key), () => removeField(table, key));
	const meant = MEANT[key.toLowerCase().replace(/[_ -]|unauthed$/g, "")];
	if (!meant || table.fields.has(meant) || !table.literal) return [remove];
	return [
		safe(t("Limit {0} connections", meant), () => replaceSpan(keySpan, keySpan.text.replace(key, meant))),
		remove,
	];
}
