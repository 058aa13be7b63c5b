import type { Change } from "../../edits/change.ts";
import { insertBefore, replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { argumentsOf, isCall, type Reference, referenceAt, textOf } from "../lua-tree.ts";
import { type Fix, rule, safe } from "../rule.ts";

export default rule({
	id: "lua-api-direct",
	local: true,
	title: t("Functions of Lua without Lua. in front"),
	severity: "hint",
	since: "13.0",
	links: ["https://prosody.im/doc/configure"],
	check({ config }, report) {
		// Before 13.0 there is no `Lua.`: the advice would break the file.
		if (config.version.assumed) return;
		const seen = new Set<number>();
		for (const { kind, at, name } of config.warnings) {
			const reference = kind === "lua-api" ? referenceAt(at) : undefined;
			if (!reference || seen.has(at.start)) continue;
			seen.add(at.start);
			report({
				at: reference.span,
				message: t(
					"Prosody 13.0 warns about this use of {0} when it starts: Lua's own functions are found under Lua.{0} now.",
					name,
				),
				fixes: [...asVariable(reference), safe(t("Write Lua.{0}", name), () => insertBefore(reference.span, "Lua."))],
				tag: "deprecated",
			});
		}
	},
});

/** `os.getenv("X")` is `ENV_X`. */
function asVariable({ chunk, parents }: Reference): Fix[] {
	const [call, member] = [parents.at(-2), parents.at(-1)];
	if (!isCall(call) || member?.type !== "MemberExpression" || call.base !== member) return [];
	const [variable, ...more] = argumentsOf(call);
	if (textOf(chunk, member) !== "os.getenv" || variable?.type !== "StringLiteral" || more.length > 0) return [];
	if (!/^\w+$/.test(variable.value)) return [];
	const name = `ENV_${variable.value}`;
	const span = chunk.span(call);
	return [safe(t("Write {0}", name), (): Change[] => replaceSpan(span, name))];
}
