import { advice } from "../../catalog/check-config.ts";
import { t } from "../../l10n.ts";
import { isReadByCommunity } from "../loaded-modules.ts";
import { removal, STILL_READ, WAYS_OUT } from "../old-options.ts";
import { rule } from "../rule.ts";
import { settingsWhere } from "../settings.ts";

/** The rule registration-old-names speaks of these. */
const ELSEWHERE: ReadonlySet<string> = new Set([
	"registration_whitelist",
	"registration_blacklist",
	"whitelist_registration_only",
	"blacklist_on_registration_throttle_overload",
]);

export default rule({
	id: "option-deprecated",
	local: true,
	title: t("An option that Prosody has replaced"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure"],
	check(context, report) {
		const { config, catalog, series } = context;
		const isMeant = (option: string) => advice(catalog, option, series)?.kind === "deprecated";
		for (const setting of settingsWhere(config, isMeant)) {
			const { option, scope, value, at } = setting;
			const said = ELSEWHERE.has(option) || value.type === "nil" ? undefined : advice(catalog, option, series);
			if (!said) continue;
			// In a host it has no effect: global-option-in-host asks to move it first.
			if (scope.kind !== "global" && STILL_READ.test(option)) continue;
			const way = WAYS_OUT[option]?.({ setting, scope, config }) ?? {
				message: t("{0} is outdated. {1}", option, said.note),
				fixes: said.use ? [] : [removal({ setting })],
			};
			if (way.dead && isReadByCommunity(option, context)) continue;
			report({
				at: at.nameSpan,
				message: way.message,
				tag: way.dead ? "unnecessary" : "deprecated",
				fixes: [...way.fixes.map((fix) => (value.type === "unknown" ? { ...fix, safe: false } : fix))],
			});
		}
	},
});
