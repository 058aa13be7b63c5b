/** The modules of one scope, by the reason they are there. */
import type { LeftOutModule, LoadedModule, Scope } from "../config/model.ts";
import { t } from "../l10n.ts";
import { history, isModuleList } from "./options.ts";
import { type Page, type Part, type Row, STEP } from "./page.ts";
import { targetOf } from "./places.ts";
import { quote } from "./print.ts";

/** Entries of a module list that are not known, as far as they are told. */
const MOST_UNKNOWN = 5;

/** Writes `modules = { … }`. Hosts only name what they take over; the global section tells the places as well. */
export function writeModules(page: Page, indent: string, scope: Scope): void {
	const { loaded, leftOut, complete } = scope.modules;
	const count = loaded.size;
	const title =
		scope.kind === "global" ? t("Modules of every VirtualHost: {0}", count) : t("Modules of this host: {0}", count);
	page.comment(indent, title);
	const inner = indent + STEP;
	page.line(indent, "modules = {");
	for (const note of listNotes(page, scope)) page.comment(inner, ...note);
	if (!complete) page.comment(inner, t("Not all of them: a list could not be read whole."));
	for (const because of ["component", "host", "global", "dependency", "autoload"] as const) {
		const group = [...loaded.values()].filter((module) => module.because === because);
		if (group.length === 0) continue;
		page.comment(inner, heading(because, scope));
		const taken = because === "autoload" || (because === "global" && scope.kind !== "global");
		if (taken) page.flow(inner, group.map(named), ",");
		else
			page.rows(
				inner,
				group.map((module) => row(page, module)),
			);
	}
	writeLeftOut(page, inner, [...leftOut.values()]);
	page.line(indent, "}");
}

function heading(because: LoadedModule["because"], scope: Scope): string {
	switch (because) {
		case "autoload":
			return t("loaded by Prosody itself:");
		case "global":
			return scope.kind === "global" ? t("in modules_enabled:") : t("from the global modules_enabled:");
		case "host":
			return t("in this host's own modules_enabled:");
		case "component":
			return t("the Component itself:");
		case "dependency":
			return t("brought along by other modules:");
	}
}

function named({ name, at }: LoadedModule | LeftOutModule): Part {
	return at ? { text: quote(name), to: targetOf(at) } : quote(name);
}

function row(page: Page, { name, at, via }: LoadedModule): Row {
	const comment: Part[] = via ? [t("for {0}", via)] : at ? [page.place(at)] : [];
	return { code: [`${quote(name)},`], comment: comment.length > 0 ? comment : undefined };
}

function writeLeftOut(page: Page, indent: string, modules: readonly LeftOutModule[]): void {
	const [passed, others] = partition(modules, ({ because }) => because === "not-inherited");
	if (others.length > 0) page.comment(indent, t("kept out:"));
	for (const { name, because, at, via } of others) {
		const place: Part[] = at ? [" · ", page.place(at)] : [];
		const reason =
			because === "disabled" ? t("switched off by modules_disabled") : t("{0} takes its place", quote(via ?? "?"));
		page.comment(indent, `  ${quote(name)}: ${reason}`, ...place);
	}
	if (passed.length === 0) return;
	page.comment(indent, t("that Components do not take over:"));
	page.flow(`${indent}--   `, passed.map(named));
}

function partition<T>(all: readonly T[], wanted: (one: T) => boolean): [T[], T[]] {
	return [all.filter(wanted), all.filter((one) => !wanted(one))];
}

/** Lists that were replaced by later ones, and entries that are not known. */
function listNotes(page: Page, scope: Scope): Part[][] {
	return ["modules_enabled", "modules_disabled"].flatMap((option) => {
		const setting = scope.own.get(option);
		if (!setting || !isModuleList(setting) || setting.value.type !== "table") return [];
		const unknown = setting.value.items.filter((item) => item.type === "unknown").slice(0, MOST_UNKNOWN);
		return [
			...history(page, setting).map((note): Part[] => [`${option}, `, ...note]),
			...unknown.map((item): Part[] => [
				t("{0}: an entry is not known, because {1}", option, item.reason),
				" · ",
				page.place(item.span),
			]),
		];
	});
}
