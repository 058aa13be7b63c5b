/**
 * What Prosody would load, as a text to read: each scope with its options and modules, and where each comes from.
 * It looks like a configuration (it is Lua, so that it can be coloured), but it is none.
 */
import type { Catalog } from "../catalog/catalog.ts";
import type { Configuration, LoadError, Scope, Unseen } from "../config/model.ts";
import { t } from "../l10n.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import { writeModules } from "./modules.ts";
import { inheritedOptions, ownOptions } from "./options.ts";
import { type Link, Page, STEP } from "./page.ts";
import { nameFrom } from "./places.ts";
import { quote } from "./print.ts";

export interface Effective {
	readonly title: string;
	readonly text: string;
	/** In the order of the text. */
	readonly links: readonly Link[];
	/** The parts, the global section first. Lines count from zero; the last one is included. */
	readonly parts: readonly Part[];
}

/** The part of the text that speaks of one scope. */
export interface Part {
	readonly scope: Scope;
	readonly line: number;
	readonly lastLine: number;
}

export interface Choice {
	/** Only these, besides the global section; all when not given. */
	readonly hosts?: readonly Scope[];
	/** No further host is begun once there are so many lines. */
	readonly most?: number;
	/** How the reader gets to see the hosts that are left out for that. */
	readonly elsewhere?: string;
}

/** Lines of the head that speak of the same thing, at most. */
const MOST_NOTICES = 10;
const MOST_FILES = 50;

export function effectiveConfiguration(config: Configuration, catalog: Catalog, choice: Choice = {}): Effective {
	const entry = config.trees[0]!.uri;
	const page = new Page(entry);
	const title = t("What Prosody would load from {0}", nameFrom(entry, entry));
	writeHead(page, config, title);
	const parts = [writePart(page, config.global, catalog)];
	const hosts = choice.hosts ?? config.hosts;
	for (const host of hosts) {
		if (page.height >= (choice.most ?? Number.POSITIVE_INFINITY)) break;
		parts.push(writePart(page, host, catalog));
	}
	const left = hosts.length - (parts.length - 1);
	if (left > 0) {
		page.gap();
		page.comment("", t("{0} more hosts are not shown here, because the text would get too long.", left));
		if (choice.elsewhere) page.comment("", choice.elsewhere);
	}
	return { title, text: page.text, links: page.links, parts };
}

function writeHead(page: Page, config: Configuration, title: string): void {
	const { version, trees, virtualHosts, components, hosts } = config;
	page.comment("", title);
	const series = version.assumed
		? t("Read for Prosody {0}, as nothing says which one it is for.", version.series)
		: t("Read for Prosody {0}.", version.series);
	const off = hosts.length - virtualHosts.length - components.length;
	const counts = t("VirtualHosts: {0}, Components: {1}.", virtualHosts.length, components.length);
	page.comment("", series, " ", counts, off > 0 ? ` ${t("Not started: {0}.", off)}` : "");
	if (trees.length > 1) writeFiles(page, trees);
	writeErrors(page, config);
	writeUnseen(page, config);
}

function writeFiles(page: Page, trees: readonly SyntaxTree[]): void {
	page.comment("", t("Files: {0}", trees.length));
	const names = trees.slice(0, MOST_FILES).map(({ uri }) => ({
		text: nameFrom(page.entry, uri),
		to: { uri, line: 0, character: 0 },
	}));
	const rest = trees.length - names.length;
	page.flow("--   ", rest > 0 ? [...names, t("and {0} more", rest)] : names);
}

function writeErrors(page: Page, { errors }: Configuration): void {
	if (errors.length === 0) return;
	page.gap();
	page.comment("", t("Prosody would not start. Below is what it would load if this were put right:"));
	for (const error of errors.slice(0, MOST_NOTICES)) {
		page.comment("", `  ${errorWords(error)} · `, page.place(error.line ?? error.at));
	}
	writeRest(page, errors.length);
}

function errorWords({ kind, message }: LoadError): string {
	if (kind !== "syntax") return message;
	// Our own mends only have the name of what they mend.
	return message.includes(" ") ? t("syntax error: {0}", message) : t("syntax error");
}

function writeUnseen(page: Page, { unseen }: Configuration): void {
	if (unseen.length === 0) return;
	page.gap();
	page.comment("", t("Not everything could be seen; there may be more than is shown below:"));
	for (const one of unseen.slice(0, MOST_NOTICES)) {
		page.comment("", `  ${unseenWords(one)}`, ...(one.at ? [" · ", page.place(one.at)] : []));
	}
	writeRest(page, unseen.length);
}

function writeRest(page: Page, count: number): void {
	if (count > MOST_NOTICES) page.comment("", `  ${t("and {0} more", count - MOST_NOTICES)}`);
}

function unseenWords({ kind, what }: Unseen): string {
	switch (kind) {
		case "include":
			return t("{0} was not read", quote(what));
		case "fragment":
			return t("this file is part of a configuration that is not at hand");
		case "opaque":
			return t("not understood: {0}", what);
		case "dynamic":
			return t("decided only when Prosody runs: {0}", what);
		case "template":
			return t("filled in by a template: {0}", what);
	}
}

function writePart(page: Page, scope: Scope, catalog: Catalog): Part {
	page.gap();
	const line = page.height;
	writeHeading(page, scope);
	const own = ownOptions(page, scope);
	if (own.length > 0) {
		page.line();
		page.rows(STEP, own);
	}
	if (scope.kind !== "global") writeInherited(page, scope, catalog);
	page.line();
	writeModules(page, STEP, scope);
	return { scope, line, lastLine: page.height - 1 };
}

function writeInherited(page: Page, scope: Scope, catalog: Catalog): void {
	const { rows, unread } = inheritedOptions(page, scope, catalog);
	if (rows.length + unread === 0) return;
	page.line();
	page.comment(STEP, t("From the global section:"));
	page.rows(STEP + STEP, rows);
	if (unread > 0) page.comment(STEP + STEP, t("and {0} that are not read in a {1}", unread, scope.kind));
}

/** The line a part begins with: Lua for a host. */
function writeHeading(page: Page, scope: Scope): void {
	if (scope.kind === "global") {
		page.comment("", t("Global section"));
		return;
	}
	const module = scope.kind === "Component" && scope.module !== "component" ? scope.module : undefined;
	const code = `${scope.kind} ${quote(scope.name)}${module ? ` ${quote(module)}` : ""}`;
	const heads = scope.sections.flatMap(({ head }) => (head ? [page.place(head)] : []));
	const places = heads.flatMap((place, index) => (index === 0 ? [place] : [", ", place]));
	const off = scope.enabled ? [] : [t("not started"), " · "];
	page.rows("", [{ code: [code], comment: [...off, ...places] }]);
}
