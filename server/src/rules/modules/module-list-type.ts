import type { Setting } from "../../config/model.ts";
import type { StringValue, TableField, TableValue, Value } from "../../config/value.ts";
import type { Change } from "../../edits/change.ts";
import { removeItem, replaceSpan, replaceValue, wrapInList } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type Fix, type Report, rule, safe, suggested } from "../rule.ts";
import { settingsNamed } from "../settings.ts";

export default rule({
	id: "module-list-type",
	local: true,
	title: t("A list of modules that is no list of names"),
	severity: "error",
	links: ["https://prosody.im/doc/modules_enabled"],
	check({ config }, report) {
		const seen = new Set<string>();
		for (const setting of settingsNamed(config, "modules_enabled", "modules_disabled")) {
			if (!setting.scope.enabled || setting.lost) continue;
			for (const finding of findings(setting)) {
				const place = `${finding.at.start} ${finding.at.file}`;
				if (seen.has(place)) continue;
				seen.add(place);
				report(finding);
			}
		}
	},
});

function findings(setting: Setting): Report[] {
	const { option, value } = setting;
	if (value.type === "string") return [text(option, value)];
	if (value.type === "number" || (value.type === "boolean" && value.value)) {
		return [
			{
				at: value.span,
				message: t("Prosody stops as it starts: {0} has to be a list of names, and this is {1}.", option, value.value),
			},
		];
	}
	if (value.type !== "table" || value.table.blur !== undefined) return [];
	const items = value.list.flatMap((item) => oddItem(option, value, item) ?? []);
	return value.fields.size > 0 && !value.open ? [named(setting, value), ...items] : items;
}

function text(option: string, value: StringValue): Report {
	const words = value.value.split(/[\s,;]+/).filter((word) => word !== "");
	return {
		at: value.span,
		message:
			option === "modules_enabled"
				? t("To Prosody, {0} is empty: a text without braces is no list, so none of this loads.", option)
				: t("To Prosody, {0} is empty: a text without braces is no list, so nothing is switched off.", option),
		fixes: [
			words.length > 1
				? safe(t("Make it a list of {0} names", words.length), () => replaceValue(value, words))
				: safe(t("Put it in braces"), () => (words[0] === value.value ? wrapInList(value) : [])),
		],
	};
}

/** Entries of the kind `roster = true`. */
function named({ option, at }: Setting, list: TableValue): Report {
	const [first] = list.fields.values();
	const fixes = [safe(t("Write the names as a list"), () => toNames(list))];
	if (list.items.length === 0) {
		return {
			at: at.nameSpan,
			message:
				option === "modules_enabled"
					? t("To Prosody, {0} is empty: it takes a list of names, so nothing loads by {1} = ….", option, first!.key)
					: t(
							"To Prosody, {0} is empty: it takes a list of names, so {1} = … switches nothing off.",
							option,
							first!.key,
						),
			fixes,
		};
	}
	return {
		at: first!.keySpan,
		severity: "warning",
		message: t(
			"{0} has no effect in {1}: that is a list of names, and what stands before an equals sign is not read.",
			first!.key,
			option,
		),
		fixes,
	};
}

/** `roster = true` becomes `"roster"`, where all are of that kind and none is there already. */
function toNames(list: TableValue): Change[] {
	if (!list.literal) return [];
	const fields = [...list.fields.values()];
	const plain = fields.every(({ key, value }) => {
		const listed = list.items.some((item) => item.type === "string" && item.value === key);
		return !listed && value.type === "boolean" && value.value && value.literal;
	});
	return plain ? fields.flatMap((field) => toName(field, list)) : [];
}

function toName({ key, keySpan, value }: TableField, { span: whole }: TableValue): Change[] {
	const { chunk, from } = keySpan;
	if (chunk !== whole.chunk || from < whole.from || value.span.to > whole.to || !/^[\w-]+$/.test(key)) return [];
	const bracket = /\[\s*$/.exec(chunk.text.slice(whole.from, from));
	const start = bracket && /^["']/.test(keySpan.text) ? from - bracket[0].length : from;
	return replaceSpan(chunk.span([start, value.span.to]), `"${key}"`);
}

/** An entry that is no name. Lists in the list are for another rule. */
function oddItem(option: string, list: TableValue, item: Value): Report | undefined {
	const { type, span } = item;
	if (type === "table" ? item.fields.size === 0 && !item.open : !/^(?:boolean|number|function)$/.test(type)) return;
	if (option === "modules_disabled") {
		const message = t("This entry of {0} is no name in quotes, so it switches nothing off.", option);
		return { at: span, severity: "warning", message, fixes: takeOut(list, item) };
	}
	if (type === "number" || (type === "boolean" && !item.value)) {
		const message = t("{0} names no module, so nothing loads for it. Names of modules stand in quotes.", span.text);
		return { at: span, severity: "warning", message, fixes: takeOut(list, item) };
	}
	const message = t(
		"Prosody stops as it starts: every entry of {0} has to be a name in quotes, and this is none.",
		option,
	);
	return { at: span, message, fixes: takeOut(list, item) };
}

/** Nothing for what holds something: that was meant for somewhere. */
function takeOut(list: TableValue, item: Value): Fix[] {
	if (item.type !== "boolean" && item.type !== "number") return [];
	return [suggested(t("Take {0} out", item.span.text), () => removeItem(list, item))];
}
