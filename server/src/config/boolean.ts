import type { Value } from "./value.ts";

/**
 * How Prosody reads a boolean option: true, "true" and 1, false, "false" and 0; of a list its first item
 * (core/moduleapi.lua, get_option_boolean). Undefined for anything else, which Prosody treats as unset without the default,
 * and for unknown values.
 */
export function asBoolean(value: Value | undefined): boolean | undefined {
	if (value?.type === "table") return asBoolean(value.list[0]);
	if (value?.type === "boolean") return value.value;
	if (value?.type === "string") return value.value === "true" ? true : value.value === "false" ? false : undefined;
	if (value?.type === "number") return value.value === 1 ? true : value.value === 0 ? false : undefined;
	return undefined;
}
