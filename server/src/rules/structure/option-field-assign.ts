import type * as lua from "luaparse";
import type { Assignment, Configuration, Scope } from "../../config/model.ts";
import type { TableValue } from "../../config/value.ts";
import { atLeast } from "../../config/version.ts";
import type { Change } from "../../edits/change.ts";
import {
	addField,
	addToTable,
	code,
	insertAfter,
	insertBefore,
	type LuaInput,
	replaceSpan,
} from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type Chunk, rangeOf, type Span } from "../../syntax/tree.ts";
import { assignmentsOfKind } from "../assignments.ts";
import { takeOut } from "../host-facts.ts";
import { type Fix, type Report, type RuleContext, rule, safe, suggested } from "../rule.ts";
import { type FieldTarget, fieldTargetAt, mayBeSet, optionMistake, pathOf, sectionAt } from "../structure-facts.ts";

export default rule({
	id: "option-field-assign",
	title: t("A field of an option is set on its own"),
	severity: "error",
	local: true,
	links: ["https://prosody.im/doc/configure"],
	check(context, report) {
		const { config } = context;
		const seen = new Set<string>();
		for (const error of config.errors) {
			const mistake = optionMistake(error);
			if (mistake?.kind !== "field") continue;
			const written = { ...mistake.target, chunk: error.at.chunk };
			const place = placeOf(spanOf(written));
			if (seen.has(place)) continue;
			seen.add(place);
			const finding = stops(written, context);
			if (finding) report(finding);
		}
		for (const { target, assignment } of lostWrites(config)) {
			const place = placeOf(target ? spanOf(target) : assignment.nameSpan);
			if (seen.has(place)) continue;
			seen.add(place);
			report(loses(assignment, target, context));
		}
	},
});

interface Written extends FieldTarget {
	readonly chunk: Chunk;
}

function placeOf({ start, file }: Span): string {
	return `${start} ${file}`;
}

function spanOf({ chunk, variable }: Written): Span {
	return chunk.span(variable);
}

/** The plain assignments of an option in a scope. */
function setBy(scope: Scope | undefined, option: string): Assignment[] {
	return scope?.own.get(option)?.assignments.filter(({ kind }) => kind === "set") ?? [];
}

/** Lua has nothing to set a field of. */
function stops(written: Written, context: RuleContext): Report | undefined {
	const { config, catalog } = context;
	const at = spanOf(written);
	const option = written.root.name;
	const path = pathOf(written.variable);
	const scope = sectionAt(config, at)?.scope;
	const underscored = path?.join("_");
	const own = setBy(scope, option)[0];
	if (underscored && catalog.knowsOption(underscored) && !catalog.option(option) && !own) {
		return {
			at,
			message: t(
				"Prosody stops here: there is no {0}. The option is written with an underscore, {1}.",
				option,
				underscored,
			),
			fixes: [safe(t("Write {0}", underscored), () => replaceSpan(at, underscored))],
		};
	}
	const isTooNew = !atLeast(context.series, "13.0");
	if (!own && !isTooNew && mayBeSet(config, at)) return undefined;
	const isNoTable = own && own.value.type !== "table" && own.value.type !== "unknown" && own.value.type !== "reference";
	return {
		at,
		message: own
			? isNoTable
				? t("Prosody stops here: {0} is a single value and has no fields that could be set.", option)
				: t(
						"Prosody stops here: an option is set as a whole. What {0} shall hold goes inside the braces of {1}.",
						at.text,
						option,
					)
			: t(
					"Prosody stops here: {0} is not set in this place, so it has no fields. Set it as a whole, in braces.",
					option,
				),
		fixes: fixes(written, scope),
	};
}

/** Since 13.0: what is written into a reference is gone. */
function loses(assignment: Assignment, target: Written | undefined, { config }: RuleContext): Report {
	const { option, nameSpan } = assignment;
	const at = target ? spanOf(target) : nameSpan;
	return {
		at,
		message: t(
			"This has no effect: {0} only refers to the option here, and what is written into that is lost. It goes inside the braces of {0}.",
			option,
		),
		fixes: target ? fixes(target, sectionAt(config, at)?.scope) : [],
	};
}

function lostWrites(config: Configuration): { assignment: Assignment; target?: Written }[] {
	if (!atLeast(config.version.series, "13.0")) return [];
	return assignmentsOfKind(config, "field")
		.filter((one) => !one.conditional && isReference(one))
		.map((assignment) => {
			const { chunk } = assignment.nameSpan;
			const target = fieldTargetAt(assignment.nameSpan);
			return { assignment, target: target && { ...target, chunk } };
		});
}

/** True when the option is known to hold a table by then. */
function isReference(assignment: Assignment): boolean {
	const all = assignment.section.scope.own.get(assignment.option)?.assignments ?? [];
	const before = all.slice(0, all.indexOf(assignment)).findLast(({ kind }) => kind !== "field");
	return (
		before !== undefined && !before.conditional && (before.value.type === "table" || before.value.type === "reference")
	);
}

function fixes(written: Written, scope: Scope | undefined): Fix[] {
	const { statement, variable, root, chunk } = written;
	const path = pathOf(variable)?.slice(1);
	const [init] = statement.init;
	if (!path || !init || !scope || statement.init.length !== 1 || statement.variables.length !== 1) return [];
	const [set, ...more] = setBy(scope, root.name);
	if (set) {
		const table = set.value;
		if (more.length > 0 || set.conditional || table.type !== "table" || table.span.file !== chunk.tree.uri) return [];
		const title = t("Put it inside the braces of {0}", root.name);
		return [safe(title, () => moveInto(table, path, chunk.span(init), chunk.span(statement)))];
	}
	const global = scope.kind !== "global" && setBy(scope.config.global, root.name).length > 0;
	const how = global ? suggested : safe;
	return [how(t("Write {0} = { … }", root.name), () => asWhole(written, path, init))];
}

/** Puts the value into the table that is written out, and takes the statement away. */
function moveInto(table: TableValue, path: readonly (string | number)[], value: Span, statement: Span): Change[] {
	const removed = takeOut(statement);
	const added = addAt(table, path, code(shifted(value.text)));
	return removed.length > 0 && added.length > 0 ? [...removed, ...added] : [];
}

function addAt(table: TableValue, [key, ...rest]: readonly (string | number)[], value: LuaInput): Change[] {
	if (typeof key === "number") {
		const isNext = rest.length === 0 && key === table.items.length + 1 && !table.open;
		return isNext ? addToTable(table, value) : [];
	}
	if (key === undefined) return [];
	const inner = table.fields.get(key)?.value;
	if (rest.length > 0 && inner?.type === "table") return addAt(inner, rest, value);
	if (rest.some((one) => typeof one === "number")) return [];
	return addField(
		table,
		key,
		rest.reduceRight<LuaInput>((deeper, one) => ({ [one]: deeper }), value),
	);
}

/** The further lines of a value, one step deeper. */
function shifted(text: string): string {
	const step = /\n([ \t]+)/.exec(text)?.[1];
	return step ? text.replace(/\n(?=[^\r\n])/g, `\n${/^\t/.test(step) ? "\t" : step}`) : text;
}

/** `a.b = 1` becomes `a = { b = 1 }`. */
function asWhole(
	{ variable, root, chunk }: Written,
	path: readonly (string | number)[],
	init: lua.Expression,
): Change[] {
	const value = chunk.span(init);
	const target = chunk.span([rangeOf(root)[1], rangeOf(variable)[1]]);
	if (target.text.includes("--")) return [];
	const opening = path.map((key) => `{ ${keyOf(key)} = `).join("");
	return [...replaceSpan(target, ""), ...insertBefore(value, opening), ...insertAfter(value, " }".repeat(path.length))];
}

function keyOf(key: string | number): string {
	if (typeof key === "number") return `[${key}]`;
	return /^[A-Za-z_]\w*$/.test(key) ? key : `[${JSON.stringify(key)}]`;
}
