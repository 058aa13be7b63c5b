/** Adds modules to a scope's `modules_enabled` and takes them out. */
import type { Assignment, Scope, Setting } from "../config/model.ts";
import type { TableValue, Value } from "../config/value.ts";
import { decodeString } from "../syntax/strings.ts";
import { Kind, type Token } from "../syntax/token.ts";
import { tokenize } from "../syntax/tokens.ts";
import type { Change } from "./change.ts";
import { addEntries, type NewEntry, writtenLayout } from "./entries-add.ts";
import { removeItems } from "./entries-remove.ts";
import { insertStatement } from "./insert.ts";
import type { Layout } from "./layout.ts";
import { print, printField } from "./print.ts";
import { replaceValue } from "./replace.ts";
import { styleOf } from "./style.ts";
import { asOne, change, codeAfter, codeBefore, commentsIn, isFirstOnLine } from "./text.ts";

/**
 * Adds a module to a scope's own list: brings it back where it stands there as a comment, else adds it at the end;
 * a scope without a list gets one. It is also taken off the scope's `modules_disabled`.
 */
export function addModule(scope: Scope, module: string): Change[] {
	return addModules(scope, [module]);
}

/** Adds several modules in one go, in their order. All or none. */
export function addModules(scope: Scope, modules: readonly string[]): Change[] {
	const wanted = [...new Set(modules)];
	const added = wanted.length > 0 ? enableModules(scope, wanted) : undefined;
	return added ? [...added, ...without(scope.own.get("modules_disabled"), wanted)] : [];
}

/** Takes a module off a scope's own list. */
export function removeModule(scope: Scope, module: string): Change[] {
	return without(scope.own.get("modules_enabled"), [module]);
}

/** Undefined when the modules cannot be added; empty when they are there already. */
function enableModules(scope: Scope, modules: readonly string[]): Change[] | undefined {
	const own = scope.own.get("modules_enabled");
	if (!own) {
		const created = createList(scope, modules);
		return created.length > 0 ? created : undefined;
	}
	const { value } = own;
	const items = value.type === "table" ? value.items : [];
	const missing = modules.filter((module) => !items.some((item) => names(item, module)));
	if (missing.length === 0) return [];
	const target = listOf(own);
	if (!target) return undefined;
	if (target.type !== "table") return replaceValue(target, [target.value, ...missing]);
	const layout = writtenLayout(target);
	const changes = layout ? addToList(layout, missing) : [];
	return changes.length > 0 ? changes : undefined;
}

/** Brings back what stands in the list as a comment and adds the rest at the end. */
function addToList(layout: Layout, modules: readonly string[]): Change[] {
	const single = modules.length === 1;
	const changes: Change[] = [];
	const rest: NewEntry[] = [];
	for (const module of modules) {
		// Behind the last item of a list that ends without a separator, only one edit finds its place.
		const back = single || layout.trailing ? uncomment(layout, module) : undefined;
		if (back) changes.push(...back);
		else rest.push({ print: (where) => print(module, styleOf(layout.tree), where) });
	}
	const added = addEntries(layout, rest);
	return rest.length > 0 && added.length === 0 ? [] : [...changes, ...added];
}

function createList(scope: Scope, modules: readonly string[]): Change[] {
	const after = scope.kind === "global" ? ["admins", "plugin_paths"] : [];
	return insertStatement(
		scope,
		(tree, indent, flat) => printField("modules_enabled", modules, styleOf(tree), { indent, flat }),
		{ after, first: true },
	);
}

function names(item: Value, module: string): boolean {
	return item.type === "string" && item.value === module;
}

/** The list an item can be added to: the last plain assignment, or what is appended to it later. */
function listOf(setting: Setting): TableValue | (Value & { type: "string" }) | undefined {
	const { assignments } = setting;
	const from = assignments.findLastIndex((one) => one.kind === "set");
	const effective = assignments.slice(Math.max(0, from));
	if (effective.some((one) => one.conditional)) return undefined;
	// Appending to anything but a list does nothing, or stops Prosody.
	const appends = effective.length > 1;
	if (appends && effective.some(({ value: { type } }) => type !== "table" && type !== "unknown")) return undefined;
	const writable = effective.find(({ kind, value }) => kind !== "field" && value.literal && value.type === "table");
	if (writable?.value.type === "table") return writable.value;
	const only = effective.length === 1 ? effective[0]!.value : undefined;
	return only?.type === "string" && only.literal ? only : undefined;
}

/** Brings back `--"limits"; -- text` on a line of its own; undefined when the list has no such line. */
function uncomment(layout: Layout, module: string): Change[] | undefined {
	const { tree, open, close, entries } = layout;
	const inEntries = (token: Token): boolean => entries.some((entry) => token.from > entry.from && token.to < entry.to);
	for (const comment of commentsIn(tree, open.to, close.from)) {
		if (comment.kind !== Kind.Comment || !isFirstOnLine(tree.text, comment.from) || inEntries(comment)) continue;
		const item = commentedItem(tree.text.slice(comment.from, comment.to), module);
		if (!item) continue;
		const changes = [change(tree, comment.from, comment.from + item.from, "")];
		const before = codeBefore(tree, comment.from)!;
		const isLast = codeAfter(tree, comment.to) === close;
		if (!item.separated && (layout.trailing || !isLast || before === open)) {
			changes.push(change(tree, comment.from + item.to, comment.from + item.to, layout.separator));
		}
		const follows = before !== open && before.text !== "," && before.text !== ";";
		return follows ? asOne(tree, [change(tree, before.to, before.to, layout.separator), ...changes]) : changes;
	}
	return undefined;
}

/** Where the item begins and ends in a comment that holds nothing else but perhaps a comment of its own. */
function commentedItem(text: string, module: string): { from: number; to: number; separated: boolean } | undefined {
	const lead = /^-+[ \t]*/.exec(text)![0].length;
	const [item, separator, rest] = tokenize(text.slice(lead));
	if (item?.kind !== Kind.String || decodeString(text.slice(lead + item.from, lead + item.to)) !== module)
		return undefined;
	const separated = separator?.text === "," || separator?.text === ";";
	const following = separated ? rest : separator;
	if (following && following.kind !== Kind.Comment) return undefined;
	return { from: lead, to: lead + item.to, separated };
}

/** Takes every mention of some modules out of the lists of a setting that are written out. */
function without(setting: Setting | undefined, modules: readonly string[]): Change[] {
	return (setting?.assignments ?? []).flatMap((one: Assignment) => {
		if (one.conditional || one.value.type !== "table") return [];
		return removeItems(
			one.value,
			one.value.items.filter((item) => modules.some((module) => names(item, module))),
		);
	});
}
