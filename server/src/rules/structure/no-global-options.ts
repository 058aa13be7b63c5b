import { isGlobalOnly } from "../../catalog/check-config.ts";
import { perHost } from "../../config/host-index.ts";
import { t } from "../../l10n.ts";
import { headOf } from "../facts.ts";
import { type RuleContext, rule } from "../rule.ts";

export default rule({
	id: "no-global-options",
	title: t("A configuration without anything for the whole server"),
	severity: "warning",
	absence: true,
	links: ["https://prosody.im/doc/configure#overview"],
	check(context, report) {
		const { config } = context;
		const { firstHost: first } = config;
		// `prosodyctl check config` does not count log either.
		const options = [...config.global.own.keys()].filter((option) => option !== "log");
		const at = first && headOf(first);
		if (options.length > 0 || !at || saidElsewhere(context)) return;
		// Where the hosts set nothing either, it is the modules that are missed.
		if (hostsWithOptions(config).size === 0) return;
		report({
			at,
			// With a single host it makes little difference where its options stand.
			severity: config.hosts.length === 1 ? "information" : undefined,
			message: t(
				"Nothing is set for the whole server: what stands below {0} belongs to it alone, and ports, logs and other hosts go by the defaults. Global options stand above the first host.",
				first.name,
			),
		});
	},
});

/** Options that only work globally are each reported where they stand, with the way to the right place. */
function saidElsewhere(context: RuleContext): boolean {
	return hostsWithGlobalOptions(context.config, context).size > 0;
}

const hostsWithOptions = perHost(({ own }) => own.size > 0 || undefined);

const hostsWithGlobalOptions = perHost(({ own }, { catalog, series }: RuleContext) => {
	return [...own.keys()].some((option) => isGlobalOnly(catalog, option, series)) || undefined;
});
