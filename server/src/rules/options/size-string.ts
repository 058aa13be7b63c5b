import { atLeast, type Series } from "../../config/version.ts";
import { code, replaceValue } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { bytesOf, type Fault, faultsIn } from "../option-reading.ts";
import { type Fix, rule, safe } from "../rule.ts";

export default rule({
	id: "size-string",
	local: true,
	title: t("A size with a unit where a number of bytes must stand"),
	severity: "error",
	links: ["https://prosody.im/doc/configure"],
	check({ config, catalog, series }, report) {
		for (const fault of faultsIn(config, catalog, series, "size")) {
			report({ at: fault.value.span, message: message(fault, series), fixes: fixes(fault) });
		}
	},
});

function message({ setting: { option }, type, entry, value }: Fault, series: Series): string {
	const line = `${option} = ${value.span.text}`;
	const bounds = type === "integer" || entry.min !== undefined || entry.max !== undefined;
	if (atLeast(series, "13.0") && bounds && entry.module.kind !== "server") {
		return t(
			"{0} keeps the module {1} from loading: it must be a number of bytes, without a unit and without quotes.",
			line,
			entry.module.name,
		);
	}
	return t("{0} counts as nothing at all: it must be a number of bytes, without a unit and without quotes.", line);
}

function fixes({ value }: Fault): Fix[] {
	const size = value.type === "string" ? bytesOf(value.value) : undefined;
	if (!size) return [];
	const product = [size.count, ...Array.from({ length: size.power }, () => "1024")].join("*");
	// A fraction of a byte is none.
	const text = /^\d+$/.test(size.count) ? product : String(Math.round(Number(size.count) * 1024 ** size.power));
	return [safe(t("Write {0}", text), () => replaceValue(value, code(text)))];
}
