import { replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { boundOf, type Fault, faultsIn } from "../option-reading.ts";
import { type Fix, rule, suggested } from "../rule.ts";

export default rule({
	id: "number-range",
	local: true,
	since: "13.0",
	title: t("A number beyond what the option allows"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure"],
	check({ config, catalog, series }, report) {
		// Before 13.0 there are no bounds.
		if (config.version.assumed) return;
		for (const fault of faultsIn(config, catalog, series, "range")) {
			const bound = boundIn(fault);
			if (bound === undefined) continue;
			report({ at: fault.value.span, message: message(fault, bound), fixes: fixes(fault, bound) });
		}
	},
});

/** The bound that it goes beyond, which is what Prosody takes instead. */
function boundIn({ entry, value }: Fault): number | undefined {
	const number = value.type === "number" ? value.value : value.type === "string" ? Number(value.value) : Number.NaN;
	const [min, max] = [boundOf(entry.min), boundOf(entry.max)];
	if (min !== undefined && number < min) return min;
	return max !== undefined && number > max ? max : undefined;
}

function message({ setting: { option }, entry, value }: Fault, bound: number): string {
	const line = `${option} = ${value.span.text}`;
	return bound === boundOf(entry.min)
		? t("{0} is less than {1}, the least there may be: Prosody takes {1} instead.", line, bound)
		: t("{0} is more than {1}, the most there may be: Prosody takes {1} instead.", line, bound);
}

function fixes({ value }: Fault, bound: number): Fix[] {
	return [suggested(t("Write {0}, which is what Prosody takes", bound), () => replaceValue(value, bound))];
}
