import { noteLookup } from "../../config/host-index.ts";
import type { Configuration, Scope, Setting } from "../../config/model.ts";
import { renameOption } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { Kind } from "../../syntax/token.ts";
import { tokenize } from "../../syntax/tokens.ts";
import { hasModulesOfOnesOwn } from "../loaded-modules.ts";
import { meantBy } from "../option-names.ts";
import { type Fix, rule, safe, suggested } from "../rule.ts";
import { settingsWhere } from "../settings.ts";

export default rule({
	id: "option-unknown",
	local: true,
	title: t("An option that nobody reads, with a name close to one that is"),
	severity: "warning",
	links: ["https://prosody.im/doc/configure"],
	check(context, report) {
		for (const setting of settingsWhere(context.config, (name) => !context.catalog.knowsOption(name))) {
			const { option, at, value } = setting;
			if (value.type === "nil" || value.type === "function") continue;
			const meant = meantBy(option, context.catalog).filter((name) => !isSet(name, setting.scope));
			if (meant.length === 0 || isReadInFile(setting)) continue;
			report({
				at: at.nameSpan,
				severity: hasModulesOfOnesOwn(setting.scope, context) ? "information" : undefined,
				message: t("No module reads {0}, as far as is known here. {1} may be meant.", option, meant.join(" / ")),
				fixes: fixes(setting, meant),
			});
		}
	},
});

/** What is set beside it cannot be meant. */
function isSet(name: string, { own }: Scope): boolean {
	return own.has(name);
}

/** True where the name serves as a variable of the file itself. */
function isReadInFile({ option, assignments, scope }: Setting): boolean {
	const { file } = assignments[0]!.nameSpan;
	const uses = () => usesIn(scope.config.global.config, file, option);
	const before = uses();
	noteLookup(`${file} ${option}`, () => uses() === before);
	return before > assignments.length;
}

/** How often a name stands in a file, outside of texts and comments. */
function usesIn({ trees }: Configuration, file: string, name: string): number {
	const tree = trees.find(({ uri }) => uri === file);
	let count = 0;
	for (let at = tree?.text.indexOf(name) ?? -1; tree && at >= 0; ) {
		const { text, end } = tree.chunkAt(at);
		count += tokenize(text).filter((token) => token.kind === Kind.Name && token.text === name).length;
		at = tree.text.indexOf(name, end);
	}
	return count;
}

function fixes(setting: Setting, meant: readonly string[]): Fix[] {
	const { option, assignments } = setting;
	if (assignments.length !== 1) return [];
	const same = (name: string) => meant.length === 1 && name === option.toLowerCase();
	return [
		...meant.map((name) =>
			(same(name) ? safe : suggested)(t("Rename it to {0}", name), () => renameOption(assignments[0]!, name)),
		),
	];
}
