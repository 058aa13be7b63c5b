import { removeItem } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { disabledIn, type ListedModule, listedModules } from "../module-facts.ts";
import { type RuleContext, rule, safe } from "../rule.ts";

export default rule({
	id: "module-redundant-autoload",
	local: true,
	title: t("A module in a list that loads without it"),
	severity: "hint",
	links: ["https://prosody.im/doc/modules_enabled"],
	check(context, report) {
		for (const listed of listedModules(context.config).where(
			(name) => context.catalog.module(name)?.autoload === true,
		)) {
			if (!isRedundant(listed, context)) continue;
			const { list, item, name } = listed;
			report({
				at: item.span,
				message: t(
					'"{0}" loads by itself, so naming it here changes nothing. To do without it, name it in modules_disabled.',
					name,
				),
				fixes: [safe(t('Take "{0}" out, it loads by itself', name), () => removeItem(list, item))],
				tag: "unnecessary",
			});
		}
	},
});

function isRedundant({ scope, name }: ListedModule, { config, catalog }: RuleContext): boolean {
	if (disabledIn(scope, name)) return false;
	if (scope.kind === "global") return true;
	// A host brings back what the global section switched off; and a Component takes over only some of them.
	if (scope.kind === "Component" && !catalog.module(name)?.inheritedByComponents) return false;
	return config.whole && config.global.modules.complete && config.global.modules.has(name) === true;
}
