/**
 * Reads a configuration the way Prosody does (core/configmanager.lua), without running it.
 */
import type { SyntaxTree } from "../syntax/tree.ts";
import { looksLikeFragment } from "./fragment.ts";
import type { FileRun } from "./loader/file-run.ts";
import { handOut } from "./loader/history.ts";
import { Loader } from "./loader/loader.ts";
import { NO_SOURCES, type Sources } from "./loader/sources.ts";
import type { Configuration, LoadError, Unseen } from "./model.ts";
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
	loader.load(tree);
	handOut(loader.files);
	return assemble(loader, facts);
}

/**
 * What a load found, as rules and features see it. Lists over all files are put together when they are asked for:
 * after an edit in one of many files hardly anybody does.
 */
export function assemble(
	{ files: read, hosts: tables, version, home, run }: Loader,
	facts?: ModuleFacts,
): Configuration {
	// The next edit replaces a file in the loader's own list.
	const files = [...read];
	const entry = files[0]!.tree;
	const fragment = looksLikeFragment(entry.uri, tables.global.scope);
	const all = <T>(part: (file: FileRun) => readonly T[]) => lazy(() => files.flatMap(part));
	const trees = lazy(() => [...new Set(files.map(({ tree }) => tree))]);
	const sections = all(({ history }) => history.sections);
	const includes = all(({ history }) => history.includes);
	const warnings = all(({ history }) => history.warnings);
	const errors = lazy(() => inOrder(files));
	const unseen = lazy((): Unseen[] => {
		const own = files.flatMap(({ history }) => history.unseen);
		return fragment ? [...own, { kind: "fragment", what: entry.uri }] : own;
	});
	const hosts = lazy(() => tables.all.map(({ scope }) => scope));
	const enabled = lazy(() => hosts().filter((host) => host.enabled));
	const virtualHosts = lazy(() => enabled().filter(({ kind }) => kind === "VirtualHost"));
	const components = lazy(() => enabled().filter(({ kind }) => kind === "Component"));
	const configuration: Configuration = {
		entry,
		version,
		facts,
		global: tables.global.scope,
		mayFail: run.mayFail,
		fragment,
		host: (name) => tables.find(name)?.scope,
		sectionsIn: (uri) => files.flatMap(({ tree, history }) => (tree.uri === uri ? history.sections : [])),
		warningsIn: (uri) => files.flatMap(({ tree, history }) => (tree.uri === uri ? history.warnings : [])),
		get trees() {
			return trees();
		},
		get hosts() {
			return hosts();
		},
		get virtualHosts() {
			return virtualHosts();
		},
		get components() {
			return components();
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

function lazy<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}

/** In the order in which Prosody meets them; a file that does not parse stops it before anything in it runs. */
function inOrder(files: readonly FileRun[]): LoadError[] {
	const all = files.flatMap(({ history: { errors } }, index) =>
		errors.map(({ error, begun }) => ({ error, begun: error.kind === "syntax" ? index + 1 : begun, index })),
	);
	const isSyntax = ({ error }: { readonly error: LoadError }) => (error.kind === "syntax" ? 0 : 1);
	// Where as many files had been begun, the one begun last comes to its end first.
	all.sort((a, b) => a.begun - b.begun || b.index - a.index || isSyntax(a) - isSyntax(b));
	return all.map(({ error }) => error);
}
