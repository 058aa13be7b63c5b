import type { TableField } from "../../config/value.ts";
import { replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type Fix, rule, suggested } from "../rule.ts";
import { settingsNamed } from "../settings.ts";
import { isOneEditAway } from "../spelling.ts";
import { OTHER_STORES, STORES } from "../storage-facts.ts";

export default rule({
	id: "storage-store-unknown",
	local: true,
	title: t("A kind of data under a name that nothing is stored by"),
	severity: "warning",
	links: ["https://prosody.im/doc/storage"],
	check({ config }, report) {
		for (const { value: storage } of settingsNamed(config, "storage")) {
			if (storage.type !== "table") continue;
			for (const field of storage.fields.values()) {
				const meant = STORES.includes(field.key) ? undefined : meantBy(field.key);
				if (!meant) continue;
				const isSet = storage.fields.has(meant);
				report({
					at: field.keySpan,
					message: t('Nothing is stored as "{0}", so this line says nothing. "{1}" may be meant.', field.key, meant),
					fixes: isSet ? [] : fixes(field, meant),
				});
			}
		}
	},
});

function meantBy(store: string): string | undefined {
	if (Object.hasOwn(OTHER_STORES, store)) return OTHER_STORES[store];
	return store.length > 4 ? STORES.find((one) => one.length > 4 && isOneEditAway(one, store)) : undefined;
}

function fixes({ keySpan, key }: TableField, meant: string): Fix[] {
	const text = keySpan.text.replace(key, meant);
	const later = t("What was kept elsewhere until now does not come along by itself.");
	return text === keySpan.text ? [] : [suggested(t("Write {0}", meant), () => replaceSpan(keySpan, text), later)];
}
