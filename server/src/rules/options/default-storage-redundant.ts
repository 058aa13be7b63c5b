import { removeAssignment } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { rule, safe } from "../rule.ts";
import { someHostChooses } from "../storage-facts.ts";

export default rule({
	id: "default-storage-redundant",
	local: true,
	title: t("default_storage beside a storage that holds for everything"),
	severity: "hint",
	links: ["https://prosody.im/doc/storage"],
	check({ config }, report) {
		for (const { own, kind } of [config.global, ...config.hosts]) {
			const [storage, byDefault] = [own.get("storage"), own.get("default_storage")];
			if (storage?.value.type !== "string" || !byDefault || byDefault.value.type === "nil") continue;
			// A host that names stores one by one falls back on the global default.
			if (kind === "global" && someHostChooses(config)) continue;
			const { assignments } = byDefault;
			report({
				at: byDefault.at.nameSpan,
				message: t('default_storage is not looked at: storage = "{0}" holds for everything.', storage.value.value),
				tag: "unnecessary",
				fixes: [safe(t("Take {0} out", "default_storage"), () => assignments.flatMap((one) => removeAssignment(one)))],
			});
		}
	},
});
