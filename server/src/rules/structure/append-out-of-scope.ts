import type { LoadError, Scope, Setting } from "../../config/model.ts";
import type { TableValue } from "../../config/value.ts";
import type { Change } from "../../edits/change.ts";
import { addAllToTable, insertAfter, replaceSpan, wrapInList } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type Chunk, rangeOf } from "../../syntax/tree.ts";
import { takeOut } from "../host-facts.ts";
import { type Fix, type Report, type RuleContext, rule, safe, suggested } from "../rule.ts";
import { mayBeSet, OPERATIONS, type Operation, optionMistake, sectionAt } from "../structure-facts.ts";

/** Lists of a host that Prosody puts together with the global ones; the catalog knows the others. */
const TOGETHER: ReadonlySet<string> = new Set(["modules_enabled", "modules_disabled"]);

export default rule({
	id: "append-out-of-scope",
	title: t("An addition to a list that is not set in this place"),
	severity: "error",
	since: "13.0",
	local: true,
	links: ["https://prosody.im/doc/configure"],
	check(context, report) {
		for (const error of context.config.errors) {
			const finding = read(error, context);
			if (finding) report(finding);
		}
	},
});

/** An addition, and where it stands. */
interface Addition {
	readonly operation: Operation;
	readonly option: string;
	readonly chunk: Chunk;
	readonly scope: Scope;
	/** True when the entries of a host's list and the global one count together. */
	readonly together: boolean;
}

function read(error: LoadError, { config, catalog }: RuleContext): Report | undefined {
	const mistake = optionMistake(error);
	if (mistake?.kind !== "unset" && mistake?.kind !== "no-list") return undefined;
	const { operation, option } = mistake;
	const section = sectionAt(config, error.at);
	if (!section || !OPERATIONS.has(operation.method.name) || mayBeSet(config, error.at)) return undefined;
	const { chunk } = error.at;
	const together = TOGETHER.has(option) || catalog.option(option)?.type === "inherited-set";
	const addition: Addition = { operation, option, chunk, scope: section.scope, together };
	const own = section.scope.own.get(option);
	const before = own?.assignments.find(({ kind, nameSpan }) => kind === "set" && nameSpan.start < error.at.start);
	const at = chunk.span([rangeOf(operation.base)[0], rangeOf(operation.method)[1]]);
	if (before) return { at, message: noList(addition), fixes: wrap(own!, before.value === own!.value) };
	const later = own?.assignments.find(({ kind }) => kind === "set");
	if (later) {
		return {
			at,
			message: t("Prosody stops here: {0} is only set further down, so there is no list to add to yet.", option),
			related: [{ at: later.nameSpan, message: t("{0} is set here", option) }],
			fixes: joinLater(addition, own!),
		};
	}
	return { at, message: message(addition), fixes: [...assign(addition)] };
}

function noList({ option }: Addition): string {
	return t(
		"Prosody stops here: {0} is no list, so nothing can be added to it. A single entry stands in braces as well.",
		option,
	);
}

function wrap({ value }: Setting, isWritten: boolean): Fix[] {
	return isWritten && value.literal ? [safe(t("Put braces around {0}", value.span.text), () => wrapInList(value))] : [];
}

function message({ option, scope, together }: Addition): string {
	const { global } = scope.config;
	if (scope.kind === "global")
		return t("Prosody stops here: {0} is not set above, so there is no list to add to.", option);
	const host = scope.name === "?" ? t("this host") : scope.name;
	if (!isSet(global, option)) return t("Prosody stops here: {1} has no {0} to add to.", option, host);
	return together
		? t(
				"Prosody stops here: {1} has no {0} of its own to add to. Set it with = instead, it counts together with the global list.",
				option,
				host,
			)
		: t(
				"Prosody stops here: {1} has no {0} of its own to add to, and the global one is out of reach in this place.",
				option,
				host,
			);
}

function isSet(scope: Scope, option: string): boolean {
	return scope.own.get(option)?.assignments.some(({ kind }) => kind === "set") === true;
}

/** Sets the list instead of adding to it. */
function assign({ operation, option, chunk, scope, together }: Addition): Fix[] {
	const { call, base, args, isStatement, method } = operation;
	const [list] = args;
	if (!isStatement || method.name !== "append" || args.length !== 1 || !list || base.type !== "Identifier") return [];
	const [from, to] = rangeOf(list);
	const gap = chunk.span([rangeOf(base)[1], from]);
	const behind = chunk.span([to, rangeOf(call)[1]]);
	if (gap.text.includes("--") || behind.text.includes("--")) return [];
	const set = (): Change[] => [...replaceSpan(gap, " = "), ...replaceSpan(behind, "")];
	const isGlobal = scope.kind === "global" || !isSet(scope.config.global, option);
	const global = isGlobal ? undefined : scope.config.global.own.get(option)?.value;
	const replaces = global !== undefined && global.type !== "nil" && !together;
	const title = t("Write {0} = …", option);
	if (!replaces) return [safe(title, set)];
	const copy = list.type === "TableConstructorExpression" && global.type === "table" && isPlain(global);
	return [
		...(copy
			? [
					suggested(t("Write {0} = … with the global entries", option), () => [
						...set(),
						...copyTo(from, global, chunk),
					]),
				]
			: []),
		suggested(t("Write {0} = … in place of the global list", option), set),
	];
}

/** True for lists of texts that are all written out. */
function isPlain({ items, fields, open }: TableValue): boolean {
	return (
		!open && fields.size === 0 && items.length > 0 && items.every((item) => item.type === "string" && item.literal)
	);
}

function copyTo(brace: number, { items }: TableValue, chunk: Chunk): Change[] {
	return insertAfter(chunk.span([brace, brace + 1]), ` ${items.map(({ span }) => span.text).join(", ")},`);
}

/** Puts the entries into the list that is set below. */
function joinLater({ operation, option, chunk }: Addition, own: Setting): Fix[] {
	const { call, isStatement } = operation;
	const added = own.assignments.find(({ kind, statement }) => kind === "append" && statement.chunk === chunk)?.value;
	const list = own.at.value;
	if (!isStatement || added?.type !== "table" || !isPlain(added) || list.type !== "table") return [];
	if (list.span.file !== chunk.tree.uri) return [];
	return [
		safe(t("Put it into the list below"), () => {
			const changes = addAllToTable(
				list,
				added.items.flatMap((item) => (item.type === "string" ? [item.value] : [])),
			);
			const removed = takeOut(chunk.span(call));
			return changes.length > 0 && removed.length > 0 && option ? [...removed, ...changes] : [];
		}),
	];
}
