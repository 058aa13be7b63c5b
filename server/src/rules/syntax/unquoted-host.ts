import { t } from "../../l10n.ts";
import { syntaxProblem } from "../syntax-problem.ts";

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
});
