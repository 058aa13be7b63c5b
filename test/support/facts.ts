/** The facts in catalog/facts, and the exceptions beside them. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Exception, FactsFile, Origin } from "../../server/src/catalog/extract/index.ts";

export const CORE = ["0.11", "0.12", "13.0", "trunk"] as const;

export const SOURCES: readonly { readonly name: string; readonly origin: Origin }[] = [
	...CORE.map((series) => ({ name: `core-${series}`, origin: { series } })),
	{ name: "community", origin: { series: "trunk", community: true } },
];

export function readFacts(name: string): FactsFile {
	return JSON.parse(readFileSync(`catalog/facts/${name}.json`, "utf8"));
}

export function readExceptions(): readonly Exception[] {
	return parse(readFileSync("catalog/facts/exceptions.yaml", "utf8"));
}

/** A difference on one line. */
export function show(difference: {
	module?: string;
	option?: string;
	what: string;
	here: string;
	there: string;
}): string {
	const { module = "server", option, what, here, there } = difference;
	return `${module}${option ? `.${option}` : ""}: ${what}: catalog ${here}, source ${there}`;
}
