import {
	COMPONENT_KEYWORDS,
	HOST_KEYWORDS,
	INCLUDE_KEYWORDS,
	isEnvironmentName,
	LUA_GLOBALS,
} from "../../config/lua-globals.ts";
import { atLeast } from "../../config/version.ts";
import { replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { type EnvironmentRead, environmentReads, isTested } from "../environment.ts";
import { argumentsOf, declares, isCall, textOf } from "../lua-tree.ts";
import { type Fix, type RuleContext, rule, suggested } from "../rule.ts";

export default rule({
	id: "env-without-default",
	local: true,
	title: t("An environment variable without a value for when it is not set"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure"],
	check(context, report) {
		const all = environmentReads(context.config);
		for (const read of all) {
			const use = useOf(read);
			if (!use || isTested(read, all)) continue;
			report({
				at: read.span,
				message: message(read, use),
				fixes: use.kind === "argument" ? argumentFixes(read, use.callee, context) : [inBrackets(read)],
			});
		}
	},
});

type Use = { readonly kind: "joined" | "indexed" } | { readonly kind: "argument"; readonly callee: string };

/** Uses that need a text and stop Prosody without one. */
function useOf({ node, parents, chunk }: EnvironmentRead): Use | undefined {
	const parent = parents.at(-1);
	if (parent?.type === "BinaryExpression" && parent.operator === "..") return { kind: "joined" };
	if (parent?.type === "MemberExpression" && parent.base === node) return { kind: "indexed" };
	if (!isCall(parent) || !argumentsOf(parent).includes(node)) return undefined;
	const callee = isCall(parent.base) ? undefined : textOf(chunk, parent.base);
	if (callee === undefined || !/^[\w.]+$/.test(callee)) return undefined;
	// What the file's own functions, or those of the file that includes it, make of nothing is not known; some of Lua's take it as it is.
	const [first = callee] = callee.split(".");
	const known = LUA_GLOBALS.has(first) || first === "Lua" || isEnvironmentName(first);
	if (!known || declares(chunk.tree, first) || TOLERANT.has(callee.replace(/^Lua\./, ""))) return undefined;
	return { kind: "argument", callee };
}

const TOLERANT = new Set([
	..."assert error next pcall print rawequal select tonumber tostring type xpcall os.exit".split(" "),
	..."table.insert table.pack table.unpack os.time os.date math.type collectgarbage".split(" "),
]);

function message({ variable }: EnvironmentRead, use: Use): string {
	switch (use.kind) {
		case "joined":
			return t("When {0} is not set, there is nothing to join here, and Prosody refuses the whole file.", variable);
		case "indexed":
			return t("When {0} is not set, there is no text to work on here, and Prosody refuses the whole file.", variable);
		case "argument":
			return t("When {0} is not set, {1} gets no value, and Prosody refuses the whole file.", variable, use.callee);
	}
}

function inBrackets({ span, variable }: EnvironmentRead): Fix {
	return suggested(emptyTitle(variable), () => replaceSpan(span, `(${span.text} or "")`));
}

function argumentFixes({ span, variable }: EnvironmentRead, callee: string, { config }: RuleContext): Fix[] {
	// Known to be 13.0, Prosody warns about `assert` without `Lua.`; before, it only knows `assert`.
	const assertion = atLeast(config.version.series, "13.0") && !config.version.assumed ? "Lua.assert" : "assert";
	const stop = suggested(t("Stop with a clear message when {0} is not set", variable), () =>
		replaceSpan(span, `${assertion}(${span.text}, "the environment variable ${variable} is not set")`),
	);
	// An empty name is no host and no file.
	if (COMPONENT_KEYWORDS.has(callee) || INCLUDE_KEYWORDS.has(callee)) return [stop];
	if (!HOST_KEYWORDS.has(callee)) {
		return [suggested(emptyTitle(variable), () => replaceSpan(span, `${span.text} or ""`)), stop];
	}
	const title = t('Take "localhost" when {0} is not set', variable);
	return [suggested(title, () => replaceSpan(span, `${span.text} or "localhost"`)), stop];
}

function emptyTitle(variable: string): string {
	return t("Take it as empty when {0} is not set", variable);
}
