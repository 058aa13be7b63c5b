import { atLeast } from "../../config/version.ts";
import { t } from "../../l10n.ts";
import { givenUp, isProvider, namedModules, newNameOf, takeoverOf } from "../old-modules.ts";
import { pluginFolders } from "../plugin-folders.ts";
import { type RuleContext, rule } from "../rule.ts";

export default rule({
	id: "module-community",
	local: true,
	off: true,
	title: t("A module that does not come with Prosody"),
	severity: "hint",
	links: ["https://modules.prosody.im/", "https://prosody.im/doc/installing_modules"],
	check(context, report) {
		const extra = namedModules(context.config).where((name) => isExtra(name, context));
		if (extra.length === 0) return;
		const folders = pluginFolders(context.config, context.files);
		for (const { name, at } of extra) {
			if (folders.has(name)) continue;
			report({
				at,
				message:
					context.catalog.module(name) && atLeast(context.series, "0.12")
						? t(
								'"{0}" does not come with Prosody: it loads only once it is installed, for example with prosodyctl install --server=https://modules.prosody.im/rocks/ mod_{0}',
								name,
							)
						: t('"{0}" does not come with Prosody: it loads only once it is installed.', name),
			});
		}
	},
});

/** True for modules from elsewhere that are still worth having; of the others, other rules speak. */
function isExtra(name: string, { catalog, series }: RuleContext): boolean {
	if (isProvider(name) || !catalog.knowsModule(name)) return false;
	const entry = catalog.module(name, series);
	if (entry && entry.origin !== "community") return false;
	// Of the same name as one that a newer series brings: module-not-yet-core says it.
	if (catalog.module(name)?.origin === "core") return false;
	return !takeoverOf(name, catalog, series) && !newNameOf(name, catalog, series) && !givenUp(name, catalog, series);
}
