/**
 * Reads a configuration the way Prosody does (core/configmanager.lua), without running it.
 */
import type { SyntaxTree } from "../syntax/tree.ts";
import { looksLikeFragment } from "./fragment.ts";
import type { History } from "./loader/history.ts";
import type { HostTables } from "./loader/hosts.ts";
import { Loader } from "./loader/loader.ts";
import { NO_SOURCES, type Sources } from "./loader/sources.ts";
import type { Configuration, Scope, Section } from "./model.ts";
import type { LoadedScope } from "./scope.ts";
import type { VersionChoice } from "./version.ts";

/** Reads the configuration that starts with `tree`. @param sources where the files it includes come from */
export function loadConfiguration(
	tree: SyntaxTree,
	version: VersionChoice,
	sources: Sources = NO_SOURCES,
): Configuration {
	const loader = new Loader(version, sources);
	loader.load(tree);
	return assemble(loader);
}

function assemble({ files, hosts: tables, version, home }: Loader): Configuration {
	const histories = files.map(({ history }) => history);
	const sections = histories.flatMap((history) => history.sections);
	handOut(sections, tables);
	const entry = files[0]!.tree;
	const fragment = looksLikeFragment(entry.uri, tables.global.scope);
	const unseen = histories.flatMap((history) => history.unseen);
	if (fragment) unseen.push({ kind: "fragment", what: entry.uri });
	const hosts = tables.all.map(({ scope }) => scope);
	const errors = inOrder(histories);
	// Whether a host is enabled may depend on the global section, which is complete only now.
	let virtualHosts: readonly Scope[] | undefined;
	let components: readonly Scope[] | undefined;
	const configuration: Configuration = {
		trees: [...new Set(files.map(({ tree }) => tree))],
		version,
		global: tables.global.scope,
		hosts,
		sections,
		unseen,
		whole: unseen.length === 0,
		fragment,
		includes: histories.flatMap((history) => history.includes),
		warnings: histories.flatMap((history) => history.warnings),
		errors,
		error: errors[0],
		host: (name) => tables.find(name)?.scope,
		get virtualHosts() {
			virtualHosts ??= hosts.filter((host) => host.kind === "VirtualHost" && host.enabled);
			return virtualHosts;
		},
		get components() {
			components ??= hosts.filter((host) => host.kind === "Component" && host.enabled);
			return components;
		},
	};
	home.config = configuration;
	return configuration;
}

/** Gives every scope its sections. */
function handOut(sections: readonly Section[], { global }: HostTables): void {
	const lists = new Map<LoadedScope, Section[]>([[global.scope, []]]);
	for (const section of sections) {
		const scope = section.scope as LoadedScope;
		const list = lists.get(scope);
		if (list) list.push(section);
		else lists.set(scope, [section]);
	}
	for (const [scope, list] of lists) scope.sections = list;
}

/** A file that does not parse stops Prosody before anything in it runs. */
function inOrder(histories: readonly History[]) {
	return histories.flatMap(({ errors }) => [
		...errors.filter(({ kind }) => kind === "syntax"),
		...errors.filter(({ kind }) => kind !== "syntax"),
	]);
}
