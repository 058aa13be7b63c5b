import type { OptionType } from "../../catalog/types.ts";
import type { Value } from "../../config/value.ts";
import { atLeast, type Series } from "../../config/version.ts";
import { removeAssignment, replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { boundOf, type Fault, faultsIn } from "../option-reading.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";

export default rule({
	id: "option-type",
	local: true,
	title: t("A value of a kind that the option does not take"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure"],
	check({ config, catalog, series }, report) {
		for (const fault of faultsIn(config, catalog, series, "list", "fields", "empty", "number", "table")) {
			report({ at: fault.value.span, message: message(fault, series), fixes: fixes(fault) });
		}
	},
});

/** What is wanted, to follow "takes". */
function wanted(type: OptionType): string {
	switch (type) {
		case "number":
		case "size":
		case "rate":
			return t("a number");
		case "integer":
			return t("a whole number");
		case "period":
			return t("a time span");
		case "enum":
			return t("one of several words");
		case "path":
			return t("one path");
		default:
			return t("one text");
	}
}

function message(fault: Fault, series: Series): string {
	const { kind, setting, type } = fault;
	const { option } = setting;
	if (kind === "number") {
		const line = `${option} = ${fault.value.span.text}`;
		return failsToLoad(fault, series)
			? t("{0} is no number. Prosody {1} does not load the module {2} with it.", line, series, fault.entry.module.name)
			: t("{0} is no number. Prosody goes on as if there were none, not even the default.", line);
	}
	if (kind === "table") return t("{0} must be a table, in braces: a single value is not understood.", option);
	if (kind === "list") return t("{0} takes {1}, no list: Prosody reads the first entry only.", option, wanted(type));
	if (kind === "fields" && /set|array/.test(type)) {
		return t('{0} takes a list. Names with "=" are no entries of it, so the list is empty.', option);
	}
	return t(
		"{0} takes {1}, not a table. Prosody goes on as if there were none, not even the default.",
		option,
		wanted(type),
	);
}

/** On 13.0 a number with bounds breaks off the loading of the module when it is none (get_option_number compares it all the same). */
function failsToLoad({ type, entry }: Fault, series: Series): boolean {
	if (!atLeast(series, "13.0") || entry.module.kind === "server") return false;
	return type === "integer" || boundOf(entry.min) !== undefined || boundOf(entry.max) !== undefined;
}

function fixes(fault: Fault): Fix[] {
	const { kind, setting, value } = fault;
	const { option, at } = setting;
	if (kind === "list" && value.type === "table") {
		const first = value.list[0]!;
		const input = literalOf(first);
		return input === undefined
			? []
			: [suggested(t("Write {0}, which is what Prosody reads", first.span.text), () => replaceValue(value, input))];
	}
	if (kind === "fields" && value.type === "table") {
		const names = /set|array/.test(fault.type) ? namesSwitchedOn(value) : undefined;
		return names ? [safe(t("Make it a list"), () => replaceValue(value, names))] : [];
	}
	if (kind === "number" && value.type === "string") {
		const digits = /^\s*(-?\d+)\s*[a-z%]*\s*$/i.exec(value.value)?.[1];
		return digits === undefined ? [] : [suggested(t("Write {0}", digits), () => replaceValue(value, Number(digits)))];
	}
	return kind === "empty" ? [suggested(t("Take {0} out", option), () => removeAssignment(at))] : [];
}

function literalOf(value: Value): string | number | boolean | undefined {
	return value.type === "string" || value.type === "number" || value.type === "boolean" ? value.value : undefined;
}

/** `{ a = true, b = true }` is how other programs write a set. */
function namesSwitchedOn(value: Value): string[] | undefined {
	if (value.type !== "table") return undefined;
	const fields = [...value.fields.values()];
	return fields.every((field) => field.value.type === "boolean" && field.value.value)
		? fields.map(({ key }) => key)
		: undefined;
}
