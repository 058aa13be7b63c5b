import { asBoolean } from "../boolean.ts";
import { readPeriod } from "../period.ts";
import type { Value } from "../value.ts";
import { atLeast, type Series } from "../version.ts";
import type { Condition } from "./facts.ts";
import { not, type Truth } from "./truth.ts";

/** Whether an option is what a dependency needs it to be. */
export function holds(condition: Condition, value: Value | undefined, series: Series): Truth {
	const { is, isNot } = condition;
	if (isUnknown(value)) return undefined;
	return isNot === undefined ? equals(value, is, condition, series) : not(equals(value, isNot, condition, series));
}

function equals(
	value: Value | undefined,
	wanted: Condition["is"],
	{ default: byDefault = false }: Condition,
	series: Series,
) {
	if (wanted === null) return value === undefined;
	if (value === undefined) return wanted === byDefault;
	if (typeof wanted === "boolean") return asBoolean(value) === wanted;
	const scalar = value.type === "table" ? value.list[0] : value;
	if (wanted === "never" && atLeast(series, "13.0")) return readPeriod(scalar, series) === Number.POSITIVE_INFINITY;
	return scalar?.type === "string" && scalar.value === wanted;
}

/** A short form of a value that {@link holds} tells from no other with the same one; undefined for what has none. */
export function gistOf(value: Value | undefined): string | undefined {
	if (!value) return "";
	switch (value.type) {
		case "boolean":
			return value.value ? "true" : "false";
		case "string":
			return `"${value.value}`;
		case "number":
			return `${value.float} ${value.value}`;
		default:
			return undefined;
	}
}

/** A list stands for its first item. */
function isUnknown(value: Value | undefined): boolean {
	if (value?.type !== "table") return value?.type === "unknown";
	return value.table.blur !== undefined || value.list[0]?.type === "unknown";
}
