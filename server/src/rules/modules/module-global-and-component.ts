import { removeModule } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { disabledIn, isComponentOnly, listedModules } from "../module-facts.ts";
import { hostNames } from "../registration-facts.ts";
import { rule, safe, suggested } from "../rule.ts";

/** The condition is that of `prosodyctl check config`: the module of an enabled Component stands in the global list as well. */
export default rule({
	id: "module-global-and-component",
	local: "or-global",
	title: t("A Component's module in the global list as well"),
	severity: "warning",
	links: ["https://prosody.im/doc/components"],
	check({ config, catalog, series }, report) {
		const { global } = config;
		const modules = new Set(config.components.map(({ module }) => module));
		for (const { scope, item, name } of listedModules(config).where((name) => modules.has(name))) {
			if (scope !== global || disabledIn(global, name)) continue;
			const components = config.components.filter(({ module }) => module === name);
			const fails = isComponentOnly(name);
			const title = t('Take "{0}" out of the global list', name);
			const remove = () => removeModule(global, name);
			report({
				at: item.span,
				// Made for either place, so that both may well be meant.
				severity: catalog.module(name, series)?.loadedAs?.includes("VirtualHost") ? "information" : undefined,
				message: fails
					? t(
							'"{0}" fails to load on every VirtualHost this way: it works in a Component only, and {1} loads it there.',
							name,
							hostNames(components),
						)
					: t(
							'"{0}" also runs on every VirtualHost this way: the domains of the users answer as that service too, beside {1}.',
							name,
							hostNames(components),
						),
				fixes: [fails ? safe(title, remove) : suggested(title, remove)],
			});
		}
	},
});
