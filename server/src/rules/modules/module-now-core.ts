import { SERIES } from "../../config/version.ts";
import { t } from "../../l10n.ts";
import {
	fitsThere,
	isThereAnyway,
	type NamedModule,
	namedModules,
	ONLY_A_NOTE,
	rename,
	SAME_UNDER_NEW_NAME,
	type Takeover,
	takeOut,
	takeoverOf,
} from "../old-modules.ts";
import { pluginFolders } from "../plugin-folders.ts";
import { type Fix, type RuleContext, rule, safe, suggested } from "../rule.ts";

/** What these took over is a part of them: nothing has to be listed in its place. */
const HAVE_IT_BUILT_IN: ReadonlySet<string> = new Set(["limits", "muc", "s2s"]);

export default rule({
	id: "module-now-core",
	local: true,
	title: t("A community module whose work Prosody does by now"),
	severity: "warning",
	links: ["https://prosody.im/doc/modules"],
	check(context, report) {
		const { config, catalog, series } = context;
		const outdated = namedModules(config).where((name) => {
			const takeover = takeoverOf(name, catalog, series);
			// Where the series is only assumed, 0.12 may still need it.
			return takeover !== undefined && !(config.version.assumed && takeover.series === "13.0");
		});
		if (outdated.length === 0) return;
		const folders = pluginFolders(config, context.files);
		for (const named of outdated) {
			const takeover = takeoverOf(named.name, catalog, series)!;
			// A copy from before may still do its work.
			const isGone = ONLY_A_NOTE.has(named.name) && folders.complete && !folders.has(named.name);
			report({
				at: named.at,
				severity: isGone ? "warning" : "information",
				message: message(named.name, takeover),
				fixes: fixes(named, takeover, context),
				tag: "deprecated",
			});
		}
	},
});

function message(name: string, { series, module }: Takeover): string {
	if (HAVE_IT_BUILT_IN.has(module)) {
		return t('"{0}" is outdated: since {1} this is part of Prosody\'s own "{2}".', name, series, module);
	}
	const state = ONLY_A_NOTE.has(name)
		? t('"{0}" has left the community repository.', name)
		: t('"{0}" is outdated.', name);
	// Of what the first series had, it is not known since when.
	const successor =
		series === SERIES[0]
			? t('"{0}" comes with Prosody and takes its place.', module)
			: t('"{0}" comes with Prosody since {1} and takes its place.', module, series);
	return `${state} ${successor}`;
}

function fixes(named: NamedModule, { module }: Takeover, { catalog, series }: RuleContext): Fix[] {
	const { name } = named;
	const how = SAME_UNDER_NEW_NAME.has(name) ? safe : suggested;
	if (HAVE_IT_BUILT_IN.has(module)) return [suggested(t('Take "{0}" out', name), () => takeOut(named))];
	if (named.listed && isThereAnyway(named, module, catalog)) {
		return [how(t('Take "{0}" out: "{1}" is there already', name, module), () => takeOut(named))];
	}
	if (!fitsThere(named, module, catalog, series)) return [];
	return [how(t('Load "{0}" instead', module), () => rename(named, module), REMAINDER[name]?.())];
}

/** What does not come along, or is still to be done. */
const REMAINDER: Readonly<Record<string, () => string>> = {
	easy_invite: () => t("To let people register with an invitation, invites_register is needed as well."),
	extdisco: () => t("It reads external_services in another form: look it up in the documentation of the new module."),
	http_upload: () =>
		t(
			"Its options have other names. The community module migrate_http_upload brings files along that were uploaded before.",
		),
	invite: () => t("To let people register with an invitation, invites_register is needed as well."),
	muc_log: () => t("What it has stored does not come along."),
	profile: () => t("For contact cards in the current format, vcard4 is needed as well."),
	prometheus: () =>
		t("Only this machine may ask at first: openmetrics_allow_ips and openmetrics_allow_cidr let others."),
	s2s_auth_dane: () => t("It does its work once use_dane = true is set."),
	turncredentials: () => t("Its options have other names: turn_external_host, turn_external_secret and so on."),
};
