/**
 * Reads a configuration the way Prosody does (core/configmanager.lua), without running it.
 */
import type { SyntaxTree } from "../syntax/tree.ts";
import { toEnd } from "../units.ts";
import { looksLikeFragment } from "./fragment.ts";
import { lazy } from "./lazy.ts";
import { handOut } from "./loader/history.ts";
import type { HostTables } from "./loader/hosts.ts";
import { Loader } from "./loader/loader.ts";
import type { Part } from "./loader/part.ts";
import { NO_SOURCES, type Sources } from "./loader/sources.ts";
import type { Configuration, LoadError, Scope, Unseen } from "./model.ts";
import type { ModuleFacts } from "./modules/facts.ts";
import type { VersionChoice } from "./version.ts";

/**
 * Reads the configuration that starts with `tree`.
 * @param sources where the files it includes come from
 * @param facts what is known of modules, for those that come in through another one
 */
export function loadConfiguration(
	tree: SyntaxTree,
	version: VersionChoice,
	sources: Sources = NO_SOURCES,
	facts?: ModuleFacts,
): Configuration {
	const loader = new Loader(version, sources);
	toEnd(loader.load(tree));
	handOut(loader.parts);
	return assemble(loader, facts);
}

/**
 * What a load found, as rules and features see it. Lists over all files are put together when they are asked for:
 * after an edit in one of many files hardly anybody does.
 */
export function assemble(loader: Loader, facts?: ModuleFacts): Configuration {
	const { hosts: tables, version, home, run } = loader;
	// The next edit replaces parts in the loader's own list.
	const parts = [...loader.parts];
	const partsOf = (uri: string): readonly Part[] => {
		const [file, ...others] = loader.readings(uri);
		return others.length > 0 ? [file!, ...others].flatMap(({ parts }) => parts) : (file?.parts ?? []);
	};
	const entry = parts[0]!.file.tree;
	const fragment = looksLikeFragment(entry.uri, tables.global.scope);
	const all = <T>(of: (part: Part) => readonly T[]) => lazy(() => parts.flatMap(of));
	const trees = lazy(() => [...new Set(parts.map(({ file }) => file.tree))]);
	const sections = all(({ history }) => history.sections);
	const warnings = all(({ history }) => history.warnings);
	const { notable } = loader;
	const includes = lazy(() => notable.flatMap(({ history }) => history.includes));
	const errors = lazy(() => inOrder(notable));
	const unseen = lazy((): Unseen[] => {
		const own = notable.flatMap(({ history }) => history.unseen);
		return fragment ? [...own, { kind: "fragment", what: entry.uri }] : own;
	});
	const hosts = lazy(() => tables.lists.present);
	const configuration: Configuration = {
		entry,
		version,
		facts,
		global: tables.global.scope,
		mayFail: run.mayFail,
		fragment,
		host: (name) => hostOf(tables, name),
		hostLog: tables.log,
		partsIn: partsOf,
		sectionsIn: (uri) => partsOf(uri).flatMap(({ history }) => history.sections),
		warningsIn: (uri) => partsOf(uri).flatMap(({ history }) => history.warnings),
		get trees() {
			return trees();
		},
		get firstHost() {
			return tables.first?.scope;
		},
		get hosts() {
			return hosts().all;
		},
		get virtualHosts() {
			return hosts().virtualHosts;
		},
		get components() {
			return hosts().components;
		},
		get sections() {
			return sections();
		},
		get includes() {
			return includes();
		},
		get warnings() {
			return warnings();
		},
		get errors() {
			return errors();
		},
		get error() {
			return errors()[0];
		},
		get unseen() {
			return unseen();
		},
		get whole() {
			return unseen().length === 0;
		},
	};
	home.config = configuration;
	return configuration;
}

/** A host that nothing was set for is none. */
function hostOf(tables: HostTables, name: string): Scope | undefined {
	const table = tables.find(name);
	return table && table !== tables.global && table.values.size > 0 ? table.scope : undefined;
}

/** In the order in which Prosody meets them; a file that does not parse stops it before anything in it runs. */
function inOrder(notable: readonly Part[]): LoadError[] {
	const all = notable.flatMap(({ file: { number }, history: { errors } }) =>
		errors.map(({ error, begun }) => ({ error, begun: error.kind === "syntax" ? number + 1 : begun, number })),
	);
	const isSyntax = ({ error }: { readonly error: LoadError }) => (error.kind === "syntax" ? 0 : 1);
	// Where as many files had been begun, the one begun last comes to its end first.
	all.sort((a, b) => a.begun - b.begun || b.number - a.number || isSyntax(a) - isSyntax(b));
	return all.map(({ error }) => error);
}
