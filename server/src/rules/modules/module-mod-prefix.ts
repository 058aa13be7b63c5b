import type { Configuration } from "../../config/model.ts";
import type { TableValue, Value } from "../../config/value.ts";
import { removeItem, replaceSpan, replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import type { Span } from "../../syntax/tree.ts";
import { type Fix, type Report, rule, safe } from "../rule.ts";
import { settingsNamed } from "../settings.ts";

const PREFIX = "mod_";

export default rule({
	id: "module-mod-prefix",
	local: true,
	title: t('A module\'s name with "mod_" before it'),
	severity: "error",
	links: ["https://prosody.im/doc/modules_enabled"],
	check({ config, catalog }, report) {
		const isWrong = (name: string) => name.startsWith(PREFIX) && name.length > 4 && !catalog.knowsModule(name);
		const seen = new Set<string>();
		for (const { option, value: list } of settingsNamed(config, "modules_enabled", "modules_disabled")) {
			for (const item of list.type === "table" ? list.items : []) {
				if (item.type !== "string" || !isWrong(item.value) || seen.has(placeOf(item.span))) continue;
				seen.add(placeOf(item.span));
				const name = item.value.slice(PREFIX.length);
				report({
					at: item.span,
					message:
						option === "modules_disabled"
							? t(
									'No module is called "{0}", so nothing is switched off: names are written without "mod_".',
									item.value,
								)
							: t('No module is called "{0}", so nothing is loaded: names are written without "mod_".', item.value),
					fixes: strip(list as TableValue, item, name),
				});
			}
		}
		checkComponents(config, isWrong, report);
	},
});

function checkComponents(
	config: Configuration,
	isWrong: (name: string) => boolean,
	report: (finding: Report) => void,
): void {
	for (const { scope, moduleSpan } of config.sections) {
		const module = scope.module ?? "";
		if (!moduleSpan || !isWrong(module)) continue;
		const name = module.slice(PREFIX.length);
		const written = /^(["'])mod_.*\1$/.test(moduleSpan.text);
		report({
			at: moduleSpan,
			message: t(
				'No module is called "{0}", so {1} stays without its service: names are written without "mod_".',
				module,
				scope.name,
			),
			fixes: written
				? [safe(t('Write "{0}"', name), () => replaceSpan(moduleSpan, moduleSpan.text.replace(PREFIX, "")))]
				: [],
		});
	}
}

function strip(list: TableValue, item: Value, name: string): Fix[] {
	const twice = list.items.some((other) => other.type === "string" && other.value === name);
	return twice
		? [safe(t('Take it out: "{0}" is there already', name), () => removeItem(list, item))]
		: [safe(t('Write "{0}"', name), () => (item.literal ? replaceValue(item, name) : []))];
}

function placeOf(span: Span): string {
	return `${span.start} ${span.file}`;
}
