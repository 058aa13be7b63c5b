import { replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { whole } from "../facts.ts";
import { keywordMeant } from "../keywords.ts";
import { declares, isCallee, references } from "../lua-tree.ts";
import { rule, safe } from "../rule.ts";

export default rule({
	id: "wrong-case-keyword",
	local: "in-place",
	title: t("A keyword in the wrong case or misspelt"),
	severity: "error",
	links: ["https://prosody.im/doc/configure"],
	check({ config, catalog }, report) {
		for (const reference of references(config)) {
			const { name } = reference.node;
			const meant = isCallee(reference) ? keywordMeant(name) : undefined;
			if (!meant || catalog.knowsOption(name) || declares(reference.chunk.tree, name) || isSet(name)) continue;
			report({
				at: reference.span,
				message: t("Prosody knows {0}, not {1}, and refuses the whole file: upper and lower case count.", meant, name),
				fixes: [safe(t("Write {0}", meant), () => replaceSpan(reference.span, meant))],
			});
		}

		function isSet(name: string): boolean {
			return [config.global, ...whole(config).hosts].some((scope) =>
				scope.own.get(name)?.assignments.some(({ kind }) => kind === "set"),
			);
		}
	},
});
