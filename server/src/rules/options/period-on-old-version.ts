import type { Series } from "../../config/version.ts";
import { code, replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type Fault, faultsIn } from "../option-reading.ts";
import { inSeconds, readByArchive, spell } from "../period-facts.ts";
import { type Fix, rule, safe } from "../rule.ts";

export default rule({
	id: "period-on-old-version",
	local: true,
	until: "0.12",
	title: t("A time span in words, which this Prosody does not understand yet"),
	severity: "error",
	links: ["https://prosody.im/doc/configure"],
	check({ config, catalog, series }, report) {
		for (const fault of faultsIn(config, catalog, series, "period-old")) {
			report({
				at: fault.value.span,
				message: message(fault, series),
				fixes: fixes(fault),
			});
		}
	},
});

function message({ setting: { option }, type, value }: Fault, series: Series): string {
	const line = `${option} = ${value.span.text}`;
	const read = type === "string" && value.type === "string" ? readByArchive(value.value) : undefined;
	return read === undefined
		? t(
				"{0} needs Prosody 13.0: {1} wants a number of seconds and goes on as if there were none, not even the default.",
				line,
				series,
			)
		: t("{0} is {1} to Prosody {2}: it knows days, weeks, months and years only.", line, spell(read), series);
}

const STEPS = [
	[86400, "24*60*60"],
	[3600, "60*60"],
	[60, "60"],
] as const;

function fixes({ value }: Fault): Fix[] {
	const seconds = value.type === "string" ? inSeconds(value.value) : undefined;
	if (seconds === undefined) return [];
	const text = product(seconds);
	return [safe(t("Write {0}", text), () => replaceValue(value, code(text)))];
}

/** `7*24*60*60`, as people write it. */
function product(seconds: number): string {
	const [size, factors] = STEPS.find(([one]) => seconds > one && seconds % one === 0) ?? [];
	return size && factors ? `${seconds / size}*${factors}` : String(Math.round(seconds));
}
