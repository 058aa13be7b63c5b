import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type Fault, faultsIn } from "../option-reading.ts";
import { type Fix, rule, suggested } from "../rule.ts";

export default rule({
	id: "period-unsupported",
	local: true,
	since: "13.0",
	title: t("A time span that Prosody does not understand"),
	severity: "error",
	links: ["https://prosody.im/doc/configure"],
	check({ config, catalog, series }, report) {
		for (const fault of faultsIn(config, catalog, series, "period-unknown")) {
			report({ at: fault.value.span, message: message(fault), fixes: fixes(fault) });
		}
	},
});

function message({ setting: { option }, value }: Fault): string {
	return t(
		'Prosody does not understand {0} = {1} and goes on as if there were none, not even the default. It wants a number with a unit, such as "2 weeks", or "never".',
		option,
		value.span.text,
	);
}

const SINGLE: readonly (readonly [RegExp, string])[] = [
	[/^(?:secondly|every second)$/, "1 second"],
	[/^(?:minutely|every minute)$/, "1 minute"],
	[/^(?:hourly|an? hour|hour|every hour)$/, "1 hour"],
	[/^(?:daily|a day|day|every day)$/, "1 day"],
	[/^(?:weekly|a week|week|every week)$/, "1 week"],
	[/^(?:monthly|a month|month|every month)$/, "1 month"],
	[/^(?:yearly|annually|a year|year|every year)$/, "1 year"],
	[/^(?:never|forever|infinite|infinity|inf|unlimited|none|off|no|disabled?)$/, "never"],
];

function fixes({ value }: Fault): Fix[] {
	if (value.type !== "string") return [];
	const [, meant] = SINGLE.find(([pattern]) => pattern.test(value.value.trim().toLowerCase())) ?? [];
	return meant ? [suggested(t('Write "{0}"', meant), () => replaceValue(value, meant))] : [];
}
