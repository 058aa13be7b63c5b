/** The options of one scope: what is in effect, where it was set, and what it took the place of. */
import type { Catalog } from "../catalog/catalog.ts";
import type { Assignment, Scope, Setting } from "../config/model.ts";
import { t } from "../l10n.ts";
import type { Page, Part, Row } from "./page.ts";
import { isLuaName, longValue, quote, shortValue } from "./print.ts";

/** Their modules are listed one by one instead. */
const MODULE_LISTS: ReadonlySet<string> = new Set(["modules_enabled", "modules_disabled"]);
/** How much of an option's history is told. */
const MOST_NOTES = 10;

/** The options a scope sets itself, in the order of the files. */
export function ownOptions(page: Page, scope: Scope): Row[] {
	return [...scope.own.values()].filter((setting) => !isModuleList(setting)).map((setting) => ownRow(page, setting));
}

/** What a host has from the global section. */
export interface Inherited {
	/** One line each, in the order of the files. */
	readonly rows: readonly Row[];
	/** How many options are left out because nothing reads them in a host of that kind. */
	readonly unread: number;
}

export function inheritedOptions(page: Page, scope: Scope, catalog: Catalog): Inherited {
	const settings = [...scope.config.global.own.values()].filter(
		(setting) => scope.get(setting.option) === setting && setting.value.type !== "nil" && !isModuleList(setting),
	);
	const read = settings.filter(({ option }) => isReadIn(scope, option, catalog));
	const rows = read.map((setting) => {
		const { option, value, at } = setting;
		return { code: [`${nameOf(option)} = ${shortValue(option, value)}`], comment: origin(page, setting, at) };
	});
	return { rows, unread: settings.length - read.length };
}

/** Whether the modules part tells what the option holds. */
export function isModuleList({ option, value }: Setting): boolean {
	return MODULE_LISTS.has(option) && value.type === "table";
}

/** False when the catalog knows the option, and that it is not read in hosts of this kind. */
function isReadIn({ kind }: Scope, option: string, catalog: Catalog): boolean {
	const entry = catalog.option(option);
	if (!entry) return true;
	const others = catalog.readers(option).flatMap((module) => module.options[option]?.scope ?? []);
	return [...entry.scope, ...others].some((one) => one === kind);
}

function ownRow(page: Page, setting: Setting): Row {
	const { option, value, at } = setting;
	const [first, ...rest] = longValue(option, value);
	return {
		code: [`${nameOf(option)} = ${first}`, ...rest],
		comment: origin(page, setting, at),
		notes: history(page, setting),
	};
}

function nameOf(option: string): string {
	return isLuaName(option) ? option : `_ENV[${quote(option)}]`;
}

function origin(page: Page, { value }: Setting, { statement }: Assignment): Part[] {
	const place = page.place(statement);
	if (value.type === "unknown") return [t("not known here, because {0}", value.reason), " · ", place];
	if (value.type === "reference") return [t("only stands for {0}: no module can read it", value.option), " · ", place];
	return [place];
}

/** What else was said about the option: before, and in the global section. */
export function history(page: Page, { option, assignments, at, scope }: Setting): Part[][] {
	const last = assignments.findLastIndex(({ kind, conditional }) => kind === "set" && !conditional);
	const notes = assignments.flatMap((one, index): Part[][] => {
		if (one === at && !one.conditional) return [];
		return [[historyWords(one, index < last), " · ", page.place(one.statement)]];
	});
	const { global } = scope.config;
	const shadowed = scope !== global && global.own.get(option);
	if (shadowed && shadowed.value.type !== "nil" && !MODULE_LISTS.has(option)) {
		const value = shortValue(option, shadowed.value);
		notes.unshift([t("instead of the global {0}", value), " · ", page.place(shadowed.at.statement)]);
	}
	if (notes.length <= MOST_NOTES) return notes;
	return [...notes.slice(0, MOST_NOTES), [t("and {0} more", notes.length - MOST_NOTES)]];
}

function historyWords({ option, value, kind, conditional }: Assignment, replaced: boolean): string {
	const text = shortValue(option, value);
	if (replaced) return t("replaced: {0}", text);
	// A plain assignment that is not the last one was not replaced for certain.
	if (conditional || kind === "set") return t("perhaps: {0}", text);
	return kind === "append" ? t("added: {0}", text) : t("a field of it is set to {0}", text);
}
