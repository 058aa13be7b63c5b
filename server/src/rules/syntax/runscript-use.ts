import { t } from "../../l10n.ts";
import { declares, isCallee, references } from "../lua-tree.ts";
import { rule } from "../rule.ts";

export default rule({
	id: "runscript-use",
	local: true,
	title: t("RunScript runs a program from the configuration"),
	severity: "information",
	links: ["https://prosody.im/doc/configure"],
	check({ config }, report) {
		for (const reference of references(config)) {
			const { chunk, node, span } = reference;
			if (node.name !== "RunScript" || !isCallee(reference) || declares(chunk.tree, node.name)) continue;
			report({
				at: span,
				message: t(
					"RunScript runs a Lua file with all rights of the server. It cannot set options as an included file can, and what it returns is not known here.",
				),
			});
		}
	},
});
