import { replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { declares, isCallee, references } from "../lua-tree.ts";
import { rule, safe } from "../rule.ts";

/** The names Prosody keeps for files of its first years. */
const MODERN: Readonly<Record<string, string>> = {
	Host: "VirtualHost",
	host: "VirtualHost",
	component: "Component",
	include: "Include",
};

export default rule({
	id: "legacy-keyword",
	local: true,
	title: t("An old name of a keyword"),
	severity: "hint",
	links: ["https://prosody.im/doc/configure"],
	check({ config }, report) {
		for (const reference of references(config)) {
			const { name } = reference.node;
			const modern = isCallee(reference) && Object.hasOwn(MODERN, name) ? MODERN[name] : undefined;
			if (!modern || declares(reference.chunk.tree, name)) continue;
			report({
				at: reference.span,
				message: t("{0} is an old name of {1}: it still works, but no documentation mentions it.", name, modern),
				fixes: [safe(t("Write {0}", modern), () => replaceSpan(reference.span, modern))],
				tag: "deprecated",
			});
		}
	},
});
