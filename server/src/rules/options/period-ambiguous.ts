import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type Fault, faultsIn } from "../option-reading.ts";
import { clearPeriods, readAs, spell } from "../period-facts.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";

export default rule({
	id: "period-ambiguous",
	local: true,
	since: "13.0",
	title: t("A time span that Prosody takes for another one"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure"],
	check({ config, catalog, series }, report) {
		for (const fault of faultsIn(config, catalog, series, "period-unclear")) {
			report({ at: fault.value.span, message: message(fault), fixes: fixes(fault) });
		}
	},
});

function message({ setting: { option }, value }: Fault): string {
	const read = value.type === "string" ? readAs(value.value) : undefined;
	return t(
		"{0} = {1} is {2} to Prosody: it reads one whole number and one unit. Write the unit out.",
		option,
		value.span.text,
		spell(read ?? 0),
	);
}

/** Up to 0.12 these knew d, w, m and y only, so `m` has always been a month there (plugins/mod_mam, plugins/mod_muc_mam.lua). */
const IN_MONTHS: ReadonlySet<string> = new Set(["archive_expires_after", "muc_log_expires_after"]);

function fixes({ setting: { option }, value }: Fault): Fix[] {
	if (value.type !== "string" || !value.literal) return [];
	const read = readAs(value.value);
	const all = clearPeriods(value.value);
	const clear =
		IN_MONTHS.has(option) && all.length > 1
			? all.filter(({ seconds }) => seconds === read).map((one) => ({ ...one, sure: true }))
			: all;
	const [only] = clear;
	return [
		...clear.map(({ text, seconds, sure }) => {
			const clearly = sure && (clear.length === 1 || seconds === read) && text === only?.text;
			return (clearly ? safe : suggested)(t('Write "{0}"', text), () => replaceValue(value, text));
		}),
	];
}
