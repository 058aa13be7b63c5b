import { setOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { hasModulesOfOnesOwn, mayBeLoadedFor } from "../loaded-modules.ts";
import { type RuleContext, rule, suggested } from "../rule.ts";
import { usesSql } from "../storage-facts.ts";

export default rule({
	id: "sql-unused",
	local: true,
	title: t("A database that nothing is stored in"),
	severity: "hint",
	absence: true,
	modules: ["storage_sql"],
	links: ["https://prosody.im/doc/storage"],
	check(context, report) {
		const { config } = context;
		const setting = config.global.own.get("sql");
		if (setting?.value.type !== "table" || usesSql(config) || hasOtherReaders(context)) return;
		report({
			at: setting.at.nameSpan,
			message: t('sql names a database, but nothing is stored in it: only storage = "sql" does that.'),
			fixes: [suggested(t('Set storage = "sql"'), () => setOption(config.global, "storage", "sql", { after: "sql" }))],
		});
	},
});

/** Modules that use the database on their own, or may do so. */
function hasOtherReaders({ config, catalog }: RuleContext): boolean {
	const { global } = config;
	const chosen = global.value("authentication");
	if (chosen && !(chosen.type === "string" && /^(?:internal_|anonymous|ldap|insecure)/.test(chosen.value))) return true;
	if (hasModulesOfOnesOwn(global, { catalog })) return true;
	return catalog.readers("sql").some(({ name }) => name !== "storage_sql" && mayBeLoadedFor(global, name));
}
