import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

export default syntaxProblem({
	id: "unquoted-text",
	title: t("An address, path or other text without quotes"),
	message: ({ word = "", section }) =>
		section === "Include"
			? t("The path {0} needs quotes around it; without them Prosody refuses the whole file.", word)
			: t("{0} needs quotes around it; without them Prosody refuses the whole file.", word),
	fix: ({ instead = "" }) => t("Write {0}", instead),
});
