import { code, replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type Fault, faultsIn } from "../option-reading.ts";
import { type Fix, rule, safe } from "../rule.ts";

export default rule({
	id: "integer-float",
	local: true,
	since: "13.0",
	title: t("A fraction where a whole number must stand"),
	severity: "hint",
	links: ["https://prosody.im/doc/configure"],
	check({ config, catalog, series }, report) {
		if (config.version.assumed) return;
		for (const fault of faultsIn(config, catalog, series, "float")) {
			const { setting, value } = fault;
			const whole = wholeOf(fault);
			if (whole === undefined) continue;
			report({
				at: value.span,
				message: t(
					"{0} wants a whole number: Prosody makes {1} of {2} and says so in its log at each start.",
					setting.option,
					whole,
					value.span.text,
				),
				fixes: fixes(fault, whole),
			});
		}
	},
});

function wholeOf({ value }: Fault): number | undefined {
	const number = value.type === "number" ? value.value : value.type === "string" ? Number(value.value) : Number.NaN;
	const whole = Math.floor(number);
	return Number.isSafeInteger(whole) ? whole : undefined;
}

function fixes({ value }: Fault, whole: number): Fix[] {
	return [safe(t("Write {0}", whole), () => replaceValue(value, code(String(whole))))];
}
