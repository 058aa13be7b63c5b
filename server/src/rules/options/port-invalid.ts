import type { Value } from "../../config/value.ts";
import { removeItem, replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { typeIn } from "../option-reading.ts";
import { portsOf, type WrittenPort } from "../port-facts.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";
import { settingsWhere } from "../settings.ts";

export default rule({
	id: "port-invalid",
	local: true,
	title: t("A port that does not exist"),
	severity: "error",
	links: ["https://prosody.im/doc/ports"],
	check({ config, catalog, series }, report) {
		const isOfPorts = (option: string) => {
			const entry = catalog.option(option);
			return entry !== undefined && typeIn(entry, series) === "ports";
		};
		for (const { value } of settingsWhere(config, isOfPorts)) {
			for (const port of portsOf(value) ?? []) {
				if (isPort(port)) continue;
				report({
					at: port.value.span,
					message: t(
						"{0} is no port: ports are whole numbers from 1 to 65535. Nobody listens there.",
						port.value.span.text,
					),
					fixes: fixes(port, value),
				});
			}
		}
	},
});

function isPort({ number }: WrittenPort): boolean {
	return number !== undefined && Number.isInteger(number) && number >= 1 && number <= 65535;
}

function fixes({ value, number }: WrittenPort, list: Value): Fix[] {
	const digits =
		value.type === "string" && number === undefined ? /^\D*(\d{1,5})\D*$/.exec(value.value)?.[1] : undefined;
	if (digits && Number(digits) >= 1 && Number(digits) <= 65535) {
		return [suggested(t("Write {0}", digits), () => replaceValue(value, Number(digits)))];
	}
	// `0` and `false` are meant to switch a service off.
	const off = number === 0 || (value.type === "boolean" && !value.value);
	if (off && list === value) return [safe(t("Write {0}", "{}"), () => replaceValue(value, []))];
	return list.type === "table" ? [suggested(t("Take {0} out", value.span.text), () => removeItem(list, value))] : [];
}
