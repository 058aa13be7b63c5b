/** The ports that services listen on (core/portmanager.lua). */
import type { Catalog } from "../catalog/catalog.ts";
import { existsIn } from "../catalog/series.ts";
import type { ServiceEntry } from "../catalog/types.ts";
import { parseNumber } from "../config/lua/number.ts";
import type { Configuration } from "../config/model.ts";
import type { Value } from "../config/value.ts";
import { atLeast, type Series } from "../config/version.ts";
import { hostsWith } from "./loaded-modules.ts";

/** One port as it is written, and the number that Prosody takes it for. */
export interface WrittenPort {
	readonly value: Value;
	/** Undefined for what is no number. */
	readonly number?: number;
}

/** The ports a value names, one by one; undefined where they are not all known. */
export function portsOf(value: Value): WrittenPort[] | undefined {
	if (value.type === "unknown" || value.type === "reference" || value.type === "function") return undefined;
	if (value.type === "nil") return [];
	const items = value.type === "table" ? value.items : [value];
	if (value.type === "table" && (value.open || value.fields.size > 0)) return undefined;
	if (items.some(({ type }) => type === "unknown" || type === "reference" || type === "table")) return undefined;
	return items.map((item) => ({ value: item, number: portNumber(item) }));
}

function portNumber(value: Value): number | undefined {
	if (value.type === "number") return value.value;
	return value.type === "string" ? parseNumber(value.value)?.value : undefined;
}

/** A service that listens, with what it listens on. */
export interface Listener {
	readonly service: string;
	readonly title: string;
	readonly option: string;
	/** Those that are written; the default ones have no place. */
	readonly ports: readonly { readonly number: number; readonly at?: Value }[];
	/** Addresses; `*` and `::` are all there are. */
	readonly addresses: ReadonlySet<string>;
}

const LOOPBACK = ["127.0.0.1", "::1"];

/** The services that are certainly there and of which all is known. */
export function listeners(config: Configuration, catalog: Catalog, series: Series): Listener[] {
	const { global } = config;
	return [...catalog.modules()].flatMap((module) => {
		const { name, services } = module;
		if (!services || module.origin !== "core" || catalog.module(name, series) !== module) return [];
		if (!existsIn(module, series)) return [];
		const isThere = () =>
			global.modules.has(name) === true ||
			[...hostsWith(config, name).values()].some(({ host }) => host.modules.has(name) === true);
		return Object.entries(services).flatMap(([service, entry]) => {
			// The old name of another one, which is a matter of its own.
			if (service === "legacy_ssl") return [];
			const listener =
				entry.since && !atLeast(series, entry.since) ? undefined : listenerOf(service, entry, config, series);
			return listener && listener.ports.length > 0 && isThere() ? [listener] : [];
		});
	});
}

function listenerOf(
	service: string,
	entry: ServiceEntry,
	{ global }: Configuration,
	series: Series,
): Listener | undefined {
	const prefix = entry.prefix ?? service;
	const of = (name: string) => (prefix === "" ? name : `${prefix}_${name}`);
	const isPrivate = entry.private === true || (typeof entry.private === "string" && atLeast(series, entry.private));
	const option = of("ports");
	const value = global.value(option);
	const written = value ? portsOf(value) : entry.ports.map((number) => ({ value: undefined, number }));
	const addresses = addressesOf(
		global.value(of("interfaces")) ??
			global.value(of("interface")) ??
			(isPrivate ? global.value("local_interfaces") : (global.value("interfaces") ?? global.value("interface"))),
		isPrivate ? LOOPBACK : ["*", "::"],
	);
	if (!written || !addresses) return undefined;
	const ports = written.flatMap((port) => (port.number === undefined ? [] : [{ number: port.number, at: port.value }]));
	return { service, title: entry.title, option, ports, addresses };
}

function addressesOf(value: Value | undefined, byDefault: readonly string[]): ReadonlySet<string> | undefined {
	if (!value) return new Set(byDefault);
	const items = value.type === "table" ? value.items : [value];
	if (value.type === "table" && value.open) return undefined;
	const texts = items.flatMap((item) => (item.type === "string" ? [item.value] : []));
	return texts.length === items.length ? new Set(texts) : undefined;
}

/** True where two services would listen on one address. */
export function meet(a: Listener, b: Listener): boolean {
	for (const one of a.addresses) for (const other of b.addresses) if (isSamePlace(one, other)) return true;
	return false;
}

function isSamePlace(a: string, b: string): boolean {
	if (a === b) return true;
	const isSix = (text: string) => text.includes(":");
	if (isSix(a) !== isSix(b)) return false;
	return ["*", "::", "0.0.0.0"].some((all) => a === all || b === all);
}
