/** The configuration as plain data, with where everything comes from: {@link dumpConfiguration} and two more keys a host. */
import { dumpConfiguration, type Json, type Locate } from "../config/dump.ts";
import type { Configuration, LeftOutModule, LoadedModule, Scope } from "../config/model.ts";
import type { Span } from "../syntax/tree.ts";

type JsonObject = { readonly [key: string]: Json };

/**
 * Adds to each host `origins` (option → every place that sets it, in Prosody's order) and `moduleReasons`
 * (module → why it is there, or why it is left out).
 * @param only the host to keep, besides the global section; all when not given
 */
export function dumpWithOrigins(config: Configuration, locate: Locate, only?: Scope): Json {
	const dump = dumpConfiguration(config, locate) as JsonObject;
	const plain = dump.hosts as Readonly<Record<string, JsonObject>>;
	const hosts: Record<string, Json> = {};
	for (const scope of [config.global, ...(only ? [only] : config.hosts)]) {
		hosts[scope.name] = { ...plain[scope.name], ...reasons(scope, locate) };
	}
	return { ...dump, hosts };
}

function reasons(scope: Scope, locate: Locate): JsonObject {
	const origins: Record<string, Json> = {};
	for (const [option, { assignments }] of scope.own) {
		origins[option] = assignments.map(({ statement, kind, conditional }) => ({
			...placeOf(statement, locate),
			kind,
			conditional,
		}));
	}
	const { loaded, leftOut } = scope.modules;
	const modules: Record<string, Json> = {};
	for (const [name, module] of loaded) modules[name] = { loaded: true, ...reason(module, locate) };
	for (const [name, module] of leftOut) modules[name] ??= { loaded: false, ...reason(module, locate) };
	return { origins, moduleReasons: modules };
}

function reason({ because, at, via }: LoadedModule | LeftOutModule, locate: Locate): JsonObject {
	return { because, ...(via && { via }), ...(at && placeOf(at, locate)) };
}

function placeOf({ file, start }: Span, locate: Locate): JsonObject {
	return { ...locate({ file, start }) };
}
