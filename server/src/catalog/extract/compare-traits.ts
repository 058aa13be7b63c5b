/** Where the catalog and a source disagree about a module as such. */

import { atLeast, type Series } from "../../config/version.ts";
import { existsIn } from "../series.ts";
import type { ModuleEntry, ServiceEntry } from "../types.ts";
import type { Difference, Whole } from "./compare-option.ts";
import type { ModuleFacts, ServiceFact } from "./facts.ts";

export function compareTraits(facts: ModuleFacts, entry: ModuleEntry, series: Series, whole: Whole): Difference[] {
	return [
		...pair(entry, "kind", kindHere(entry), facts.kind),
		...comparePlaces(facts, entry),
		...pair(entry, "services", servicesHere(entry, series), servicesThere(facts.services ?? {})),
		...compareHttp(facts, entry),
		// The periods of tasks can be set since 13.0.
		...(atLeast(series, "13.0") ? pair(entry, "tasks", tasksHere(entry), recordText(facts.tasks)) : []),
		...compareStores(entry, whole),
	];
}

function pair({ name }: ModuleEntry, what: Difference["what"], here: string, there: string): Difference[] {
	return here === there ? [] : [{ module: name, what, here: here || "none", there: there || "none" }];
}

const OWN_LISTS = new Set(["auth", "storage", "authz"]);

function kindHere(entry: ModuleEntry): string {
	if (OWN_LISTS.has(entry.kind)) return entry.kind;
	return entry.kind === "global" || entry.setsGlobal ? "global" : "host";
}

/** A module that refuses to load on anything but a Component belongs nowhere else. */
function comparePlaces({ componentOnly }: ModuleFacts, { name, loadedAs = ["global"] }: ModuleEntry): Difference[] {
	const others = loadedAs.filter((place) => !place.startsWith("component"));
	if (!componentOnly || others.length === 0) return [];
	return [{ module: name, what: "kind", here: `belongs in ${others.join(", ")}`, there: "Components only" }];
}

function recordText(record: Readonly<Record<string, string>> | undefined): string {
	return Object.entries(record ?? {})
		.map(([name, value]) => `${name} ${value}`)
		.sort()
		.join(", ");
}

/** A path that the code puts together tells nothing. */
function compareHttp({ http = {} }: ModuleFacts, entry: ModuleEntry): Difference[] {
	const known = (record: Readonly<Record<string, string>>) =>
		recordText(Object.fromEntries(Object.entries(record).filter(([name]) => http[name] !== "")));
	return pair(entry, "http", known(entry.http ?? {}), known(http));
}

function tasksHere({ tasks = {} }: ModuleEntry): string {
	return recordText(
		Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, task.default.replaceAll('"', "")])),
	);
}

function servicesHere({ services = {} }: ModuleEntry, series: Series): string {
	const all = Object.entries(services).filter(([, service]) => existsIn(service, series));
	return all
		.map(([name, service]) => serviceText(name, { ...service, private: isPrivate(service, series) }))
		.sort()
		.join("; ");
}

function isPrivate({ private: since }: ServiceEntry, series: Series): boolean {
	return typeof since === "string" ? atLeast(series, since) : since === true;
}

function servicesThere(services: Readonly<Record<string, ServiceFact>>): string {
	return Object.entries(services)
		.map(([name, service]) => serviceText(name, service))
		.sort()
		.join("; ");
}

function serviceText(name: string, { ports, private: isPrivate, directTls, prefix }: ServiceFact): string {
	return [
		name,
		ports.join(" "),
		isPrivate ? "private" : "",
		directTls ? "TLS" : "",
		prefix !== undefined && prefix !== name ? `prefix "${prefix}"` : "",
	]
		.filter((part) => part !== "")
		.join(" ");
}

/** The catalog need not name all stores, but those it names are there. */
function compareStores(entry: ModuleEntry, { stores }: Whole): Difference[] {
	const surplus = Object.keys(entry.stores ?? {}).filter((name) => !stores.has(name));
	return surplus.length > 0 ? [{ module: entry.name, what: "stores", here: surplus.join(", "), there: "none" }] : [];
}
