import type { Configuration, LoadError } from "../../config/model.ts";
import type { Change } from "../../edits/change.ts";
import { insertAfter, insertBefore, replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type Chunk, rangeOf, type Span } from "../../syntax/tree.ts";
import { whole } from "../facts.ts";
import { type Fix, type Report, type RuleContext, rule, safe, suggested } from "../rule.ts";
import { isOneEditAway } from "../spelling.ts";
import { mayBeSet, OPERATIONS, type Operation, optionMistake, sectionAt } from "../structure-facts.ts";

/** What other languages call it. */
const ADDS = /^(?:add|insert|push|extend|include|concat|merge|join|union|enable)(?:_?(?:all|back|list|items?))?$/i;
const REMOVES = /^(?:remove|delete|del|drop|exclude|subtract|disable|erase|without)(?:_?(?:all|list|items?))?$/i;

export default rule({
	id: "unknown-option-method",
	local: "in-place",
	title: t("An option is used in a way that does not exist"),
	severity: "error",
	since: "13.0",
	links: ["https://prosody.im/doc/configure"],
	check(context, report) {
		for (const error of context.config.errors) {
			const finding = read(error, context);
			if (finding) report(finding);
		}
	},
});

function read(error: LoadError, { config, catalog }: RuleContext): Report | undefined {
	const mistake = optionMistake(error);
	const { chunk } = error.at;
	switch (mistake?.kind) {
		case "operation":
			return noOperation(mistake.operation, chunk, config);
		case "unset": {
			const { operation, option } = mistake;
			// Without any list to work on, append-out-of-scope has the say.
			if (operation.sign !== ":" || OPERATIONS.has(operation.method.name)) return undefined;
			const isOption =
				catalog.knowsOption(option) || [config.global, ...whole(config).hosts].some(({ own }) => own.has(option));
			return isOption && !mayBeSet(config, error.at) ? noOperation(operation, chunk, config) : undefined;
		}
		case "no-colon": {
			const sign = chunk.span([rangeOf(mistake.operation.base)[1], rangeOf(mistake.operation.method)[0]]);
			const name = `${chunk.span(mistake.operation.base).text}:${mistake.operation.method.name}`;
			return {
				at: chunk.span(mistake.operation.call.base),
				message: t("Prosody stops here: operations on an option are written with a colon, {0}.", name),
				fixes: [safe(t("Write {0}", name), () => replaceSpan(sign, ":"))],
			};
		}
		case "argument":
			return {
				at: chunk.span(mistake.operation.args[0] ?? mistake.operation.call),
				message: t("Prosody stops here: append takes a list, so even a single entry stands in braces."),
				fixes: [safe(t("Put braces around it"), () => inBraces(mistake.operation, chunk))],
			};
		case "read": {
			const at = chunk.span(mistake.name);
			return {
				at,
				message: t(
					"Prosody stops here: {0} stands for a reference to the option, and its entries cannot be read from that. {0}:value() is the list itself.",
					at.text,
				),
				fixes: [safe(t("Write {0}:value()", at.text), () => insertAfter(at, ":value()"))],
			};
		}
		default:
			return undefined;
	}
}

function noOperation(operation: Operation, chunk: Chunk, config: Configuration): Report {
	const { name } = operation.method;
	return {
		at: chunk.span(operation.method),
		message: REMOVES.test(name)
			? t("Prosody stops here: nothing can be taken off a list that is set. There is only append, which adds to it.")
			: t(
					'Prosody stops here: options know no operation "{0}", only append (adds to a list), value and values (read it).',
					name,
				),
		fixes: [...fixes(operation, chunk, config)],
	};
}

function fixes(operation: Operation, chunk: Chunk, config: Configuration): Fix[] {
	const { method } = operation;
	const at = chunk.span(method);
	const near = [...OPERATIONS].find((one) => isOneEditAway(one, method.name.toLowerCase()));
	const known = OPERATIONS.has(method.name.toLowerCase()) ? method.name.toLowerCase() : near;
	if (known) return [safe(t("Write {0}", known), () => replaceSpan(at, known))];
	if (REMOVES.test(method.name)) return disable(operation, chunk, config);
	if (!ADDS.test(method.name) || operation.args.length === 0) return [];
	const braces = () => (operation.args[0]?.type === "TableConstructorExpression" ? [] : inBraces(operation, chunk));
	return [safe(t("Add with append"), () => [...replaceSpan(at, "append"), ...braces()])];
}

/** `modules_enabled:remove { … }` becomes `modules_disabled = { … }`. */
function disable({ base, args, isStatement }: Operation, chunk: Chunk, config: Configuration): Fix[] {
	const [list] = args;
	const scope = sectionAt(config, chunk.span(base))?.scope;
	const isModules = base.type === "Identifier" && base.name === "modules_enabled";
	if (!isModules || !isStatement || args.length !== 1 || list?.type !== "TableConstructorExpression") return [];
	if (!scope || scope.own.has("modules_disabled")) return [];
	const [from, to] = rangeOf(base);
	const gap = chunk.span([to, rangeOf(list)[0]]);
	const closing = chunk.text.slice(rangeOf(list)[1]);
	// `remove({ … })`
	const bracket = gap.text.includes("(") ? /^\s*\)/.exec(closing)?.[0] : "";
	if (gap.text.includes("--") || bracket === undefined) return [];
	const behind = chunk.span([rangeOf(list)[1], rangeOf(list)[1] + bracket.length]);
	return [
		suggested(t("Write modules_disabled = …"), () => [
			...replaceSpan(chunk.span([from, gap.to]), "modules_disabled = "),
			...replaceSpan(behind, ""),
		]),
	];
}

function inBraces({ args }: Operation, chunk: Chunk): Change[] {
	if (args.length === 0) return [];
	const span: Span = chunk.span([rangeOf(args[0]!)[0], rangeOf(args.at(-1)!)[1]]);
	return [...insertBefore(span, "{ "), ...insertAfter(span, " }")];
}
