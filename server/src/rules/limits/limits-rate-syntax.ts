import type { Value } from "../../config/value.ts";
import { addField, replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type ClearRate, clearRate, LIMITED, type Limit, limitsOf, readRate, whose } from "../limits-facts.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";

/** What the configuration that comes with Prosody allows. */
const USUAL: Readonly<Record<string, string>> = { c2s: "10kb/s" };

export default rule({
	id: "limits-rate-syntax",
	local: true,
	title: t("A bandwidth limit that Prosody does not understand"),
	severity: "error",
	modules: ["limits"],
	check({ config }, report) {
		for (const limit of limitsOf(config)) {
			const { key, value } = limit;
			if (!LIMITED.includes(key) || value.type === "unknown" || value.type === "nil") continue;
			if (value.type !== "table") {
				report({ at: value.span, message: complaint(key, value), fixes: rewrites(value, (rate) => ({ rate })) });
			} else if (limit.rate) {
				const { rate } = limit;
				if (rate.type === "unknown" || (rate.type === "string" && readRate(rate.value) !== undefined)) continue;
				report({ at: rate.span, message: complaint(key, rate), fixes: rewrites(rate, (text) => text) });
			} else if (limit.closed) {
				const message = t("{0} says no rate, so {1} is held to 3 kB/s.", key, whose(key));
				report({ at: limit.keySpan, message, fixes: addRate(limit) });
			}
		}
	},
});

function complaint(key: string, value: Value): string {
	const text = value.span.text;
	if (value.type === "string") {
		return t(
			'Prosody does not understand the rate {0}, so {1} is held to 3 kB/s. It wants a whole number, a unit and "/s": "10kb/s".',
			text,
			whose(key),
		);
	}
	return t(
		'A rate must be text such as "10kb/s". With {0} the limits module does not load, and nothing is limited at all.',
		value.type === "table" || value.type === "function" ? t("this value") : text,
	);
}

function rewrites(value: Value, into: (rate: string) => Parameters<typeof replaceValue>[1]): Fix[] {
	const rate: ClearRate | undefined = value.literal || value.type === "number" ? clearRate(value) : undefined;
	if (!rate) return [];
	const changes = () => replaceValue(value, into(rate.text));
	return [(rate.sure ? safe : suggested)(t('Write "{0}"', rate.text), changes)];
}

function addRate({ key, value }: Limit): Fix[] {
	const rate = USUAL[key] ?? "30kb/s";
	return [suggested(t('Allow "{0}"', rate), () => (value.type === "table" ? addField(value, "rate", rate) : []))];
}
