import { replaceSpan } from "../../edits/index.ts";
import { t } from "../../l10n.ts";
import { declares } from "../lua-tree.ts";
import { safe } from "../rule.ts";
import { type FoundProblem, syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "unquoted-host",
	title: t("A host name without quotes"),
	message: ({ word = "", section = "" }) =>
		t(
			"The name behind {0} needs quotes: without them Prosody does not know what {1} is and refuses the whole file.",
			section,
			word,
		),
	fix: ({ instead = "" }) => t("Write {0}", instead),
	fixes: (found) => (isVariable(found) ? [inBrackets(found)] : undefined),
});

/** `VirtualHost ENV_DOMAIN`: what stands in a variable is given in round brackets. */
function isVariable({ at, detail: { word = "" } }: FoundProblem): boolean {
	return /^ENV_\w+$/.test(word) || declares(at.chunk.tree, word);
}

function inBrackets({ at }: FoundProblem) {
	const instead = `(${at.text})`;
	return safe(t("Write {0}", instead), () => replaceSpan(at, instead));
}
