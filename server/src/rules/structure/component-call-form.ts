import type { Section } from "../../config/model.ts";
import type { Change } from "../../edits/change.ts";
import { replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { rangeOf } from "../../syntax/tree.ts";
import { argumentsOf, type Call, isCall } from "../lua-tree.ts";
import { Places } from "../places.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";
import { nodesAround } from "../structure-facts.ts";

export default rule({
	id: "component-call-form",
	title: t("A Component whose module is not read"),
	severity: "warning",
	local: true,
	links: ["https://prosody.im/doc/components"],
	check({ config }, report) {
		// A loop brings the same line more than once.
		const seen = new Places();
		for (const section of config.sections) {
			const { scope, head } = section;
			if (!head || scope.kind !== "Component" || !seen.isNew(head)) continue;
			const call = firstCall(section);
			const second = call && argumentsOf(call)[1];
			if (!call || !second) continue;
			const at = head.chunk.span(second);
			report({ at, message: message(section, at.text, second.type), fixes: fixes(section, call) });
		}
	},
});

function message({ scope, moduleSpan }: Section, text: string, type: string): string {
	const host = scope.name === "?" ? t("the domain") : scope.name;
	if (type === "TableConstructorExpression") {
		return t("Prosody does not read these options of {0}: they stand behind the brackets, not in them.", host);
	}
	if (moduleSpan) {
		return t(
			"Prosody does not read {0} here: the module of {1} is {2}, which stands behind the brackets.",
			text,
			host,
			moduleSpan.text,
		);
	}
	return t(
		"Prosody does not read {0} here: {1} becomes a Component for an external program. The module stands behind the brackets.",
		text,
		host,
	);
}

/** The call that names the domain. */
function firstCall({ head }: Section): Call | undefined {
	let call = nodesAround(head!).find((node) => isCall(node));
	while (call && isCall(call) && isCall(call.base)) call = call.base;
	return isCall(call) ? call : undefined;
}

/** `Component("a", "b")` becomes `Component "a" "b"`; what is no text keeps its brackets. */
function fixes({ head }: Section, call: Call): Fix[] {
	const { chunk } = head!;
	const args = argumentsOf(call);
	const [name, module] = args;
	if (!name || !module || args.length !== 2) return [];
	// Another module behind it, or options: then it is not clear which one counts.
	const whole = nodesAround(head!).find((node) => isCall(node));
	if (whole !== call && isCall(whole) && argumentsOf(whole)[0]?.type !== "TableConstructorExpression") return [];
	const open = rangeOf(call.base)[1];
	const gaps = [
		chunk.span([open, rangeOf(name)[0]]),
		chunk.span([rangeOf(name)[1], rangeOf(module)[0]]),
		chunk.span([rangeOf(module)[1], rangeOf(call)[1]]),
	] as const;
	if (gaps.some(({ text }) => text.includes("--"))) return [];
	// A text and a table do without brackets.
	const bare = [name, module].map(({ type }) => type === "StringLiteral" || type === "TableConstructorExpression");
	const written = [bare[0] ? " " : "(", `${bare[0] ? "" : ")"}${bare[1] ? " " : "("}`, bare[1] ? "" : ")"] as const;
	const changes: Change[] = gaps.flatMap((gap, index) => replaceSpan(gap, written[index]!));
	const shown = chunk.span(call.base).text + written[0] + chunk.span(name).text + written[1];
	const end = module.type === "TableConstructorExpression" ? "{ … }" : chunk.span(module).text + written[2];
	// Behind a table the global section goes on, so what follows may come to belong there.
	const how = module.type === "TableConstructorExpression" ? suggested : safe;
	return [how(t("Write {0}", shown + end), () => changes)];
}
