import type { Setting } from "../../config/model.ts";
import type { StringValue } from "../../config/value.ts";
import { addAllToTable } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { enumerate } from "../facts.ts";
import { typeIn } from "../option-reading.ts";
import { type Fix, type RuleContext, rule, suggested } from "../rule.ts";
import { hostSettingsWhere } from "../settings.ts";

/** Said elsewhere, or put together from both in ways of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set([
	"modules_enabled",
	"modules_disabled",
	"admins",
	"disco_items",
	"unlimited_jids",
]);

export default rule({
	id: "list-overrides-global",
	local: true,
	title: t("A host's list that leaves out what the global one names"),
	severity: "hint",
	links: ["https://prosody.im/doc/configure"],
	check(context, report) {
		const { global } = context.config;
		for (const setting of hostSettingsWhere(context.config, (option) => isSharedList(option, context))) {
			const { scope: host } = setting;
			const missing = leftOut(setting);
			if (missing.length === 0) continue;
			const names = enumerate(missing.slice(0, 3).map(({ value }) => `"${value}"`));
			report({
				at: setting.at.nameSpan,
				message: t(
					"On {0} this list counts instead of the global one, not in addition to it: {1} of {2} is not in it.",
					host.name,
					names,
					setting.option,
				),
				related: [{ at: global.own.get(setting.option)!.at.nameSpan, message: t("The global list") }],
				fixes: fixes(setting, missing),
			});
		}
	},
});

/** Whether an option is a list of which all is known globally. */
function isSharedList(option: string, { config, catalog, series }: RuleContext): boolean {
	const entry = ELSEWHERE.has(option) ? undefined : catalog.option(option);
	if (!entry || !["set", "array"].includes(typeIn(entry, series))) return false;
	return stringsOf(config.global.own.get(option)?.value) !== undefined;
}

/** What the global list has and the host's has not, where both are known and some of it is the same: then the rest may be forgotten. */
function leftOut({ option, value, assignments, scope: { config } }: Setting): StringValue[] {
	const [own, shared] = [stringsOf(value), stringsOf(config.global.own.get(option)?.value)];
	if (!own || !shared || assignments.some(({ kind }) => kind !== "set")) return [];
	const there = new Set(own.map((one) => one.value));
	const missing = shared.filter((one) => !there.has(one.value));
	return missing.length < shared.length ? missing : [];
}

/** The strings of a table that holds nothing else. */
function stringsOf(value: Setting["value"] | undefined): readonly StringValue[] | undefined {
	if (value?.type !== "table" || value.open || value.fields.size > 0) return undefined;
	const strings = value.items.filter((item): item is StringValue => item.type === "string");
	return strings.length === value.items.length ? strings : undefined;
}

function fixes({ value }: Setting, missing: readonly StringValue[]): Fix[] {
	if (value.type !== "table" || !value.literal) return [];
	return [
		suggested(t("Add them here as well"), () =>
			addAllToTable(
				value,
				missing.map((one) => one.value),
			),
		),
	];
}
