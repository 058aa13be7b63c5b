/** Gives an option of a scope a value. */
import type { Assignment, Scope, Setting } from "../config/model.ts";
import type { Change } from "./change.ts";
import { disabledOptions } from "./comment-line.ts";
import type { LuaInput } from "./input.ts";
import { insertStatement } from "./insert.ts";
import { print, printField } from "./print.ts";
import { replaceValue } from "./replace.ts";
import { styleOf } from "./style.ts";
import { change, indentAt } from "./text.ts";

export interface HowToSet {
	/** The option to stand next to when a new line is needed. */
	readonly after?: string;
	/** A comment for the new line, without dashes. */
	readonly comment?: string;
}

/**
 * Sets an option in a scope's own section: replaces the value that is written out there, else brings back a line that is
 * commented out, else adds a line. Nothing when the option has a value that comes from somewhere else.
 */
export function setOption(scope: Scope, option: string, value: LuaInput, how: HowToSet = {}): Change[] {
	const own = scope.own.get(option);
	if (own) {
		const written = writtenAssignment(own);
		return written ? replaceValue(written.value, value) : [];
	}
	return enable(scope, option, value, how) ?? insert(scope, option, value, how);
}

/** The one assignment that decides an option; undefined when several do or when it may not run. */
export function writtenAssignment(setting: Setting): Assignment | undefined {
	const { assignments } = setting;
	if (assignments.some((one) => one.conditional || one.kind !== "set")) return undefined;
	return assignments.at(-1);
}

function enable(scope: Scope, option: string, value: LuaInput, how: HowToSet): Change[] | undefined {
	const lines = disabledOptions(scope, option);
	const text = (tree: (typeof lines)[number]["tree"], at: number): string =>
		print(value, styleOf(tree), { indent: indentAt(tree.text, at) });
	const line = lines.find((one) => one.value === text(one.tree, one.start)) ?? lines[0];
	if (!line) return undefined;
	const { tree, start, end } = line;
	const comment = how.comment && !line.hasComment ? ` -- ${how.comment}` : "";
	return [change(tree, start, end, option + styleOf(tree).equals + text(tree, start) + comment)];
}

function insert(scope: Scope, option: string, value: LuaInput, how: HowToSet): Change[] {
	return insertStatement(
		scope,
		(tree, indent, flat) => printField(option, value, styleOf(tree), { indent, flat }),
		{ after: how.after === undefined ? [] : [how.after] },
		how.comment && `-- ${how.comment}`,
	);
}
