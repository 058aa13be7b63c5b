import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "hyphenated-option",
	title: t("A hyphen in the name of an option"),
	message: ({ word = "" }) => t("The hyphens in {0} read as minus signs, so Prosody refuses the whole file.", word),
	fix: ({ instead = "" }) => t("Write {0}", instead),
});
