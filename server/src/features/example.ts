/** A line of configuration for every option: the one that is written down, or what follows from its type. */
import type { CatalogOption } from "../catalog/catalog.ts";
import { inSeries } from "../catalog/series.ts";
import type { Series } from "../config/version.ts";

/** A number, a text or a table as Lua; not the words that stand where the code works a default out. */
const LITERAL = /^(?:-?[\d.]+(?:e\d+)?(?:\s*\*\s*[\d.]+)*|"[^"]+"|\{.*\S.*\})$/;

/** Undefined for the few that can be anything. */
export function exampleOf(option: CatalogOption, series: Series): string | undefined {
	if (option.example) return option.example;
	const value = valueFor(option, series);
	return value === undefined ? undefined : `${option.name} = ${value}`;
}

function valueFor(option: CatalogOption, series: Series): string | undefined {
	const byDefault = inSeries(option.default, option.olderDefaults, series);
	const known = byDefault !== undefined && LITERAL.test(byDefault) ? byDefault : undefined;
	switch (inSeries(option.type, option.olderTypes, series)) {
		case "boolean":
			// What is there anyway need not be written, but nobody is shown how to switch a protection off.
			return byDefault === "true" && !option.security ? "false" : "true";
		case "enum":
			return Object.keys(option.values ?? {}).find((value) => value !== byDefault) ?? known;
		case "integer":
		case "number":
			return (
				known ?? (option.unit?.startsWith("second") ? "3600" : option.unit?.startsWith("byte") ? "1024 * 1024" : "10")
			);
		case "size":
			return known ?? "1024 * 1024";
		case "period":
			return known ?? '"1 day"';
		case "rate":
			return known ?? '"10kb/s"';
		case "ports":
			return known ?? "{ 5290 }";
		case "interfaces":
			return '{ "192.0.2.1" }';
		default:
			return known;
	}
}
