/** Takes assignments out and gives them other names. */
import type { Assignment, Setting } from "../config/model.ts";
import { endsExpression } from "../syntax/token.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import type { Change } from "./change.ts";
import { removeEntries } from "./entries-remove.ts";
import { layoutAround } from "./layout.ts";
import { isLuaName } from "./print.ts";
import { isRead } from "./reads.ts";
import { type Carried, removeLines, stayingComments } from "./remove.ts";
import { styleOf } from "./style.ts";
import {
	aboveLine,
	change,
	codeAfter,
	codeBefore,
	isFirstOnLine,
	isWhite,
	tailOf,
	tokenIndex,
	tokensOf,
} from "./text.ts";

/** Takes a whole statement out with its line. Comments stay; nothing when something else depends on the option. */
export function removeAssignment(assignment: Assignment): Change[] {
	const { option, section, kind } = assignment;
	const setting = section.scope.own.get(option);
	const depends = kind === "set" && setting && isExtended(setting);
	return depends || isRead(section.scope.config, option) ? [] : removeStatement(assignment);
}

const extended = new WeakMap<Setting, boolean>();

/** True when something adds to an option besides setting it. Each of a thousand findings about one option asks. */
function isExtended(setting: Setting): boolean {
	let found = extended.get(setting);
	if (found === undefined) {
		found = setting.assignments.some((one) => one.kind !== "set");
		extended.set(setting, found);
	}
	return found;
}

/** The removal itself, for verbs that have made sure nothing is lost by it. */
export function removeStatement(assignment: Assignment, carried?: Carried): Change[] {
	const { statement, section, nameSpan } = assignment;
	const { tree } = statement.chunk;
	if (section.form === "table") {
		const layout = layoutAround(tree, nameSpan.start);
		const index = layout?.entries.findIndex((one) => one.from <= nameSpan.start && nameSpan.end <= one.to) ?? -1;
		return layout && index >= 0 ? removeEntries(layout, new Set([index]), carried) : [];
	}
	if (!standsAlone(tree, assignment)) return [];
	const separator = codeAfter(tree, statement.end);
	const from = statement.start;
	const to = separator?.text === ";" ? separator.to : statement.end;
	// Without it Lua would read a bracket below as a call of what stands above.
	if (codeAfter(tree, to)?.text === "(") return [];
	if (isFirstOnLine(tree.text, from) && !tailOf(tree, to).code) return removeLines(tree, from, to, carried);
	return removeFromLine(tree, from, to, carried);
}

/** One of several statements on a line. */
function removeFromLine(tree: SyntaxTree, from: number, to: number, carried?: Carried): Change[] {
	const kept = aboveLine(tree, from, stayingComments(tree, from, to, carried), styleOf(tree).eol);
	if (!kept) return [];
	const { code } = tailOf(tree, to);
	if (code && isWhite(tree.text.slice(to, code.from))) return [...kept, change(tree, from, code.from, "")];
	const before = codeBefore(tree, from);
	const start = before && isWhite(tree.text.slice(before.to, from)) ? before.to : from;
	return [...kept, change(tree, start, to, "")];
}

/** False for a part of `a, b = 1, 2` and for a call in the middle of an expression. */
function standsAlone(tree: SyntaxTree, { statement, nameSpan, kind }: Assignment): boolean {
	const before = codeBefore(tree, statement.start);
	const begins =
		!before || before.text === ";" || endsExpression(before) || ["do", "then", "else", "repeat"].includes(before.text);
	if (!begins || before?.text === ",") return false;
	if (kind !== "set" || codeAfter(tree, statement.end)?.text === ",") return kind !== "set";
	const tokens = tokensOf(tree);
	const next = tokens[tokenIndex(tree, nameSpan.end)];
	return next?.text === "=" || statement.text.startsWith("function");
}

/**
 * Gives an option its new name wherever its scope sets it. Nothing when the new name is set there already
 * or when the old one is read somewhere.
 */
export function renameOption(assignment: Assignment, newName: string): Change[] {
	const { option, section } = assignment;
	const { scope } = section;
	if (!isLuaName(newName) || newName === option || scope.own.has(newName) || isRead(scope.config, option)) return [];
	const spans = (scope.own.get(option)?.assignments ?? [assignment]).map((one) => one.nameSpan);
	const seen = new Set<string>();
	return spans.flatMap(({ chunk, start, end, file, text }) => {
		// A function that sets options may run for several hosts: its one place is named once.
		if (seen.has(`${start} ${file}`) || !text.includes(option)) return [];
		seen.add(`${start} ${file}`);
		return [change(chunk.tree, start, end, text === option ? newName : text.replace(option, newName))];
	});
}
