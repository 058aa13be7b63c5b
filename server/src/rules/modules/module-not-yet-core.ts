import type { ModuleEntry } from "../../catalog/types.ts";
import { atLeast, type Series } from "../../config/version.ts";
import { t } from "../../l10n.ts";
import { isProvider, namedModules } from "../old-modules.ts";
import { pluginFolders } from "../plugin-folders.ts";
import { rule } from "../rule.ts";

export default rule({
	id: "module-not-yet-core",
	local: true,
	title: t("A module that only a newer Prosody has"),
	severity: "information",
	until: "0.12",
	links: ["https://prosody.im/doc/modules"],
	check(context, report) {
		const { config, catalog, series } = context;
		if (config.version.assumed) return;
		const sinceWhen = (name: string) => (isProvider(name) ? undefined : comesWith(catalog.module(name), series));
		const newer = namedModules(config).where((name) => sinceWhen(name) !== undefined);
		if (newer.length === 0) return;
		const folders = pluginFolders(config, context.files);
		if (!folders.complete) return;
		for (const { name, at } of newer.filter((one) => !folders.has(one.name))) {
			const since = sinceWhen(name)!;
			const installable = catalog.module(name, series)?.origin === "community";
			report({
				at,
				// Where it is installed cannot be seen everywhere.
				severity: installable ? "hint" : undefined,
				message: installable
					? t(
							'"{0}" comes with Prosody from {1} on: on {2} it loads only if the community module of that name is installed.',
							name,
							since,
							series,
						)
					: t('"{0}" comes with Prosody from {1} on: {2} does not have it, so nothing is loaded.', name, since, series),
			});
		}
	},
});

/** The later series that brings a module; undefined when this one has it. */
function comesWith(entry: ModuleEntry | undefined, series: Series): Series | undefined {
	return entry?.origin === "core" && entry.since && !atLeast(series, entry.since) ? entry.since : undefined;
}
