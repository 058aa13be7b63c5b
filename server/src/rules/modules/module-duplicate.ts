import type { StringValue, TableValue } from "../../config/value.ts";
import { removeItem } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import type { Span } from "../../syntax/tree.ts";
import { rule, safe } from "../rule.ts";
import { settingsNamed } from "../settings.ts";

export default rule({
	id: "module-duplicate",
	local: true,
	title: t("A module twice in one list"),
	severity: "hint",
	links: ["https://prosody.im/doc/modules_enabled"],
	check({ config }, report) {
		const seen = new Set<string>();
		for (const { option, value: list } of settingsNamed(config, "modules_enabled", "modules_disabled")) {
			if (list.type !== "table") continue;
			for (const { item, first } of repeated(list)) {
				if (seen.has(placeOf(item.span))) continue;
				seen.add(placeOf(item.span));
				report({
					at: item.span,
					message: t('"{0}" stands in {1} already: once is enough.', item.value, option),
					related: [{ at: first.span, message: t("It stands here") }],
					fixes: [safe(t('Take the second "{0}" out', item.value), () => removeItem(list, item))],
					tag: "unnecessary",
				});
			}
		}
	},
});

/** The names that come a second time, of those that Prosody reads for certain. */
function repeated({ list, table }: TableValue): { item: StringValue; first: StringValue }[] {
	if (table.blur !== undefined) return [];
	const known = new Map<string, StringValue>();
	return list.flatMap((item) => {
		if (item.type !== "string") return [];
		const first = known.get(item.value);
		if (!first) known.set(item.value, item);
		// A list that is appended twice holds the same place twice.
		return first && placeOf(first.span) !== placeOf(item.span) ? [{ item, first }] : [];
	});
}

function placeOf(span: Span): string {
	return `${span.start} ${span.file}`;
}
